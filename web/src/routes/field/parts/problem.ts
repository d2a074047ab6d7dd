import { LawProblem } from '$lib/core/law';
import { CoreUnavailable } from '$lib/core/core';
import { StorageProblem, storageProblem } from '$lib/local';
import { sentence } from '$lib/messages';

/** The sentence for whatever stopped an action on a field screen. */
export function explain(cause: unknown): string {
  return sentence(codeOf(cause), cause instanceof LawProblem ? cause.params : undefined);
}

export function codeOf(cause: unknown): string {
  if (cause instanceof LawProblem || cause instanceof StorageProblem || cause instanceof CoreUnavailable) return cause.code;
  // A fault of this program is not to be taken for a full disk.
  if (cause instanceof TypeError || cause instanceof ReferenceError) throw cause;
  return storageProblem(cause).code;
}
