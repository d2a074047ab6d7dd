import type { LocalStore, RecordRow, Write } from '$lib/local';
import { clockDrift_minutes } from './clock';
import type { Http } from './http';
import { isTemporary, type Progress } from './push';
import type { AnyRecord } from '$lib/core/wire';

/** What this device took along, in the meta row `carried`. */
export interface CarriedStop {
  stop: Stop;
  round: { id: string; name: string };
  /** Civil time of the device when it was taken along. */
  taken_at: string;
  /** Civil time of the last pull. */
  fresh_at: string;
  bytes: number;
  people: number;
  households: number;
  dossiers: number;
  cursor: number | string;
  rules_version: string;
}

export interface Stop {
  id: string;
  villages: string[];
  date: string;
  from: string;
  to: string;
  place: string;
  team: string[];
  note?: string;
}

export const CARRIED = 'carried';

interface Changes {
  records: AnyRecord[];
  gone: { kind: string; id: string }[];
  cursor: number | string;
  more: boolean;
}

export async function readCarried(store: LocalStore): Promise<CarriedStop[]> {
  return ((await store.get('meta', CARRIED))?.value as CarriedStop[] | undefined) ?? [];
}

/** Brings every carried stop up to date; `onDrift` hears how far this device's clock is from the server's. */
export async function pullChanges(
  store: LocalStore,
  http: Http,
  now: () => string,
  onDrift: (minutes: number) => void = () => {}
): Promise<Progress> {
  for (const { stop } of await readCarried(store)) {
    for (let more = true; more; ) {
      const kept = (await readCarried(store)).find((one) => one.stop.id === stop.id);
      if (!kept) break;
      const reply = await http.send(
        `/api/sync/changes?since=${encodeURIComponent(kept.cursor)}&stop=${encodeURIComponent(stop.id)}&limit=500`
      );
      if (!reply.ok) {
        // A stop that was taken back or is over gives no more changes; what is carried stays.
        if (!isTemporary(reply.problem)) break;
        return reply.problem.status === 401 ? 'sign-in' : 'retry';
      }
      const drift = clockDrift_minutes(reply.value.headers.get('date'));
      if (drift !== undefined) onDrift(drift);
      let changes: Changes;
      try {
        changes = (await reply.value.json()) as Changes;
      } catch {
        return 'retry';
      }
      await take(store, stop.id, changes, now());
      more = changes.more === true;
    }
  }
  return 'done';
}

async function take(store: LocalStore, stop: string, changes: Changes, now: string): Promise<void> {
  const writes = await recordWrites(store, stop, changes.records);
  for (const { kind, id } of changes.gone ?? []) writes.push({ op: 'delete', store: 'records', key: `${kind}/${id}` });
  const carried = (await readCarried(store)).map((one) =>
    one.stop.id === stop ? { ...one, cursor: changes.cursor, fresh_at: now } : one
  );
  writes.push({ op: 'put', store: 'meta', row: { key: CARRIED, value: carried } });
  await store.batch(writes);
}

/** Rows for records of `stop`; a record that another stop brought keeps that stop too, and never goes back in version. */
export async function recordWrites(store: LocalStore, stop: string, records: readonly AnyRecord[]): Promise<Write[]> {
  const known = new Map((await store.list('records')).map((row) => [`${row.kind}/${row.id}`, row]));
  return records.map((record): Write => {
    const old = known.get(`${record.kind}/${record.id}`);
    const newer: RecordRow = old && old.version > record.version ? old : { kind: record.kind, id: record.id, version: record.version, state: record, stop_ids: [] };
    return { op: 'put', store: 'records', row: { ...newer, stop_ids: [...new Set([...(old?.stop_ids ?? []), stop])] } };
  });
}
