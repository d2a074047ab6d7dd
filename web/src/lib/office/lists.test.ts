import { expect, it } from 'vitest';
import { readConditions, screenOf } from './lists';
import { layOut } from './steps';

it('opens the list behind every kind of number', () => {
  expect(screenOf('/api/dossiers?list=late&month=2026-11')).toMatch(/\/office\/dossiers\?list=late&month=2026-11$/);
  expect(screenOf('/api/people?list=newly_found&round=r1')).toMatch(/\/office\/people\?list=newly_found&round=r1$/);
  expect(screenOf('/api/difficulties?kind=proposal&month=2026-11')).toMatch(/\/office\/reports\/difficulties\?kind=proposal/);
  expect(screenOf('/api/attendances?month=2026-11')).toMatch(/\/office\/reports\/attendances\?month/);
  expect(screenOf('/api/of-a-newer-server')).toBeUndefined();
  expect(screenOf(null)).toBeUndefined();
});

it('takes only conditions that it knows', () => {
  expect(readConditions(new URLSearchParams('list=open&village= v01 &q=&evil=1'))).toEqual({ list: 'open', village: 'v01' });
});

it('shows one main step, and only what is allowed', () => {
  expect(layOut(['forward', 'ask_confirmation', 'add_papers', 'note', 'close_flag'], undefined, [])).toEqual({
    main: 'forward',
    beside: ['ask_confirmation'],
    quiet: ['add_papers', 'note']
  });
  expect(layOut(['approve', 'send_back', 'refuse', 'note'], 'grant', [])).toMatchObject({ main: 'approve', quiet: ['refuse', 'note'] });
  expect(layOut(['send_back', 'refuse', 'note'], 'refuse', [])).toMatchObject({ main: 'refuse', beside: ['send_back'] });
  expect(layOut(['confirm'], undefined, [])).toEqual({ main: undefined, beside: [], quiet: [] });
  expect(layOut(['note', 'close_flag'], undefined, ['rules_changed']).beside).toEqual(['close_flag']);
});
