import { beforeAll, describe, expect, it } from 'vitest';
import { loadOfficeWords } from '$lib/messages';
import { readReason, readReasons, sureWords, weightWords } from './reasons';

beforeAll(loadOfficeWords);

describe('reasons', () => {
  it('are said as people say them, the strongest first', () => {
    const said = readReasons(['village=exact:+2.1', 'given_name=no_accent:+9.1', 'phone=unknown:+0.0', 'number=exact:+18.0', 'birth_date=different:-4.2']);
    expect(said.map((reason) => `${reason.text}: ${weightWords(reason.weight)}`)).toEqual([
      'Cùng số định danh: bằng chứng mạnh',
      'Tên chỉ khác dấu: bằng chứng mạnh',
      'Cùng thôn: hơi nghiêng về một người',
      'Ngày sinh khác nhau: cho thấy là hai người'
    ]);
    expect(readReason('number=old_number:+12.0')?.text).toBe('Cùng số chứng minh cũ');
  });

  it('weigh what they say, and what is alike never shows two people', () => {
    expect(readReason('sex=different:-0.1')?.weight).toBe('nothing');
    expect(readReason('given_name=no_accent:-4.0')?.weight).toBe('against');
    expect(readReason('given_name=different:-4.0')?.weight).toBe('strongly-against');
  });

  it('of a newer server are still shown', () => {
    expect(readReason('shoe_size=exact:+3.0')?.text).toContain('hoe_size');
    expect(readReason('what')?.text).toContain('what');
  });

  it('come with how sure it is', () => {
    expect([0.99, 0.8, 0.5, 0.2].map(sureWords)).toEqual(['Gần như chắc chắn là một người', 'Rất có thể là một người', 'Có thể là một người', 'Cần xem kỹ']);
  });
});
