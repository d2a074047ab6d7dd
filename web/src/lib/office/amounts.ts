import type { CategoryVerdict, Eligibility } from '$lib/core/law';
import { civilToday } from '$lib/sync/clock';
import type { Office } from './office.svelte';
import type { OfficeDossier, PersonView } from './types';

/** What a category gives in a month, by the rules of that month and of the dossier's own day. */
export type Amount = Pick<CategoryVerdict, 'category' | 'name' | 'verdict' | 'monthly' | 'basis' | 'confidence' | 'needs'>;

/** The day on which a month is asked about: today for the present one, else its first day. */
export function dayOf(month: string): string {
  const today = civilToday();
  return today.startsWith(month) ? today : `${month}-01`;
}

/** Asks the core; an empty list when it cannot answer, because an amount must never be guessed. */
export async function amountsFor(office: Office, home: PersonView, record: OfficeDossier, month: string): Promise<Amount[]> {
  const question = {
    household: home.household ?? null,
    members: home.members,
    as_of: dayOf(month),
    received: (record.clock?.received ?? record.taken_in_at).slice(0, 10)
  };
  try {
    const answer = await office.app.core.call<Eligibility[]>('household_eligibility', question);
    if (!answer.ok) return [];
    return answer.value.find((one) => one.person === home.record.id)?.verdicts ?? [];
  } catch {
    return [];
  }
}
