import { doublesCodesVi } from './codes-doubles.vi';
import { paymentCodesVi } from './codes-payments.vi';
import { missingCodesVi } from './codes-missing.vi';
import { listCodesVi } from './codes-lists.vi';

/** Sentences for codes that only office screens meet; they come with the words of the office. */
export const officeCodesVi: Record<string, string> = {
  ...doublesCodesVi,
  ...paymentCodesVi,
  ...missingCodesVi,
  ...listCodesVi
};
