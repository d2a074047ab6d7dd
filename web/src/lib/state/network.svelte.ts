import type { Http } from '$lib/sync/http';

/** `on`: the server answered last time; `off`: the device has no network; `server`: there is a network but no answer. */
export type NetworkState = 'on' | 'off' | 'server';

/** What is known about the way to the server: the browser's own view and the outcome of the last request. */
export class Network {
  #online = $state(typeof navigator === 'undefined' ? true : navigator.onLine);
  #reached = $state(true);

  readonly state: NetworkState = $derived(!this.#online ? 'off' : this.#reached ? 'on' : 'server');

  /** Begins to listen; returns the way to stop. */
  watch(http: Http): () => void {
    const changed = () => {
      this.#online = navigator.onLine;
      if (this.#online) this.#reached = true;
    };
    addEventListener('online', changed);
    addEventListener('offline', changed);
    const stop = http.watch((reached) => (this.#reached = reached));
    return () => {
      removeEventListener('online', changed);
      removeEventListener('offline', changed);
      stop();
    };
  }
}
