import type { Page } from '../types';

/** The JSON of who may be missing out; see docs/API.md. */

export const GROUPS = ['missing', 'ask', 'soon', 'wrong', 'help'] as const;
export type Group = (typeof GROUPS)[number] | 'visit';
export type Says = 'so' | 'not_so' | 'cannot_tell';
export type State = 'open' | 'answered' | 'folded';

export interface Ask {
  fact: string;
  worth: number;
  confirm_by: string[];
}

export interface Finding {
  person: string;
  kind: string;
  categories?: string[];
  monthly: number;
  priority: number;
  month?: string;
  date?: string;
  because?: string[];
  basis?: string[];
  confidence?: string;
  ask?: Ask[];
  confirm_by?: string[];
  other?: string;
}

export interface FindingRow {
  finding: Finding;
  group: Group;
  state: State;
}

export interface AnswerView {
  kind: string;
  fact?: string;
  role: string;
  by: string;
  at: string;
  answer: Says;
  value?: unknown;
  note?: string;
  written: boolean;
  current: boolean;
}

export interface PersonRow {
  person: string;
  full_name: string;
  sex?: 'female' | 'male';
  birth_year?: string;
  village: string;
  household?: string;
  head?: string;
  findings: FindingRow[];
  answers?: AnswerView[];
}

export interface Total {
  village: string;
  group: Group;
  kind: string;
  people: number;
  monthly: number;
}

export interface MissingPage extends Page<PersonRow> {
  as_of: string;
  total: number;
  totals: Total[];
  groups: { group: Group; people: number }[];
  states: Record<State, number>;
  looked_at?: number;
  not_listed?: number;
  unreadable?: string[];
  categories: Record<string, string>;
  names: Record<string, string>;
}

export interface VisitHouse {
  household?: string;
  head?: string;
  address?: string;
  directions?: string;
  people: { person: string; full_name: string; birth_year?: string; phone?: string; cannot_travel?: boolean; reasons: string[]; ask: string[] }[];
}

export interface Visits {
  as_of: string;
  village: string;
  houses: VisitHouse[];
  people: number;
  more: boolean;
  papers: string[];
}
