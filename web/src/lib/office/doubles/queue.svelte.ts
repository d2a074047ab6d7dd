import type { ApiProblem, Http } from '$lib/sync/http';
import type { Decision, Pair, PairPage, Run } from './types';

/** Pairs that are fetched at once. */
const STEP = 20;
/** Fewer left than this, and the next are fetched. */
const FEW = 5;

/** What the last decision was, so that one press takes it back. */
export interface Last {
  pair: Pair;
  decision: Decision['decision'];
}

/** The pairs that wait for a person, one after the other. */
export class DoubleQueue {
  pairs = $state.raw<readonly Pair[]>([]);
  /** How many were decided since the queue was opened. */
  done = $state(0);
  total = $state(0);
  last = $state.raw<Last>();
  last_run = $state.raw<Run>();
  loading = $state(true);
  busy = $state(false);
  problem = $state.raw<ApiProblem>();
  /** What happened to the pair that was on the screen. */
  notice = $state<'changed' | 'settled'>();
  /** Fields that somebody changed after a joining that was taken back. */
  kept = $state.raw<readonly string[]>([]);
  readonly #http: Http;
  #village = '';
  #next: string | undefined;
  /** Put off on this screen: not shown again before the queue is opened anew. */
  #later = new Set<string>();

  constructor(http: Http) {
    this.#http = http;
  }

  get current(): Pair | undefined {
    return this.pairs[0];
  }

  get put_off(): number {
    return this.#later.size;
  }

  async open(village = this.#village): Promise<void> {
    this.#village = village;
    this.loading = true;
    this.#later.clear();
    this.last = undefined;
    this.notice = undefined;
    this.done = 0;
    const page = await this.#page();
    this.loading = false;
    if (!page) return;
    this.pairs = page.items;
    this.total = page.total ?? page.items.length;
    this.last_run = page.last_run;
  }

  async decide(decision: Decision, note: string): Promise<void> {
    const pair = this.current;
    if (!pair || this.busy) return;
    const versions = [pair.first.record.version, pair.second.record.version];
    this.busy = true;
    const reply = await this.#http.post<Pair>(`/api/doubles/${pair.id}`, { ...decision, versions, note });
    this.busy = false;
    this.kept = [];
    this.notice = undefined;
    this.problem = undefined;
    if (!reply.ok && (reply.problem.code === 'pair_changed' || reply.problem.code === 'already_closed')) return this.#look(pair);
    if (!reply.ok) {
      this.problem = reply.problem;
      return;
    }
    this.last = { pair, decision: decision.decision };
    if (decision.decision === 'later') this.#later.add(pair.id);
    this.#leave();
  }

  /** Takes the last decision back: the pair is on the screen again. */
  async undo(): Promise<void> {
    const last = this.last;
    if (!last || this.busy) return;
    let pair = last.pair;
    if (last.decision !== 'later') {
      this.busy = true;
      const reply = await this.#http.post<{ pair: Pair; kept: string[] }>(`/api/doubles/${pair.id}/part`);
      this.busy = false;
      this.problem = reply.ok ? undefined : reply.problem;
      if (!reply.ok) return;
      pair = reply.value.pair;
      this.kept = reply.value.kept;
    }
    this.#later.delete(pair.id);
    this.last = undefined;
    this.notice = undefined;
    this.done -= 1;
    this.pairs = [pair, ...this.pairs.filter((one) => one.id !== pair.id)];
  }

  /** The pair as it is now; when there is nothing left to decide, the next one. */
  async #look(pair: Pair): Promise<void> {
    const reply = await this.#http.get<Pair>(`/api/doubles/${pair.id}`);
    if (!reply.ok && reply.problem.kind === 'offline') {
      this.problem = reply.problem;
      return;
    }
    const fresh = reply.ok ? reply.value : undefined;
    const listed = fresh && !fresh.first.record.gone && !fresh.second.record.gone;
    if (fresh && listed && (fresh.state === 'open' || fresh.state === 'parted')) {
      this.notice = 'changed';
      this.pairs = [fresh, ...this.pairs.slice(1)];
    } else {
      this.notice = 'settled';
      this.#leave();
    }
  }

  #leave(): void {
    this.pairs = this.pairs.slice(1);
    this.done += 1;
    if (this.pairs.length < FEW && this.#next) void this.#more();
  }

  async #more(): Promise<void> {
    const page = await this.#page(this.#next);
    if (!page) return;
    const known = new Set(this.pairs.map((pair) => pair.id));
    this.pairs = [...this.pairs, ...page.items.filter((pair) => !known.has(pair.id) && !this.#later.has(pair.id))];
  }

  async #page(after?: string): Promise<PairPage | undefined> {
    const query = new URLSearchParams({ state: 'open', limit: String(STEP) });
    if (this.#village) query.set('village', this.#village);
    if (after) query.set('after', after);
    const reply = await this.#http.get<PairPage>(`/api/doubles?${query}`);
    this.problem = reply.ok ? undefined : reply.problem;
    if (!reply.ok) return undefined;
    this.#next = reply.value.next;
    return reply.value;
  }
}
