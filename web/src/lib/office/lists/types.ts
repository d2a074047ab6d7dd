/** The JSON of imported lists; see docs/API.md. */

export type ImportState = 'reading' | 'refused' | 'failed' | 'stopped' | 'preview' | 'applying' | 'applied' | 'undoing' | 'undone' | 'discarded';
export type RowState =
  | 'new'
  | 'change'
  | 'same'
  | 'doubtful'
  | 'unplaced'
  | 'foreign'
  | 'twice'
  | 'unreadable'
  | 'absent'
  | 'decided_new'
  | 'decided_change'
  | 'decided_same'
  | 'left_out'
  | 'registered'
  | 'changed'
  | 'changed_since'
  | 'not_taken'
  | 'taken_back'
  | 'kept'
  | 'not_here';

export type Counts = Partial<Record<RowState, number>>;

export interface Hand {
  by: string;
  at: string;
}

export interface ImportLine {
  id: string;
  state: ImportState;
  file_name: string;
  kind?: string;
  created: Hand;
  counts: Counts;
}

export interface Column {
  letter: string;
  heading: string;
  field?: string;
  certainty: string;
  encoding: string;
}

export interface SheetReading {
  name: string;
  header_rows?: [number, number];
  people: number;
  columns: Column[];
}

export interface ListProblem {
  code: string;
  sheet: string;
  row?: number;
  column?: string;
}

export type Stopped = { code: 'too_few_match'; rows: number; known: number } | { code: 'other_commune'; rows: number; foreign: number };

export interface ImportView extends ImportLine {
  size: number;
  progress?: { phase: string; rows: number; of?: number };
  refusal?: { code: string; sheet?: string; row?: number };
  fault?: string;
  evidence: string[];
  is_corrected: boolean;
  is_remembered: boolean;
  sheets: SheetReading[];
  skipped: Record<string, number>;
  skipped_rows: { reason: string; sheet: string; row: number; text: string }[];
  problem_count: number;
  problems: ListProblem[];
  stopped?: Stopped;
  agreed?: Hand;
  undone?: Hand;
}

export interface FieldChange {
  field: string;
  from: unknown;
  to: unknown;
}

export interface Candidate {
  person: string;
  full_name: string;
  probability: number;
  reasons: string[];
  known: Record<string, string>;
}

export interface ImportRow {
  position: number;
  state: RowState;
  action: RowState;
  sheet: string;
  row: number;
  name: string;
  person?: string;
  probability?: number;
  reasons: string[];
  village?: string;
  changes: FieldChange[];
  household_changes: FieldChange[];
  candidates: Candidate[];
  remarks: { field?: string; code: string; text?: string }[];
  first_row?: number;
  said: Record<string, string>;
  decision?: { what: 'person' | 'new' | 'leave_out'; hand: Hand };
  why?: string;
  fields: string[];
  answers: { hand: Hand; village?: string }[];
}

export interface RowPage {
  items: ImportRow[];
  total: number;
  total_is_least: boolean;
  more: boolean;
  next?: number;
}

export type RowDecision = { decision: 'person'; person: string } | { decision: 'new'; village?: string } | { decision: 'leave_out' | 'open' };

export interface OpenPlace {
  import: string;
  position: number;
  name: string;
  birth_year?: string;
  written: string;
  reason: string;
  answers: { hand: Hand }[];
}
