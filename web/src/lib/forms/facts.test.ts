import { expect, it } from 'vitest';
import { known, patchOf } from './facts';
import { ageOn, factName, factQuestion, factValue } from './words';

const person = { id: 'p', version: 1, full_name: 'H’Bia Niê', village: 'v01', birth_date: '1950-03-01', facts: { disability: 'severe' }, receives: [] };
const household = { id: 'h', version: 1, village: 'v01', poverty: 'poor' };

it.each([
  ['disability', 'severe', { of: 'person', set: { 'facts.disability': 'none' } }],
  ['birth_date', '1950-03-01', { of: 'person', set: { birth_date: 'none' } }],
  ['currently_receives', [], { of: 'person', set: { receives: 'none' } }],
  ['household.poverty', 'poor', { of: 'household', set: { poverty: 'none' } }]
])('%s is read and written where it lies', (fact, value, patch) => {
  expect(known(fact, person, household)).toEqual(value);
  expect(patchOf(fact, 'none')).toEqual(patch);
});

it('makes a fact unknown again with null', () => {
  expect(patchOf('disability', undefined).set).toEqual({ 'facts.disability': null });
});

it('speaks of facts in the words of the counter, of newer ones too', () => {
  expect(factValue('disability', 'extreme')).toBe('đặc biệt nặng');
  expect(factValue('disability', undefined)).toBe('chưa rõ');
  expect(factValue('monthly_pension', 500000)).toBe('500.000 đồng mỗi tháng');
  expect(factValue('currently_receives', [])).toBe('Không nhận khoản nào');
  expect(factName('brand_new')).toBe('Thông tin khác');
  expect(factQuestion('brand_new')).toContain('Thông tin khác');
});

it('tells an age only when it is sure', () => {
  expect(ageOn('1950-03-01', '2026-11-22')).toBe(76);
  expect(ageOn('1950-12-01', '2026-11-22')).toBe(75);
  expect(ageOn('1950', '2026-11-22')).toBeUndefined();
});
