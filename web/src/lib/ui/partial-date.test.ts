import { expect, it } from 'vitest';
import { readPartialDate, writePartialDate } from './partial-date';

it.each([
  ['1950', '1950'],
  ['3/1950', '1950-03'],
  ['03/1950', '1950-03'],
  ['01/03/1950', '1950-03-01'],
  ['1-3-1950', '1950-03-01'],
  ['1.3.1950', '1950-03-01'],
  ['1 / 3 / 1950', '1950-03-01'],
  ['01031950', '1950-03-01'],
  ['29/02/2024', '2024-02-29'],
  ['29/02/2023', undefined],
  ['29/02/1900', undefined],
  ['31/04/1950', undefined],
  ['13/1950', undefined],
  ['0/1950', undefined],
  ['1/1/50', undefined],
  ['0000', undefined],
  ['khoảng 1950', undefined],
  ['1/2/3/1950', undefined],
  ['', undefined]
])('%s is read as %s', (typed, expected) => {
  expect(readPartialDate(typed)).toBe(expected);
});

it('is written the usual way', () => {
  expect(['1950', '1950-03', '1950-03-01'].map(writePartialDate)).toEqual(['1950', '03/1950', '01/03/1950']);
});
