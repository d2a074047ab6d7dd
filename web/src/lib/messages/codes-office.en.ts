import { missingCodesEn } from './codes-missing.en';

/** English of `codes-office.vi.ts`. */
export const officeCodesEn: Record<string, string> = { ...missingCodesEn };
