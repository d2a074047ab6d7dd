import type { StoreName } from './types';

/**
 * Tells every tab of the same officer which stores changed. A tab does not hear its own broadcast, so listeners
 * of this tab are called directly.
 */
export class ChangeSignal {
  readonly #listeners = new Set<(stores: readonly StoreName[]) => void>();
  readonly #channel: BroadcastChannel | undefined;

  constructor(scope: string) {
    if (typeof BroadcastChannel === 'undefined') return;
    this.#channel = new BroadcastChannel(`tan-thon:${scope}`);
    this.#channel.onmessage = (event: MessageEvent<StoreName[]>) => this.#call(event.data);
    // In Node an open channel would keep the test process alive.
    (this.#channel as { unref?: () => void }).unref?.();
  }

  subscribe(listener: (stores: readonly StoreName[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed(stores: readonly StoreName[]): void {
    if (stores.length === 0) return;
    this.#channel?.postMessage([...stores]);
    this.#call(stores);
  }

  close(): void {
    this.#listeners.clear();
    this.#channel?.close();
  }

  #call(stores: readonly StoreName[]): void {
    for (const listener of [...this.#listeners]) listener(stores);
  }
}

const held = new Set<string>();

/** Runs `work` when nobody else, in this tab or another, runs work under the same name; otherwise gives undefined. */
export async function exclusively<T>(name: string, work: () => Promise<T>): Promise<T | undefined> {
  const locks = typeof navigator === 'undefined' ? undefined : navigator.locks;
  if (locks) {
    return (await locks.request(name, { ifAvailable: true }, (lock) => (lock ? work() : undefined))) as T | undefined;
  }
  if (held.has(name)) return undefined;
  held.add(name);
  try {
    return await work();
  } finally {
    held.delete(name);
  }
}
