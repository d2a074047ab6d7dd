/** The `aria-describedby` of a field: its hint and its problem, as far as they are shown. */
export function describedBy(id: string, hint: unknown, problem: unknown, ...more: (string | false | undefined)[]): string | undefined {
  const ids = [hint && `${id}-hint`, problem && `${id}-problem`, ...more].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : undefined;
}
