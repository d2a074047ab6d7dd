import { requestPersistence, storageProblem, type LocalStore, type RecordRow, type Room, type Write } from '$lib/local';
import { LawProblem, type Law } from '$lib/core/law';
import { civilNow, civilToday } from '$lib/sync/clock';
import type { Http } from '$lib/sync/http';
import { CARRIED, readCarried, recordWrites, type CarriedStop, type Stop } from '$lib/sync/pull';
import type { AnyRecord, Entry } from '$lib/core/wire';
import { COMMUNE_INDEX, type IndexRow } from './records.svelte';

export interface Round {
  id: string;
  name: string;
  state: 'draft' | 'published' | 'done';
  stops: Stop[];
}

interface Package {
  stop: Stop;
  round: { id: string; name: string };
  records: AnyRecord[];
  index: IndexRow[];
  rules_version: string;
  cursor: number | string;
  bytes?: number;
}

export interface Taking {
  stop: string;
  phase: 'asking' | 'receiving' | 'rules' | 'saving';
  /** Bytes received so far. */
  bytes: number;
}

const ROUNDS = 'rounds';
const RULES = 'rules';
const ACTIVE = 'active_stop';
const PACKAGE_TIMEOUT_MS = 600_000;

/** The stops of this officer, and what this device carries of them. */
export class Carry {
  rounds = $state.raw<Round[] | undefined>(undefined);
  carried = $state.raw<CarriedStop[]>([]);
  active = $state<string | undefined>(undefined);
  taking = $state.raw<Taking | undefined>(undefined);
  /** A stable code of what went wrong last. */
  problem = $state.raw<{ code: string; params?: Record<string, string | number> } | undefined>(undefined);
  /** Whether the rules are on this device and in use. */
  rules = $state<'opening' | 'ready' | 'missing'>('opening');
  room = $state.raw<Room | undefined>(undefined);
  readonly #store: LocalStore;
  readonly #http: Http;
  readonly #law: Law;
  readonly #opened: Promise<void>;

  constructor(store: LocalStore, http: Http, law: Law) {
    this.#store = store;
    this.#http = http;
    this.#law = law;
    this.#opened = this.#open();
  }

  /** Resolves when what lies on the device has been read; never waits for the network. */
  opened(): Promise<void> {
    return this.#opened;
  }

  follow(): () => void {
    return this.#store.subscribe((stores) => {
      if (stores.includes('meta')) void this.#readCarried();
    });
  }

  get activeStop(): CarriedStop | undefined {
    return this.carried.find((one) => one.stop.id === this.active);
  }

  /** Makes what is done from now on part of this stop. */
  async enter(stop: string): Promise<void> {
    if (this.active === stop) return;
    this.active = stop;
    await this.#store.put('meta', { key: ACTIVE, value: stop });
  }

  /** Asks for rounds and newer rules; without a network the last known ones stay. */
  async refresh(): Promise<void> {
    await this.#opened;
    const reply = await this.#http.get<Round[] | { items: Round[] }>('/api/rounds');
    if (reply.ok) {
      const rounds = Array.isArray(reply.value) ? reply.value : reply.value.items;
      this.rounds = rounds;
      await this.#store.put('meta', { key: ROUNDS, value: rounds });
    }
    await this.#refreshRules();
  }

  /** Takes a stop along: its people, households, open dossiers, results, the small index of the commune and the rules. */
  async take(stop: string): Promise<void> {
    if (this.taking) return;
    this.problem = undefined;
    this.taking = { stop, phase: 'asking', bytes: 0 };
    try {
      void requestPersistence().catch(() => false);
      const text = await this.#download(stop);
      if (text === undefined) return;
      const found = JSON.parse(text) as Package;
      this.taking = { ...this.taking, phase: 'rules' };
      if (!(await this.#refreshRules()) && this.rules !== 'ready') return;
      this.taking = { ...this.taking, phase: 'saving' };
      await this.#keep(found, new Blob([text]).size);
      await this.enter(found.stop.id);
      this.room = await this.#store.room();
    } catch (cause) {
      this.problem =
        cause instanceof LawProblem
          ? { code: cause.code, params: cause.params }
          : cause instanceof SyntaxError
            ? { code: 'reply_unreadable' }
            : { code: storageProblem(cause).code };
    } finally {
      this.taking = undefined;
    }
  }

  /** What keeps a stop on this device: entries and papers of it that are not with the office. */
  async unsentOf(stop: string): Promise<number> {
    const [outbox, drafts] = await Promise.all([this.#store.list('outbox'), this.#store.list('records', { index: 'kind', value: 'draft' })]);
    const open = outbox.filter((row) => row.state !== 'accepted' && (row.entry as Entry).stop === stop);
    const subjects = new Set(outbox.filter((row) => (row.entry as Entry).stop === stop).map((row) => (row.entry as Entry).subject.id));
    const files = (await this.#store.list('files')).filter((file) => file.state !== 'sent' && subjects.has(file.dossier));
    return open.length + files.length + drafts.filter((draft) => draft.stop_ids.includes(stop)).length;
  }

  /** Removes a stop from this device; refuses (gives false) while something of it is unsent. */
  async remove(stop: string): Promise<boolean> {
    if ((await this.unsentOf(stop)) > 0) return false;
    const rows = await this.#store.list('records', { index: 'stop', value: stop });
    const rest = this.carried.filter((one) => one.stop.id !== stop);
    const writes = rows.map((row): Write => {
      const stop_ids = row.stop_ids.filter((id) => id !== stop);
      return stop_ids.length === 0
        ? { op: 'delete', store: 'records', key: `${row.kind}/${row.id}` }
        : { op: 'put', store: 'records', row: { ...row, stop_ids } satisfies RecordRow };
    });
    writes.push({ op: 'put', store: 'meta', row: { key: CARRIED, value: rest } });
    if (rest.length === 0) writes.push({ op: 'delete', store: 'meta', key: COMMUNE_INDEX });
    await this.#store.batch(writes);
    this.carried = rest;
    this.room = await this.#store.room();
    return true;
  }

  async #open(): Promise<void> {
    const [rounds, active, rules] = await Promise.all([
      this.#store.get('meta', ROUNDS),
      this.#store.get('meta', ACTIVE),
      this.#store.get('meta', RULES)
    ]);
    this.rounds = rounds?.value as Round[] | undefined;
    await this.#readCarried();
    this.active = (active?.value as string | undefined) ?? this.carried.find((one) => one.stop.date >= civilToday())?.stop.id;
    this.room = await this.#store.room();
    const bundle = (rules?.value as { bundle: unknown } | undefined)?.bundle;
    this.rules = bundle === undefined ? 'missing' : await this.#use(bundle);
  }

  async #readCarried(): Promise<void> {
    this.carried = await readCarried(this.#store);
  }

  async #use(bundle: unknown): Promise<'ready' | 'missing'> {
    try {
      await this.#law.load(bundle);
      return 'ready';
    } catch (cause) {
      this.problem = { code: cause instanceof LawProblem ? cause.code : 'core_unavailable' };
      return 'missing';
    }
  }

  /** True when the rules in use are the newest that the server has. */
  async #refreshRules(): Promise<boolean> {
    const kept = (await this.#store.get('meta', RULES))?.value as { etag: string | null; bundle: unknown } | undefined;
    const headers: Record<string, string> = kept?.etag ? { 'If-None-Match': kept.etag } : {};
    const reply = await this.#http.send('/api/rules', { headers });
    if (!reply.ok) {
      if (reply.problem.status === 304) return true;
      if (this.taking) this.problem = reply.problem;
      return false;
    }
    const bundle = (await reply.value.json()) as unknown;
    const state = await this.#use(bundle);
    if (state !== 'ready') return false;
    await this.#store.put('meta', { key: RULES, value: { etag: reply.value.headers.get('etag'), bundle } });
    this.rules = 'ready';
    return true;
  }

  async #download(stop: string): Promise<string | undefined> {
    const reply = await this.#http.send(`/api/stops/${encodeURIComponent(stop)}/package`, { timeout_ms: PACKAGE_TIMEOUT_MS });
    if (!reply.ok) {
      this.problem = reply.problem;
      return undefined;
    }
    const reader = reply.value.body?.getReader();
    if (!reader) return reply.value.text();
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    let bytes = 0;
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        pieces.push(value);
        bytes += value.length;
        this.taking = { stop, phase: 'receiving', bytes };
      }
    } catch {
      // Cut in the middle: nothing was kept, the next try starts anew.
      this.problem = { code: 'network_unreachable' };
      return undefined;
    }
    return new Blob(pieces).text();
  }

  async #keep(found: Package, bytes: number): Promise<void> {
    const now = civilNow();
    const count = (kind: string) => found.records.filter((record) => record.kind === kind).length;
    const carried: CarriedStop = {
      stop: found.stop,
      round: { id: found.round.id, name: found.round.name },
      taken_at: now,
      fresh_at: now,
      bytes,
      people: count('person'),
      households: count('household'),
      dossiers: count('dossier'),
      cursor: found.cursor,
      rules_version: found.rules_version
    };
    const others = (await readCarried(this.#store)).filter((one) => one.stop.id !== found.stop.id);
    const all = [...others, carried].sort((a, b) => a.stop.date.localeCompare(b.stop.date));
    await this.#store.batch([
      ...(await recordWrites(this.#store, found.stop.id, found.records)),
      { op: 'put', store: 'meta', row: { key: COMMUNE_INDEX, value: found.index } },
      { op: 'put', store: 'meta', row: { key: CARRIED, value: all } }
    ]);
    this.carried = all;
  }
}
