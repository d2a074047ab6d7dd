import type { Law, SearchPerson } from '$lib/core/law';
import type { PersonRecord } from '$lib/core/wire';
import type { IndexRow, Records } from './records.svelte';

/** One line of the list: neutral words only, nothing about health or money. */
export interface Found {
  id: string;
  /** The name in pieces; those that match what was typed are marked. */
  name: { text: string; hit: boolean }[];
  full_name: string;
  head_name: string | undefined;
  village: string;
  birth_year: string | undefined;
  id_tail: string | undefined;
  /** Details are on this device. */
  carried: boolean;
}

const FIRST = 20;
/** How many matches are compared before the first are shown. */
const WIDE = 100;

/** Search as people type, on this device: the carried people with all their numbers, the whole commune with the index. */
export class Search {
  query = $state('');
  found = $state.raw<Found[]>([]);
  /** How many people can be found; undefined until the index stands. */
  people = $state<number | undefined>(undefined);
  readonly #law: Law;
  readonly #records: Records;
  #keys: string[] = [];
  #built = '';
  #turn = 0;

  constructor(law: Law, records: Records) {
    this.#law = law;
    this.#records = records;
  }

  /** Builds the index when people were added or changed since. */
  async build(): Promise<void> {
    const people = this.#records.list('person');
    const index = this.#records.index;
    const mark = `${index.length}:${people.length}:${people.reduce((sum, person) => sum + person.version, 0)}`;
    if (mark === this.#built) return;
    const carried = new Set(people.map((person) => person.id));
    const heads = new Map<string, string>();
    for (const person of people) {
      if (person.relation_to_head === 'head' && person.household) heads.set(person.household, person.full_name);
    }
    const ids: string[] = [];
    const entries: SearchPerson[] = [];
    for (const person of people) {
      entries.push(fromRecord(person, ids.length, heads));
      ids.push(person.id);
    }
    for (const row of index) {
      if (carried.has(row.id)) continue;
      entries.push(fromIndex(row, ids.length));
      ids.push(row.id);
    }
    await this.#law.searchLoad(entries);
    this.#keys = ids;
    this.#built = mark;
    this.people = ids.length;
    await this.run();
  }

  /** Searches for what is typed now; a later keystroke overtakes an earlier one. */
  async run(): Promise<void> {
    const turn = ++this.#turn;
    const query = this.query.trim();
    if (query === '' || this.people === undefined) {
      this.found = [];
      return;
    }
    const found = await this.look(query, FIRST);
    if (turn === this.#turn) this.found = found;
  }

  /** A look beside the shown list, for hints of somebody who may be registered already. */
  async look(query: string, limit: number): Promise<Found[]> {
    const [found, folded] = await Promise.all([this.#law.search(query, WIDE), this.#law.foldText(query)]);
    // Among equally good matches the people of the carried villages come first: they are the ones at the table.
    const isHere = (key: number) => Number(this.#records.isCarried(this.#keys[key] ?? ''));
    const hits = found.sort((a, b) => b.score - a.score || isHere(b.key) - isHere(a.key)).slice(0, limit);
    const wanted = folded.split(/\s+/).filter(Boolean);
    const rows = await Promise.all(hits.map((hit) => this.#describe(this.#keys[hit.key], wanted)));
    return rows.filter((row) => row !== undefined);
  }

  async #describe(id: string | undefined, wanted: readonly string[]): Promise<Found | undefined> {
    const person = this.#records.person(id);
    if (!person) return undefined;
    const row = this.#records.index.length > 0 ? this.#indexRow(person.id) : undefined;
    const head = this.#records.members(person.household).find((one) => one.relation_to_head === 'head')?.full_name ?? row?.head_name;
    const words = person.full_name.split(/(\s+)/);
    const name = await Promise.all(
      words.map(async (text) => {
        const word = text.trim() === '' ? '' : await this.#law.foldText(text);
        return { text, hit: word !== '' && wanted.some((one) => word.startsWith(one)) };
      })
    );
    return {
      id: person.id,
      name,
      full_name: person.full_name,
      head_name: head ?? undefined,
      village: person.village,
      birth_year: person.birth_date?.slice(0, 4),
      id_tail: person.personal_id?.slice(-4) ?? row?.id_tail ?? undefined,
      carried: this.#records.isCarried(person.id)
    };
  }

  #rows: { from: readonly IndexRow[]; map: Map<string, IndexRow> } | undefined;

  #indexRow(id: string): IndexRow | undefined {
    const from = this.#records.index;
    if (this.#rows?.from.length !== from.length) this.#rows = { from, map: new Map(from.map((row) => [row.id, row])) };
    return this.#rows.map.get(id);
  }
}

function fromRecord(person: PersonRecord, key: number, heads: ReadonlyMap<string, string>): SearchPerson {
  const year = Number(person.birth_date?.slice(0, 4));
  return {
    key,
    full_name: person.full_name,
    birth_year: Number.isInteger(year) && year > 0 ? year : null,
    id_tail: person.personal_id?.slice(-4) ?? null,
    old_id: person.old_id ?? null,
    phone: person.phone ?? null,
    village: person.village,
    head_name: (person.household ? heads.get(person.household) : undefined) ?? null,
    ...(person.personal_id ? { personal_id: person.personal_id } : {})
  };
}

function fromIndex(row: IndexRow, key: number): SearchPerson {
  return {
    key,
    full_name: row.full_name,
    birth_year: row.birth_year ? Number(row.birth_year) : null,
    id_tail: row.id_tail ?? null,
    old_id: null,
    phone: null,
    village: row.village,
    head_name: row.head_name ?? null
  };
}
