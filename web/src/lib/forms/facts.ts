import { uuidv7 } from '$lib/sync/ids';
import type { HouseholdRecord, Patch, PersonRecord } from '$lib/core/wire';
import type { Field } from '$lib/state/field.svelte';

/** How an answer is entered. Which facts matter, and what follows from them, only the core knows. */
export type FactInput =
  | { kind: 'yes_no' }
  | { kind: 'choice'; values: readonly string[] }
  | { kind: 'money' | 'count' | 'date' | 'text' | 'digits' | 'children' | 'cared' | 'receives' | 'link' };

const INPUTS: Record<string, FactInput> = {
  birth_date: { kind: 'date' },
  sex: { kind: 'choice', values: ['female', 'male'] },
  alive: { kind: 'yes_no' },
  disability: { kind: 'choice', values: ['none', 'light', 'severe', 'extreme'] },
  'household.poverty': { kind: 'choice', values: ['none', 'near_poor', 'poor'] },
  'household.extremely_difficult_area': { kind: 'yes_no' },
  monthly_pension: { kind: 'money' },
  has_salary_or_pension: { kind: 'yes_no' },
  hiv: { kind: 'yes_no' },
  orphan_case: { kind: 'choice', values: ['none', 'a', 'b', 'c', 'd', 'dd', 'e', 'g', 'h', 'i', 'k', 'l'] },
  was_in_orphan_case_at_16: { kind: 'yes_no' },
  in_continuous_education: { kind: 'yes_no' },
  single_parent: { kind: 'choice', values: ['none', 'unmarried', 'spouse_dead', 'spouse_missing'] },
  children_in_care: { kind: 'children' },
  obligated_supporter: { kind: 'choice', values: ['none', 'receives_social_allowance', 'able'] },
  eligible_for_facility_but_taken_in: { kind: 'yes_no' },
  pregnant: { kind: 'yes_no' },
  children_under_36_months: { kind: 'count' },
  spouse_receives_care_support: { kind: 'yes_no' },
  cares_for: { kind: 'cared' },
  currently_receives: { kind: 'receives' },
  personal_id: { kind: 'digits' },
  old_id: { kind: 'digits' },
  phone: { kind: 'digits' },
  disability_certificate: { kind: 'text' },
  cannot_travel: { kind: 'yes_no' },
  caregiver: { kind: 'link' },
  representative: { kind: 'link' },
  full_name: { kind: 'text' },
  'household.address': { kind: 'text' },
  'household.directions': { kind: 'text' },
  'household.poverty_decision': { kind: 'text' }
};

/** Fields of the person record itself; every other fact of a person lies under `facts`. */
const OWN_FIELDS = new Set([
  'birth_date', 'sex', 'alive', 'personal_id', 'old_id', 'phone', 'disability_certificate', 'cannot_travel', 'caregiver', 'representative', 'full_name'
]);

export function inputOf(fact: string): FactInput {
  return INPUTS[fact] ?? { kind: 'yes_no' };
}

/** What is known of a fact now; undefined = unknown. */
export function known(fact: string, person: PersonRecord, household: HouseholdRecord | null | undefined): unknown {
  if (fact.startsWith('household.')) return household?.[fact.slice('household.'.length) as keyof HouseholdRecord];
  if (fact === 'currently_receives') return person.receives;
  if (OWN_FIELDS.has(fact)) return person[fact as keyof PersonRecord];
  return person.facts?.[fact];
}

/** Where a fact is written: a patch of the household or of the person. */
export function patchOf(fact: string, value: unknown): { of: 'household' | 'person'; set: Patch } {
  const kept = value === undefined ? null : value;
  if (fact.startsWith('household.')) return { of: 'household', set: { [fact.slice('household.'.length)]: kept } };
  if (fact === 'currently_receives') return { of: 'person', set: { receives: kept } };
  return { of: 'person', set: { [OWN_FIELDS.has(fact) ? fact : `facts.${fact}`]: kept } };
}

/** Writes an answer down as an entry; a person without a household gets one as soon as something about it is known. */
export async function answerFact(field: Field, person: PersonRecord, fact: string, value: unknown): Promise<void> {
  const { of, set } = patchOf(fact, value);
  if (of === 'person') {
    await field.outbox.write('person', person.id, { type: 'person.changed', set }, field.stop);
    return;
  }
  if (person.household && field.records.get('household', person.household)) {
    await field.outbox.write('household', person.household, { type: 'household.changed', set }, field.stop);
    return;
  }
  const id = uuidv7();
  const record = { id, version: 0, village: person.village, head: person.id, ...set } as HouseholdRecord;
  await field.outbox.write('household', id, { type: 'household.registered', record }, field.stop);
  await field.outbox.write('person', person.id, { type: 'person.changed', set: { household: id } }, field.stop);
}
