import { describe, expect, it } from 'vitest';
import { MemoryStore } from '$lib/local';
import { Http } from '$lib/sync/http';
import { Session, type SessionReply } from './session.svelte';

const reply: SessionReply = {
  user: { id: 'u1', name: 'lan', display_name: 'Trần Thị Lan', roles: ['center'], villages: [], offices: [] },
  commune: { code: '24637', name: 'xã Tà Đùng', province: 'Lâm Đồng', demo: true, villages: [] },
  csrf: 'c1',
  device: 'd1'
};

function setup(answer: () => Response | Promise<Response>, store = new MemoryStore('device')) {
  const box = { answer };
  const http = new Http(async () => box.answer());
  return { box, http, store, session: new Session(http, store) };
}

const ok = () => new Response(JSON.stringify(reply));
const cut = () => Promise.reject<Response>(new TypeError('cut'));
const over = () => new Response('{"code":"not_signed_in"}', { status: 401 });

describe('Session', () => {
  it('is remembered, and opens again without a network', async () => {
    const first = setup(ok);
    await first.session.signIn('lan', 'secret');
    const second = setup(cut, first.store);
    await second.session.open();
    await second.session.confirm();
    expect(second.session.state).toBe('signed-in');
    expect(second.session.officer?.display_name).toBe('Trần Thị Lan');
    expect(second.session.scope).toBe('24637:u1');
    expect(second.http.csrf).toBe('c1');
  });

  it('expires on the word of the server, and keeps the officer', async () => {
    const { box, session } = setup(ok);
    await session.signIn('lan', 'secret');
    box.answer = over;
    await session.confirm();
    expect(session.state).toBe('expired');
    expect(session.officer?.id).toBe('u1');
    box.answer = ok;
    await session.signIn('lan', 'secret');
    expect(session.state).toBe('signed-in');
  });

  it('signs out also without a network', async () => {
    const { box, session, store } = setup(ok);
    await session.signIn('lan', 'secret');
    box.answer = cut;
    expect((await session.signOut())?.kind).toBe('offline');
    expect(session.state).toBe('signed-out');
    expect(await store.count('meta')).toBe(0);
  });

  it('gives no accounts where there is no demonstration', async () => {
    expect(await setup(() => new Response('{"code":"not_found"}', { status: 404 })).session.demoAccounts()).toEqual([]);
  });
});
