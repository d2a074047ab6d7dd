import type { ApiProblem, Http } from '$lib/sync/http';

/** One thing asked from the server: what came, or why nothing came. The last question wins. */
export class Asked<T> {
  value = $state.raw<T | undefined>(undefined);
  problem = $state.raw<ApiProblem | undefined>(undefined);
  busy = $state(false);
  readonly #http: Http;
  #path: string | undefined;
  #turn = 0;

  constructor(http: Http) {
    this.#http = http;
  }

  /** Asks for `path`. What is already shown stays until the answer is there, unless it was an answer to another question. */
  async ask(path: string): Promise<T | undefined> {
    const turn = ++this.#turn;
    if (path !== this.#path) this.value = undefined;
    this.#path = path;
    this.busy = true;
    const reply = await this.#http.get<T>(path);
    if (turn !== this.#turn) return undefined;
    this.busy = false;
    this.problem = reply.ok ? undefined : reply.problem;
    if (reply.ok) this.value = reply.value;
    return reply.ok ? reply.value : undefined;
  }

  again(): Promise<T | undefined> {
    return this.#path === undefined ? Promise.resolve(undefined) : this.ask(this.#path);
  }
}
