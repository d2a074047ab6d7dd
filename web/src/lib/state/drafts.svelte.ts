import { storageProblem, type LocalStore, type StorageCode, type Write } from '$lib/local';
import { civilToday } from '$lib/sync/clock';
import type { FileRef, PersonLink, ResultChannel } from '$lib/core/wire';

/** What the officer said about one paper of the checklist, and its pages. */
export interface DraftPaper {
  /** `have`: here, photographed or shown; `missing`: not here today; undefined: not yet asked. */
  state?: 'have' | 'missing';
  files: FileRef[];
}

/** A dossier that is being taken in: everything typed so far. It becomes an entry when a slip is given. */
export interface Draft {
  /** Id of the dossier to be. */
  id: string;
  person: string;
  person_name: string;
  household?: string;
  village: string;
  stop?: string;
  place: 'stop' | 'home';
  procedure?: string;
  procedure_name?: string;
  category?: string;
  capacity?: string;
  submitted_by?: PersonLink;
  /** What the officer typed; filling from what is known never overwrites it. An emptied field is `''`. */
  answers: Record<string, unknown>;
  papers: Record<string, DraftPaper>;
  channel?: ResultChannel;
  phone?: string;
  priority?: boolean;
  /** Index of the step being worked on. */
  step: number;
  /** Completes a dossier for which a guidance slip was given. */
  completes: boolean;
  /** Temporary code, when a slip with it was given already. */
  code?: string;
  started_at: string;
}

/** Facts told once in a visit to a household, by the path they are filled from. Valid for the day. */
export interface Visit {
  date: string;
  shared: Record<string, unknown>;
}

/** Half-done dossiers on this device. Each change is kept at once; writes that would overtake each other are joined. */
export class Drafts {
  list = $state.raw<Draft[]>([]);
  /** Why the last change could not be kept; what is typed stays on the screen. */
  problem = $state<StorageCode | undefined>(undefined);
  readonly #store: LocalStore;
  #pending = new Map<string, Draft>();
  #writing: Promise<void> | undefined;

  constructor(store: LocalStore) {
    this.#store = store;
  }

  follow(): () => void {
    void this.#read();
    return this.#store.subscribe((stores) => {
      if (stores.includes('records')) void this.#read();
    });
  }

  async get(id: string): Promise<Draft | undefined> {
    return (await this.#store.get('records', `draft/${id}`))?.state as Draft | undefined;
  }

  /** Keeps the draft as it is now; resolves when it, or a later state of it, is on the disk. */
  save(draft: Draft): Promise<void> {
    this.#pending.set(draft.id, draft);
    this.#writing ??= this.#write().finally(() => (this.#writing = undefined));
    return this.#writing;
  }

  /** Waits until nothing of a draft is on its way to the disk, so that it can be removed for good. */
  async settle(id: string): Promise<void> {
    this.#pending.delete(id);
    await this.#writing;
  }

  /** Part of the transaction that turns the draft into an entry. */
  removal(id: string): Write {
    return { op: 'delete', store: 'records', key: `draft/${id}` };
  }

  /** Throws the draft and its photos away; the officer was asked before. */
  async discard(id: string, completes: boolean): Promise<void> {
    await this.settle(id);
    const files = completes ? [] : await this.#store.list('files', { index: 'dossier', value: id });
    await this.#store.batch([this.removal(id), ...files.map((file): Write => ({ op: 'delete', store: 'files', key: file.id }))]);
  }

  /** What was told today in this household. */
  async visit(household: string | undefined): Promise<Record<string, unknown>> {
    if (!household) return {};
    const visit = (await this.#store.get('records', `visit/${household}`))?.state as Visit | undefined;
    return visit?.date === civilToday() ? visit.shared : {};
  }

  async tell(household: string | undefined, shared: Record<string, unknown>, stop: string | undefined): Promise<void> {
    if (!household || Object.keys(shared).length === 0) return;
    const state: Visit = { date: civilToday(), shared: { ...(await this.visit(household)), ...shared } };
    await this.#store.put('records', { kind: 'visit', id: household, version: 0, state, stop_ids: stop ? [stop] : [] });
  }

  async #write(): Promise<void> {
    while (this.#pending.size > 0) {
      const drafts = [...this.#pending.values()];
      this.#pending.clear();
      try {
        await this.#store.batch(
          drafts.map((draft): Write => ({
            op: 'put',
            store: 'records',
            row: { kind: 'draft', id: draft.id, version: 0, state: draft, stop_ids: draft.stop ? [draft.stop] : [] }
          }))
        );
        this.problem = undefined;
      } catch (cause) {
        this.problem = storageProblem(cause).code;
      }
    }
  }

  async #read(): Promise<void> {
    const rows = await this.#store.list('records', { index: 'kind', value: 'draft' });
    this.list = rows.map((row) => row.state as Draft);
  }
}
