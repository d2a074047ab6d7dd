import { expect, it } from 'vitest';
import { byNeed, newStop, planBody, planProblems } from './plan';
import type { VillageNeed } from './types';

const village = (id: string, more: Partial<VillageNeed>): VillageNeed => ({
  id, name: id, people: 0, vulnerable: 0, recipients: 0, possible_recipients: 0, open_dossiers: 0, ...more
});

it('puts the villages in most need first, and those never visited before all', () => {
  const villages = [
    village('a', { distance_km: 3, possible_recipients: 9, last_stop: '2026-09-01' }),
    village('b', { distance_km: 21, possible_recipients: 2 }),
    village('c', { possible_recipients: 9, last_stop: '2026-10-01' })
  ];
  const order = (need: Parameters<typeof byNeed>[1]) => byNeed(villages, need).map((one) => one.id).join('');
  expect(order('distance_km')).toBe('bac');
  expect(order('possible_recipients')).toBe('acb');
  expect(order('last_stop')).toBe('bac');
});

it('names what is missing, each beside its stop', () => {
  const stop = { ...newStop('v01', '', []), from: '11:00', to: '08:00' };
  const found = planProblems('', [stop], [], '2026-11-22').map((one) => `${one.code}:${one.n}`);
  expect(found).toEqual(['name:0', 'date:1', 'hours:1', 'place:1']);
  expect(planProblems('Đợt 1', [], [], '2026-11-22').map((one) => one.code)).toEqual(['stops']);
});

it('lets a stop of the past stand, but plans none', () => {
  const stop = { ...newStop('v01', 'Nhà văn hóa', []), date: '2026-11-01' };
  const codes = (known: Parameters<typeof planProblems>[2]) => planProblems('Đợt 1', [stop], known, '2026-11-22').map((one) => one.code);
  expect(codes([])).toEqual(['past']);
  expect(codes([{ ...stop, date: '2026-11-01' }])).toEqual([]);
  expect(codes([{ ...stop, date: '2026-10-01' }])).toEqual(['past']);
});

it('sends the stops in the order of their days and keeps what the team wrote', () => {
  const late = { ...newStop('v02', ' Bon B ', ['t']), date: '2026-12-05', note: ' nhớ mang nước ' };
  const early = { ...newStop('v01', 'Bon A', []), date: '2026-12-03' };
  const body = planBody(' Đợt 1 ', [late, early], { id: 'r', name: '', state: 'draft', stops: [], difficulties: ['mưa'], proposals: [] });
  expect(body).toMatchObject({ name: 'Đợt 1', difficulties: ['mưa'], proposals: [] });
  expect(body.stops.map((stop) => [stop.place, 'note' in stop ? stop.note : undefined])).toEqual([['Bon A', undefined], ['Bon B', 'nhớ mang nước']]);
});
