import { formatNumber, sentence, t } from '$lib/messages';
import type { ApiProblem } from '$lib/sync/http';
import { writeDateTime } from '$lib/sync/clock';
import { office as word, requestProblem, writeMonth } from '../words';
import type { Arrears, ChangeKind, Mismatch } from './types';

type Tone = 'neutral' | 'waiting' | 'moving' | 'good' | 'warn' | 'bad' | 'question';

/** `+90.000`, `-90.000`, `0`. */
export function signed(amount: number): string {
  return amount > 0 ? `+${formatNumber(amount)}` : formatNumber(amount);
}

export function changeTone(kind: ChangeKind): Tone {
  const tones: Record<ChangeKind, Tone> = { new: 'good', increase: 'moving', decrease: 'warn', resumed: 'good', suspended: 'question', ended: 'neutral' };
  return tones[kind];
}

export function mismatchTone(mismatch: Mismatch): Tone {
  const tones: Record<Mismatch, Tone> = { not_on_list: 'bad', paid_more: 'bad', paid_less: 'warn', not_collected: 'question', not_in_return: 'waiting' };
  return tones[mismatch];
}

/** `10/2026: +810.000 (chưa nhận)` */
export function arrearsWords(one: Arrears): string {
  return t('office.payments.arrears.line', { month: writeMonth(one.month), amount: signed(one.amount), reason: word('payments.arrears', one.reason) });
}

/** Why a request brought nothing; for the payer's file with its place. */
export function problemWords(problem: ApiProblem): string {
  const { why, sheet, row, at, month, first, last } = problem.params;
  switch (problem.code) {
    case 'return_unreadable': {
      const known = sentence(`return_${why}`);
      const text = known.includes(`return_${why}`) ? sentence('return_unreadable') : known;
      const place = sheet === undefined ? '' : row === undefined ? String(sheet) : t('office.payments.return.place', { sheet, row });
      return place ? `${text} (${place})` : text;
    }
    case 'file_too_large':
      return sentence('return_file_too_large');
    case 'return_known':
      return sentence(problem.code, { at: writeDateTime(String(at)) });
    case 'later_list_approved':
    case 'month_before_not_approved':
      return sentence(problem.code, { month: writeMonth(String(month)) });
    case 'month_out_of_range':
      return sentence(problem.code, { first: writeMonth(String(first)), last: writeMonth(String(last)) });
    default:
      return requestProblem(problem);
  }
}

/** The month before or after, as `2026-11`. */
export function monthsFrom(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7);
}
