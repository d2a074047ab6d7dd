/** A person, household, dossier, round… as the server last gave it or as this device last changed it. */
export interface RecordRow {
  kind: string;
  /** UUIDv7; unique within its kind. */
  id: string;
  /** Version of the commune's sequence that this state includes. */
  version: number;
  state: unknown;
  /** Stops whose slice contains this record; a record that belongs to no stop is office work. */
  stop_ids: string[];
}

/** One journal entry made on this device. It leaves the store only after a person closed it. */
export interface OutboxRow {
  /** Entry id, UUIDv7 made on the device: pushing it twice is pushing it once. */
  id: string;
  /** Order of making on this device, 1, 2, 3… */
  seq_local: number;
  entry: unknown;
  state: 'waiting' | 'sending' | 'accepted' | 'problem';
  problem?: { code: string; params: Record<string, string | number> };
  attempts: number;
  /** Of an accepted entry: the subject's version that includes it, as the server said. */
  version?: number;
}

/** One photographed or chosen paper, kept until the server has every byte. */
export interface FileRow {
  /** {@link fileId} of the three fields below: one photo may serve two dossiers. */
  id: string;
  /** SHA-256 of the bytes, lower-case hexadecimal. */
  hash: string;
  mime: string;
  /** Bytes. */
  size: number;
  bytes: Blob;
  dossier: string;
  requirement: string;
  state: 'waiting' | 'partial' | 'sent' | 'problem';
  /** Bytes that the server has acknowledged. */
  offset: number;
  problem?: { code: string; params: Record<string, string | number> };
}

/** A single named value: session, cursor, settings. */
export interface MetaRow {
  key: string;
  value: unknown;
}

/** The stores and what each holds. */
export interface Rows {
  records: RecordRow;
  outbox: OutboxRow;
  files: FileRow;
  meta: MetaRow;
}

export type StoreName = keyof Rows;

/** The indexes of each store and the type of value they are asked for. Index values are stored in the clear. */
export interface Indexes {
  records: { kind: string; stop: string };
  outbox: { state: OutboxRow['state'] };
  files: { state: FileRow['state']; dossier: string; hash: string };
  meta: Record<never, never>;
}

/** One index of a store with the value looked for; rows come in the order of their keys. */
export type Where<S extends StoreName> = {
  [I in keyof Indexes[S]]: { index: I; value: Indexes[S][I] };
}[keyof Indexes[S]];

/** One change of a batch. */
export type Write =
  | { [S in StoreName]: { op: 'put'; store: S; row: Rows[S] } }[StoreName]
  | { op: 'delete'; store: StoreName; key: string };

/** Room on the device in bytes, as far as the browser tells. */
export interface Room {
  used: number;
  quota: number;
  /** The browser promised not to clear the store by itself. */
  persisted: boolean;
}

/**
 * The device store of one officer on one device. Reads never touch the network. Every failure is a
 * `StorageProblem`; nothing is half-written: a batch is kept as a whole or not at all.
 */
export interface LocalStore {
  readonly scope: string;
  get<S extends StoreName>(store: S, key: string): Promise<Rows[S] | undefined>;
  put<S extends StoreName>(store: S, row: Rows[S]): Promise<void>;
  delete(store: StoreName, key: string): Promise<void>;
  /** All rows, or those of one index value, in key order (outbox: in order of making), at most `limit`. */
  list<S extends StoreName>(store: S, where?: Where<S>, limit?: number): Promise<Rows[S][]>;
  count<S extends StoreName>(store: S, where?: Where<S>): Promise<number>;
  batch(writes: readonly Write[]): Promise<void>;
  /** Appends to the outbox together with other changes, and gives the entry its place in the order. */
  append(entry: { id: string; entry: unknown }, together?: readonly Write[]): Promise<OutboxRow>;
  /** Calls back after every change, made in this tab or another; gives the stores touched. Returns the way to stop. */
  subscribe(listener: (stores: readonly StoreName[]) => void): () => void;
  /** Runs `work` while no other tab of this officer runs work of the same name; gives undefined when one already does. */
  exclusive<T>(name: string, work: () => Promise<T>): Promise<T | undefined>;
  room(): Promise<Room>;
  close(): void;
}

/** The primary key of a row. */
export function keyOf<S extends StoreName>(store: S, row: Rows[S]): string {
  switch (store) {
    case 'records':
      return recordKey((row as RecordRow).kind, (row as RecordRow).id);
    case 'meta':
      return (row as MetaRow).key;
    default:
      return (row as OutboxRow | FileRow).id;
  }
}

export function recordKey(kind: string, id: string): string {
  return `${kind}/${id}`;
}

export function fileId(file: Pick<FileRow, 'hash' | 'dossier' | 'requirement'>): string {
  return `${file.dossier}/${file.requirement}/${file.hash}`;
}

/** The values that a row is found by. An array gives one index entry each. */
export function indexValues<S extends StoreName>(store: S, row: Rows[S]): Record<string, string | string[]> {
  switch (store) {
    case 'records': {
      const record = row as RecordRow;
      return { kind: record.kind, stop: record.stop_ids };
    }
    case 'outbox':
      return { state: (row as OutboxRow).state };
    case 'files': {
      const file = row as FileRow;
      return { state: file.state, dossier: file.dossier, hash: file.hash };
    }
    default:
      return {};
  }
}
