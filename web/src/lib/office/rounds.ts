import { t } from '$lib/messages';
import { writeDate } from '$lib/sync/clock';
import type { Round } from './types';

/** First and last day in words; empty while there are no stops. */
export function roundDays(round: Pick<Round, 'stops'>): string {
  const days = round.stops.map((stop) => stop.date).sort();
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return '';
  return first === last ? t('office.rounds.day', { date: writeDate(first) }) : t('office.rounds.days', { from: writeDate(first), to: writeDate(last) });
}

export function roundTone(state: Round['state']): 'question' | 'moving' | 'good' {
  return ({ draft: 'question', published: 'moving', done: 'good' } as const)[state];
}
