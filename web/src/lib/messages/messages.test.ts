import { afterEach, describe, expect, it } from 'vitest';
import { officeCodesEn } from './codes-office.en';
import { officeCodesVi } from './codes-office.vi';
import { codesEn as firstEn } from './codes.en';
import { codesVi as firstVi } from './codes.vi';
import { en } from './en';
import { formatBytes, sentence, setLocale, t } from './index';
import { vi as first, type MessageKey } from './vi';
import { office } from './vi/office';

const vi = { ...first, ...office };
const codesVi = { ...firstVi, ...officeCodesVi };
const codesEn = { ...firstEn, ...officeCodesEn };

const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

describe('catalogues', () => {
  it('hold the same keys, none empty, with the same parameters', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(vi).sort());
    for (const key of Object.keys(vi) as MessageKey[]) {
      expect(vi[key].trim(), key).not.toBe('');
      expect(en[key].trim(), key).not.toBe('');
      expect(placeholders(en[key]), key).toEqual(placeholders(vi[key]));
    }
  });

  it('say what to do for every code', () => {
    expect(Object.keys(codesEn).sort()).toEqual(Object.keys(codesVi).sort());
    for (const [code, text] of Object.entries(codesVi)) {
      expect(code).toMatch(/^[a-z][a-z0-9_]*$/);
      expect(text.trim().length, code).toBeGreaterThan(20);
      expect(placeholders(codesEn[code] ?? ''), code).toEqual(placeholders(text));
    }
  });

  it('are composed Unicode', () => {
    for (const text of [...Object.values(vi), ...Object.values(codesVi)]) expect(text).toBe(text.normalize('NFC'));
  });
});

describe('t', () => {
  afterEach(() => setLocale('vi'));

  it('fills parameters and groups numbers the Vietnamese way', () => {
    expect(t('ui.money', { amount: 1234567 })).toBe('1.234.567 đồng');
    expect(t('status.unsent', { count: 3 })).toBe('3 việc chưa gửi');
  });

  it('changes language', async () => {
    await setLocale('en');
    expect(t('network.off')).toBe('No network');
    expect(t('ui.money', { amount: 1234567 })).toBe('1,234,567 đồng');
  });

  it('gives a usable sentence for a code of a newer server', () => {
    expect(sentence('brand_new')).toContain('brand_new');
    expect(sentence('toString')).toContain('toString');
    expect(sentence('file_too_large', { limit: formatBytes(25_000_000) })).toContain('25 MB');
  });
});
