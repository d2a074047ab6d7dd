import { expect, it } from 'vitest';
import { t } from '$lib/messages';
import { FIELD_PLACES, isAt, officePlaces, roleLabel, worksInField } from './places';

it.each([
  ['police', true, ['/office/queue', '/office/missing']],
  ['village_head', true, ['/office/village', '/office/rounds', '/office/people', '/office/missing']],
  ['communications', false, ['/office/rounds']],
  ['center', true, ['/office/board', '/office/rounds', '/office/people', '/office/missing', '/office/lists', '/office/visits', '/office/attention', '/office/reports']],
  ['office', false, ['/office/rounds', '/office/lists/quality', '/office/reports']],
  ['invented', false, []]
])('%s', (role, field, office) => {
  expect(worksInField([role])).toBe(field);
  expect(officePlaces([role]).map((place) => place.path)).toEqual(office);
});

it('names every role, also one it does not know', () => {
  expect(t(roleLabel('health'))).toBe('Trạm Y tế');
  expect(t(roleLabel('invented'))).toBe('Vai trò khác');
});

it('knows where it is', () => {
  const at = (path: string) => FIELD_PLACES.filter((place) => isAt(place, path)).map((place) => place.path);
  expect(at('/field')).toEqual(['/field']);
  expect(at('/field/stop/1')).toEqual(['/field']);
  expect(at('/field/people')).toEqual(['/field/people']);
  expect(at('/field/peoples')).toEqual([]);
  const lists = officePlaces(['leader']).find((place) => place.path === '/office/lists/quality');
  expect(lists && isAt(lists, '/office/lists/removals')).toBe(true);
});
