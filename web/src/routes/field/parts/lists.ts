import type { Stop } from '$lib/sync/pull';
import type { DossierRecord, PersonRecord } from '$lib/sync/wire';

/** Results to hand over: those of this stop's villages that were promised for a mobile stop or at home, and the others. */
export function resultsAt(dossiers: readonly DossierRecord[], stop: Stop | undefined): { here: DossierRecord[]; others: DossierRecord[] } {
  const ready = dossiers.filter((one) => one.status === 'result_ready');
  const isHere = (one: DossierRecord) =>
    (one.intake.channel.how === 'stop' || one.intake.channel.how === 'home') && (!stop || stop.villages.includes(one.intake.village));
  const byName = (a: DossierRecord, b: DossierRecord) => a.intake.beneficiary_name.localeCompare(b.intake.beneficiary_name, 'vi');
  return { here: ready.filter(isHere).sort(byName), others: ready.filter((one) => !isHere(one)).sort(byName) };
}

/** Whom the team should look out for: people for whom the list knows something that the law may turn on. */
export function expectedAt(people: readonly PersonRecord[], stop: Stop): PersonRecord[] {
  return people
    .filter((one) => stop.villages.includes(one.village) && one.alive !== false)
    .filter((one) => one.cannot_travel === true || (one.receives?.length ?? 0) > 0 || Object.keys(one.facts ?? {}).length > 0)
    .sort((a, b) => a.full_name.localeCompare(b.full_name, 'vi'));
}
