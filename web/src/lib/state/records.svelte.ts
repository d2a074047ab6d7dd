import type { LocalStore, OutboxRow, RecordRow } from '$lib/local';
import type { Actor, Law } from '$lib/core/law';
import { civilNow } from '$lib/sync/clock';
import type { AnyRecord, Entry, HouseholdRecord, PersonRecord, RecordOf, SubjectKind } from '$lib/core/wire';

/** One person of the whole commune as the small index of a package knows them. */
export interface IndexRow {
  id: string;
  full_name: string;
  birth_year?: number | string | null;
  id_tail?: string | null;
  village: string;
  household?: string | null;
  head_name?: string | null;
}

/** Where something that was done here is now. */
export type Whereabouts = 'device' | 'sending' | 'office' | 'attention';

export const COMMUNE_INDEX = 'commune_index';

const keyOf = (kind: string, id: string) => `${kind}/${id}`;

/**
 * What the screens show: the last states from the server with this device's own entries folded on top, by the same
 * function as on the server. Rebuilt after every change of the store, in this tab or another.
 */
export class Records {
  /** Undefined until the store has been read. */
  #current = $state.raw<ReadonlyMap<string, AnyRecord> | undefined>(undefined);
  #whereabouts = $state.raw<ReadonlyMap<string, Whereabouts>>(new Map());
  #index = $state.raw<ReadonlyMap<string, IndexRow>>(new Map());
  #server = new Map<string, RecordRow>();
  #indexStale = true;
  #reading: Promise<void> | undefined;
  #again = false;
  readonly #store: LocalStore;
  readonly #law: Law;
  readonly #actor: () => Actor | undefined;
  readonly ready: boolean = $derived(this.#current !== undefined);

  constructor(store: LocalStore, law: Law, actor: () => Actor | undefined) {
    this.#store = store;
    this.#law = law;
    this.#actor = actor;
  }

  /** Begins to follow the store; returns the way to stop. */
  follow(): () => void {
    void this.refresh();
    return this.#store.subscribe((stores) => {
      // A stop taken along or removed changes both; what is typed on other screens touches `meta` alone.
      if (stores.includes('records') && stores.includes('meta')) this.#indexStale = true;
      if (stores.includes('records') || stores.includes('outbox')) void this.refresh();
    });
  }

  get<K extends SubjectKind>(kind: K, id: string | undefined): RecordOf[K] | undefined {
    return id === undefined ? undefined : (this.#current?.get(keyOf(kind, id)) as RecordOf[K] | undefined);
  }

  list<K extends SubjectKind>(kind: K): RecordOf[K][] {
    const found: RecordOf[K][] = [];
    for (const record of this.#current?.values() ?? []) if (record.kind === kind) found.push(record as unknown as RecordOf[K]);
    return found;
  }

  /** The person as known here; for somebody outside the carried villages, what the small index tells. */
  person(id: string | undefined): PersonRecord | undefined {
    return this.get('person', id) ?? (id === undefined ? undefined : shadow(this.#index.get(id)));
  }

  /** Whether the person's details are on this device; otherwise only the index knows them. */
  isCarried(id: string): boolean {
    return this.#server.has(keyOf('person', id)) || this.get('person', id)?.newly_found_at !== undefined;
  }

  members(household: string | undefined): PersonRecord[] {
    if (household === undefined) return [];
    const people = this.list('person').filter((person) => person.household === household);
    const rank = (person: PersonRecord) => (person.relation_to_head === 'head' ? '0' : (person.birth_date ?? '9'));
    return people.sort((a, b) => rank(a).localeCompare(rank(b)));
  }

  homeOf(person: PersonRecord): { household: HouseholdRecord | null; members: PersonRecord[] } {
    const members = this.members(person.household);
    return {
      household: this.get('household', person.household) ?? null,
      members: members.some((one) => one.id === person.id) ? members : [...members, person]
    };
  }

  get index(): readonly IndexRow[] {
    return [...this.#index.values()];
  }

  whereabouts(kind: SubjectKind, id: string): Whereabouts | undefined {
    return this.#whereabouts.get(keyOf(kind, id));
  }

  /** Version of the last state that came from the server; 0 when there was none. */
  base(kind: SubjectKind, id: string): number {
    return this.#server.get(keyOf(kind, id))?.version ?? 0;
  }

  /** The record as the core wants it for judging the next entry. */
  forJudge(kind: SubjectKind, id: string): AnyRecord | null {
    const known = this.#current?.get(keyOf(kind, id));
    if (known) return known;
    return kind === 'person' ? tagged(shadow(this.#index.get(id))) : null;
  }

  /** Reads again; changes that arrive meanwhile are read once more, so the last word always wins. */
  refresh(): Promise<void> {
    this.#again = true;
    this.#reading ??= this.#readAll().finally(() => (this.#reading = undefined));
    return this.#reading;
  }

  async #readAll(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      await this.#read();
    }
  }

  async #read(): Promise<void> {
    if (this.#indexStale) {
      this.#indexStale = false;
      const list = ((await this.#store.get('meta', COMMUNE_INDEX))?.value ?? []) as IndexRow[];
      this.#index = new Map(list.map((row) => [row.id, row]));
    }
    const [rows, outbox] = await Promise.all([this.#store.list('records'), this.#store.list('outbox')]);
    this.#server = new Map(rows.filter((row) => row.kind !== 'draft' && row.kind !== 'visit').map((row) => [keyOf(row.kind, row.id), row]));
    const current = new Map<string, AnyRecord>([...this.#server].map(([key, row]) => [key, row.state as AnyRecord]));
    const whereabouts = new Map<string, Whereabouts>();
    for (const row of outbox) await this.#fold(row, current, whereabouts);
    this.#current = current;
    this.#whereabouts = whereabouts;
  }

  async #fold(row: OutboxRow, current: Map<string, AnyRecord>, whereabouts: Map<string, Whereabouts>): Promise<void> {
    const entry = row.entry as Entry;
    const { kind, id } = entry.subject;
    const key = keyOf(kind, id);
    whereabouts.set(key, least(whereabouts.get(key), row.state));
    const server = this.#server.get(key);
    // The server's state already includes it.
    if (row.state === 'accepted' && server && row.version !== undefined && server.version >= row.version) return;
    // What the office did not take is not shown as if it held, unless there is nothing else to show.
    if (row.state === 'problem' && server) return;
    const actor = this.#actor();
    // What a citizen answered is not shown anywhere.
    if (!actor || kind === 'survey') return;
    const before = current.get(key) ?? (kind === 'person' ? tagged(shadow(this.#index.get(id))) : null);
    try {
      // The entry was made by its author with the roles of that day; they are judged on the server.
      const verdict = await this.#law.judge(before, entry, { ...actor, account: entry.author }, civilNow());
      if ('accept' in verdict) current.set(key, verdict.accept.record);
    } catch {
      // The core could not be started: the entry is still in the outbox, and the screen says that the core is missing.
    }
  }
}

/** The least advanced state speaks for the whole. */
function least(before: Whereabouts | undefined, state: OutboxRow['state']): Whereabouts {
  const order: Whereabouts[] = ['attention', 'device', 'sending', 'office'];
  const now = ({ problem: 'attention', waiting: 'device', sending: 'sending', accepted: 'office' } as const)[state];
  return before === undefined || order.indexOf(now) < order.indexOf(before) ? now : before;
}

function tagged(person: PersonRecord | undefined): AnyRecord | null {
  return person ? { kind: 'person', ...person } : null;
}

function shadow(row: IndexRow | undefined): PersonRecord | undefined {
  if (!row) return undefined;
  return {
    id: row.id,
    version: 0,
    full_name: row.full_name,
    village: row.village,
    ...(row.birth_year ? { birth_date: String(row.birth_year) } : {}),
    ...(row.household ? { household: row.household } : {})
  };
}
