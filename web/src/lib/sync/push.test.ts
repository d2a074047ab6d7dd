import { describe, expect, it } from 'vitest';
import { MemoryStore } from '$lib/local';
import { Http } from './http';
import { pushEntries } from './push';
import { syncOnce } from './loop';
import type { Entry, PushResult } from '$lib/core/wire';

const entry = (id: string, kind: Entry['subject']['kind'] = 'person'): Entry => ({
  id,
  v: 1,
  subject: { kind, id: `s-${id}` },
  base: 0,
  author: 'a',
  at: '2026-11-22T08:00',
  body: { type: 'person.changed', set: { phone: '0912345678' } }
});

async function store(...entries: Entry[]) {
  const made = new MemoryStore(`push-${Math.random()}`);
  for (const one of entries) await made.append({ id: one.id, entry: one });
  return made;
}

/** Answers each push; keeps the ids of every request in order. */
function server(answer: (entries: Entry[]) => PushResult[] | Response | 'cut') {
  const asked: string[][] = [];
  const http = new Http(async (_url, init) => {
    const { entries } = JSON.parse(init?.body as string) as { entries: Entry[] };
    asked.push(entries.map((one) => one.id));
    const reply = answer(entries);
    if (reply === 'cut') throw new TypeError('cut');
    return reply instanceof Response ? reply : new Response(JSON.stringify({ results: reply, cursor: 9 }));
  });
  return { http, asked };
}

const applied = (one: Entry): PushResult => ({ id: one.id, outcome: 'applied', version: 3 });
const states = async (made: MemoryStore) => Object.fromEntries((await made.list('outbox')).map((row) => [row.id, row.problem?.code ?? row.state]));

describe('pushEntries', () => {
  it('sends in order and gives each entry its own answer', async () => {
    const made = await store(entry('1'), entry('2'), entry('3'), entry('4'));
    const { http, asked } = server((entries) =>
      entries.map((one): PushResult => {
        if (one.id === '2') return { id: one.id, outcome: 'refused', code: 'not_permitted' };
        if (one.id === '3') return { id: one.id, outcome: 'conflict', fields: ['phone'] };
        return one.id === '4' ? { id: one.id, outcome: 'held', code: 'subject_missing' } : applied(one);
      })
    );
    expect(await pushEntries(made, http)).toBe('done');
    expect(asked).toEqual([['1', '2', '3', '4']]);
    expect(await states(made)).toEqual({ '1': 'accepted', '2': 'not_permitted', '3': 'conflict', '4': 'subject_missing' });
    expect((await made.get('outbox', '1'))?.version).toBe(3);
  });

  it('loses nothing when the answer does not arrive, and sends the same ids again', async () => {
    const made = await store(entry('1'));
    let cut = true;
    const { http, asked } = server((entries) => (cut ? 'cut' : entries.map((one) => ({ ...applied(one), duplicate: true }))));
    expect(await pushEntries(made, http)).toBe('retry');
    expect(await states(made)).toEqual({ '1': 'waiting' });
    cut = false;
    expect(await pushEntries(made, http)).toBe('done');
    expect(asked).toEqual([['1'], ['1']]);
    expect(await states(made)).toEqual({ '1': 'accepted' });
  });

  it('sends what a closed tab left on its way', async () => {
    const made = await store(entry('1'));
    const row = await made.get('outbox', '1');
    if (row) await made.put('outbox', { ...row, state: 'sending' });
    expect(await pushEntries(made, server((entries) => entries.map(applied)).http)).toBe('done');
    expect(await states(made)).toEqual({ '1': 'accepted' });
  });

  it('isolates the entry that spoils a parcel', async () => {
    const made = await store(entry('1'), entry('2'), entry('3'));
    const { http, asked } = server((entries) =>
      entries.some((one) => one.id === '2') ? new Response('{"code":"invalid_input"}', { status: 422 }) : entries.map(applied)
    );
    expect(await pushEntries(made, http)).toBe('done');
    expect(asked).toEqual([['1', '2', '3'], ['1'], ['2'], ['3']]);
    expect(await states(made)).toEqual({ '1': 'accepted', '2': 'invalid_input', '3': 'accepted' });
  });

  it('keeps everything and asks to sign in when the session is over', async () => {
    const made = await store(entry('1'));
    const { http } = server(() => new Response('{"code":"not_signed_in"}', { status: 401 }));
    expect(await pushEntries(made, http)).toBe('sign-in');
    expect(await states(made)).toEqual({ '1': 'waiting' });
  });

  it('forgets what a citizen answered as soon as it is sent', async () => {
    const made = await store(entry('1', 'survey'), entry('2'));
    await pushEntries(made, server((entries) => entries.map(applied)).http);
    expect(await states(made)).toEqual({ '2': 'accepted' });
  });
});

it('never sends from two tabs at once', async () => {
  const made = await store(entry('1'));
  let runs = 0;
  const http = new Http(async () => {
    runs++;
    return new Response(JSON.stringify({ results: [{ id: '1', outcome: 'applied', version: 1 }], cursor: 1 }));
  });
  const [first, second] = await Promise.all([syncOnce(made, http), syncOnce(made, http)]);
  expect([first, second].filter((one) => one === undefined)).toHaveLength(1);
  expect(runs).toBe(1);
});
