import type { Deadline } from '$lib/core/law';
import { t } from '$lib/messages';
import type { Office } from './office.svelte';

/** Hours of a day before which a reception certainly counts from the day after. */
const MORNING = '08:00';

/**
 * Why a day is not a working day, in the words of the rules; undefined when it is one, or when the core cannot tell.
 * The core counts a time limit over that day: its own calendar decides.
 */
export async function dayOff(office: Office, day: string): Promise<string | undefined> {
  const procedure = office.procedures.find((one) => one.limit?.unit === 'working_day');
  if (!procedure) return undefined;
  try {
    const answer = await office.app.core.call<Deadline>('deadline', { procedure: procedure.code, received: `${before(day)}T${MORNING}`, events: [] });
    const found = answer.ok ? answer.value.days.find((one) => one.date === day) : undefined;
    return found && !found.counts ? (found.why ?? t('office.plan.off.weekend')) : undefined;
  } catch {
    return undefined;
  }
}

function before(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}
