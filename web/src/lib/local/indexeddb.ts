import { deleteDB, openDB, type IDBPDatabase, type IDBPTransaction } from 'idb';
import { StorageProblem, storageProblem } from './problem';
import { plainSeal, type Seal } from './seal';
import { ChangeSignal, exclusively } from './signal';
import { indexValues, keyOf } from './types';
import type { LocalStore, OutboxRow, Room, Rows, StoreName, Where, Write } from './types';

/** Raised when the shape below changes; `upgrade` then learns the step. */
const SHAPE_VERSION = 1;

const STORES: Record<StoreName, readonly { index: string; multiple: boolean }[]> = {
  records: [
    { index: 'kind', multiple: false },
    { index: 'stop', multiple: true }
  ],
  outbox: [
    { index: 'state', multiple: false },
    { index: 'sequence', multiple: false }
  ],
  files: [
    { index: 'state', multiple: false },
    { index: 'dossier', multiple: false },
    { index: 'hash', multiple: false }
  ],
  meta: []
};

/** What lies on the disk: the key and index values in the clear, everything else behind the seal. */
interface StoredRow {
  key: string;
  /** Outbox only: the order of making, kept outside so that it can be indexed. */
  sequence?: number;
  ix: Record<string, string | string[]>;
  sealed: unknown;
}

/** The names of all stores of this app, so that one officer's work is never opened as another's. */
export function databaseName(scope: string): string {
  return `tan-thon:${scope}`;
}

/** The store on the disk of this device. */
export class IndexedDbStore implements LocalStore {
  readonly scope: string;
  readonly #db: IDBPDatabase;
  readonly #seal: Seal;
  readonly #signal: ChangeSignal;

  private constructor(scope: string, db: IDBPDatabase, seal: Seal) {
    this.scope = scope;
    this.#db = db;
    this.#seal = seal;
    this.#signal = new ChangeSignal(scope);
  }

  /**
   * Opens the store of `scope` (an officer on this device, or `device`). `onSuperseded` is called when another tab
   * needs a newer shape: this tab has let go of the store and must be reloaded or closed.
   */
  static async open(scope: string, seal: Seal = plainSeal, onSuperseded: () => void = () => {}): Promise<IndexedDbStore> {
    if (typeof indexedDB === 'undefined') throw new StorageProblem('device_storage_unavailable');
    let refuse: (problem: StorageProblem) => void = () => {};
    const blocked = new Promise<never>((_, reject) => (refuse = reject));
    const opening = openDB(databaseName(scope), SHAPE_VERSION, {
      upgrade(db) {
        for (const [name, indexes] of Object.entries(STORES)) {
          const store = db.createObjectStore(name, { keyPath: 'key' });
          for (const { index, multiple } of indexes) {
            store.createIndex(index, index === 'sequence' ? 'sequence' : `ix.${index}`, { multiEntry: multiple });
          }
        }
      },
      // Another tab holds an older shape and does not let go.
      blocked: () => refuse(new StorageProblem('device_storage_blocked')),
      // A newer tab asks this one to let go: doing so at once keeps that tab working.
      blocking: (_current, _wanted, event) => {
        (event.target as IDBDatabase).close();
        onSuperseded();
      }
    });
    try {
      return new IndexedDbStore(scope, await Promise.race([opening, blocked]), seal);
    } catch (cause) {
      opening.then((db) => db.close()).catch(() => undefined);
      throw storageProblem(cause);
    }
  }

  get<S extends StoreName>(store: S, key: string): Promise<Rows[S] | undefined> {
    return guarded(async () => {
      const stored = (await this.#db.get(store, key)) as StoredRow | undefined;
      return stored && ((await this.#open(stored)) as Rows[S]);
    });
  }

  put<S extends StoreName>(store: S, row: Rows[S]): Promise<void> {
    return this.batch([{ op: 'put', store, row } as Write]);
  }

  delete(store: StoreName, key: string): Promise<void> {
    return this.batch([{ op: 'delete', store, key }]);
  }

  list<S extends StoreName>(store: S, where?: Where<S>, limit?: number): Promise<Rows[S][]> {
    return guarded(async () => {
      const { index, value } = (where ?? {}) as { index?: string; value?: string };
      // The outbox is sorted by order of making, which is not its key: the limit is applied after sorting.
      const fetchLimit = store === 'outbox' ? undefined : limit;
      const stored = (index === undefined
        ? await this.#db.getAll(store, undefined, fetchLimit)
        : await this.#db.getAllFromIndex(store, index, value, fetchLimit)) as StoredRow[];
      if (store === 'outbox') stored.sort((a, b) => (a.sequence ?? 0) - (b.sequence ?? 0));
      const wanted = limit === undefined ? stored : stored.slice(0, limit);
      return (await Promise.all(wanted.map((row) => this.#open(row)))) as Rows[S][];
    });
  }

  count<S extends StoreName>(store: S, where?: Where<S>): Promise<number> {
    return guarded(() => {
      const { index, value } = (where ?? {}) as { index?: string; value?: string };
      return index === undefined ? this.#db.count(store) : this.#db.countFromIndex(store, index, value);
    });
  }

  batch(writes: readonly Write[]): Promise<void> {
    if (writes.length === 0) return Promise.resolve();
    return guarded(async () => {
      const ready = await this.#prepare(writes);
      const stores = [...new Set(writes.map((write) => write.store))];
      await write(this.#db.transaction(stores, 'readwrite', { durability: 'strict' }), ready);
      this.#signal.changed(stores);
    });
  }

  append(entry: { id: string; entry: unknown }, together: readonly Write[] = []): Promise<OutboxRow> {
    return guarded(async () => {
      const fresh: OutboxRow = { ...entry, seq_local: 0, state: 'waiting', attempts: 0 };
      const stored = await this.#close('outbox', fresh);
      const ready = await this.#prepare(together);
      const stores = [...new Set<StoreName>(['outbox', ...together.map((write) => write.store)])];
      const tx = this.#db.transaction(stores, 'readwrite', { durability: 'strict' });
      const outbox = tx.objectStore('outbox');
      const existing = (await outbox.get(entry.id)) as StoredRow | undefined;
      if (existing) {
        await tx.done;
        return (await this.#open(existing)) as OutboxRow;
      }
      // The place in the order is given inside the transaction, so that two tabs never give the same one.
      const last = await outbox.index('sequence').openKeyCursor(null, 'prev');
      stored.sequence = ((last?.key as number | undefined) ?? 0) + 1;
      await write(tx, [...ready, { op: 'put', store: 'outbox', stored }]);
      this.#signal.changed(stores);
      return { ...fresh, seq_local: stored.sequence };
    });
  }

  subscribe(listener: (stores: readonly StoreName[]) => void): () => void {
    return this.#signal.subscribe(listener);
  }

  exclusive<T>(name: string, work: () => Promise<T>): Promise<T | undefined> {
    return exclusively(`${databaseName(this.scope)}:${name}`, work);
  }

  async room(): Promise<Room> {
    const storage = typeof navigator === 'undefined' ? undefined : navigator.storage;
    const estimate = await storage?.estimate?.();
    return {
      used: estimate?.usage ?? 0,
      quota: estimate?.quota ?? 0,
      persisted: (await storage?.persisted?.()) ?? false
    };
  }

  close(): void {
    this.#signal.close();
    this.#db.close();
  }

  /** Seals before the transaction opens: a transaction closes by itself while it waits for anything else. */
  #prepare(writes: readonly Write[]): Promise<Ready[]> {
    return Promise.all(
      writes.map(async (write): Promise<Ready> =>
        write.op === 'put' ? { op: 'put', store: write.store, stored: await this.#close(write.store, write.row) } : write
      )
    );
  }

  async #close<S extends StoreName>(store: S, row: Rows[S]): Promise<StoredRow> {
    const stored: StoredRow = { key: keyOf(store, row), ix: indexValues(store, row), sealed: await this.#seal.seal(row) };
    if (store === 'outbox') stored.sequence = (row as OutboxRow).seq_local;
    return stored;
  }

  async #open(stored: StoredRow): Promise<unknown> {
    const row = await this.#seal.open(stored.sealed);
    return stored.sequence === undefined ? row : { ...(row as OutboxRow), seq_local: stored.sequence };
  }
}

/** A write whose value is sealed. */
type Ready = { op: 'put'; store: StoreName; stored: StoredRow } | { op: 'delete'; store: StoreName; key: string };

/** All of `ready` or nothing: a value that the browser refuses aborts the whole transaction. */
async function write(tx: IDBPTransaction<unknown, StoreName[], 'readwrite'>, ready: readonly Ready[]): Promise<void> {
  const work: Promise<unknown>[] = [];
  let refused: unknown;
  try {
    for (const one of ready) {
      const store = tx.objectStore(one.store);
      work.push(one.op === 'put' ? store.put(one.stored) : store.delete(one.key));
    }
  } catch (cause) {
    refused = cause;
    tx.abort();
  }
  const results = await Promise.allSettled([...work, tx.done]);
  const failed = results.find((result) => result.status === 'rejected');
  if (refused !== undefined) throw refused;
  if (failed) throw failed.reason;
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw storageProblem(cause);
  }
}

/** Asks the browser not to clear the store by itself. Browsers answer by their own measure; asking costs nothing. */
export async function requestPersistence(): Promise<boolean> {
  const storage = typeof navigator === 'undefined' ? undefined : navigator.storage;
  if (!storage?.persist) return false;
  return (await storage.persisted()) || (await storage.persist());
}

/** Removes the whole store of a scope. Only after the person was told what is unsent. */
export async function destroyStore(scope: string): Promise<void> {
  await guarded(() => deleteDB(databaseName(scope)));
}
