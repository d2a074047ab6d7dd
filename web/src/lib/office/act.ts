import { LawProblem } from '$lib/core/law';
import { keepFile } from '$lib/forms/papers';
import { civilNow } from '$lib/sync/clock';
import { sendFiles } from '$lib/sync/files';
import type { ApiProblem, Http } from '$lib/sync/http';
import { uuidv7 } from '$lib/sync/ids';
import { ENTRY_VERSION, type AnyRecord, type Entry, type FileRef, type PushResult, type SubjectKind } from '$lib/core/wire';
import type { LocalStore } from '$lib/local';
import type { Office } from './office.svelte';
import type { OfficeBody, OfficeEntry } from './types';

/**
 * What one action at the desk came to. Only `done` changed anything; `kept` means that the office has it in its
 * attention list; in all other cases nothing was written and what was typed is still on the screen.
 */
export type Came =
  | { to: 'done'; flags: string[] }
  | { to: 'kept'; outcome: 'conflict' | 'refused' | 'held'; code: string; fields: string[] }
  | { to: 'forbidden'; code: string; params: Record<string, string | number> }
  | { to: 'unsent'; problem: ApiProblem };

export interface Subject {
  kind: SubjectKind;
  id: string;
  /** The version that the screen shows; 0 for something new. */
  version: number;
  /** The state that the screen shows, for the core's own judgement before anything is sent. */
  record?: object | undefined;
}

/** One action. Trying the very same action again sends the very same entry, so that it counts once. */
export class Action {
  readonly #office: Office;
  #last: { text: string; entry: OfficeEntry } | undefined;

  constructor(office: Office) {
    this.#office = office;
  }

  async take(subject: Subject, body: OfficeBody): Promise<Came> {
    const actor = this.#office.actor;
    if (!actor) return { to: 'forbidden', code: 'not_signed_in', params: {} };
    const entry = this.#entry(subject, body, actor.account);
    const refusal = await this.#foreseen(subject, entry);
    if (refusal) return refusal;
    return push(this.#office.app.http, entry);
  }

  #entry(subject: Subject, body: OfficeBody, author: string): OfficeEntry {
    const text = JSON.stringify([subject.kind, subject.id, subject.version, body]);
    if (this.#last?.text === text) return this.#last.entry;
    const entry: OfficeEntry = {
      id: uuidv7(),
      v: ENTRY_VERSION,
      subject: { kind: subject.kind, id: subject.id },
      base: subject.version,
      author,
      at: civilNow(),
      body
    };
    this.#last = { text, entry };
    return entry;
  }

  /** The core says no at once where it can, so that a slip of the hand does not become a case for the attention list. */
  async #foreseen(subject: Subject, entry: OfficeEntry): Promise<Came | undefined> {
    const actor = this.#office.actor;
    if (!actor || !subject.record) return undefined;
    try {
      const record = { kind: subject.kind, ...subject.record } as AnyRecord;
      const verdict = await this.#office.law.judge(record, entry as unknown as Entry, actor, civilNow());
      if ('keep' in verdict && verdict.keep.outcome.outcome === 'refused') {
        return { to: 'forbidden', code: verdict.keep.outcome.code ?? 'wrong_status', params: {} };
      }
    } catch (cause) {
      // Without the core the server alone decides; a body that the core cannot read would not be read there either.
      if (cause instanceof LawProblem) return { to: 'forbidden', code: cause.code, params: cause.params };
    }
    return undefined;
  }
}

async function push(http: Http, entry: OfficeEntry): Promise<Came> {
  const reply = await http.post<{ results: PushResult[] }>('/api/sync/push', { entries: [entry] });
  if (!reply.ok) return { to: 'unsent', problem: reply.problem };
  const result = reply.value?.results?.find((one) => one.id === entry.id);
  if (!result) {
    return { to: 'unsent', problem: { kind: 'server', code: 'reply_unreadable', params: {}, fields: [], status: reply.status } };
  }
  if (result.outcome === 'applied' || result.outcome === 'merged') return { to: 'done', flags: result.flags ?? [] };
  return { to: 'kept', outcome: result.outcome, code: result.code ?? 'conflict', fields: result.fields ?? [] };
}

/** Keeps a file on this device under its hash until the server has it; the entry may then name it. */
export function keep(store: LocalStore, bytes: Blob, mime: string, dossier: string, requirement: string): Promise<FileRef> {
  return keepFile(store, bytes, mime, dossier, requirement);
}

/** Sends the files that wait on this device. What cannot go now stays in the list of what is not yet sent. */
export async function sendKept(office: Office): Promise<void> {
  const { store, http } = office.app;
  if (!store) return;
  await store.exclusive('sync', () => sendFiles(store, http));
}
