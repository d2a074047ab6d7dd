/** English of `codes-lists.vi.ts`. */
export const listCodesEn: Record<string, string> = {
  list_too_large: 'The file is larger than {megabytes} MB. Remove pictures or split it, one file per village.',
  import_known: 'This file was brought in by {by} at {at}. Open that import; to bring it in again, throw it away or take it back first.',
  import_state: 'This list has moved on and this is no longer possible. Load the page again to see where it stands.',
  import_changed: 'Since the numbers were shown somebody decided otherwise. Look at the new numbers and agree again.',
  person_known_since: 'Somebody was just registered who may be this person, so nothing more was written. The office looks at it.'
};
