import { describe, expect, it } from 'vitest';
import { Http } from '$lib/sync/http';
import { DoubleQueue } from './queue.svelte';
import type { Pair } from './types';

const side = (id: string, version = 1) => ({ record: { id, version, full_name: `Người ${id}`, village: 'v01' }, dossiers: 0 });
const pair = (id: string, more: Partial<Pair> = {}): Pair => ({
  id,
  state: 'open',
  probability: 0.9,
  reasons: [],
  first: side(`${id}1`),
  second: side(`${id}2`),
  later: false,
  at: '2026-11-20T08:00',
  ...more
});

/** A server that answers from a list and remembers what it was asked. */
function server(answers: Record<string, (body: unknown) => [number, unknown]>) {
  const asked: { path: string; body: unknown }[] = [];
  const http = new Http(async (input, init) => {
    const path = String(input);
    const body = typeof init?.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined;
    asked.push({ path, body });
    const answer = answers[`${init?.method} ${path.split('?')[0]}`];
    if (!answer) throw new Error(`not expected: ${path}`);
    const [status, value] = answer(body);
    return new Response(JSON.stringify(value), { status });
  });
  return { http, asked };
}

const opened = (pairs: Pair[]) => ({ 'GET /api/doubles': (): [number, unknown] => [200, { items: pairs, total: pairs.length, more: false }] });

describe('the queue of pairs', () => {
  it('sends the versions that were shown, goes on, and takes back', async () => {
    const { http, asked } = server({
      ...opened([pair('a'), pair('b')]),
      'POST /api/doubles/a': () => [200, pair('a', { state: 'same' })],
      'POST /api/doubles/a/part': () => [200, { pair: pair('a', { state: 'parted', first: side('a1', 3) }), kept: ['phone'] }]
    });
    const queue = new DoubleQueue(http);
    await queue.open();
    await queue.decide({ decision: 'same', keep: 'a1' }, 'Đã hỏi');
    expect(asked.at(-1)?.body).toEqual({ decision: 'same', keep: 'a1', versions: [1, 1], note: 'Đã hỏi' });
    expect([queue.current?.id, queue.done, queue.total]).toEqual(['b', 1, 2]);
    await queue.undo();
    expect([queue.current?.id, queue.current?.first.record.version, queue.done]).toEqual(['a', 3, 0]);
    expect(queue.kept).toEqual(['phone']);
    expect(queue.last).toBeUndefined();
  });

  it('shows the pair anew when it changed, and leaves it when it is settled', async () => {
    let fresh = pair('a', { second: side('a2', 2) });
    const { http } = server({
      ...opened([pair('a'), pair('b')]),
      'POST /api/doubles/a': () => [409, { code: 'pair_changed' }],
      'GET /api/doubles/a': () => [200, fresh]
    });
    const queue = new DoubleQueue(http);
    await queue.open();
    await queue.decide({ decision: 'different' }, '');
    expect([queue.notice, queue.current?.second.record.version, queue.done]).toEqual(['changed', 2, 0]);
    fresh = pair('a', { state: 'same' });
    await queue.decide({ decision: 'different' }, '');
    expect([queue.notice, queue.current?.id]).toEqual(['settled', 'b']);
  });

  it('keeps the pair on the screen when nothing could be sent', async () => {
    const { http } = server(opened([pair('a')]));
    const queue = new DoubleQueue(http);
    await queue.open();
    await queue.decide({ decision: 'later' }, '');
    expect([queue.current?.id, queue.problem?.kind, queue.put_off]).toEqual(['a', 'offline', 0]);
  });
});
