import type { Core } from './core';
import type { AnyRecord, DossierRecord, Entry, HouseholdRecord, PersonRecord } from './wire';

/** The answers of the core, typed. Nothing here decides anything: every rule lives in the core and its rule data. */

export type Verdict = 'yes' | 'no' | 'unknown';
export type Confidence = string;

export interface Procedure {
  code: string;
  name: string;
  short_name: string;
  categories: string[];
  submitters: string[];
  limit: { days: number; unit: string } | null;
  confidence: Confidence;
  remark?: string | null;
}

export interface CategoryVerdict {
  category: string;
  name: string;
  verdict: Verdict;
  needs: string[];
  coefficient?: string | null;
  /** đồng per month: what is due for `yes`, what it would be for `unknown`. */
  monthly: number;
  monthly_at_most: number;
  basis: string[];
  confidence: Confidence;
  note?: string | null;
  procedure: string | null;
  checks: Check[];
}

/** One part of a condition and its outcome. */
export interface Check {
  fact: string;
  kind: 'values' | 'age' | 'dependents';
  values?: string[];
  from_years?: number;
  below_years?: number;
  negated?: boolean;
  /** Parts with the same number other than 0 are alternatives of each other. */
  alternative?: number;
  outcome: Verdict;
}

export interface Eligibility {
  person: string;
  /** Received now, đồng per month; absent = unknown. */
  current_monthly?: number | null;
  verdicts: CategoryVerdict[];
  best: { categories: string[]; monthly: number };
  at_most: { categories: string[]; monthly: number };
  questions: { fact: string; worth: number }[];
  missing_out: boolean;
}

export interface Requirement {
  id: string;
  name: string;
  kind: string;
  needed: Verdict;
  held_by_database: boolean;
  /** Which database holds it. */
  database?: string | null;
  note?: string | null;
  where_to_get?: string | null;
  copies: number;
  confidence: Confidence;
  basis: string[];
}

export type FieldKind = 'text' | 'multiline' | 'personal_id' | 'date' | 'choice' | 'yes_no' | 'money' | 'phone' | 'number';

export interface FormField {
  key: string;
  label: string;
  help?: string | null;
  kind: FieldKind;
  options?: { code: string; label: string }[];
  required: boolean;
  prefill?: string | null;
  shared: boolean;
  visible_if?: unknown;
}

export interface FormDefinition {
  id: string;
  number: string;
  title: string;
  addressee: string;
  confidence: Confidence;
  note?: string | null;
  sections: { title: string; fields: FormField[] }[];
}

export interface Problem {
  field: string;
  code: string;
  severity: 'error' | 'warning';
  params?: Record<string, string | number>;
}

export interface Deadline {
  procedure: string;
  received: string;
  starts?: string | null;
  due?: string | null;
  limit?: { days: number; unit: string } | null;
  confidence: Confidence;
  days: { date: string; counts: boolean; why?: string | null; why_code: string }[];
  basis: string[];
  notes: { code: string; date?: string | null; label?: string | null }[];
}

export interface IdCard {
  personal_id: string;
  old_id?: string | null;
  full_name: string;
  birth_date?: string | null;
  sex?: 'female' | 'male' | null;
  address?: string | null;
  issued?: string | null;
  warnings?: Problem[];
}

export interface SurveyQuestion {
  code: string;
  text: string;
  options: { code: string; label: string }[];
  optional: boolean;
}

export interface Survey {
  id: string;
  title: string;
  intro: string;
  questions: SurveyQuestion[];
}

export interface Actor {
  account: string;
  roles: string[];
  villages: string[];
}

export type Judgement =
  | { accept: { record: AnyRecord; outcome: { outcome: string } | string; flags: string[] } }
  | { keep: { outcome: { outcome: string; code?: string; fields?: string[] } } };

export interface SearchPerson {
  key: number;
  full_name: string;
  birth_year: number | null;
  id_tail: string | null;
  old_id: string | null;
  phone: string | null;
  village: string;
  head_name: string | null;
  /** All digits, for the people whose details are on this device. */
  personal_id?: string;
}

export interface Household {
  household: HouseholdRecord | null;
  members: PersonRecord[];
}

/** The core refused: a stable code with its sentence in the catalogue. */
export class LawProblem extends Error {
  readonly code: string;
  readonly params: Record<string, string | number>;

  constructor(code: string, params: Record<string, string | number> = {}) {
    super(code);
    this.name = 'LawProblem';
    this.code = code;
    this.params = params;
  }
}

/** Typed calls to the core; see the table of its functions in `crates/domain-wasm`. */
export class Law {
  readonly #core: Core;
  #version: string | undefined;

  constructor(core: Core) {
    this.#core = core;
  }

  /** Hash of the rules in use; undefined until {@link load}. */
  get version(): string | undefined {
    return this.#version;
  }

  async load(bundle: unknown): Promise<string> {
    const { version } = await this.#ask<{ version: string }>('load_rules', bundle);
    this.#version = version;
    return version;
  }

  procedures(received: string): Promise<Procedure[]> {
    return this.#ask('procedures', received.slice(0, 10));
  }

  eligibility(home: Household, as_of: string): Promise<Eligibility[]> {
    return this.#ask('household_eligibility', { ...home, as_of: as_of.slice(0, 10), received: as_of.slice(0, 10) });
  }

  factsOf(person: PersonRecord, home: Household): Promise<Record<string, unknown>> {
    return this.#ask('facts_of', { person, ...home });
  }

  async checklist(procedure: string, received: string, facts: unknown, submitter: string | undefined): Promise<Requirement[]> {
    const request = { procedure, received: received.slice(0, 10), facts, submitter: submitter ?? null };
    const list = await this.#ask<{ requirements: Requirement[] }>('checklist', request);
    return list.requirements;
  }

  form(procedure: string, received: string, facts: unknown): Promise<FormDefinition> {
    return this.#ask('form', { procedure, received: received.slice(0, 10), facts });
  }

  /** `known` holds what the paths of the fields begin with: `person`, `household`, `representative`… */
  prefill(form: FormDefinition, known: Record<string, unknown>): Promise<Record<string, unknown>> {
    return this.#ask('prefill', { ...known, form });
  }

  visibleFields(form: FormDefinition, answers: Record<string, unknown>): Promise<string[]> {
    return this.#ask('visible_fields', { form, answers });
  }

  checkForm(form: FormDefinition, answers: Record<string, unknown>): Promise<Problem[]> {
    return this.#ask('check_form', { form, answers });
  }

  deadline(procedure: string, received: string): Promise<Deadline> {
    return this.#ask('deadline', { procedure, received, events: [] });
  }

  judge(record: AnyRecord | null, entry: Entry, actor: Actor, now: string): Promise<Judgement> {
    return this.#ask('judge', { record, entry, actor, now });
  }

  allowed(record: ({ kind: 'dossier' } & DossierRecord) | null, actor: Actor): Promise<string[]> {
    return this.#ask('allowed', { record, actor });
  }

  temporaryCode(commune: string, date: string, id: string): Promise<string> {
    return this.#ask('temporary_code', { commune, date: date.slice(0, 10), id });
  }

  checkPerson(person: Record<string, unknown>): Promise<Problem[]> {
    return this.#ask('check_person', person);
  }

  parseIdCard(text: string): Promise<IdCard> {
    return this.#ask('parse_id_card', text);
  }

  survey(on: string): Promise<Survey> {
    return this.#ask('survey_form', on.slice(0, 10));
  }

  slip(kind: 'receipt' | 'supplement_request', date: string): Promise<{ name: string; number: string; confidence: Confidence }> {
    return this.#ask('slip', { kind, date: date.slice(0, 10) });
  }

  foldText(text: string): Promise<string> {
    return this.#ask('fold_text', text);
  }

  searchLoad(people: readonly SearchPerson[]): Promise<unknown> {
    return this.#ask('search_load', people);
  }

  searchUpsert(person: SearchPerson): Promise<unknown> {
    return this.#ask('search_upsert', person);
  }

  search(query: string, limit: number): Promise<{ key: number; score: number }[]> {
    return this.#ask('search', { query, limit });
  }

  async #ask<T>(name: string, ...args: unknown[]): Promise<T> {
    const answer = await this.#core.call<T>(name, ...args);
    if (!answer.ok) throw new LawProblem(answer.code, answer.params);
    return answer.value;
  }
}
