import { civilToday } from '$lib/sync/clock';
import { uuidv7 } from '$lib/sync/ids';
import type { Round, RoundStop, VillageNeed } from './types';

/** Columns by which villages are compared. */
export const NEEDS = ['distance_km', 'people', 'vulnerable', 'recipients', 'possible_recipients', 'open_dossiers', 'last_stop'] as const;
export type Need = (typeof NEEDS)[number];

/** Most in need first: far, many, long ago. A village that was never visited comes before all others. */
export function byNeed(villages: readonly VillageNeed[], need: Need): VillageNeed[] {
  return [...villages].sort((a, b) => {
    if (need === 'last_stop') return (a.last_stop ?? '').localeCompare(b.last_stop ?? '') || a.name.localeCompare(b.name, 'vi');
    return (b[need] ?? -1) - (a[need] ?? -1) || a.name.localeCompare(b.name, 'vi');
  });
}

/** A stop while it is planned: what was typed, readable or not. */
export interface PlannedStop {
  id: string;
  villages: string[];
  date: string | undefined;
  typed: string | undefined;
  from: string;
  to: string;
  place: string;
  /** The place still follows the village. */
  placeIsOurs: boolean;
  team: string[];
  note: string;
}

export function newStop(village: string, place: string, team: readonly string[]): PlannedStop {
  return { id: uuidv7(), villages: [village], date: undefined, typed: undefined, from: '08:00', to: '11:00', place, placeIsOurs: true, team: [...team], note: '' };
}

export function planned(stop: RoundStop): PlannedStop {
  return { ...stop, villages: [...stop.villages], typed: undefined, placeIsOurs: false, team: [...stop.team], note: stop.note ?? '' };
}

export interface PlanProblem {
  field: string;
  code: 'name' | 'stops' | 'date' | 'past' | 'hours' | 'place';
  /** 1 for the first stop. */
  n: number;
}

/** What must still be filled in. A day that has passed is a fault only for a stop that was not planned before. */
export function planProblems(name: string, stops: readonly PlannedStop[], known: readonly RoundStop[], today = civilToday()): PlanProblem[] {
  const found: PlanProblem[] = [];
  if (!name.trim()) found.push({ field: 'plan-name', code: 'name', n: 0 });
  if (stops.length === 0) found.push({ field: 'plan-villages', code: 'stops', n: 0 });
  stops.forEach((stop, index) => {
    const n = index + 1;
    if (stop.date?.length !== 10) found.push({ field: `date-${stop.id}`, code: 'date', n });
    else if (stop.date < today && !known.some((one) => one.id === stop.id && one.date === stop.date)) found.push({ field: `date-${stop.id}`, code: 'past', n });
    if (!/^\d{2}:\d{2}$/.test(stop.from) || !/^\d{2}:\d{2}$/.test(stop.to) || stop.to <= stop.from) found.push({ field: `from-${stop.id}`, code: 'hours', n });
    if (!stop.place.trim()) found.push({ field: `place-${stop.id}`, code: 'place', n });
  });
  return found;
}

/** What is sent. */
export function planBody(name: string, stops: readonly PlannedStop[], old: Round | undefined) {
  return {
    name: name.trim(),
    stops: stops
      .map(({ id, villages, date, from, to, place, team, note }) => ({ id, villages, date: date ?? '', from, to, place: place.trim(), team, ...(note.trim() ? { note: note.trim() } : {}) }))
      .sort((a, b) => a.date.localeCompare(b.date) || a.from.localeCompare(b.from)),
    difficulties: old?.difficulties ?? [],
    proposals: old?.proposals ?? []
  };
}
