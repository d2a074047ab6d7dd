import type { FileRow, LocalStore, OutboxRow, Write } from '$lib/local';
import { LawProblem, type Actor, type Law } from '$lib/core/law';
import { civilNow, civilToday } from '$lib/sync/clock';
import { uuidv7 } from '$lib/sync/ids';
import { ENTRY_VERSION, type Body, type DossierStep, type Entry, type SubjectKind, type SurveyRecord } from '$lib/core/wire';
import type { Records } from './records.svelte';

/** One subject with everything of it that was made here, oldest entry first. */
export interface OutboxGroup {
  kind: SubjectKind;
  id: string;
  entries: { row: OutboxRow; entry: Entry }[];
  files: FileRow[];
  /** Something of it needs a person. */
  problem: boolean;
  /** Something of it is only on this device. */
  unsent: boolean;
}

/** What this officer did on this device, and the only way to do more. */
export class Outbox {
  groups = $state.raw<OutboxGroup[]>([]);
  readonly #store: LocalStore;
  readonly #law: Law;
  readonly #records: Records;
  readonly #actor: () => Actor | undefined;
  #turn = 0;

  constructor(store: LocalStore, law: Law, records: Records, actor: () => Actor | undefined) {
    this.#store = store;
    this.#law = law;
    this.#records = records;
    this.#actor = actor;
  }

  follow(): () => void {
    void this.#read();
    return this.#store.subscribe((stores) => {
      if (stores.includes('outbox') || stores.includes('files')) void this.#read();
    });
  }

  /**
   * Writes one entry, together with other changes, in one transaction. Throws a `LawProblem` when the core says at once
   * that it cannot be, and a `StorageProblem` when the device is full; in both cases nothing is written.
   */
  async write(kind: SubjectKind, id: string, body: Body, stop: string | undefined, together: readonly Write[] = []): Promise<Entry> {
    const actor = this.#actor();
    if (!actor) throw new LawProblem('not_signed_in');
    const entry: Entry = {
      id: uuidv7(),
      v: ENTRY_VERSION,
      subject: { kind, id },
      base: this.#records.base(kind, id),
      author: actor.account,
      at: civilNow(),
      ...(stop ? { stop } : {}),
      body
    };
    const verdict = await this.#law.judge(this.#records.forJudge(kind, id), entry, actor, entry.at);
    if ('keep' in verdict) throw new LawProblem(verdict.keep.outcome.code ?? verdict.keep.outcome.outcome);
    await this.#store.append({ id: entry.id, entry }, together);
    await this.#records.refresh();
    return entry;
  }

  step(dossier: string, step: DossierStep, stop: string | undefined, together: readonly Write[] = []): Promise<Entry> {
    return this.write('dossier', dossier, { type: 'dossier.step', step }, stop, together);
  }

  /**
   * Keeps what a citizen answered. Neither the entry nor its ids tell more than the month and the day of sending, so
   * that an answer cannot be laid beside a hand-over; no screen reads it again.
   */
  async survey(answers: Record<string, string>, comment: string, stop: string | undefined): Promise<void> {
    const actor = this.#actor();
    if (!actor) throw new LawProblem('not_signed_in');
    const month = civilToday().slice(0, 7);
    const coarse = Date.parse(`${month}-01T00:00:00Z`);
    const id = uuidv7(coarse);
    const record: SurveyRecord = { id, version: 0, answers, month, ...(stop ? { stop } : {}), ...(comment ? { comment } : {}) };
    const entry: Entry = {
      id: uuidv7(coarse),
      v: ENTRY_VERSION,
      subject: { kind: 'survey', id },
      base: 0,
      author: actor.account,
      at: `${civilToday()}T00:00`,
      ...(stop ? { stop } : {}),
      body: { type: 'survey.answered', record }
    };
    await this.#store.append({ id: entry.id, entry });
  }

  /** The person has read what the office answered; the entry leaves the list. */
  async close(row: OutboxRow): Promise<void> {
    await this.#store.delete('outbox', row.id);
  }

  /** Tries a paper or an entry once more. */
  async again(row: OutboxRow | FileRow): Promise<void> {
    const { problem: _, ...rest } = row;
    if ('entry' in rest) await this.#store.put('outbox', { ...rest, state: 'waiting' });
    else await this.#store.put('files', { ...rest, state: 'waiting', offset: 0 });
  }

  async dropFile(file: FileRow): Promise<void> {
    await this.#store.delete('files', file.id);
  }

  /**
   * Everything that is only on this device, as one JSON text: entries, drafts and photos. Not encrypted. What citizens
   * answered is left out, because whoever holds the file could read it.
   */
  async rescue(): Promise<{ name: string; text: string; entries: number; files: number; surveys: number }> {
    const [outbox, files, drafts] = await Promise.all([
      this.#store.list('outbox'),
      this.#store.list('files'),
      this.#store.list('records', { index: 'kind', value: 'draft' })
    ]);
    const open = outbox.filter((row) => row.state !== 'accepted');
    const told = open.filter((row) => (row.entry as Entry).subject.kind !== 'survey');
    const pending = files.filter((file) => file.state !== 'sent');
    const now = civilNow();
    const text = JSON.stringify({
      format: 'tan-thon-rescue',
      version: 1,
      made_at: now,
      scope: this.#store.scope,
      entries: told.map((row) => row.entry),
      drafts: drafts.map((row) => row.state),
      files: await Promise.all(pending.map(async ({ bytes, ...file }) => ({ ...file, base64: await base64(bytes) })))
    });
    return {
      name: `tan-thon-cuu-ho-${now.replace(/[:T]/g, '-')}.json`,
      text,
      entries: told.length,
      files: pending.length,
      surveys: open.length - told.length
    };
  }

  async #read(): Promise<void> {
    const turn = ++this.#turn;
    const [rows, files] = await Promise.all([this.#store.list('outbox'), this.#store.list('files')]);
    if (turn !== this.#turn) return;
    const groups = new Map<string, OutboxGroup>();
    const group = (kind: SubjectKind, id: string) => {
      const key = `${kind}/${id}`;
      const known = groups.get(key) ?? { kind, id, entries: [], files: [], problem: false, unsent: false };
      groups.set(key, known);
      return known;
    };
    for (const row of rows) {
      const entry = row.entry as Entry;
      const one = group(entry.subject.kind, entry.subject.id);
      one.entries.push({ row, entry });
      one.problem ||= row.state === 'problem';
      one.unsent ||= row.state !== 'accepted';
    }
    for (const file of files) {
      const one = group('dossier', file.dossier);
      one.files.push(file);
      one.problem ||= file.state === 'problem';
      one.unsent ||= file.state !== 'sent';
    }
    this.groups = [...groups.values()];
  }
}

async function base64(bytes: Blob): Promise<string> {
  const data = new Uint8Array(await bytes.arrayBuffer());
  let text = '';
  for (let i = 0; i < data.length; i += 0x8000) text += String.fromCharCode(...data.subarray(i, i + 0x8000));
  return btoa(text);
}
