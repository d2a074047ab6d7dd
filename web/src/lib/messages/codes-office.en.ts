import { doublesCodesEn } from './codes-doubles.en';

/** English of `codes-office.vi.ts`. */
export const officeCodesEn: Record<string, string> = {
  ...doublesCodesEn
};
