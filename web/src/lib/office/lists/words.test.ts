import { beforeAll, describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { loadOfficeWords } from '$lib/messages';
import type { ImportRow } from './types';
import { changeText, COLUMN_FIELDS, countOf, differs, evidenceText, groupsOf, listProblem, problemText, reasonWords, remarkText, rowWhere, valueText, willChange, willRegister } from './words';

const village = (id: string) => (id === 'v01' ? 'Bon Một' : id);

beforeAll(loadOfficeWords);

describe('words of lists', () => {
  it('say a change as it is at the counter', () => {
    expect(changeText({ field: 'phone', from: null, to: '0912345678' }, village)).toBe('Số điện thoại: điền 0912345678');
    expect(changeText({ field: 'village', from: 'v02', to: 'v01' }, village)).toBe('Thôn: v02 → Bon Một');
    expect(changeText({ field: 'facts.disability', from: 'light', to: 'severe' }, village)).toBe('Mức độ khuyết tật: nhẹ → nặng');
    expect(changeText({ field: 'birth_date', from: '1950', to: '1950-03-02' }, village)).toBe('Ngày sinh: 1950 → 02/03/1950');
    expect(changeText({ field: 'alive', from: true, to: false }, village)).toBe('Còn sống hay đã mất: còn sống → đã mất');
    expect(valueText('receives', [{ category: 'NCT', monthly: 540_000 }], village)).toBe('NCT: 540.000 đồng mỗi tháng');
    expect(valueText('phone', null, village)).toBe('chưa có');
  });

  it('say remarks and problems as sentences with their place', () => {
    expect(remarkText({ field: 'phone', code: 'phone_zero_restored', text: '912345678' })).toBe('Số điện thoại: Excel đã bỏ mất số 0 ở đầu số điện thoại; đã thêm lại (“912345678”).');
    expect(remarkText({ code: 'other_commune', text: 'Xã Đại Sơn, Hải Phòng' })).toBe('Địa chỉ ghi ở xã khác (“Xã Đại Sơn, Hải Phòng”).');
    expect(problemText({ code: 'totals_differ', sheet: 'T7', row: 81, column: 'D' })).toMatch(/^Trang tính “T7”, dòng 81, cột D: số ở dòng tổng cộng/);
    expect(rowWhere({ row: 0, sheet: '' } as ImportRow)).toMatch(/không có trong tệp/);
  });

  it('count decided rows with what they were decided to be', () => {
    const counts = { new: 2, decided_new: 1, change: 5, left_out: 1 };
    expect([willRegister(counts), willChange(counts)]).toEqual([3, 5]);
    expect(groupsOf(counts).map((group) => [group.code, group.count])).toEqual([['new', 3], ['change', 5], ['left_out', 1]]);
    expect(countOf({}, ['new'])).toBe(0);
  });

  it('give reasons in words, and what is alike never speaks against', () => {
    expect(reasonWords('birth_date=year_only:+3.1')).toEqual({ text: 'ngày sinh cùng năm, một bên chỉ có năm', speaks: 'for' });
    expect(reasonWords('given_name=exact:-0.4')?.speaks).toBe('for');
    expect(reasonWords('number=different:-6.0')?.speaks).toBe('against');
    expect(reasonWords('phone=unknown:+0.0')).toBeUndefined();
    expect(evidenceText(['title:cu_tru', 'column:household_number'])).toBe('chữ “cư trú” ở tiêu đề, cột “Số hộ”');
  });

  it('call a difference only what contradicts', () => {
    expect(differs('birth_date', '1950-06-20', '1950')).toBe(false);
    expect(differs('birth_date', '1950-06-20', '1951')).toBe(true);
    expect(differs('full_name', 'LÊ THÁI', 'Lê Thái')).toBe(false);
    expect(differs('phone', '', '0912345678')).toBe(false);
  });

  it('say when and by whom a file was read before', () => {
    const problem = { kind: 'refused' as const, code: 'import_known', params: { by: 'Chị Hà', at: '2026-11-22T08:05', id: 'x' }, fields: [], status: 409 };
    expect(listProblem(problem)).toContain('Chị Hà đưa vào lúc 08:05, 22/11/2026');
  });

  it('offer every field that a column can hold', () => {
    const known = readFileSync('../docs/list-codes.txt', 'utf8').split('\n').filter((line) => line.startsWith('field ')).map((line) => line.slice(6));
    expect([...COLUMN_FIELDS].sort()).toEqual(known.sort());
  });
});
