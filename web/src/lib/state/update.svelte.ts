/**
 * A new version of the app. The worker downloads it and waits; it takes over only when a person agrees, and this class
 * offers that only while nothing is unsent. Until then the old version keeps working, from its own cache.
 */
export class Update {
  ready = $state(false);
  #waiting: ServiceWorker | undefined;
  #agreed = false;

  /** Registers the worker of a production build. */
  async watch(script: string, scope: string): Promise<void> {
    if (!('serviceWorker' in navigator)) return;
    navigator.serviceWorker.addEventListener('controllerchange', () => {
      // Only the tab where the person agreed starts anew: another tab may hold half-typed work.
      if (this.#agreed) location.reload();
    });
    try {
      const registration = await navigator.serviceWorker.register(script, { scope, updateViaCache: 'none' });
      this.#offer(registration.waiting);
      registration.addEventListener('updatefound', () => {
        const worker = registration.installing;
        worker?.addEventListener('statechange', () => {
          if (worker.state === 'installed') this.#offer(worker);
        });
      });
      addEventListener('online', () => void registration.update().catch(() => undefined));
      // Parts that are loaded late must come from the worker too: without it this page would need the network for them.
      const { active } = await navigator.serviceWorker.ready;
      if (!navigator.serviceWorker.controller) active?.postMessage({ type: 'claim' });
    } catch {
      // No worker (private mode, old browser): the app works while there is a network.
    }
  }

  /** The person agreed: the waiting version takes over and this tab starts anew. */
  apply(): void {
    this.#agreed = true;
    this.#waiting?.postMessage({ type: 'take-over' });
  }

  #offer(worker: ServiceWorker | null): void {
    // Without a controller this is the first installation, not an update.
    if (!worker || !navigator.serviceWorker.controller) return;
    this.#waiting = worker;
    this.ready = true;
  }
}
