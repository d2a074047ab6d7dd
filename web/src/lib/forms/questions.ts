import type { Eligibility } from '$lib/core/law';

type Question = Eligibility['questions'][number];

/**
 * The questions in the order in which an officer asks them: first those whose answer settles most by itself. A high
 * amount that hangs on four answers comes after a smaller one that hangs on this one alone. `last` come last: the law
 * leaves them open, but nobody asks a grandmother whether she is expecting.
 */
export function inOrder({ questions, verdicts }: Pick<Eligibility, 'questions' | 'verdicts'>, last: readonly string[] = []): Question[] {
  const open = verdicts.filter((one) => one.verdict === 'unknown' && one.needs.length > 0);
  const ranked = questions.map((question, place) => {
    const asking = open.filter((one) => one.needs.includes(question.fact));
    return {
      question,
      place,
      settles: Math.max(0, ...asking.map((one) => one.monthly / one.needs.length)),
      beside: Math.min(Number.MAX_SAFE_INTEGER, ...asking.map((one) => one.needs.length))
    };
  });
  const isLast = (one: (typeof ranked)[number]) => Number(last.includes(one.question.fact));
  ranked.sort((a, b) => isLast(a) - isLast(b) || b.settles - a.settles || a.beside - b.beside || a.place - b.place);
  return ranked.map((one) => one.question);
}
