/**
 * The JSON of `crates/wire`: records and journal entries as they are stored, sent and shown. Dates are ISO 8601 text,
 * date-times Vietnamese civil time to the minute, money in đồng. An absent fact is unknown, never false.
 */

export type SubjectKind = 'dossier' | 'person' | 'household' | 'attendance' | 'survey' | 'difficulty' | 'home_visit';

export interface PersonLink {
  person?: string;
  full_name: string;
  relation?: string;
  personal_id?: string;
  phone?: string;
  address?: string;
}

export interface Receives {
  category: string;
  monthly: number;
  decision_number?: string;
  from_month?: string;
}

export type FactValue = unknown;

export interface PersonRecord {
  id: string;
  version: number;
  full_name: string;
  birth_date?: string;
  sex?: 'female' | 'male';
  alive?: boolean;
  death_date?: string;
  personal_id?: string;
  old_id?: string;
  phone?: string;
  ethnic_group?: string;
  village: string;
  household?: string;
  relation_to_head?: string;
  facts?: Record<string, FactValue>;
  disability_certificate?: string;
  cannot_travel?: boolean;
  representative?: PersonLink;
  caregiver?: PersonLink;
  receives?: Receives[];
  bank_account?: string;
  newly_found_at?: string;
  /** Set when the record is no longer in the list. */
  gone?: { why: 'merged' | 'mistake' | 'moved'; into?: string; since?: string };
}

export interface HouseholdRecord {
  id: string;
  version: number;
  village: string;
  address?: string;
  directions?: string;
  head?: string;
  poverty?: string;
  poverty_decision?: string;
  extremely_difficult_area?: boolean;
}

export interface AttendanceRecord {
  id: string;
  version: number;
  stop?: string;
  person?: string;
  service: 'advice' | 'dossier' | 'papers' | 'result' | 'survey' | 'other';
  people: number;
  at: string;
}

export interface SurveyRecord {
  id: string;
  version: number;
  stop?: string;
  answers: Record<string, string>;
  comment?: string;
  month: string;
}

export interface DifficultyRecord {
  id: string;
  version: number;
  stop?: string;
  village?: string;
  nature: 'difficulty' | 'proposal';
  text: string;
  reported_by: string;
  at: string;
  answer?: string;
}

export type DossierStatus =
  | 'guided'
  | 'received'
  | 'processing'
  | 'appraised'
  | 'approved'
  | 'waiting_for_papers'
  | 'result_ready'
  | 'handed_over'
  | 'stopped';

export interface FileRef {
  hash: string;
  mime: string;
  size: number;
}

export type PaperState = 'provided' | 'from_database' | 'missing' | 'not_needed';

export interface Paper {
  requirement: string;
  name: string;
  state: PaperState;
  files?: FileRef[];
}

export interface MissingItem {
  requirement: string;
  name: string;
  where_to_get?: string;
}

export interface ResultChannel {
  how: 'center' | 'post' | 'stop' | 'home';
  address?: string;
}

export interface Clock {
  received: string;
  starts: string;
  due?: string;
  limit_days?: number;
  limit_unit?: string;
}

export interface Intake {
  procedure: string;
  code: string;
  beneficiary: string;
  beneficiary_name: string;
  submitted_by?: PersonLink;
  capacity: string;
  village: string;
  address?: string;
  phone?: string;
  category?: string;
  form: string;
  answers: Record<string, unknown>;
  papers: Paper[];
  channel: ResultChannel;
  priority: boolean;
  place: 'center' | 'stop' | 'home' | 'online';
  rules_version: string;
}

export interface HandOver {
  full_name: string;
  capacity: string;
  personal_id?: string;
  place: string;
  signature?: FileRef;
  proof: 'signature' | 'fingerprint_witnessed' | 'post_receipt';
  witness?: string;
  at: string;
}

export interface DossierRecord {
  id: string;
  version: number;
  status: DossierStatus;
  holder: string;
  intake: Intake;
  official_code?: string;
  stop?: string;
  taken_in_by: string;
  taken_in_at: string;
  clock?: Clock;
  missing?: MissingItem[];
  decision?: { number: string; date: string; file?: FileRef };
  refusal?: string;
  hand_over?: HandOver;
  flags?: string[];
}

export type DossierStep =
  | { step: 'guide'; intake: Intake; missing: MissingItem[]; at: string }
  | { step: 'receive'; intake: Intake; clock: Clock }
  | { step: 'add_papers'; papers: Paper[] }
  | { step: 'hand_over'; hand_over: HandOver };

export interface RecordOf {
  dossier: DossierRecord;
  person: PersonRecord;
  household: HouseholdRecord;
  attendance: AttendanceRecord;
  survey: SurveyRecord;
  difficulty: DifficultyRecord;
  home_visit: { id: string; version: number; village: string; [key: string]: unknown };
}

/** A record as it is sent: its kind beside its fields. */
export type AnyRecord = { [K in SubjectKind]: { kind: K } & RecordOf[K] }[SubjectKind];

export type Patch = Record<string, unknown>;

export type Body =
  | { type: 'person.registered'; record: PersonRecord }
  | { type: 'person.changed'; set: Patch }
  | { type: 'household.registered'; record: HouseholdRecord }
  | { type: 'household.changed'; set: Patch }
  | { type: 'dossier.step'; step: DossierStep }
  | { type: 'attendance.recorded'; record: AttendanceRecord }
  | { type: 'survey.answered'; record: SurveyRecord }
  | { type: 'difficulty.reported'; record: DifficultyRecord };

/** Version of the entry format that this app writes. */
export const ENTRY_VERSION = 1;

export interface Entry {
  id: string;
  v: number;
  subject: { kind: SubjectKind; id: string };
  base: number;
  author: string;
  at: string;
  stop?: string;
  body: Body;
}

export interface PushResult {
  id: string;
  duplicate?: boolean;
  outcome: 'applied' | 'merged' | 'conflict' | 'refused' | 'held';
  /** Of a conflict. */
  fields?: string[];
  /** Of a refusal, or of an entry that is held. */
  code?: string;
  seq?: number;
  version?: number;
  flags?: string[];
}
