import { expect, it } from 'vitest';
import type { CategoryVerdict } from '$lib/core/law';
import { inOrder } from './questions';

const open = (monthly: number, ...needs: string[]) => ({ verdict: 'unknown', monthly, needs }) as CategoryVerdict;

it('asks first what settles most by itself', () => {
  const verdicts = [
    open(540_000, 'monthly_pension'),
    open(1_620_000, 'household.poverty', 'obligated_supporter', 'taken_in'),
    open(1_080_000, 'household.poverty', 'obligated_supporter'),
    open(1_350_000, 'disability'),
    open(1_080_000, 'disability', 'pregnant', 'children_under_36_months', 'spouse_receives_care_support'),
    { ...open(9_000_000, 'never'), verdict: 'no' as const }
  ];
  const facts = ['household.poverty', 'obligated_supporter', 'taken_in', 'disability', 'pregnant', 'monthly_pension', 'never'];
  const asked = inOrder({ verdicts, questions: facts.map((fact) => ({ fact, worth: 1 })) });
  expect(asked.map((one) => one.fact)).toEqual([
    'disability',
    'monthly_pension',
    'household.poverty',
    'obligated_supporter',
    'taken_in',
    'pregnant',
    'never'
  ]);
  const politely = inOrder({ verdicts, questions: facts.map((fact) => ({ fact, worth: 1 })) }, ['disability']);
  expect(politely.map((one) => one.fact).at(-1)).toBe('disability');
});
