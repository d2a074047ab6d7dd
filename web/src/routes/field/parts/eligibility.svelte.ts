import type { Eligibility } from '$lib/core/law';
import type { Field } from '$lib/state/field.svelte';
import { civilToday } from '$lib/sync/clock';
import type { HouseholdRecord, PersonRecord } from '$lib/core/wire';

/** What the law of today gives a household, asked anew whenever a fact of it changes. */
export class HouseholdLaw {
  found = $state.raw<ReadonlyMap<string, Eligibility>>(new Map());
  #turn = 0;

  /** Call from an effect: it follows whatever `home` reads. */
  async ask(field: Field, home: { household: HouseholdRecord | null; members: PersonRecord[] }): Promise<void> {
    const turn = ++this.#turn;
    try {
      const answers = await field.law.eligibility(home, civilToday());
      if (turn === this.#turn) this.found = new Map(answers.map((one) => [one.person, one]));
    } catch {
      // Without rules there is no answer; the screen says what to do.
      if (turn === this.#turn) this.found = new Map();
    }
  }
}
