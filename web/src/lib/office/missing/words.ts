import { hasWords, t } from '$lib/messages';
import { factName, factQuestion, factValue, words } from '$lib/forms/words';
import { inputOf } from '$lib/forms/facts';
import { writeDate } from '$lib/sync/clock';
import { office as word, roleName } from '../words';
import type { AnswerView, PersonRow } from './types';

/** Whoever is this old is addressed as an elder. */
const ELDER_YEARS = 60;
const GROWN_YEARS = 18;

/** A person as they are spoken of in the village. */
export function addressed(row: Pick<PersonRow, 'full_name' | 'sex' | 'birth_year'>, today: string): string {
  const name = row.full_name;
  const years = row.birth_year ? Number(today.slice(0, 4)) - Number(row.birth_year) : undefined;
  if (years === undefined || row.sex === undefined) return name;
  if (years < GROWN_YEARS) return t('office.missing.child', { name });
  if (years >= ELDER_YEARS) return t(row.sex === 'female' ? 'office.missing.mrs' : 'office.missing.mr', { name });
  return t(row.sex === 'female' ? 'office.missing.younger-mrs' : 'office.missing.younger-mr', { name });
}

/** The question about a fact, as it is asked at the door; without a fact, whether the person lives here. */
export function question(fact: string | undefined): string {
  if (fact === undefined) return t('office.missing.ask.presence');
  const own = `office.missing.ask.${fact}`;
  return hasWords(own) ? t(own) : factQuestion(fact);
}

export function nameOfFact(fact: string): string {
  const own = `office.missing.fact.${fact}`;
  return hasWords(own) ? t(own) : factName(fact);
}

export const kindName = (kind: string) => word('missing.kind', kind);
export const why = (kind: string) => word('missing.why', kind);

/** Whether two buttons answer it. */
export function isYesNo(fact: string | undefined): boolean {
  return fact === undefined || fact === 'gone' || inputOf(fact).kind === 'yes_no';
}

/** What somebody said, in words. */
export function saidWords(one: Pick<AnswerView, 'kind' | 'fact' | 'answer' | 'value'>): string {
  if (one.answer === 'cannot_tell') return t('office.missing.said.cannot_tell');
  if (one.fact === undefined) {
    if (one.kind === 'please_visit') return t(one.answer === 'so' ? 'office.missing.said.here' : 'office.missing.said.not-here');
    return t(one.answer === 'so' ? 'office.missing.said.so' : 'office.missing.said.not_so');
  }
  if (one.fact === 'gone') return t(one.answer === 'so' ? 'office.missing.said.here' : 'office.missing.said.not-here');
  const input = inputOf(one.fact);
  const value = input.kind === 'choice' ? (words(`field.value.${one.fact}.${String(one.value)}`) ?? String(one.value)) : factValue(one.fact, one.value);
  return `${nameOfFact(one.fact)}: ${value.toLocaleLowerCase('vi')}`;
}

/** Who said it: the office they speak for, and their name where it is known. */
export function saidBy(one: AnswerView, names: Record<string, string>): string {
  const name = names[one.by];
  const own = `office.missing.by.${one.role}`;
  const role = hasWords(own) ? t(own) : roleName(one.role);
  return name ? t('office.missing.said.by', { role, name }) : role;
}

export const saidOn = (one: AnswerView) => writeDate(one.at.slice(0, 10));
