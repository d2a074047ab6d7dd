import type { ApiProblem, Http, Outcome } from '$lib/sync/http';
import type { ImportRow, ImportView, RowDecision } from './types';

/** How often a running import is asked how far it is. */
const ASK_MS = 700;

/** One import: what is known of it, kept fresh while somebody works on it. */
export class ListImport {
  value = $state.raw<ImportView>();
  problem = $state.raw<ApiProblem>();
  /** A request of this screen is on its way. */
  busy = $state(false);
  readonly id: string;
  readonly #http: Http;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(http: Http, id: string) {
    this.#http = http;
    this.id = id;
  }

  /** Asks, and goes on asking while the work goes on. */
  async load(): Promise<void> {
    clearTimeout(this.#timer);
    const reply = await this.#http.get<ImportView>(`/api/imports/${this.id}`);
    if (this.#closed) return;
    this.#take(reply);
    if (this.value?.progress || this.value?.state === 'reading') this.#timer = setTimeout(() => void this.load(), ASK_MS);
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  /** `apply`, `undo`, `discard`, `mapping`; gives whether it was taken. */
  async act(what: string, body?: unknown): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    const reply = await this.#http.post<ImportView>(`/api/imports/${this.id}/${what}`, body);
    this.busy = false;
    this.#take(reply);
    const refused = reply.ok ? undefined : reply.problem;
    // What was refused is no longer as it is shown.
    if (refused?.kind === 'refused') await this.load();
    this.problem = refused;
    if (reply.ok) void this.load();
    return reply.ok;
  }

  async decide(position: number, decision: RowDecision): Promise<ImportRow | undefined> {
    const reply = await this.#http.post<ImportRow>(`/api/imports/${this.id}/rows/${position}/decision`, decision);
    this.problem = reply.ok ? undefined : reply.problem;
    if (reply.ok) void this.load();
    return reply.ok ? reply.value : undefined;
  }

  #take(reply: Outcome<ImportView>): void {
    this.problem = reply.ok ? undefined : reply.problem;
    if (reply.ok) this.value = reply.value;
  }
}
