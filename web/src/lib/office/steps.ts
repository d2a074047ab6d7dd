/** How the steps that are allowed are laid out. Which are allowed is never decided here: the server names them. */
export interface Laid {
  /** The one thing to do next. */
  main: string | undefined;
  /** Other ways on from here. */
  beside: string[];
  /** What is possible at any time. */
  quiet: string[];
}

const ONWARD = ['receive', 'forward', 'appraise', 'approve', 'record_decision', 'hand_over', 'supplement_received'];
const BESIDE = ['send_back', 'request_supplement', 'ask_confirmation', 'extend'];
/** Answering a question of one's own office has a screen of its own. */
const ELSEWHERE = ['confirm', 'guide'];

export function layOut(allowed: readonly string[], proposal: string | undefined, flags: readonly string[]): Laid {
  const open = allowed.filter((step) => !ELSEWHERE.includes(step) && (step !== 'close_flag' || flags.length > 0));
  const refusing = proposal === 'refuse' && open.includes('refuse') ? 'refuse' : undefined;
  const main = refusing ?? ONWARD.find((step) => open.includes(step));
  const beside = [...BESIDE, ...(flags.length > 0 ? ['close_flag'] : [])].filter((step) => open.includes(step) && step !== main);
  return { main, beside, quiet: open.filter((step) => step !== main && !beside.includes(step)) };
}
