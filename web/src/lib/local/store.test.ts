// @vitest-environment node
import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { afterEach, describe, expect, it } from 'vitest';
import { databaseName, IndexedDbStore } from './indexeddb';
import { MemoryStore } from './memory';
import { storageProblem } from './problem';
import { fileId, type FileRow, type LocalStore, type RecordRow, type StoreName } from './types';

let serial = 0;
const opened: LocalStore[] = [];
const keep = <T extends LocalStore>(store: T): T => (opened.push(store), store);
const fresh = () => `officer-${++serial}`;

afterEach(() => {
  for (const store of opened.splice(0)) store.close();
});

const person = (id: string, ...stop_ids: string[]): RecordRow => ({ kind: 'person', id, version: 1, state: { name: 'H’Bia' }, stop_ids });

const photo = (dossier: string): FileRow => {
  const file = { hash: 'ab12', dossier, requirement: 'declaration' };
  const bytes = new Blob([new Uint8Array([1, 2, 3])], { type: 'image/jpeg' });
  return { ...file, id: fileId(file), mime: 'image/jpeg', size: 3, bytes, state: 'waiting', offset: 0 };
};

const kinds: [string, (scope: string) => Promise<LocalStore>][] = [
  ['MemoryStore', async (scope) => keep(new MemoryStore(scope))],
  ['IndexedDbStore', async (scope) => keep(await IndexedDbStore.open(scope))]
];

describe.each(kinds)('%s', (_name, open) => {
  it('gives back what was put, and nothing after deletion', async () => {
    const store = await open(fresh());
    await store.put('records', person('p1', 's1'));
    expect(await store.get('records', 'person/p1')).toEqual(person('p1', 's1'));
    expect(await store.get('records', 'household/p1')).toBeUndefined();
    await store.delete('records', 'person/p1');
    expect(await store.get('records', 'person/p1')).toBeUndefined();
  });

  it('finds by index, also one row under several stops', async () => {
    const store = await open(fresh());
    await store.batch(
      [person('p1', 's1', 's2'), person('p2', 's2'), { ...person('h1', 's1'), kind: 'household' }].map((row) => ({
        op: 'put',
        store: 'records',
        row
      }))
    );
    const ids = async (where: Parameters<typeof store.list<'records'>>[1], limit?: number) =>
      (await store.list('records', where, limit)).map((row) => row.id);
    expect(await ids({ index: 'stop', value: 's2' })).toEqual(['p1', 'p2']);
    expect(await ids({ index: 'kind', value: 'household' })).toEqual(['h1']);
    expect(await ids(undefined, 2)).toEqual(['h1', 'p1']);
    expect(await store.count('records', { index: 'stop', value: 's1' })).toBe(2);
  });

  it('keeps the order of making in the outbox, and appends an entry only once', async () => {
    const store = await open(fresh());
    await store.append({ id: 'z', entry: 1 });
    await store.append({ id: 'a', entry: 2 }, [{ op: 'put', store: 'records', row: person('p1') }]);
    const again = await store.append({ id: 'z', entry: 'changed' });
    expect(again).toMatchObject({ seq_local: 1, entry: 1 });
    expect((await store.list('outbox')).map((row) => row.id)).toEqual(['z', 'a']);
    expect(await store.get('records', 'person/p1')).toBeDefined();
  });

  it('numbers entries without gaps when many are appended at once', async () => {
    const store = await open(fresh());
    await Promise.all([...Array(12).keys()].map((i) => store.append({ id: `e${i}`, entry: i })));
    expect((await store.list('outbox')).map((row) => row.seq_local)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  it('keeps the bytes of a photo that serves two dossiers', async () => {
    const store = await open(fresh());
    await store.put('files', photo('d1'));
    await store.put('files', photo('d2'));
    const [file] = await store.list('files', { index: 'dossier', value: 'd2' });
    expect(new Uint8Array(await file!.bytes.arrayBuffer())).toEqual(new Uint8Array([1, 2, 3]));
    expect(await store.count('files', { index: 'hash', value: 'ab12' })).toBe(2);
  });

  it('does not hand out its own objects', async () => {
    const store = await open(fresh());
    const row = { key: 'k', value: { list: [1] } };
    await store.put('meta', row);
    row.value.list.push(2);
    expect((await store.get('meta', 'k'))?.value).toEqual({ list: [1] });
  });

  it('tells subscribers which stores changed, until they stop', async () => {
    const store = await open(fresh());
    const heard: StoreName[][] = [];
    const stop = store.subscribe((stores) => heard.push([...stores]));
    await store.append({ id: 'e', entry: 1 }, [{ op: 'put', store: 'meta', row: { key: 'k', value: 1 } }]);
    stop();
    await store.delete('meta', 'k');
    expect(heard.map((stores) => stores.sort())).toEqual([['meta', 'outbox']]);
  });

  it('lets one tab work at a time', async () => {
    const store = await open(fresh());
    let release: () => void = () => {};
    const first = store.exclusive('sync', () => new Promise<string>((resolve) => (release = () => resolve('first'))));
    // The lock is granted asynchronously: asking for the state of another name orders us behind it.
    await store.exclusive('other', () => Promise.resolve());
    expect(await store.exclusive('sync', () => Promise.resolve('second'))).toBeUndefined();
    release();
    expect(await first).toBe('first');
    expect(await store.exclusive('sync', () => Promise.resolve('third'))).toBe('third');
  });
});

describe('IndexedDbStore', () => {
  it('survives closing, and keeps officers apart', async () => {
    const [mine, other] = [fresh(), fresh()];
    const before = await IndexedDbStore.open(mine);
    await before.append({ id: 'e1', entry: 'kept' });
    before.close();
    expect(await keep(await IndexedDbStore.open(mine)).count('outbox')).toBe(1);
    expect(await keep(await IndexedDbStore.open(other)).count('outbox')).toBe(0);
  });

  it('passes every value through the seal', async () => {
    const scope = fresh();
    const seal = {
      seal: async (value: unknown) => `sealed:${JSON.stringify(value)}`,
      open: async (stored: unknown) => JSON.parse(String(stored).slice(7)) as unknown
    };
    const store = keep(await IndexedDbStore.open(scope, seal));
    await store.put('meta', { key: 'k', value: 'Y Khương' });
    expect((await store.get('meta', 'k'))?.value).toBe('Y Khương');
    const raw = await openDB(databaseName(scope));
    expect(((await raw.get('meta', 'k')) as { sealed: unknown }).sealed).toMatch(/^sealed:/);
    raw.close();
  });

  it('writes nothing of a batch when one value cannot be stored', async () => {
    const store = keep(await IndexedDbStore.open(fresh()));
    const bad = { op: 'put', store: 'meta', row: { key: 'bad', value: () => 1 } } as const;
    await expect(store.batch([{ op: 'put', store: 'records', row: person('p1') }, bad])).rejects.toMatchObject({
      code: 'device_storage_unreadable'
    });
    expect(await store.count('records')).toBe(0);
  });

  it('lets go when a newer tab needs another shape', async () => {
    const scope = fresh();
    let superseded = false;
    keep(await IndexedDbStore.open(scope, undefined, () => (superseded = true)));
    (await openDB(databaseName(scope), 2)).close();
    expect(superseded).toBe(true);
    await expect(IndexedDbStore.open(scope)).rejects.toMatchObject({ code: 'device_storage_outdated' });
  });
});

describe('storageProblem', () => {
  it.each([
    ['QuotaExceededError', 'device_storage_full'],
    ['VersionError', 'device_storage_outdated'],
    ['SecurityError', 'device_storage_unavailable'],
    ['NotReadableError', 'device_storage_unreadable']
  ])('turns %s into %s', (name, code) => {
    expect(storageProblem(new DOMException('x', name)).code).toBe(code);
  });
});
