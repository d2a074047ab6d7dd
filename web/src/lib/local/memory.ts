import { ChangeSignal, exclusively } from './signal';
import { indexValues, keyOf } from './types';
import type { LocalStore, OutboxRow, Room, Rows, StoreName, Where, Write } from './types';

/**
 * The store without a disk: the same contract, proven by the same tests. Used by tests of screens and of the sync
 * loop; the running app never falls back to it, because work must survive closing the browser.
 */
export class MemoryStore implements LocalStore {
  readonly scope: string;
  readonly #rows: { [S in StoreName]: Map<string, Rows[S]> } = {
    records: new Map(),
    outbox: new Map(),
    files: new Map(),
    meta: new Map()
  };
  readonly #signal: ChangeSignal;
  #lastSequence = 0;

  constructor(scope = 'memory') {
    this.scope = scope;
    this.#signal = new ChangeSignal(`memory:${scope}`);
  }

  async get<S extends StoreName>(store: S, key: string): Promise<Rows[S] | undefined> {
    const row = this.#rows[store].get(key);
    return row === undefined ? undefined : copy(row);
  }

  put<S extends StoreName>(store: S, row: Rows[S]): Promise<void> {
    return this.batch([{ op: 'put', store, row } as Write]);
  }

  delete(store: StoreName, key: string): Promise<void> {
    return this.batch([{ op: 'delete', store, key }]);
  }

  async list<S extends StoreName>(store: S, where?: Where<S>, limit = Infinity): Promise<Rows[S][]> {
    const found = [...this.#rows[store].entries()]
      .filter(([, row]) => matches(store, row, where))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, row]) => row);
    if (store === 'outbox') (found as OutboxRow[]).sort((a, b) => a.seq_local - b.seq_local);
    return found.slice(0, limit).map(copy);
  }

  async count<S extends StoreName>(store: S, where?: Where<S>): Promise<number> {
    return (await this.list(store, where)).length;
  }

  async batch(writes: readonly Write[]): Promise<void> {
    // Copying first means that a value that cannot be stored spoils nothing.
    const copies = writes.map((write) => (write.op === 'put' ? { ...write, row: copy(write.row) } : write));
    for (const write of copies) {
      const rows = this.#rows[write.store] as Map<string, unknown>;
      if (write.op === 'put') rows.set(keyOf(write.store, write.row), write.row);
      else rows.delete(write.key);
    }
    this.#signal.changed([...new Set(writes.map((write) => write.store))]);
  }

  async append(entry: { id: string; entry: unknown }, together: readonly Write[] = []): Promise<OutboxRow> {
    const existing = this.#rows.outbox.get(entry.id);
    if (existing) return copy(existing);
    const row: OutboxRow = { ...entry, seq_local: ++this.#lastSequence, state: 'waiting', attempts: 0 };
    await this.batch([...together, { op: 'put', store: 'outbox', row }]);
    return copy(row);
  }

  subscribe(listener: (stores: readonly StoreName[]) => void): () => void {
    return this.#signal.subscribe(listener);
  }

  exclusive<T>(name: string, work: () => Promise<T>): Promise<T | undefined> {
    return exclusively(`tan-thon:${this.scope}:${name}`, work);
  }

  async room(): Promise<Room> {
    return { used: 0, quota: 0, persisted: false };
  }

  close(): void {
    this.#signal.close();
  }
}

function matches<S extends StoreName>(store: S, row: Rows[S], where: Where<S> | undefined): boolean {
  if (!where) return true;
  const { index, value } = where as { index: string; value: string };
  const indexed = indexValues(store, row)[index];
  return Array.isArray(indexed) ? indexed.includes(value) : indexed === value;
}

/** Deep copies what a row may hold; a blob never changes and is shared. */
function copy<T>(value: T): T {
  if (value instanceof Blob || value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(copy) as T;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copy(inner)])) as T;
}
