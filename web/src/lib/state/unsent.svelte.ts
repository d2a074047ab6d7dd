import type { LocalStore } from '$lib/local';

/** How much of this officer's work is still only on this device. Counted from the store, never remembered separately. */
export class Unsent {
  /** Entries and papers waiting or on their way; undefined until the store has been read. */
  count = $state<number | undefined>(undefined);
  /** Entries and papers that need a person. */
  problems = $state(0);
  sending = $state(false);
  #stop: (() => void) | undefined;
  #reading = 0;

  /** Follows `store`; undefined when nobody is signed in. */
  async follow(store: LocalStore | undefined): Promise<void> {
    this.#stop?.();
    this.#stop = undefined;
    this.count = undefined;
    this.problems = 0;
    this.sending = false;
    if (!store) return;
    this.#stop = store.subscribe((stores) => {
      if (stores.includes('outbox') || stores.includes('files')) void this.#read(store);
    });
    await this.#read(store);
  }

  async #read(store: LocalStore): Promise<void> {
    const turn = ++this.#reading;
    const [waiting, sending, problem, files, partial, badFiles] = await Promise.all([
      store.count('outbox', { index: 'state', value: 'waiting' }),
      store.count('outbox', { index: 'state', value: 'sending' }),
      store.count('outbox', { index: 'state', value: 'problem' }),
      store.count('files', { index: 'state', value: 'waiting' }),
      store.count('files', { index: 'state', value: 'partial' }),
      store.count('files', { index: 'state', value: 'problem' })
    ]);
    // A later change may have been read faster; the latest reading counts.
    if (turn !== this.#reading) return;
    this.problems = problem + badFiles;
    this.count = waiting + sending + files + partial + this.problems;
    this.sending = sending + partial > 0;
  }
}
