/** English of `codes-missing.vi.ts`. */
export const missingCodesEn: Record<string, string> = {
  finding_settled: 'The list has just changed: this needs no answer any more, or the question is another. Load it again.'
};
