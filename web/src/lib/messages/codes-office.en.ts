import { missingCodesEn } from './codes-missing.en';
import { paymentCodesEn } from './codes-payments.en';

/** English of `codes-office.vi.ts`. */
export const officeCodesEn: Record<string, string> = { ...missingCodesEn, ...paymentCodesEn };
