import { formatNumber, hasWords, sentence, t } from '$lib/messages';
import { words } from '$lib/forms/words';
import { office as word, requestProblem } from '$lib/office/words';
import { writeDate, writeDateTime } from '$lib/sync/clock';
import type { ApiProblem } from '$lib/sync/http';
import type { Counts, FieldChange, ImportRow, ImportState, ListProblem, RowState } from './types';

type Tone = 'neutral' | 'waiting' | 'moving' | 'good' | 'warn' | 'bad' | 'question' | 'device';

export function stateTone(state: ImportState): Tone {
  const tones: Record<ImportState, Tone> = {
    reading: 'moving',
    refused: 'bad',
    failed: 'bad',
    stopped: 'warn',
    preview: 'waiting',
    applying: 'moving',
    applied: 'good',
    undoing: 'moving',
    undone: 'neutral',
    discarded: 'neutral'
  };
  return tones[state];
}

/** Words for a stable code of a family, or the code itself where this version of the app knows none. */
export function list(family: string, code: string): string {
  return word(`lists.${family}`, code);
}

export function fieldName(field: string): string {
  return list('field', field.replace(/^facts\./, ''));
}

/** Groups of rows as chips show them; a decided row is counted with what it was decided to be. */
export const GROUPS: readonly { code: RowState; states: readonly RowState[] }[] = [
  { code: 'new', states: ['new', 'decided_new'] },
  { code: 'change', states: ['change', 'decided_change'] },
  { code: 'doubtful', states: ['doubtful'] },
  { code: 'unplaced', states: ['unplaced'] },
  { code: 'foreign', states: ['foreign'] },
  { code: 'twice', states: ['twice'] },
  { code: 'unreadable', states: ['unreadable'] },
  { code: 'left_out', states: ['left_out'] },
  { code: 'same', states: ['same', 'decided_same'] },
  { code: 'absent', states: ['absent'] }
];

/** Groups after the list was written. */
export const DONE_GROUPS: readonly { code: RowState; states: readonly RowState[] }[] = [
  { code: 'registered', states: ['registered'] },
  { code: 'changed', states: ['changed'] },
  { code: 'changed_since', states: ['changed_since'] },
  { code: 'not_taken', states: ['not_taken'] },
  { code: 'kept', states: ['kept'] },
  { code: 'taken_back', states: ['taken_back'] },
  { code: 'not_here', states: ['not_here'] },
  ...GROUPS
];

export function countOf(counts: Counts, states: readonly RowState[]): number {
  return states.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
}

/** The chips that have rows; the first of them first. */
export function groupsOf(counts: Counts): { code: RowState; states: readonly RowState[]; count: number }[] {
  return DONE_GROUPS.map((group) => ({ ...group, count: countOf(counts, group.states) })).filter((group) => group.count > 0);
}

export function willRegister(counts: Counts): number {
  return countOf(counts, ['new', 'decided_new']);
}

export function willChange(counts: Counts): number {
  return countOf(counts, ['change', 'decided_change']);
}

/** A value of a field as the counter says it. */
export function valueText(field: string, value: unknown, villageName: (id: string) => string): string {
  if (value === null || value === undefined || value === '') return t('office.lists.value.none');
  if (Array.isArray(value)) return value.map((one) => receives(one as { category?: string; monthly?: number })).join('; ') || t('office.lists.value.none');
  if (typeof value === 'object') return String((value as { full_name?: unknown }).full_name ?? '');
  if (field === 'alive') return t(value === true || value === 'true' ? 'office.lists.value.alive' : 'office.lists.value.dead');
  if (field === 'monthly' && Number(value) > 0) return t('ui.money.month', { amount: Number(value) });
  if (typeof value === 'number') return formatNumber(value);
  const text = String(value);
  switch (field) {
    case 'village':
      return villageName(text);
    case 'birth_date':
    case 'death_date':
    case 'decision_date':
    case 'from_month':
      return writeDate(text);
    case 'sex':
      return words(`field.value.sex.${text}`) ?? text;
    case 'disability':
    case 'facts.disability':
      return words(`field.value.disability.${text}`) ?? text;
    case 'poverty':
      return words(`field.value.household.poverty.${text}`) ?? text;
    case 'relation_to_head':
      return words(`field.relation.${text}`) ?? text;
    default:
      return text;
  }
}

function receives({ category, monthly }: { category?: string; monthly?: number }): string {
  const amount = t('ui.money.month', { amount: monthly ?? 0 });
  return category ? t('office.lists.value.receives', { category, amount }) : amount;
}

/** One change in words: what it was and what it becomes. */
export function changeText(change: FieldChange, villageName: (id: string) => string): string {
  const field = fieldName(change.field);
  const to = valueText(change.field, change.to, villageName);
  if (change.from === null) return t('office.lists.change.fill', { field, to });
  return t('office.lists.change.line', { field, from: valueText(change.field, change.from, villageName), to });
}

/** Whether the list and the register say different things of a field; who says less does not say otherwise. */
export function differs(field: string, one: string, other: string): boolean {
  if (!one || !other) return false;
  if (field === 'birth_date') return !one.startsWith(other) && !other.startsWith(one);
  return one.toLocaleLowerCase('vi') !== other.toLocaleLowerCase('vi');
}

/** A remark as a sentence, with the text of the cell where there is one. */
export function remarkText(remark: { field?: string; code: string; text?: string }): string {
  const said = list('remark', remark.code);
  const about = remark.field && remark.code !== 'other_commune' && hasWords(`office.lists.field.${remark.field}`) ? `${fieldName(remark.field)}: ${lower(said)}` : said;
  return remark.text ? `${about.replace(/\.$/, '')} (“${remark.text}”).` : about;
}

function lower(text: string): string {
  return /^(?:[A-ZĐ]{2}|Excel)/.test(text) ? text : text.charAt(0).toLocaleLowerCase('vi') + text.slice(1);
}

export function whereText({ sheet, row, column }: { sheet?: string; row?: number; column?: string }): string {
  return [sheet && t('office.lists.where.sheet', { sheet }), row && t('office.lists.where.row', { row: String(row) }), column && t('office.lists.where.column', { column })].filter(Boolean).join(', ');
}

export function problemText(problem: ListProblem): string {
  const where = whereText(problem);
  const said = list('remark', problem.code);
  return where ? `${where.charAt(0).toLocaleUpperCase('vi')}${where.slice(1)}: ${lower(said)}` : said;
}

export function rowWhere(row: ImportRow): string {
  if (row.row === 0) return t('office.lists.row.notlisted');
  return row.sheet ? t('office.lists.row.where.sheet', { sheet: row.sheet, row: String(row.row) }) : t('office.lists.row.where', { row: String(row.row) });
}

export interface ReasonWords {
  text: string;
  speaks: 'for' | 'against';
}

/** What is alike never speaks against, however common it is. */
const ALIKE: ReadonlySet<string> = new Set(['exact', 'no_accent', 'sound', 'old_number']);

/** `birth_date=year_only:+3.1` in words. */
export function reasonWords(reason: string): ReasonWords | undefined {
  const found = /^(\w+)=(\w+):([+-][\d.]+)$/.exec(reason);
  const [, field, agreement, bits] = found ?? [];
  if (!field || !agreement || agreement === 'unknown') return undefined;
  const own = `office.reason.${field}.${agreement}`;
  return {
    text: hasWords(own) ? t(own) : `${list('compared', field)} ${list('agreement', agreement)}`,
    speaks: Number(bits) >= 0 || ALIKE.has(agreement) ? 'for' : 'against'
  };
}

/** Words of titles as people write them; the server compares them without accents. */
const TITLE_WORDS: Record<string, string> = {
  khuyet_tat: 'khuyết tật',
  ho_ngheo: 'hộ nghèo',
  can_ngheo: 'cận nghèo',
  nguoi_cao_tuoi: 'người cao tuổi',
  cao_tuoi: 'cao tuổi',
  hoi_nguoi_cao_tuoi: 'Hội Người cao tuổi',
  chi_tra: 'chi trả',
  tro_cap: 'trợ cấp',
  nhan_tien: 'nhận tiền',
  bao_tro_xa_hoi: 'bảo trợ xã hội',
  huong_che_do: 'hưởng chế độ',
  cu_tru: 'cư trú',
  nhan_khau: 'nhân khẩu',
  ho_khau: 'hộ khẩu',
  thuong_tru: 'thường trú',
  dan_cu: 'dân cư',
  nhan_ho_khau: 'nhân hộ khẩu'
};

/** What speaks for a kind of list: `title:chi_tra`, `column:monthly`. */
export function evidenceText(evidence: readonly string[]): string {
  return evidence
    .map((one) => {
      const [family, code = ''] = one.split(':');
      if (family === 'title') return t('office.lists.evidence.title', { word: TITLE_WORDS[code] ?? code.replaceAll('_', ' ') });
      if (family === 'column') return t('office.lists.evidence.column', { field: `“${fieldName(code)}”` });
      return t(family === 'said' ? 'office.lists.evidence.said' : 'office.lists.evidence.content');
    })
    .join(', ');
}

/** A refused request about lists; dates in its sentence are written as people write them. */
export function listProblem(problem: ApiProblem): string {
  const at = problem.params['at'];
  if (problem.kind !== 'offline' && typeof at === 'string') return sentence(problem.code, { ...problem.params, at: writeDateTime(at) });
  return requestProblem(problem);
}

/** What a column may hold, in the order in which a person looks for it. */
export const COLUMN_FIELDS = [
  'full_name',
  'family_name',
  'given_name',
  'birth_date',
  'birth_day',
  'birth_month',
  'birth_year',
  'birth_date_male',
  'birth_date_female',
  'sex',
  'male_mark',
  'female_mark',
  'personal_id',
  'old_id',
  'phone',
  'ethnic_group',
  'village',
  'address',
  'commune',
  'district',
  'province',
  'household_number',
  'head_name',
  'relation_to_head',
  'poverty',
  'poor_mark',
  'near_poor_mark',
  'disability',
  'extreme_mark',
  'severe_mark',
  'light_mark',
  'disability_type',
  'disability_certificate',
  'category',
  'coefficient',
  'monthly',
  'decision_number',
  'decision_date',
  'from_month',
  'caregiver_name',
  'bank_account',
  'death_date',
  'status',
  'note',
  'row_number',
  'signature'
] as const;

export const KINDS = ['residence', 'payment', 'poor_household', 'elderly', 'disability', 'other'] as const;

const ENCODINGS: Record<string, string> = { tcvn3: 'TCVN3 (ABC)', vni: 'VNI', cp1258: 'Windows-1258', mojibake: 'UTF-8' };

/** The old encoding that was put right; undefined for proper text. */
export function encodingText(encoding: string): string | undefined {
  const name = ENCODINGS[encoding];
  return name && t('office.lists.understand.encoding', { encoding: name });
}
