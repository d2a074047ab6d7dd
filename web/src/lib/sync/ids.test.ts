import { expect, it } from 'vitest';
import { civilNow, civilToday, clockDrift_minutes, writeDate, writeDateTime } from './clock';
import { uuidv7 } from './ids';

it('makes UUIDv7 that sort by time and never repeat', () => {
  const ids = Array.from({ length: 200 }, (_, i) => uuidv7(1_763_000_000_000 + i));
  expect(new Set(ids).size).toBe(200);
  expect([...ids].sort()).toEqual(ids);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(uuidv7(0x0123456789ab).startsWith('01234567-89ab-7')).toBe(true);
});

it('tells Vietnamese civil time in any zone', () => {
  const at = Date.UTC(2026, 10, 20, 17, 30);
  expect(civilNow(at)).toBe('2026-11-21T00:30');
  expect(civilToday(at)).toBe('2026-11-21');
  expect(writeDateTime('2026-11-21T00:30')).toBe('00:30, 21/11/2026');
  expect([writeDate('1950'), writeDate('1950-03')]).toEqual(['1950', '03/1950']);
});

it('measures how far the clocks are apart', () => {
  const at = Date.UTC(2026, 10, 20, 10, 0);
  expect(clockDrift_minutes('Fri, 20 Nov 2026 09:45:00 GMT', at)).toBe(15);
  expect(clockDrift_minutes(null, at)).toBeUndefined();
  expect(clockDrift_minutes('soon', at)).toBeUndefined();
});
