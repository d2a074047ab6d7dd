import type { Field } from '$lib/state/field.svelte';
import { civilToday } from '$lib/sync/clock';
import type { Stop } from '$lib/sync/pull';
import type { DossierRecord, PersonRecord } from '$lib/core/wire';

/** Results to hand over: those of this stop's villages that were promised for a mobile stop or at home, and the others. */
export function resultsAt(dossiers: readonly DossierRecord[], stop: Stop | undefined): { here: DossierRecord[]; others: DossierRecord[] } {
  const ready = dossiers.filter((one) => one.status === 'result_ready');
  const isHere = (one: DossierRecord) =>
    (one.intake.channel.how === 'stop' || one.intake.channel.how === 'home') && (!stop || stop.villages.includes(one.intake.village));
  const byName = (a: DossierRecord, b: DossierRecord) => a.intake.beneficiary_name.localeCompare(b.intake.beneficiary_name, 'vi');
  return { here: ready.filter(isHere).sort(byName), others: ready.filter((one) => !isHere(one)).sort(byName) };
}

/** Whom the team should look out for: who receives something, surely misses something by the core's word, or cannot come. */
export async function expectedAt(field: Field, stop: Stop): Promise<PersonRecord[]> {
  const people = field.records.list('person').filter((one) => stop.villages.includes(one.village) && one.alive !== false);
  const missing = new Set<string>();
  for (const id of new Set(people.map((one) => one.household))) {
    const members = field.records.members(id);
    if (members.length === 0) continue;
    const household = field.records.get('household', id) ?? null;
    for (const one of await field.law.eligibility({ household, members }, civilToday())) if (one.missing_out) missing.add(one.person);
  }
  return people
    .filter((one) => one.cannot_travel === true || (one.receives?.length ?? 0) > 0 || missing.has(one.id))
    .sort((a, b) => a.full_name.localeCompare(b.full_name, 'vi'));
}
