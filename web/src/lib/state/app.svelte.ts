import { getContext, setContext } from 'svelte';
import { core } from '$lib/core/core';
import { IndexedDbStore, requestPersistence, StorageProblem, storageProblem, type LocalStore } from '$lib/local';
import { setLocale, type Locale } from '$lib/messages';
import { Http } from '$lib/sync/http';
import { Network } from './network.svelte';
import { Session } from './session.svelte';
import { Unsent } from './unsent.svelte';
import { Update } from './update.svelte';

export type OpenStore = (scope: string, onSuperseded: () => void) => Promise<LocalStore>;

/** Everything the screens share, made once by the root layout and handed down by context. */
export class App {
  readonly http: Http;
  readonly core = core;
  readonly network = new Network();
  readonly unsent = new Unsent();
  readonly update = new Update();
  readonly session: Session;
  /** The signed-in officer's own store; undefined until it is open. */
  store = $state.raw<LocalStore | undefined>(undefined);
  problem = $state.raw<StorageProblem | undefined>(undefined);
  /** A newer version of the app took the store in another tab. */
  superseded = $state(false);
  readonly #device: LocalStore;
  readonly #openStore: OpenStore;

  private constructor(http: Http, device: LocalStore, openStore: OpenStore) {
    this.http = http;
    this.#device = device;
    this.#openStore = openStore;
    this.session = new Session(http, device);
  }

  /** Opens the device-wide store and the remembered session. Throws a `StorageProblem` where nothing can be kept. */
  static async open(
    openStore: OpenStore = (scope, onSuperseded) => IndexedDbStore.open(scope, undefined, onSuperseded),
    http = new Http()
  ): Promise<App> {
    let app: App | undefined;
    const device = await openStore('device', () => app && (app.superseded = true));
    app = new App(http, device, openStore);
    const language = (await device.get('meta', 'locale'))?.value;
    if (language === 'en') await setLocale('en').catch(() => undefined);
    await app.session.open();
    await app.openOwnStore();
    return app;
  }

  /** Opens the store of whoever is signed in; called again after every sign-in and sign-out. */
  async openOwnStore(): Promise<void> {
    const scope = this.session.scope;
    if (this.store?.scope === scope) return;
    this.store?.close();
    this.store = undefined;
    this.problem = undefined;
    await this.unsent.follow(undefined);
    if (!scope) return;
    try {
      this.store = await this.#openStore(scope, () => (this.superseded = true));
      await this.unsent.follow(this.store);
      void requestPersistence().catch(() => false);
    } catch (cause) {
      this.problem = storageProblem(cause);
    }
  }

  async chooseLocale(locale: Locale): Promise<void> {
    await setLocale(locale);
    await this.#device.put('meta', { key: 'locale', value: locale });
  }
}

const KEY = Symbol('app');

export function provideApp(app: App): App {
  return setContext(KEY, app);
}

/** The shared state; only inside the root layout. */
export function useApp(): App {
  return getContext<App>(KEY);
}
