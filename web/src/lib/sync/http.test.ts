import { describe, expect, it, vi } from 'vitest';
import { codesVi } from '$lib/messages/codes.vi';
import { Http } from './http';

const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });
const answering = (response: () => Response | Promise<Response>) => {
  const calls: { url: string; init: RequestInit }[] = [];
  const http = new Http(async (url, init) => {
    calls.push({ url: String(url), init: init ?? {} });
    return response();
  });
  return { http, calls };
};

describe('Http', () => {
  it('sends JSON to the same origin, with the CSRF header where something changes', async () => {
    const { http, calls } = answering(() => json(200, { id: 1 }));
    http.csrf = 'secret';
    expect(await http.post('/api/x', { a: 1 })).toEqual({ ok: true, value: { id: 1 }, status: 200 });
    await http.get('/api/x');
    const [post, get] = calls.map((call) => new Headers(call.init.headers));
    expect(post!.get('X-CSRF-Token')).toBe('secret');
    expect(post!.get('Content-Type')).toBe('application/json');
    expect(get!.get('X-CSRF-Token')).toBeNull();
    expect(calls[0]!.init).toMatchObject({ credentials: 'same-origin', body: '{"a":1}' });
  });

  it('makes a state of a missing network, and tells the watchers', async () => {
    const { http } = answering(() => Promise.reject(new TypeError('Failed to fetch')));
    const seen: boolean[] = [];
    http.watch((reached) => seen.push(reached));
    expect(await http.get('/api/x')).toEqual({
      ok: false,
      problem: { kind: 'offline', code: 'network_unreachable', params: {}, fields: [], status: 0 }
    });
    expect(seen).toEqual([false]);
  });

  it('gives up after the time allowed', async () => {
    const http = new Http((_url, init) => new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(new Error('aborted')))));
    const outcome = await http.get('/api/x', { timeout_ms: 5 });
    expect(outcome).toMatchObject({ ok: false, problem: { kind: 'offline', code: 'network_timeout' } });
  });

  it('keeps the code and parameters of a refusal', async () => {
    const { http } = answering(() => json(422, { code: 'invalid_input', params: { field: 'name' } }));
    expect(await http.get('/api/x')).toMatchObject({ ok: false, problem: { kind: 'refused', code: 'invalid_input', params: { field: 'name' } } });
  });

  it('does not end the session when the network is down or the password is wrong, only when the server says it is over', async () => {
    const ended = vi.fn();
    for (const reply of [() => Promise.reject(new Error('down')), () => json(503, {}), () => json(401, { code: 'wrong_credentials' })]) {
      const { http } = answering(reply);
      http.onUnauthenticated = ended;
      await http.get('/api/x');
    }
    expect(ended).not.toHaveBeenCalled();
    const { http } = answering(() => json(401, { code: 'not_signed_in' }));
    http.onUnauthenticated = ended;
    await http.get('/api/x');
    expect(ended).toHaveBeenCalledOnce();
  });

  it('does not mistake the page of a Wi-Fi portal for an answer', async () => {
    const { http } = answering(() => new Response('<html>', { status: 200 }));
    expect(await http.get('/api/x')).toMatchObject({ ok: false, problem: { code: 'reply_unreadable' } });
  });

  it.each([400, 401, 403, 404, 409, 413, 418, 429, 500, 502, 503])('has a sentence for a bare status %i', async (status) => {
    const { http } = answering(() => new Response('<html>', { status }));
    const outcome = await http.get('/api/x');
    expect(outcome.ok ? '' : codesVi[outcome.problem.code]).toBeTruthy();
  });
});
