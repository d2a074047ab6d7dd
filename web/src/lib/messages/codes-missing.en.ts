/** English of `codes-missing.vi.ts`. */
export const missingCodesEn: Record<string, string> = {
  finding_settled: 'The list has just changed: this needs no answer any more, or the question is another. Load it again.',
  months_out_of_range: 'The days and months do not fit together: the day under the new law comes after the one under the old law, and back pay covers at most 60 months. Change them and try again.',
  unreadable_date: 'A day or month cannot be read. Write a day such as 30/06/2026 and a month such as 07/2026.',
  no_rules_for_date: 'The rules have no amounts for one of the chosen days. Choose another day, or ask for the rules to be completed.'
};
