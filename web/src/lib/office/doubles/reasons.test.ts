import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { hasWords, loadOfficeWords } from '$lib/messages';
import { readReason, readReasons, sureWords, weightWords } from './reasons';

beforeAll(loadOfficeWords);

/** The codes of the engine, kept by its own test. */
const codes = readFileSync('../crates/linkage/golden/reasons.txt', 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split(' ') as [string, string]);

describe('reasons', () => {
  it('have words for every field and every way to agree', () => {
    expect(codes.length).toBeGreaterThan(20);
    for (const [what, code] of codes) expect(hasWords(`office.reason.${what === 'field' ? 'field' : 'how'}.${code}`), code).toBe(true);
  });

  it('are said as people say them, the strongest first', () => {
    const said = readReasons(['village=exact:+2.1', 'given_name=no_accent:+9.1', 'number=exact:+18.0', 'birth_date=different:-4.2']);
    expect(said.map((reason) => `${reason.text}: ${weightWords(reason.weight)}`)).toEqual([
      'Cùng số định danh: bằng chứng mạnh',
      'Tên chỉ khác dấu: bằng chứng mạnh',
      'Cùng thôn: hơi nghiêng về một người',
      'Ngày sinh khác nhau: cho thấy là hai người'
    ]);
    expect(readReason('sex=different:-0.1').weight).toBe('nothing');
    expect(readReason('given_name=no_accent:-4.0').weight).toBe('against');
    expect(readReason('number=old_number:+12.0').text).toBe('Cùng số chứng minh cũ');
  });

  it('of a newer server are still shown', () => {
    expect(readReason('shoe_size=exact:+3.0').text).toContain('shoe_size=exact');
    expect(readReason('what').text).toContain('what');
  });

  it('come with how sure it is', () => {
    expect([0.99, 0.8, 0.5, 0.2].map(sureWords)).toEqual(['Gần như chắc chắn là một người', 'Rất có thể là một người', 'Có thể là một người', 'Cần xem kỹ']);
  });
});
