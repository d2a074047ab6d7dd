import type { FileRef } from '$lib/core/wire';
import type { DossierView, OfficeStep, PersonView } from '../types';

/** Keeps a file of this action on the device and gives its name by content. */
export type Keep = (bytes: Blob, mime: string, requirement: string) => Promise<FileRef>;

/** What an action is made into: one step, or what is still wrong, beside its fields. */
export type Made = { step: OfficeStep } | { problems: { field?: string; text: string }[] };

/** What every action at a dossier gets. */
export interface ActionProps {
  view: DossierView;
  /** The person and household, when they could be read. */
  home: PersonView | undefined;
  /** Name of a category of the rules. */
  categoryName: (id: string) => string;
  /** The step was written; `words` says what came of it. */
  ondone: (words: string) => void;
  onclose: () => void;
  /** Asks for the newest state without closing the dialog. */
  onreload: () => void;
}

/** The problem of one field out of a list. */
export function problemOf(problems: readonly { field?: string; text: string }[], field: string): string | undefined {
  return problems.find((problem) => problem.field === field)?.text;
}
