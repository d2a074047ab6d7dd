import type { Ask } from '../missing/types';
import type { Page } from '../types';

/** The JSON of a change of law; see docs/API.md. */

export const KINDS = ['gains', 'loses', 'needs_review', 'newly_entitled', 'unchanged'] as const;
export type Kind = (typeof KINDS)[number];

export interface Level {
  categories: string[];
  monthly: number;
}

export interface Change {
  person: string;
  full_name: string;
  village: string;
  kind: Kind;
  old: Level;
  new: Level;
  reasons: string[];
  basis: string[];
  confidence: string;
  back_pay?: { month: string; amount: number }[];
  back_pay_total: number;
  ask?: Ask[];
}

export interface ChangeTotal {
  village?: string;
  kind: Kind;
  people: number;
  old_monthly: number;
  new_monthly: number;
  back_pay: number;
}

export interface Question {
  before: string;
  from_month: string;
  after: string;
  paid_through: string;
}

export interface SweepPage extends Page<Change> {
  question: Question;
  total: number;
  totals: ChangeTotal[];
  sum: { monthly: number; monthly_words: string; back_pay: number; back_pay_words: string };
  unreadable: number;
  categories: Record<string, string>;
}
