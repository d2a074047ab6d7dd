import { hasWords, t, type MessageKey } from '$lib/messages';

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

/** The words of one code, `given_name=no_accent:+9.1`; a code of a newer server is still shown. */
export function readReason(code: string): Reason {
  const found = /^(\w+)=(\w+):([+-][\d.]+)$/.exec(code);
  const [, field = '', how = '', bits = '0'] = found ?? [];
  const own = `office.reason.${field}.${how}`;
  const [name, usual] = [`office.reason.field.${field}`, `office.reason.how.${how}`];
  const words = () => {
    if (hasWords(own)) return t(own);
    if (hasWords(name) && hasWords(usual)) return t(usual, { field: t(name) });
    return t('office.reason.newer', { code });
  };
  // A field that is alike may say little in a list where such slips are rare; that two people are meant it never shows.
  const said = how === 'different' ? Number(bits) : Math.max(Number(bits), LEAST_OF_ALIKE);
  return { text: words(), weight: weightOf(said), bits: said };
}

/** What speaks for one person first, what speaks against last. */
export function readReasons(codes: readonly string[]): Reason[] {
  return codes.map(readReason).sort((one, other) => other.bits - one.bits);
}

export function weightWords(weight: Weight): string {
  return t(`office.weight.${weight}`);
}

/** How sure it is, in words. */
export function sureWords(probability: number): string {
  const step = probability >= 0.95 ? 'almost' : probability >= 0.7 ? 'very' : probability >= 0.4 ? 'maybe' : 'look';
  return t(`office.sure.${step}` satisfies MessageKey);
}
