import { doublesCodesEn } from './codes-doubles.en';
import { paymentCodesEn } from './codes-payments.en';
import { missingCodesEn } from './codes-missing.en';
import { listCodesEn } from './codes-lists.en';

/** English of `codes-office.vi.ts`. */
export const officeCodesEn: Record<string, string> = {
  ...doublesCodesEn,
  ...paymentCodesEn,
  ...missingCodesEn,
  ...listCodesEn
};
