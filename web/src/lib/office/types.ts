import type { Deadline } from '$lib/core/law';
import type {
  Clock,
  DossierRecord,
  DossierStatus,
  DossierStep,
  Entry,
  FileRef,
  HandOver,
  HouseholdRecord,
  Intake,
  MissingItem,
  Paper,
  PersonRecord
} from '$lib/core/wire';

/** The JSON of the office's part of the API; see docs/API.md. */

export type Confirmer = 'police' | 'health';
export type Finding = 'confirmed' | 'differs' | 'cannot_tell';
export type ProposalCode = 'grant' | 'adjust' | 'end' | 'refuse' | 'certify';

export interface Appraisal {
  proposal: ProposalCode;
  category?: string;
  amount?: number;
  from_month?: string;
  reason?: string;
}

export interface Decision {
  number: string;
  date: string;
  file?: FileRef;
}

export interface Confirmation {
  by: Confirmer;
  question: string;
  finding?: Finding;
  note?: string;
}

/** A dossier with what only the office needs. */
export interface OfficeDossier extends DossierRecord {
  supplement_requests: number;
  extended_to?: string;
  extension_reason?: string;
  confirmations?: Confirmation[];
  appraisal?: Appraisal;
  sent_back?: string;
  stop_reason?: string;
  finished_at?: string;
}

export type OfficeStep =
  | Exclude<DossierStep, { step: 'hand_over' | 'add_papers' | 'guide' | 'receive' }>
  | { step: 'guide'; intake: Intake; missing: MissingItem[]; at: string }
  | { step: 'receive'; intake: Intake; clock: Clock }
  | { step: 'forward'; note?: string }
  | { step: 'ask_confirmation'; from: Confirmer; question: string }
  | { step: 'confirm'; by: Confirmer; finding: Finding; note?: string }
  | { step: 'appraise'; appraisal: Appraisal }
  | { step: 'approve' }
  | { step: 'send_back'; reason: string }
  | { step: 'request_supplement'; missing: MissingItem[]; reason: string }
  | { step: 'supplement_received'; papers: Paper[]; clock: Clock }
  | { step: 'add_papers'; papers: Paper[] }
  | { step: 'record_decision'; decision: Decision }
  | { step: 'refuse'; reason: string; basis?: string }
  | { step: 'stop'; reason: string; asked_by: string }
  | { step: 'extend'; due: string; reason: string }
  | { step: 'hand_over'; hand_over: HandOver }
  | { step: 'set_official_code'; code: string }
  | { step: 'note'; text: string }
  | { step: 'close_flag'; flag: string; note: string };

export type StepCode = OfficeStep['step'];

/** What an officer at a desk may write; `set` holds dotted keys, `null` makes a fact unknown again. */
export type OfficeBody =
  | { type: 'dossier.step'; step: OfficeStep }
  | { type: 'person.changed' | 'household.changed' | 'difficulty.changed' | 'home_visit.changed'; set: Record<string, unknown> }
  | { type: 'difficulty.reported' | 'home_visit.requested'; record: object };

export interface OfficeEntry extends Omit<Entry, 'body'> {
  body: OfficeBody;
}

export interface HistoryItem {
  seq: number;
  at: string;
  server_at: string;
  author: string;
  author_name?: string;
  author_role?: string;
  entry: OfficeEntry;
}

/** How long the promise still runs, in the days on which the office works; counted by the server. */
export type Left = { state: 'ahead' | 'overdue'; working_days: number } | { state: 'today' };

export interface DossierView {
  record: OfficeDossier;
  history: HistoryItem[];
  allowed: { step: string }[];
  people: { beneficiary?: PersonRecord };
  count?: Deadline;
  due?: string;
  left?: Left;
  slips: string[];
}

export interface DossierRow {
  id: string;
  code: string;
  official_code?: string;
  procedure: string;
  beneficiary: string;
  beneficiary_name: string;
  village: string;
  status: DossierStatus;
  holder: string;
  taken_in_at: string;
  due?: string;
  left?: Left;
  flags: string[];
  priority: boolean;
}

export interface Page<T> {
  items: T[];
  total?: number;
  total_is_least?: boolean;
  more: boolean;
  next?: string;
}

export type HomeVisitStatus = 'asked' | 'assigned' | 'done' | 'cancelled';

/** Somebody who asked to be served at home. */
export interface HomeVisit {
  id: string;
  version: number;
  person?: string;
  full_name: string;
  village: string;
  phone?: string;
  need: string;
  asked_by: string;
  status: HomeVisitStatus;
  assigned_to?: string;
  date?: string;
}

export interface Board {
  today: string;
  tomorrow: string;
  counts: Record<'due_today' | 'due_tomorrow' | 'overdue' | 'waiting_for_papers' | 'received_today' | 'result_ready' | 'attention', number> & { home_visits?: number };
  by_village: { id: string; open: number; overdue: number }[];
  by_procedure: Record<string, number>;
  by_holder: Record<string, number>;
  by_status: Record<string, number>;
}

/** The law's answer for one person, as the server gives it. */
export interface ServerEligibility {
  verdicts: { category: string; name: string; verdict: 'yes' | 'no' | 'unknown'; monthly: number; needs: string[]; basis: string[]; confidence: string; note?: string }[];
  best: { categories: string[]; monthly: number };
  at_most: { categories: string[]; monthly: number };
}

export interface PersonView {
  record: PersonRecord;
  household?: HouseholdRecord;
  members: PersonRecord[];
  dossiers: DossierRow[];
  eligibility: Record<string, ServerEligibility>;
  /** The record that stands for this person now, when this one was joined into it. */
  stands?: { id: string; full_name: string };
  /** Records that were joined into this one. */
  joined: { id: string; full_name: string }[];
}

export interface QueueItem {
  dossier: string;
  version: number;
  code: string;
  asked_at?: string;
  question: string;
  full_name: string;
  birth_date?: string;
  personal_id?: string;
  village: string;
  address?: string;
}

export interface VillageNeed {
  id: string;
  name: string;
  distance_km?: number;
  people: number;
  vulnerable: number;
  recipients: number;
  possible_recipients?: number;
  open_dossiers: number;
  last_stop?: string;
  next_stop?: string;
}

export interface RoundStop {
  id: string;
  villages: string[];
  date: string;
  from: string;
  to: string;
  place: string;
  team: string[];
  note?: string;
}

export interface Round {
  id: string;
  name: string;
  state: 'draft' | 'published' | 'done';
  stops: RoundStop[];
  difficulties: string[];
  proposals: string[];
}

export interface Account {
  id: string;
  display_name: string;
  roles: string[];
}

export interface AttentionItem {
  entry: OfficeEntry;
  outcome: { outcome: 'conflict'; fields: string[] } | { outcome: 'refused' | 'held'; code: string };
  author_name?: string;
  received_at: string;
  subject_title?: string;
}

export interface Attention extends Page<AttentionItem> {
  flagged: DossierRow[];
}

export interface SurveySums {
  answers: number;
  too_few?: boolean;
  questions?: { code: string; text?: string; options: { code: string; label?: string; count: number }[] }[];
}

export interface Report {
  title: string;
  period: string;
  numbers: { code: string; value: number; list: string | null }[];
  difficulties: string[];
  proposals: string[];
  satisfaction: SurveySums;
}
