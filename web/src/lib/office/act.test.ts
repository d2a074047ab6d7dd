import { expect, it } from 'vitest';
import { LawProblem } from '$lib/core/law';
import { Http } from '$lib/sync/http';
import { Action } from './act';
import type { Office } from './office.svelte';
import type { OfficeEntry } from './types';

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
const subject = { kind: 'dossier' as const, id: 'd1', version: 4, record: { id: 'd1', version: 4 } };
const note = (text: string) => ({ type: 'dossier.step' as const, step: { step: 'note' as const, text } });

/** An office whose server answers by `answer` and whose core judges by `judge`. */
function desk(answer: (entry: OfficeEntry) => Response | Promise<Response>, judge: () => Promise<unknown> = async () => ({ accept: {} })) {
  const sent: OfficeEntry[] = [];
  const http = new Http(async (_path, init) => {
    const [entry] = (JSON.parse(String(init?.body)) as { entries: [OfficeEntry] }).entries;
    sent.push(entry);
    return answer(entry);
  });
  const office = { app: { http }, actor: { account: 'a1', roles: ['social'], villages: [] }, law: { judge } } as unknown as Office;
  return { action: new Action(office), sent };
}

it('sends one entry with the version that the screen shows', async () => {
  const { action, sent } = desk((entry) => json({ results: [{ id: entry.id, outcome: 'applied', flags: ['rules_changed'] }] }));
  expect(await action.take(subject, note('gọi lại'))).toEqual({ to: 'done', flags: ['rules_changed'] });
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({ v: 1, base: 4, author: 'a1', subject: { kind: 'dossier', id: 'd1' }, body: note('gọi lại') });
});

it('sends the very same entry again after a lost answer, and a new one after a change', async () => {
  let lost = true;
  const { action, sent } = desk((entry) => {
    if (lost) throw new TypeError('network');
    return json({ results: [{ id: entry.id, outcome: 'applied' }] });
  });
  expect(await action.take(subject, note('một'))).toMatchObject({ to: 'unsent', problem: { kind: 'offline' } });
  lost = false;
  expect(await action.take(subject, note('một'))).toMatchObject({ to: 'done' });
  expect(await action.take(subject, note('hai'))).toMatchObject({ to: 'done' });
  expect(sent[1]?.id).toBe(sent[0]?.id);
  expect(sent[2]?.id).not.toBe(sent[0]?.id);
});

it.each([
  [{ outcome: 'conflict', fields: ['appraise'] }, { to: 'kept', outcome: 'conflict', code: 'conflict', fields: ['appraise'] }],
  [{ outcome: 'refused', code: 'wrong_status' }, { to: 'kept', outcome: 'refused', code: 'wrong_status', fields: [] }],
  [{ outcome: 'held', code: 'subject_missing' }, { to: 'kept', outcome: 'held', code: 'subject_missing', fields: [] }]
])('tells %j', async (result, came) => {
  const { action } = desk((entry) => json({ results: [{ id: entry.id, ...result }] }));
  expect(await action.take(subject, note('x'))).toEqual(came);
});

it('does not send what the core already refuses', async () => {
  const { action, sent } = desk(
    () => json({}),
    async () => ({ keep: { outcome: { outcome: 'refused', code: 'extended_once' } } })
  );
  expect(await action.take(subject, note('x'))).toEqual({ to: 'forbidden', code: 'extended_once', params: {} });
  expect(sent).toEqual([]);
});

it('sends without the core, because the server judges in any case', async () => {
  const { action } = desk(
    (entry) => json({ results: [{ id: entry.id, outcome: 'applied' }] }),
    async () => {
      throw new Error('core_unavailable');
    }
  );
  expect(await action.take(subject, note('x'))).toMatchObject({ to: 'done' });
  const unreadable = desk(
    () => json({}),
    async () => {
      throw new LawProblem('unreadable_request');
    }
  );
  expect(await unreadable.action.take(subject, note('x'))).toMatchObject({ to: 'forbidden', code: 'unreadable_request' });
});

it('takes a page of somebody else for no answer', async () => {
  const { action } = desk(() => new Response('<html>', { status: 200 }));
  expect(await action.take(subject, note('x'))).toMatchObject({ to: 'unsent', problem: { code: 'reply_unreadable' } });
});
