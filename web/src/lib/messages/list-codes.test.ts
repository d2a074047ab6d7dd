import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { officeListCodes as en } from './en/office-list-codes';
import { officeListCodes as vi } from './vi/office-list-codes';

/** The codes that the server may send, as its own test writes them. */
const codes = readFileSync('../docs/list-codes.txt', 'utf8')
  .split('\n')
  .filter((line) => line && !line.startsWith('#'))
  .map((line) => `office.lists.${line.replace(' ', '.')}`);

describe('words of imported lists', () => {
  it('are there for every code', () => {
    expect(codes.length).toBeGreaterThan(150);
    expect(codes.filter((key) => !Object.hasOwn(vi, key))).toEqual([]);
    expect(codes.filter((key) => !Object.hasOwn(en, key))).toEqual([]);
  });
});
