import { expect, it, vi } from 'vitest';
import { MemoryStore } from '$lib/local';
import { Unsent } from './unsent.svelte';

it('counts what is only on this device, and follows every change', async () => {
  const store = new MemoryStore('unsent');
  const unsent = new Unsent();
  expect(unsent.count).toBeUndefined();
  await unsent.follow(store);
  expect(unsent.count).toBe(0);

  const row = await store.append({ id: 'e1', entry: {} });
  await vi.waitFor(() => expect(unsent.count).toBe(1));

  await store.put('outbox', { ...row, state: 'problem', problem: { code: 'conflict', params: {} } });
  await vi.waitFor(() => expect([unsent.count, unsent.problems]).toEqual([1, 1]));

  await store.put('outbox', { ...row, state: 'accepted' });
  await vi.waitFor(() => expect(unsent.count).toBe(0));

  await unsent.follow(undefined);
  expect(unsent.count).toBeUndefined();
});
