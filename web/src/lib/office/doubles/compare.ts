import { factName, factValue, words } from '$lib/forms/words';
import { t } from '$lib/messages';
import { writeDate } from '$lib/sync/clock';
import type { PersonRecord } from '$lib/core/wire';
import type { Pair, Side } from './types';

/** One field of both records, as it is read aloud. */
export interface Line {
  key: string;
  name: string;
  first: string | undefined;
  second: string | undefined;
  how: 'same' | 'differs' | 'one_side';
}

type Read = (side: Side) => string | undefined;

const text = (value: unknown): string | undefined => (value === undefined || value === null || value === '' ? undefined : String(value));
const fact = (key: string, of: (record: PersonRecord) => unknown): [string, string, Read] => [
  key,
  factName(key),
  ({ record }) => {
    const value = of(record);
    return value === undefined ? undefined : factValue(key, value);
  }
];

/** Both records field by field; what neither says is left out. */
export function compare(pair: Pair, villageName: (id: string) => string): Line[] {
  const fields: [string, string, Read][] = [
    fact('full_name', (record) => record.full_name),
    fact('birth_date', (record) => record.birth_date),
    fact('sex', (record) => record.sex),
    fact('personal_id', (record) => record.personal_id),
    fact('old_id', (record) => record.old_id),
    fact('phone', (record) => record.phone),
    ['village', t('office.doubles.village'), ({ record }) => villageName(record.village)],
    ['head', t('office.doubles.head'), ({ head_name }) => head_name],
    ['relation', t('office.doubles.relation'), ({ record }) => record.relation_to_head && (words(`field.relation.${record.relation_to_head}`) ?? record.relation_to_head)],
    ['house', t('office.doubles.house'), ({ address }) => address],
    fact('alive', (record) => record.alive),
    ['death_date', t('office.doubles.death_date'), ({ record }) => record.death_date && writeDate(record.death_date)],
    ['ethnic_group', t('office.doubles.ethnic_group'), ({ record }) => text(record.ethnic_group)],
    fact('cannot_travel', (record) => record.cannot_travel),
    fact('caregiver', (record) => record.caregiver),
    fact('representative', (record) => record.representative),
    fact('disability_certificate', (record) => record.disability_certificate),
    ...factsOf(pair).map((key) => fact(key, (record) => record.facts?.[key])),
    ['receives', t('office.doubles.receives'), ({ record }) => record.receives && receivesWords(record.receives)],
    ['bank_account', t('office.doubles.bank_account'), ({ record }) => text(record.bank_account)],
    ['dossiers', t('office.doubles.dossiers'), ({ dossiers }) => (dossiers > 0 ? String(dossiers) : undefined)]
  ];
  return fields.flatMap(([key, name, read]) => {
    const [first, second] = [read(pair.first), read(pair.second)];
    if (first === undefined && second === undefined) return [];
    const how = first === undefined || second === undefined ? 'one_side' : first === second ? 'same' : 'differs';
    return [{ key, name, first, second, how } satisfies Line];
  });
}

function factsOf(pair: Pair): string[] {
  return [...new Set([pair.first, pair.second].flatMap(({ record }) => Object.keys(record.facts ?? {})))].sort();
}

function receivesWords(payments: readonly { monthly: number }[]): string {
  if (payments.length === 0) return t('field.fact.list.nothing');
  return payments.map(({ monthly }) => t('ui.money.month', { amount: monthly })).join('; ');
}
