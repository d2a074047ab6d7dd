// @vitest-environment node
import { expect, it } from 'vitest';
import { sha256Hex } from './hash';

it('is the standard one', async () => {
  expect(await sha256Hex(new Blob(['abc']))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
