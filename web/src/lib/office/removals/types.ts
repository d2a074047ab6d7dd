import type { PersonRecord } from '$lib/core/wire';
import type { Page } from '../types';

/** The JSON of `/api/removals`; see docs/API.md. */

export type RemovalState = 'proposed' | 'confirmed' | 'refused' | 'undone';
export type RemovalWhy = 'moved' | 'mistake';
export type Against = 'open_dossier' | 'receives' | 'head_of_others';

export interface Removal {
  id: string;
  state: RemovalState;
  person: PersonRecord;
  why: RemovalWhy;
  since?: string;
  note: string;
  against: Against[];
  proposed_by: string;
  proposed_by_name?: string;
  proposed_at: string;
  decided_by_name?: string;
  decided_at?: string;
  answer?: string;
  may_confirm: boolean;
}

export type RemovalPage = Page<Removal>;
