import { t, type MessageKey } from '$lib/messages';
import { reasonWords } from '../lists/words';

/** How much a field says: above for one person, below for two. */
export type Weight = 'strong' | 'fair' | 'weak' | 'nothing' | 'against' | 'strongly-against';

export interface Reason {
  text: string;
  weight: Weight;
  /** Bits of evidence, for the order. */
  bits: number;
}

/** The least that a field may say which is alike, in bits. */
const LEAST_OF_ALIKE = -2.9;

/** One bit doubles the odds; these are steps that a person can tell apart. */
function weightOf(bits: number): Weight {
  if (bits >= 8) return 'strong';
  if (bits >= 3) return 'fair';
  if (bits >= 0.5) return 'weak';
  if (bits > -0.5) return 'nothing';
  return bits > -3 ? 'against' : 'strongly-against';
}

/** One code, `given_name=no_accent:+9.1`; a code of a newer server is still shown, and what could not be compared is left out. */
export function readReason(code: string): Reason | undefined {
  const [, how, written] = /=(\w+):([+-][\d.]+)$/.exec(code) ?? [];
  if (how === 'unknown') return undefined;
  // A field that is alike may say little in a list where such slips are rare; that two people are meant it never shows.
  const bits = how === 'different' ? Number(written) : Math.max(Number(written ?? 0), LEAST_OF_ALIKE);
  const text = reasonWords(code)?.text ?? t('office.reason.newer', { code });
  return { text: text.charAt(0).toLocaleUpperCase('vi') + text.slice(1), weight: weightOf(bits), bits };
}

/** What speaks for one person first, what speaks against last. */
export function readReasons(codes: readonly string[]): Reason[] {
  return codes.flatMap((code) => readReason(code) ?? []).sort((one, other) => other.bits - one.bits);
}

export function weightWords(weight: Weight): string {
  return t(`office.weight.${weight}`);
}

/** How sure it is, in words. */
export function sureWords(probability: number): string {
  const step = probability >= 0.95 ? 'almost' : probability >= 0.7 ? 'very' : probability >= 0.4 ? 'maybe' : 'look';
  return t(`office.sure.${step}` satisfies MessageKey);
}
