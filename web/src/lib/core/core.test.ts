import { describe, expect, it } from 'vitest';
import { Core, CoreUnavailable } from './core';
import type { CoreModule } from './types';

const module: CoreModule = {
  default: () => Promise.resolve(),
  double: (text: string) => JSON.stringify({ ok: (JSON.parse(text) as number) * 2 }),
  refuse: () => JSON.stringify({ error: { code: 'not_found' } })
};

describe('Core', () => {
  it('passes JSON both ways and types refusals', async () => {
    const core = new Core(() => Promise.resolve(module));
    expect(await core.call<number>('double', 21)).toEqual({ ok: true, value: 42 });
    expect(await core.call('refuse')).toEqual({ ok: false, code: 'not_found', params: {} });
  });

  it('starts once, and tries again after a failed start', async () => {
    let attempts = 0;
    const core = new Core(() => (++attempts === 1 ? Promise.reject(new Error('cut')) : Promise.resolve(module)));
    await expect(core.ready()).rejects.toBeInstanceOf(CoreUnavailable);
    await core.call('double', 1);
    await core.call('double', 1);
    expect(attempts).toBe(2);
  });

  it('says so when a function is missing', async () => {
    await expect(new Core(() => Promise.resolve(module)).call('absent')).rejects.toBeInstanceOf(CoreUnavailable);
  });
});
