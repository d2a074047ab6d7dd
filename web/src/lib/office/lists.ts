import { resolve } from '$app/paths';

/** What a list of dossiers may be narrowed by; the same names as in the API. */
export const CONDITIONS = ['list', 'village', 'procedure', 'holder', 'status', 'stop', 'round', 'month', 'beneficiary', 'q'] as const;
export type Condition = (typeof CONDITIONS)[number];
export type Conditions = Partial<Record<Condition, string>>;

/** Address of the screen that shows a list of dossiers. */
export function listAddress(conditions: Conditions): string {
  return `${resolve('/office/dossiers')}?${new URLSearchParams(conditions as Record<string, string>)}`;
}

export function readConditions(params: URLSearchParams): Conditions {
  const found: Conditions = {};
  for (const name of CONDITIONS) {
    const value = params.get(name)?.trim();
    if (value) found[name] = value;
  }
  return found;
}

/**
 * The screen that shows what an address of the API lists; undefined when this version of the app has none. Every number
 * of a report names such an address.
 */
export function screenOf(list: string | null): string | undefined {
  if (list === null) return undefined;
  const [path, query = ''] = list.split('?');
  const params = new URLSearchParams(query);
  switch (path) {
    case '/api/dossiers':
      return listAddress(readConditions(params));
    case '/api/people':
      return `${resolve('/office/people')}?${params}`;
    case '/api/difficulties':
      return `${resolve('/office/reports/difficulties')}?${params}`;
    case '/api/attendances':
      return `${resolve('/office/reports/attendances')}?${params}`;
    default:
      return undefined;
  }
}
