import { doublesCodesEn } from './codes-doubles.en';
import { listCodesEn } from './codes-lists.en';

/** English of `codes-office.vi.ts`. */
export const officeCodesEn: Record<string, string> = { ...listCodesEn, ...doublesCodesEn };
