import { fileId, sha256Hex, type FileRow, type LocalStore } from '$lib/local';
import type { FileRef, MissingItem, Paper } from '$lib/core/wire';
import type { DraftPaper } from '$lib/state/drafts.svelte';
import type { FormDefinition, Problem, Requirement } from '$lib/core/law';

/** Puts the bytes of a paper into the device store and gives the name they have by their content. */
export async function keepFile(store: LocalStore, bytes: Blob, mime: string, dossier: string, requirement: string): Promise<FileRef> {
  const hash = await sha256Hex(bytes);
  const file = { hash, dossier, requirement };
  const row: FileRow = { ...file, id: fileId(file), mime, size: bytes.size, bytes, state: 'waiting', offset: 0 };
  await store.put('files', row);
  return { hash, mime, size: bytes.size };
}

/** What the checklist comes to: nothing is on it but what the core put there. */
export interface Tally {
  papers: Paper[];
  missing: MissingItem[];
  /** Needed papers that nobody has asked for yet. */
  untold: Requirement[];
}

/**
 * The checklist as it goes into the dossier. The declaration itself counts as provided when the core finds nothing
 * wrong with it; what a database holds is never missing.
 */
export function tally(
  requirements: readonly Requirement[],
  told: Readonly<Record<string, DraftPaper>>,
  form: FormDefinition,
  problems: readonly Problem[],
  missingWhere: string,
  missingName: (label: string) => string
): Tally {
  const errors = problems.filter((problem) => problem.severity === 'error');
  const result: Tally = { papers: [], missing: [], untold: [] };
  for (const one of requirements) {
    const paper = told[one.id];
    const files = paper?.files ?? [];
    const base = { requirement: one.id, name: one.name, ...(files.length > 0 ? { files } : {}) };
    if (isHeld(one)) {
      result.papers.push({ ...base, state: 'from_database' });
    } else if (one.kind === 'form') {
      result.papers.push({ ...base, state: errors.length > 0 ? 'missing' : 'provided' });
    } else if (paper?.state === 'have') {
      result.papers.push({ ...base, state: 'provided' });
    } else if (one.needed === 'no') {
      result.papers.push({ ...base, state: 'not_needed' });
    } else {
      if (paper?.state === undefined) result.untold.push(one);
      result.papers.push({ ...base, state: 'missing' });
      result.missing.push({ requirement: one.id, name: one.name, ...(one.where_to_get ? { where_to_get: one.where_to_get } : {}) });
    }
  }
  const labels = new Map(form.sections.flatMap((section) => section.fields).map((field) => [field.key, field.label]));
  for (const field of new Set(errors.map((problem) => problem.field))) {
    result.missing.push({ requirement: field, name: missingName(labels.get(field) ?? field), where_to_get: missingWhere });
  }
  return result;
}

export function isHeld(one: Requirement): boolean {
  return one.held_by_database || one.kind === 'data';
}
