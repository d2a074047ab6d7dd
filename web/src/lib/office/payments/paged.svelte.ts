import type { ApiProblem, Http } from '$lib/sync/http';

interface Slice<T> {
  items: T[];
  total: number;
  more: boolean;
  next?: number;
}

/** A long list that comes page by page. The last question wins. */
export class Paged<T, A = Slice<T>> {
  items = $state.raw<T[] | undefined>(undefined);
  total = $state(0);
  more = $state(false);
  problem = $state.raw<ApiProblem | undefined>(undefined);
  busy = $state(false);
  /** What else the first page said. */
  whole = $state.raw<A | undefined>(undefined);
  readonly #http: Http;
  readonly #slice: (answer: A) => Slice<T>;
  #path = '';
  #next: number | undefined;
  #turn = 0;

  constructor(http: Http, slice: (answer: A) => Slice<T> = (answer) => answer as unknown as Slice<T>) {
    this.#http = http;
    this.#slice = slice;
  }

  async ask(path: string): Promise<void> {
    if (path !== this.#path) this.items = undefined;
    this.#path = path;
    await this.#take(undefined);
  }

  again(): Promise<void> {
    return this.#take(undefined);
  }

  further(): Promise<void> {
    return this.#take(this.#next);
  }

  async #take(after: number | undefined): Promise<void> {
    const turn = ++this.#turn;
    this.busy = true;
    const joint = this.#path.includes('?') ? '&' : '?';
    const reply = await this.#http.get<A>(after === undefined ? this.#path : `${this.#path}${joint}after=${after}`);
    if (turn !== this.#turn) return;
    this.busy = false;
    this.problem = reply.ok ? undefined : reply.problem;
    if (!reply.ok) return;
    const slice = this.#slice(reply.value);
    this.items = after === undefined ? slice.items : [...(this.items ?? []), ...slice.items];
    if (after === undefined) this.whole = reply.value;
    this.total = slice.total;
    this.more = slice.more;
    this.#next = slice.next;
  }
}
