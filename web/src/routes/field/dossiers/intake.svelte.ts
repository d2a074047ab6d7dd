import { known as knownFact, inputOf, patchOf } from '$lib/forms/facts';
import type { Deadline, Eligibility, FormDefinition, FormField, Problem, Procedure, Requirement } from '$lib/core/law';
import { tally, type Tally } from '$lib/forms/papers';
import { t } from '$lib/messages';
import type { Draft, DraftPaper } from '$lib/state/drafts.svelte';
import type { Field } from '$lib/state/field.svelte';
import { civilNow, civilToday } from '$lib/sync/clock';
import { uuidv7 } from '$lib/sync/ids';
import type { Clock, HouseholdRecord, Intake, Patch, PersonLink, PersonRecord } from '$lib/core/wire';

/** One dossier being taken in: the draft, and everything that the core says about it as it stands. */
export class IntakeModel {
  draft = $state.raw<Draft>() as Draft;
  procedures = $state.raw<Procedure[]>([]);
  eligibility = $state.raw<Eligibility | undefined>(undefined);
  form = $state.raw<FormDefinition | undefined>(undefined);
  requirements = $state.raw<Requirement[]>([]);
  visible = $state.raw<ReadonlySet<string>>(new Set());
  problems = $state.raw<Problem[]>([]);
  /** What is known already, and what was told earlier in this visit, by field key. */
  known = $state.raw<Record<string, unknown>>({});
  reused = $state.raw<Record<string, unknown>>({});
  count = $state.raw<Deadline | undefined>(undefined);
  readonly #field: Field;
  #turn = 0;

  constructor(field: Field, draft: Draft) {
    this.#field = field;
    this.draft = draft;
  }

  readonly person: PersonRecord | undefined = $derived.by(() => this.#field.records.person(this.draft.person));
  readonly home: { household: HouseholdRecord | null; members: PersonRecord[] } = $derived.by(() =>
    this.person ? this.#field.records.homeOf(this.person) : { household: null, members: [] }
  );
  readonly procedure: Procedure | undefined = $derived(this.procedures.find((one) => one.code === this.draft.procedure));
  /** What is on the form now: known facts, facts of this visit, and above all what was typed. */
  readonly answers: Record<string, unknown> = $derived({ ...this.known, ...this.reused, ...this.draft.answers });
  readonly tally: Tally = $derived.by(() =>
    this.form
      ? tally(this.requirements, this.draft.papers, this.form, this.problems, t('field.form.missing-where'), (label) => t('field.form.missing-item', { label }))
      : { papers: [], missing: [], untold: [] }
  );

  /** Changes the draft; it is on the disk a moment later. */
  set(change: Partial<Draft>): void {
    this.draft = { ...this.draft, ...change };
    void this.#field.drafts.save(this.draft);
  }

  answer(key: string, value: unknown): void {
    this.set({ answers: { ...this.draft.answers, [key]: value ?? '' } });
  }

  paper(requirement: string, paper: DraftPaper): void {
    this.set({ papers: { ...this.draft.papers, [requirement]: paper } });
  }

  choose(procedure: Procedure, category: string | undefined): void {
    const { category: _, ...rest } = this.draft;
    const moved = procedure.code !== this.draft.procedure;
    this.draft = { ...rest, procedure: procedure.code, procedure_name: procedure.short_name, ...(category ? { category } : {}) };
    // Answers and papers of another procedure mean nothing here.
    this.set(moved ? { answers: {}, papers: {} } : {});
  }

  /** Asks the core anew. A later change overtakes an earlier one. */
  async refresh(): Promise<void> {
    const turn = ++this.#turn;
    const { law } = this.#field;
    const { draft, person, home } = this;
    if (!person) return;
    const today = civilToday();
    const [procedures, answers] = await Promise.all([law.procedures(today), law.eligibility(home, today)]);
    if (turn !== this.#turn) return;
    this.procedures = procedures;
    this.eligibility = answers.find((one) => one.person === person.id);
    if (!draft.procedure) return;
    const facts = await law.factsOf(person, home);
    const [form, requirements] = await Promise.all([
      law.form(draft.procedure, today, facts),
      law.checklist(draft.procedure, today, facts, draft.capacity)
    ]);
    const [known, told] = await Promise.all([law.prefill(form, this.#knowledge(form)), this.#field.drafts.visit(this.#visitId())]);
    const reused: Record<string, unknown> = {};
    for (const field of fieldsOf(form)) {
      const value = field.shared ? told[shareKey(field, person.id)] : undefined;
      if (value !== undefined && known[field.key] !== value) reused[field.key] = value;
    }
    const all = { ...known, ...reused, ...draft.answers };
    const [visible, problems] = await Promise.all([law.visibleFields(form, all), law.checkForm(form, all)]);
    if (turn !== this.#turn) return;
    this.form = form;
    this.requirements = requirements;
    this.known = known;
    this.reused = reused;
    this.visible = new Set(visible);
    this.problems = problems;
  }

  /** When the result would be due if everything were received now. */
  async countNow(): Promise<void> {
    if (this.draft.procedure) this.count = await this.#field.law.deadline(this.draft.procedure, civilNow());
  }

  /** Gives the slip: a receipt when everything is here, a guidance slip when something is missing. */
  async finish(): Promise<'receipt' | 'supplement'> {
    const field = this.#field;
    const { form, person } = this;
    if (!form || !person || !this.draft.procedure) throw new Error('the form is not ready');
    await field.drafts.settle(this.draft.id);
    const draft = this.draft;
    const { papers, missing } = this.tally;
    const at = civilNow();
    const answers = Object.fromEntries(Object.entries(this.answers).filter(([key, value]) => this.visible.has(key) && value !== ''));
    await this.#writeBack(form, answers);
    const intake: Intake = {
      procedure: this.draft.procedure,
      code: draft.code ?? (await field.law.temporaryCode(field.app.session.commune?.code ?? '', at, draft.id)),
      beneficiary: person.id,
      beneficiary_name: person.full_name,
      ...(draft.submitted_by && draft.capacity !== 'self' ? { submitted_by: draft.submitted_by } : {}),
      capacity: draft.capacity ?? 'self',
      village: person.village,
      ...optional('address', this.home.household?.address ?? text(answers.address)),
      ...optional('phone', draft.phone ?? draft.submitted_by?.phone ?? person.phone ?? text(answers.phone)),
      ...optional('category', draft.category),
      form: form.id,
      answers,
      papers,
      channel: draft.channel ?? { how: 'center' },
      priority: draft.priority ?? false,
      place: draft.place,
      rules_version: field.law.version ?? ''
    };
    const removal = [field.drafts.removal(draft.id)];
    const complete = missing.length === 0;
    if (complete) {
      const clock = toClock(at, await field.law.deadline(intake.procedure, at));
      await field.outbox.step(draft.id, { step: 'receive', intake, clock }, draft.stop, removal);
    } else if (draft.completes) {
      const added = papers.filter((paper) => paper.state === 'provided');
      await field.outbox.step(draft.id, { step: 'add_papers', papers: added }, draft.stop, removal);
    } else {
      await field.outbox.step(draft.id, { step: 'guide', intake, missing, at }, draft.stop, removal);
    }
    await field.served(person.id, draft.completes ? 'papers' : 'dossier', uuidv7());
    await field.drafts.tell(this.#visitId(), this.#shared(form, answers), draft.stop);
    return complete ? 'receipt' : 'supplement';
  }

  #visitId(): string {
    return this.person?.household ?? this.draft.person;
  }

  /** What the paths of the form begin with. Facts stand beside the other fields of a person, as the forms name them. */
  #knowledge(form: FormDefinition): Record<string, unknown> {
    const { draft, person, home } = this;
    const link = draft.capacity === 'self' ? undefined : draft.submitted_by;
    const commune = this.#field.app.session.commune;
    const village = person && this.#field.villageName(person.village);
    const address = [home.household?.address, village, commune?.name].filter(Boolean).join(', ');
    const household = home.household ? { ...home.household, address } : { address };
    const shared = { household, members: home.members, today: civilToday(), commune, submitted_by: link ?? null };
    const representative = link ?? person?.representative ?? null;
    const caregiver = draft.capacity === 'caregiver' ? (link ?? null) : (person?.caregiver ?? null);
    // A form that speaks of somebody deceased is made out by whoever submits it.
    if (fieldsOf(form).some((field) => field.prefill?.startsWith('deceased.'))) {
      const submitter = this.#field.records.person(link?.person);
      return { ...shared, deceased: { ...flat(person), address }, person: submitter ? { ...flat(submitter), ...link } : (link ?? {}), representative: link ?? {}, caregiver: {} };
    }
    return { ...shared, person: flat(person), representative, caregiver };
  }

  /** What may be told again for the next need of this household. */
  #shared(form: FormDefinition, answers: Record<string, unknown>): Record<string, unknown> {
    const shared: Record<string, unknown> = {};
    for (const field of fieldsOf(form)) {
      if (field.shared && answers[field.key] !== undefined) shared[shareKey(field, this.draft.person)] = answers[field.key];
    }
    return shared;
  }

  /** What was told on the form and was not known before becomes part of the list, so that nobody is asked again. */
  async #writeBack(form: FormDefinition, answers: Record<string, unknown>): Promise<void> {
    const { person, home, draft } = this;
    if (!person || !this.#knowsBeneficiary(form)) return;
    const sets: Record<'person' | 'household', Patch> = { person: {}, household: {} };
    for (const field of fieldsOf(form)) {
      const fact = factOf(field.prefill);
      const value = answers[field.key];
      if (!fact || !(field.key in draft.answers) || value === undefined || this.problems.some((one) => one.field === field.key)) continue;
      const kept = field.kind === 'yes_no' ? value === 'yes' : value;
      if (knownFact(fact, person, home.household) === kept) continue;
      const patch = patchOf(fact, kept);
      Object.assign(sets[patch.of], patch.set);
    }
    if (draft.submitted_by && draft.capacity === 'caregiver') sets.person.caregiver = draft.submitted_by;
    if (draft.submitted_by && (draft.capacity === 'representative' || draft.capacity === 'guardian')) sets.person.representative = draft.submitted_by;
    if (sets.person.caregiver && same(sets.person.caregiver, person.caregiver)) delete sets.person.caregiver;
    if (sets.person.representative && same(sets.person.representative, person.representative)) delete sets.person.representative;
    const { outbox } = this.#field;
    if (Object.keys(sets.person).length > 0) {
      await outbox.write('person', person.id, { type: 'person.changed', set: sets.person }, draft.stop);
    }
    if (home.household && Object.keys(sets.household).length > 0) {
      await outbox.write('household', home.household.id, { type: 'household.changed', set: sets.household }, draft.stop);
    }
  }

  #knowsBeneficiary(form: FormDefinition): boolean {
    return !fieldsOf(form).some((field) => field.prefill?.startsWith('deceased.'));
  }
}

function fieldsOf(form: FormDefinition): FormField[] {
  return form.sections.flatMap((section) => section.fields);
}

/** Facts of the household and of whoever acts for it hold for every need of the visit; facts of a person only for them. */
function shareKey(field: FormField, person: string): string {
  const path = field.prefill ?? `form.${field.key}`;
  return path.startsWith('person.') || path.startsWith('deceased.') ? `${person}|${path}` : path;
}

/** The fact behind a path of a form, when it is one that is answered in the same way in the list. */
function factOf(path: string | null | undefined): string | undefined {
  if (!path) return undefined;
  const fact = path.startsWith('person.') ? path.slice('person.'.length) : path === 'household.poverty' || path === 'household.extremely_difficult_area' ? path : undefined;
  if (!fact || fact === 'full_name') return undefined;
  const input = inputOf(fact);
  const isKnown = input.kind !== 'yes_no' || ['pregnant', 'hiv', 'in_continuous_education', 'spouse_receives_care_support', 'household.extremely_difficult_area'].includes(fact);
  return isKnown && !['children', 'cared', 'receives', 'link'].includes(input.kind) ? fact : undefined;
}

function flat(person: PersonRecord | undefined): Record<string, unknown> {
  return person ? { ...person.facts, ...person, ethnicity: person.ethnic_group } : {};
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function optional<K extends string>(key: K, value: string | undefined): Partial<Record<K, string>> {
  return value ? ({ [key]: value } as Partial<Record<K, string>>) : {};
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The promise as it is printed on the receipt. */
export function toClock(received: string, count: Deadline): Clock {
  return {
    received,
    starts: count.starts ?? received.slice(0, 10),
    ...(count.due ? { due: count.due } : {}),
    ...(count.limit ? { limit_days: count.limit.days, limit_unit: count.limit.unit } : {})
  };
}

/** An empty draft for a person. */
export function newDraft(field: Field, person: PersonRecord): Draft {
  return {
    id: uuidv7(),
    person: person.id,
    person_name: person.full_name,
    ...(person.household ? { household: person.household } : {}),
    village: person.village,
    ...(field.stop ? { stop: field.stop } : {}),
    place: 'stop',
    answers: {},
    papers: {},
    ...(person.cannot_travel ? { priority: true } : {}),
    step: 0,
    completes: false,
    started_at: civilNow()
  };
}

/** A dossier for which a guidance slip was given, opened again: nothing is declared twice. */
export function continued(field: Field, id: string, intake: Intake): Draft {
  const papers: Record<string, DraftPaper> = {};
  for (const paper of intake.papers) {
    if (paper.state === 'provided') papers[paper.requirement] = { state: 'have', files: paper.files ?? [] };
  }
  const person = field.records.person(intake.beneficiary);
  return {
    id,
    person: intake.beneficiary,
    person_name: intake.beneficiary_name,
    ...(person?.household ? { household: person.household } : {}),
    village: intake.village,
    ...(field.stop ? { stop: field.stop } : {}),
    place: 'stop',
    procedure: intake.procedure,
    ...(intake.category ? { category: intake.category } : {}),
    capacity: intake.capacity,
    ...(intake.submitted_by ? { submitted_by: intake.submitted_by as PersonLink } : {}),
    answers: intake.answers,
    papers,
    channel: intake.channel,
    ...(intake.phone ? { phone: intake.phone } : {}),
    priority: intake.priority,
    step: 3,
    completes: true,
    code: intake.code,
    started_at: civilNow()
  };
}
