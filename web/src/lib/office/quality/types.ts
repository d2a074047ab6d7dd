/** The JSON of `/api/quality`; see docs/API.md. */

export interface Lack {
  without: number;
  of: number;
  before?: number;
}

/** Columns of the report, in their order, and the list that each number opens. */
export const COLUMNS = [
  { key: 'personal_id', list: 'without_personal_id' },
  { key: 'phone', list: 'without_phone' },
  { key: 'caregiver', list: 'without_caregiver' },
  { key: 'birth_date', list: 'without_birth_day' },
  { key: 'household', list: 'without_household' },
  { key: 'receives', list: 'receives_unknown' },
  { key: 'unresolved_places', list: undefined },
  { key: 'doubtful_matches', list: undefined }
] as const;

export type Column = (typeof COLUMNS)[number];

export type VillageQuality = { village?: string; people: number } & Record<Column['key'], Lack>;

export interface Quality {
  today: string;
  since?: string;
  months: string[];
  villages: VillageQuality[];
}

/** Whole per cents, never 0 nor 100 where that is not quite true. */
export function percent(lack: Lack): number {
  if (lack.of === 0 || lack.without === 0) return 0;
  if (lack.without >= lack.of) return 100;
  return Math.min(99, Math.max(1, Math.round((lack.without * 100) / lack.of)));
}
