import type { FileRow, LocalStore, OutboxRow } from '$lib/local';
import type { Http } from './http';
import { isTemporary, type Progress } from './push';
import type { Entry } from '$lib/core/wire';

/** Bytes sent at once: what a slow network carries within half a minute. */
const PIECE_BYTES = 256 * 1024;
const PIECE_TIMEOUT_MS = 120_000;

/**
 * Sends the papers whose dossier has already reached the office; text always goes before photos. Resumable by offset;
 * a paper that the server refuses is marked and the next one goes on.
 */
export async function sendFiles(store: LocalStore, http: Http): Promise<Progress> {
  const [waiting, partial, outbox, drafts] = await Promise.all([
    store.list('files', { index: 'state', value: 'waiting' }),
    store.list('files', { index: 'state', value: 'partial' }),
    store.list('outbox'),
    store.list('records', { index: 'kind', value: 'draft' })
  ]);
  const held = new Set([...drafts.map((draft) => draft.id), ...unsentSubjects(outbox)]);
  for (const file of [...partial, ...waiting]) {
    if (held.has(file.dossier)) continue;
    const progress = await sendFile(store, http, file);
    if (progress !== 'done') return progress;
  }
  return 'done';
}

function unsentSubjects(outbox: readonly OutboxRow[]): string[] {
  return outbox.filter((row) => row.state === 'waiting' || row.state === 'sending').map((row) => (row.entry as Entry).subject.id);
}

async function sendFile(store: LocalStore, http: Http, file: FileRow): Promise<Progress> {
  let row = file;
  const keep = (change: Partial<FileRow>) => store.put('files', (row = { ...row, ...change }));
  // A paper that was begun before may have arrived although the answer did not: then only its name is sent.
  const first = file.state === 'waiting' ? file.bytes.slice(0, Math.min(PIECE_BYTES, file.size)) : undefined;
  if (first) await keep({ state: 'partial', offset: 0 });
  const announced = await http.send('/api/files', {
    method: 'POST',
    body: first,
    headers: { 'Upload-Length': String(file.size), 'Tanthon-Hash': file.hash, 'Content-Type': file.mime },
    timeout_ms: PIECE_TIMEOUT_MS
  });
  if (!announced.ok) return giveUp(announced.problem, keep);
  let offset = readOffset(announced.value) ?? 0;

  while (offset < file.size) {
    if (offset !== row.offset) await keep({ state: 'partial', offset });
    const piece = file.bytes.slice(offset, Math.min(offset + PIECE_BYTES, file.size));
    const reply = await http.send(`/api/files/${file.hash}`, {
      method: 'PATCH',
      body: piece,
      headers: { 'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream' },
      timeout_ms: PIECE_TIMEOUT_MS
    });
    const next = reply.ok ? (readOffset(reply.value) ?? offset + piece.size) : await trueOffset(http, file, reply.problem.code);
    // An offset that does not grow would go round for ever.
    if (next === undefined || next <= offset) {
      return giveUp(reply.ok ? { kind: 'server', code: 'server_failed', params: {}, fields: [], status: 0 } : reply.problem, keep);
    }
    offset = next;
  }
  // The server has every byte: the device lets go of them and keeps only the note that the paper arrived.
  await keep({ state: 'sent', offset: file.size, bytes: new Blob([], { type: file.mime }) });
  return 'done';
}

/** After a cut the server may know more than this device: it is asked. */
async function trueOffset(http: Http, file: FileRow, code: string): Promise<number | undefined> {
  if (code !== 'offset_mismatch') return undefined;
  const asked = await http.send(`/api/files/${file.hash}`, { method: 'HEAD' });
  return asked.ok ? readOffset(asked.value) : undefined;
}

async function giveUp(
  problem: Parameters<typeof isTemporary>[0],
  keep: (change: Partial<FileRow>) => Promise<void>
): Promise<Progress> {
  if (isTemporary(problem)) return problem.status === 401 ? 'sign-in' : 'retry';
  await keep({ state: 'problem', problem: { code: problem.code, params: problem.params } });
  return 'done';
}

function readOffset(response: Response): number | undefined {
  const text = response.headers.get('Upload-Offset');
  const value = text === null ? NaN : Number(text);
  return Number.isInteger(value) && value >= 0 ? value : undefined;
}
