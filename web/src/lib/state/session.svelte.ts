import type { LocalStore } from '$lib/local';
import type { ApiProblem, Http, Outcome } from '$lib/sync/http';

export interface Officer {
  id: string;
  name: string;
  display_name: string;
  roles: string[];
  /** Villages this officer answers for; empty for everybody whose work is the whole commune. */
  villages: string[];
  offices?: string[];
}

export interface Village {
  id: string;
  name: string;
  distance_km?: number;
  extremely_difficult?: boolean;
}

export interface Commune {
  code: string;
  name: string;
  province: string;
  /** Invented people and villages: every screen says so. */
  demo: boolean;
  villages: Village[];
}

/** What the server answers to a sign-in. */
export interface SessionReply {
  user: Officer;
  commune: Commune;
  csrf: string;
  /** Id of this device as the commune knows it. */
  device: string;
}

export interface DemoAccount {
  user: string;
  password: string;
  role: string;
  display_name: string;
}

/** `opening` until the device store was read; `expired`: known officer, works offline, must sign in again to send. */
export type SessionState = 'opening' | 'signed-out' | 'signed-in' | 'expired';

const KEY = 'session';

/**
 * Who works on this device. The last sign-in is kept in the device-wide store, so that the app opens with the network
 * off. Only the server's word or the officer ends a session; a missing network never does.
 */
export class Session {
  state = $state<SessionState>('opening');
  officer = $state.raw<Officer | undefined>(undefined);
  commune = $state.raw<Commune | undefined>(undefined);
  device = $state.raw<string | undefined>(undefined);
  readonly #http: Http;
  readonly #store: LocalStore;

  constructor(http: Http, store: LocalStore) {
    this.#http = http;
    this.#store = store;
    http.onUnauthenticated = () => {
      if (this.state === 'signed-in') this.state = 'expired';
    };
  }

  /** Scope of the officer's own store; undefined when nobody is signed in. */
  get scope(): string | undefined {
    return this.officer && this.commune ? `${this.commune.code}:${this.officer.id}` : undefined;
  }

  /** Reads the remembered sign-in. Quick and local: the first screen waits for nothing else. */
  async open(): Promise<void> {
    const kept = (await this.#store.get('meta', KEY))?.value as SessionReply | undefined;
    if (kept) this.#take(kept);
    else this.state = 'signed-out';
  }

  /** Asks the server whether the session still holds; changes nothing when the server cannot be reached. */
  async confirm(): Promise<void> {
    const reply = await this.#http.get<SessionReply>('/api/session');
    if (reply.ok) {
      await this.#remember(reply.value);
    } else if (reply.problem.status === 401) {
      this.state = this.officer ? 'expired' : 'signed-out';
    }
  }

  async signIn(user: string, password: string): Promise<Outcome<SessionReply>> {
    const reply = await this.#http.post<SessionReply>('/api/session', { user, password });
    if (reply.ok) await this.#remember(reply.value);
    return reply;
  }

  /** Forgets who is signed in; the officer's own store stays on the device with everything that is unsent. */
  async signOut(): Promise<ApiProblem | undefined> {
    const reply = await this.#http.request<void>('/api/session', { method: 'DELETE' });
    await this.#store.delete('meta', KEY);
    this.#http.csrf = undefined;
    this.officer = undefined;
    this.commune = undefined;
    this.device = undefined;
    this.state = 'signed-out';
    return reply.ok ? undefined : reply.problem;
  }

  /** The accounts of the demonstration; empty everywhere else. */
  async demoAccounts(): Promise<DemoAccount[]> {
    const reply = await this.#http.get<DemoAccount[]>('/api/public/demo-accounts');
    return reply.ok && Array.isArray(reply.value) ? reply.value : [];
  }

  async #remember(reply: SessionReply): Promise<void> {
    this.#take(reply);
    await this.#store.put('meta', { key: KEY, value: reply });
  }

  #take(reply: SessionReply): void {
    this.#http.csrf = reply.csrf;
    this.officer = reply.user;
    this.commune = reply.commune;
    this.device = reply.device;
    this.state = 'signed-in';
  }
}
