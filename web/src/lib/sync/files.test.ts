import { expect, it } from 'vitest';
import { fileId, MemoryStore, type FileRow } from '$lib/local';
import { sendFiles } from './files';
import { Http } from './http';

const SIZE = 600_000;

function photo(hash: string, dossier = 'd1'): FileRow {
  const file = { hash, dossier, requirement: 'r1' };
  return { ...file, id: fileId(file), mime: 'image/jpeg', size: SIZE, bytes: new Blob([new Uint8Array(SIZE)]), state: 'waiting', offset: 0 };
}

/** A server that keeps offsets; `fault` may answer instead of it. */
function server(fault: (method: string, hash: string, offset: number) => Response | 'cut' | undefined = () => undefined) {
  const have = new Map<string, number>();
  const asked: string[] = [];
  const http = new Http(async (url, init) => {
    const headers = new Headers(init?.headers);
    const method = init?.method ?? 'GET';
    const hash = headers.get('Tanthon-Hash') ?? String(url).split('/').at(-1) ?? '';
    const offset = Number(headers.get('Upload-Offset') ?? 0);
    asked.push(`${method} ${hash} ${offset}`);
    const bad = fault(method, hash, offset);
    if (bad === 'cut') throw new TypeError('cut');
    if (bad) return bad;
    if (init?.body instanceof Blob && !(method === 'POST' && have.has(hash))) have.set(hash, offset + init.body.size);
    const status = method === 'POST' ? 201 : 204;
    return new Response(null, { status, headers: { 'Upload-Offset': String(have.get(hash) ?? 0) } });
  });
  return { http, asked, have };
}

it('sends in pieces and lets go of the bytes afterwards', async () => {
  const store = new MemoryStore('files-1');
  await store.put('files', photo('h1'));
  const { http, asked, have } = server();
  expect(await sendFiles(store, http)).toBe('done');
  expect(asked).toEqual(['POST h1 0', 'PATCH h1 262144', 'PATCH h1 524288']);
  expect(have.get('h1')).toBe(SIZE);
  const row = await store.get('files', 'd1/r1/h1');
  expect([row?.state, row?.offset, row?.bytes.size]).toEqual(['sent', SIZE, 0]);
});

it('goes on where a cut left off', async () => {
  const store = new MemoryStore('files-2');
  await store.put('files', photo('h1'));
  let cut = true;
  const { http, asked } = server((method, _hash, offset) => (cut && method === 'PATCH' && offset > 0 ? 'cut' : undefined));
  expect(await sendFiles(store, http)).toBe('retry');
  expect((await store.get('files', 'd1/r1/h1'))?.offset).toBe(262_144);
  cut = false;
  asked.length = 0;
  expect(await sendFiles(store, http)).toBe('done');
  expect(asked).toEqual(['POST h1 0', 'PATCH h1 262144', 'PATCH h1 524288']);
});

it('does not send a first piece again that may have arrived', async () => {
  const store = new MemoryStore('files-6');
  await store.put('files', photo('h1'));
  let sent = 0;
  const { http, have } = server((method) => {
    if (method !== 'POST' || sent++ > 0) return undefined;
    have.set('h1', 262_144);
    return 'cut';
  });
  expect(await sendFiles(store, http)).toBe('retry');
  expect(await sendFiles(store, http)).toBe('done');
  expect([sent, have.get('h1')]).toEqual([2, SIZE]);
});

it('marks a paper that the server refuses and sends the next', async () => {
  const store = new MemoryStore('files-3');
  await store.put('files', photo('bad'));
  await store.put('files', photo('good'));
  const { http } = server((method, hash) =>
    method === 'POST' && hash === 'bad' ? new Response('{"code":"not_an_image"}', { status: 422 }) : undefined
  );
  expect(await sendFiles(store, http)).toBe('done');
  expect((await store.list('files')).map((row) => row.problem?.code ?? row.state)).toEqual(['not_an_image', 'sent']);
});

it('waits for the text of the dossier, and for a dossier that is still being taken in', async () => {
  const store = new MemoryStore('files-4');
  await store.put('files', photo('h1', 'unsent'));
  await store.put('files', photo('h2', 'draft'));
  const entry = { id: 'e', subject: { kind: 'dossier', id: 'unsent' } };
  await store.append({ id: 'e', entry });
  await store.put('records', { kind: 'draft', id: 'draft', version: 0, state: {}, stop_ids: [] });
  const { http, asked } = server();
  expect(await sendFiles(store, http)).toBe('done');
  expect(asked).toEqual([]);
});
