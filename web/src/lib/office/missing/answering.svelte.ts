import { t } from '$lib/messages';
import type { Office } from '../office.svelte';
import { cameWords, requestProblem } from '../words';
import type { PersonRow, Says } from './types';

/** One answer to a finding, as it is sent. */
export interface Answer {
  kind: string;
  fact?: string | undefined;
  answer: Says;
  value?: unknown;
  note?: string | undefined;
}

interface Reply {
  written: boolean;
  outcome?: { outcome: string; code?: string; fields?: string[] };
}

/** Sends answers one after the other and says what became of each. */
export class Answering {
  busy = $state(false);
  /** What was done last. */
  said = $state<string>();
  /** Why the last answer did not arrive; what was typed is still there. */
  refused = $state<string>();
  readonly #office: Office;

  constructor(office: Office) {
    this.#office = office;
  }

  /** True when the server has it. */
  async give(row: PersonRow, answer: Answer, months_ahead?: number): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.said = this.refused = undefined;
    const note = answer.note?.trim();
    const reply = await this.#office.app.http.post<Reply>('/api/missing-out/answers', {
      ...answer,
      person: row.person,
      note: note === '' ? undefined : note,
      months_ahead
    });
    this.busy = false;
    if (!reply.ok) {
      this.refused = requestProblem(reply.problem);
      return false;
    }
    this.said = this.#words(row.full_name, answer, reply.value);
    return true;
  }

  #words(name: string, answer: Answer, { written, outcome }: Reply): string {
    if (written) return t('office.missing.answer.written', { name });
    if (outcome) {
      const kept = outcome.outcome === 'conflict' || outcome.outcome === 'held' ? outcome.outcome : 'refused';
      return t('office.missing.answer.kept', { name, reason: cameWords({ to: 'kept', outcome: kept, code: outcome.code ?? 'conflict', fields: outcome.fields ?? [] }) });
    }
    const folds = answer.fact === undefined && answer.answer === 'not_so' && this.#office.has('center', 'social');
    return t(folds ? 'office.missing.answer.folded' : 'office.missing.answer.sent', { name });
  }
}
