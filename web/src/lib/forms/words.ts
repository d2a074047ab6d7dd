import { formatNumber, t, type MessageKey } from '$lib/messages';
import { vi } from '$lib/messages/vi';
import { writeDate } from '$lib/sync/clock';
import type { PersonLink, PersonRecord } from '$lib/core/wire';
import type { Check } from '$lib/core/law';

function known(key: string): key is MessageKey {
  return Object.hasOwn(vi, key);
}

/** The words of `key`, or undefined where this version of the app has none (rules are data and may be newer). */
export function words(key: string): string | undefined {
  return known(key) ? t(key) : undefined;
}

export function factName(fact: string): string {
  return words(`field.fact.${fact.replace(/^facts\./, '')}`) ?? t('field.fact.other');
}

export function factQuestion(fact: string): string {
  return words(`field.ask.${fact}`) ?? t('field.ask.other', { fact: factName(fact) });
}

/** A fact's value as the counter says it. */
export function factValue(fact: string, value: unknown): string {
  if (value === undefined || value === null || value === '') return t('field.unknown');
  if (value === true) return t('field.value.yes');
  if (value === false) return t('field.value.no');
  if (Array.isArray(value)) {
    if (value.length > 0) return t('field.fact.list.count', { count: value.length });
    return fact === 'currently_receives' ? t('field.fact.list.nothing') : t('field.fact.list.none');
  }
  if (typeof value === 'number') return fact === 'monthly_pension' ? t('ui.money.month', { amount: value }) : formatNumber(value);
  if (typeof value === 'object') return linkName(value as PersonLink);
  if (fact === 'birth_date') return writeDate(String(value));
  return words(`field.value.${fact}.${String(value)}`) ?? String(value);
}

export function linkName(link: PersonLink): string {
  const relation = link.relation && words(`field.relation.${link.relation}`);
  return [relation ? `${link.full_name} (${relation})` : link.full_name, link.phone].filter(Boolean).join(', ');
}

export function capacityName(capacity: string): string {
  return words(`field.capacity.${capacity}`) ?? t('field.capacity.other');
}

export function statusName(status: string): string {
  return words(`field.status.${status}`) ?? status;
}

/** Full years on a day; undefined when the birth date leaves it open. */
export function ageOn(birth_date: string | undefined, day: string): number | undefined {
  if (!birth_date) return undefined;
  const years = Number(day.slice(0, 4)) - Number(birth_date.slice(0, 4));
  if (birth_date.length < 10) return undefined;
  return birth_date.slice(5) <= day.slice(5, 10) ? years : years - 1;
}

/** Born and, where it is sure, how old; nothing else about a person in lists. */
export function bornLine(person: Pick<PersonRecord, 'birth_date'>, today: string): string[] {
  const age = ageOn(person.birth_date, today);
  return [
    ...(person.birth_date ? [t('field.people.born', { year: writeDate(person.birth_date) })] : []),
    ...(age === undefined ? [] : [t('field.person.age', { age })])
  ];
}

/** One part of a condition in plain words: what the law asks, and whether it holds. */
export function checkLine(check: Check): string {
  return `${asked(check)}: ${t(`field.law.check.${check.outcome}`)}`;
}

function asked(check: Check): string {
  if (check.kind === 'age') {
    const { from_years: from, below_years: below } = check;
    if (from !== undefined && below !== undefined) return t('field.law.age.between', { from, below });
    if (from !== undefined) return t('field.law.age.from', { from });
    return t('field.law.age.below', { below: below ?? 0 });
  }
  const name = factName(check.fact);
  if (check.kind === 'dependents' || !check.values || check.values.length === 0) return name;
  const values = check.values.map((value) => factValue(check.fact, value === 'yes' ? true : value === 'no' ? false : value));
  const wanted = values.join(` ${t('field.law.or')} `);
  return check.negated ? t('field.law.not', { name, values: wanted }) : t('field.law.is', { name, values: wanted });
}
