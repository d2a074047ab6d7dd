import type { LocalStore, OutboxRow, Write } from '$lib/local';
import type { ApiProblem, Http } from './http';
import type { Entry, PushResult } from '$lib/core/wire';

/** `done`: nothing waits; `retry`: no answer, try later; `sign-in`: the session is over; nothing is lost in any case. */
export type Progress = 'done' | 'retry' | 'sign-in';

/** Half of what the server takes at once (200 entries, 4 MB), so that a slow network gets answers often. */
const MOST_ENTRIES = 100;
const MOST_BYTES = 2_000_000;

/**
 * Sends what waits, in the order in which it was made. Only one tab at a time may run this. Each entry gets its own
 * answer; one that the server cannot take never holds up the others.
 */
export async function pushEntries(store: LocalStore, http: Http): Promise<Progress> {
  await resetInterrupted(store);
  for (;;) {
    const waiting = await store.list('outbox', { index: 'state', value: 'waiting' }, MOST_ENTRIES);
    if (waiting.length === 0) return 'done';
    const progress = await pushSome(store, http, fitting(waiting));
    if (progress !== 'done') return progress;
  }
}

/** A tab closed in the middle of a push leaves entries as `sending`; sending them again is harmless, they have their id. */
async function resetInterrupted(store: LocalStore): Promise<void> {
  const interrupted = await store.list('outbox', { index: 'state', value: 'sending' });
  await store.batch(interrupted.map((row): Write => ({ op: 'put', store: 'outbox', row: { ...row, state: 'waiting' } })));
}

function fitting(rows: readonly OutboxRow[]): OutboxRow[] {
  let bytes = 0;
  const taken: OutboxRow[] = [];
  for (const row of rows) {
    bytes += JSON.stringify(row.entry).length * 1.5;
    if (taken.length > 0 && bytes > MOST_BYTES) break;
    taken.push(row);
  }
  return taken;
}

async function pushSome(store: LocalStore, http: Http, rows: readonly OutboxRow[]): Promise<Progress> {
  await store.batch(rows.map((row): Write => ({ op: 'put', store: 'outbox', row: { ...row, state: 'sending' } })));
  const reply = await http.post<{ results: PushResult[] }>('/api/sync/push', { entries: rows.map((row) => row.entry) }, { timeout_ms: 60_000 });
  if (reply.ok && Array.isArray(reply.value?.results)) {
    const results = new Map(reply.value.results.map((result) => [result.id, result]));
    await store.batch(rows.map((row) => settle(row, results.get(row.id))));
    // An entry without an answer waits again; asking at once would only get the same silence.
    return rows.every((row) => results.has(row.id)) ? 'done' : 'retry';
  }
  const problem: ApiProblem = reply.ok
    ? { kind: 'server', code: 'reply_unreadable', params: {}, fields: [], status: reply.status }
    : reply.problem;
  const back = (change: Partial<OutboxRow>) =>
    store.batch(rows.map((row): Write => ({ op: 'put', store: 'outbox', row: { ...row, attempts: row.attempts + 1, ...change } })));
  if (isTemporary(problem)) {
    await back({ state: 'waiting' });
    return problem.status === 401 ? 'sign-in' : 'retry';
  }
  if (rows.length === 1) {
    await back({ state: 'problem', problem: { code: problem.code, params: problem.params } });
    return 'done';
  }
  // The whole parcel was refused: one of them spoils it, so they go alone.
  await back({ state: 'waiting' });
  for (const row of rows) {
    const progress = await pushSome(store, http, [row]);
    if (progress !== 'done') return progress;
  }
  return 'done';
}

/** Whether the same request may well succeed later without anybody changing what is sent. */
export function isTemporary(problem: ApiProblem): boolean {
  return problem.kind !== 'refused' || [401, 408, 425, 429].includes(problem.status) || problem.code === 'csrf_invalid';
}

function settle(row: OutboxRow, result: PushResult | undefined): Write {
  const attempts = row.attempts + 1;
  const put = (change: Partial<OutboxRow>): Write => ({ op: 'put', store: 'outbox', row: { ...row, attempts, ...change } });
  switch (result?.outcome) {
    case undefined:
      return put({ state: 'waiting' });
    case 'applied':
    case 'merged':
      // What a citizen answered stays on the device no longer than needed.
      if ((row.entry as Entry).subject.kind === 'survey') return { op: 'delete', store: 'outbox', key: row.id };
      return put({ state: 'accepted', ...(result.version === undefined ? {} : { version: result.version }) });
    case 'conflict':
      return put({ state: 'problem', problem: { code: 'conflict', params: { fields: (result.fields ?? []).join(', ') } } });
    case 'refused':
    case 'held':
      return put({ state: 'problem', problem: { code: result.code ?? result.outcome, params: {} } });
    default:
      // A newer server with an outcome of its own: a person looks at it, nothing is thrown away.
      return put({ state: 'problem', problem: { code: String(result?.outcome), params: {} } });
  }
}
