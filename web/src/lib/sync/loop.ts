import type { LocalStore, Write } from '$lib/local';
import { civilNow, civilToday } from './clock';
import { sendFiles } from './files';
import type { Http } from './http';
import { pullChanges } from './pull';
import { pushEntries, type Progress } from './push';
import type { Entry } from '$lib/core/wire';

export interface LoopEvents {
  /** A run began or ended. */
  onRun?: (running: boolean) => void;
  /** A run came to this. */
  onProgress?: (progress: Progress, at: string) => void;
  /** The clocks differ by so many minutes. */
  onDrift?: (minutes: number) => void;
}

const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 300_000;
/** Without anything to send, changes of others are still fetched now and then. */
const IDLE_PAUSE_MS = 180_000;
/** Entries made together go together. */
const GATHER_MS = 250;

/** One whole round: text first, then photos, then what others changed. At most one tab of an officer runs it. */
export async function syncOnce(store: LocalStore, http: Http, onDrift?: (minutes: number) => void): Promise<Progress | undefined> {
  return store.exclusive('sync', async () => {
    for (const step of [pushEntries, sendFiles]) {
      const progress = await step(store, http);
      if (progress !== 'done') return progress;
    }
    const pulled = await pullChanges(store, http, civilNow, onDrift);
    if (pulled === 'done') await forgetOld(store);
    return pulled;
  });
}

/** Notes that something arrived are kept for the day; the record itself comes from the server. */
async function forgetOld(store: LocalStore): Promise<void> {
  const today = civilToday();
  const rows = await store.list('outbox', { index: 'state', value: 'accepted' });
  const old = rows.filter((row) => (row.entry as Entry).at.slice(0, 10) < today);
  const kept = new Set((await store.list('outbox')).filter((row) => !old.includes(row)).map((row) => (row.entry as Entry).subject.id));
  const files = (await store.list('files', { index: 'state', value: 'sent' })).filter((file) => !kept.has(file.dossier));
  await store.batch([
    ...old.map((row): Write => ({ op: 'delete', store: 'outbox', key: row.id })),
    ...files.map((file): Write => ({ op: 'delete', store: 'files', key: file.id }))
  ]);
}

/** Keeps trying while the app is open: at once when there is something new or the network returns, else with growing pauses. */
export class SyncLoop {
  readonly #store: LocalStore;
  readonly #http: Http;
  readonly #events: LoopEvents;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | undefined;
  #again = false;
  #failures = 0;
  #stop: (() => void)[] = [];
  #stopped = true;

  constructor(store: LocalStore, http: Http, events: LoopEvents = {}) {
    this.#store = store;
    this.#http = http;
    this.#events = events;
  }

  start(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    const now = () => void this.run();
    const seen = () => document.visibilityState === 'visible' && now();
    addEventListener('online', now);
    document.addEventListener('visibilitychange', seen);
    const unsubscribe = this.#store.subscribe((stores) => {
      // Its own writes also arrive here; while it runs they change nothing.
      if (this.#running || !(stores.includes('outbox') || stores.includes('files'))) return;
      if (this.#failures === 0) this.#schedule(GATHER_MS);
    });
    this.#stop = [
      () => removeEventListener('online', now),
      () => document.removeEventListener('visibilitychange', seen),
      unsubscribe
    ];
    now();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    for (const stop of this.#stop.splice(0)) stop();
  }

  /** Runs now, or once more right after the run that is under way. */
  run(): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    if (this.#running) {
      this.#again = true;
      return this.#running;
    }
    clearTimeout(this.#timer);
    this.#running = this.#work().finally(() => {
      this.#running = undefined;
      if (this.#stopped) return;
      if (this.#again) {
        this.#again = false;
        this.#schedule(GATHER_MS);
      }
    });
    return this.#running;
  }

  async #work(): Promise<void> {
    this.#events.onRun?.(true);
    let progress: Progress | undefined = 'retry';
    try {
      progress = await syncOnce(this.#store, this.#http, this.#events.onDrift);
    } catch {
      // The store let go (another tab, a full disk): nothing was lost, the next run tries again.
    }
    this.#events.onRun?.(false);
    if (progress) this.#events.onProgress?.(progress, civilNow());
    this.#failures = progress === 'retry' ? this.#failures + 1 : 0;
    if (progress === 'sign-in') return;
    // Something was made while photos or changes of others were on their way.
    if (progress === 'done' && (await this.#store.count('outbox', { index: 'state', value: 'waiting' }).catch(() => 0)) > 0) {
      this.#again = true;
    }
    this.#schedule(progress === 'retry' ? this.#pause() : progress === undefined ? FIRST_PAUSE_MS : IDLE_PAUSE_MS);
  }

  /** 5 s, 10 s, 20 s … 5 min, each shortened by up to a quarter so that a team's devices do not all call at once. */
  #pause(): number {
    const full = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(this.#failures - 1, 10));
    return full * (0.75 + 0.25 * Math.random());
  }

  #schedule(ms: number): void {
    clearTimeout(this.#timer);
    if (!this.#stopped) this.#timer = setTimeout(() => void this.run(), ms);
  }
}
