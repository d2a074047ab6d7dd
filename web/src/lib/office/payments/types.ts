/** The JSON of payment lists; see docs/API.md. */

export type ListState = 'draft' | 'approved';
/** What the server lets the caller see: amounts; names and neutral groups; also categories. */
export type Sight = 'amounts' | 'people' | 'categories';
export type ChangeKind = 'new' | 'increase' | 'decrease' | 'resumed' | 'suspended' | 'ended';
export type Remark = 'recorded_above_law' | 'condition_not_met' | 'age_not_known' | 'count_not_known' | 'unknown_category' | 'not_together' | 'no_decision_number';
export type Mismatch = 'not_on_list' | 'paid_more' | 'paid_less' | 'not_collected' | 'not_in_return';

export const CHANGE_KINDS: readonly ChangeKind[] = ['new', 'increase', 'decrease', 'resumed', 'suspended', 'ended'];
export const MISMATCHES: readonly Mismatch[] = ['not_collected', 'paid_less', 'paid_more', 'not_on_list', 'not_in_return'];

export interface MonthRow {
  month: string;
  state: ListState;
  people: number;
  total: number;
  approved_at?: string;
  corrections: number;
  returns: number;
}

export interface MonthList {
  items: MonthRow[];
  more: boolean;
  this_month: string;
  last_month: string;
}

export interface Total {
  village?: string;
  people: number;
  monthly: number;
  arrears: number;
  total: number;
}

interface Done {
  by: string;
  by_name?: string;
  at: string;
}

export interface Settings {
  suspend_after_months: number;
  move_stops: 'same_month' | 'next_month';
  arrears_months: number;
  signatures: string[];
}

export interface SettingsView {
  settings: Settings;
  usual: Settings;
  sources: { setting: keyof Settings; basis?: string; confidence: 'confirmed' | 'single_source' | 'unverified' }[];
}

export interface ListHead {
  month: string;
  state: ListState;
  revision: string;
  sight: Sight;
  drawn_up: Done;
  approved?: Done;
  stale: boolean;
  rules_version: string;
  rules_are_current: boolean;
  totals: Total[];
  total_in_words: string;
  corrections: number;
  corrected_total: number;
  corrected_total_in_words?: string;
  before: { month: string; state: ListState | 'none'; compared: boolean; monthly: number; people: number };
  marks: {
    changes: { kind: ChangeKind; people: number; before: number; after: number }[];
    not_paid: { kind: 'suspended' | 'ended'; people: number; monthly: number }[];
    remarks: { remark: Remark; people: number }[];
    with_arrears: number;
  };
  resumed: { person?: string; full_name?: string }[];
  returns: number;
  settings: Settings;
}

export interface Arrears {
  month: string;
  amount: number;
  reason: string;
}

export interface Row {
  number?: number;
  person?: string;
  full_name?: string;
  village: string;
  programmes: string[];
  items?: { category: string; name: string; monthly: number; decision_number?: string; basis: string[] }[];
  monthly: number;
  arrears: Arrears[];
  arrears_sum: number;
  total: number;
  remarks: Remark[];
}

export interface Change {
  person?: string;
  full_name?: string;
  village: string;
  kind: ChangeKind;
  reason?: string;
  before: number;
  after: number;
}

export interface NotPaid {
  person?: string;
  full_name?: string;
  village: string;
  kind: ChangeKind;
  reason?: string;
  from_month: string;
  monthly: number;
  owed: Arrears[];
  owed_sum: number;
  may_resume: boolean;
}

export interface CorrectionRow {
  id: string;
  person?: string;
  full_name?: string;
  amount: number;
  reason?: string;
  by_name?: string;
  at: string;
}

export interface ReturnRow {
  id: string;
  by_name?: string;
  at: string;
  file_name?: string;
  rows: number;
  amount: number;
  withdrawn: boolean;
}

export interface Sums {
  returns: number;
  agreed: number;
  listed: number;
  paid: number;
  mismatches: { mismatch: Mismatch; people: number; listed: number; paid: number }[];
}

export interface MismatchRow {
  person?: string;
  full_name?: string;
  village?: string;
  mismatch: Mismatch;
  listed: number;
  paid: number;
}

export interface FileRow {
  sheet: string;
  row: number;
  full_name: string;
  birth_date?: string;
  amount?: number;
  person?: string;
  listed_name?: string;
  listed?: number;
  problem?: 'nobody_fits' | 'several_fit' | 'name_differs' | 'twice' | 'no_amount' | 'amount_unreadable';
}

export interface FileView {
  sha256: string;
  column?: string;
  columns: string[];
  rows: FileRow[];
  clear: number;
  missing: number;
}
