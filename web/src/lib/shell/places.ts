import type { MessageKey } from '$lib/messages';
import type { IconName } from '$lib/ui/Icon.svelte';

/**
 * Which parts of the app each role is shown. This only keeps screens tidy: what a person may see and do is decided by
 * the core and by the server.
 */
export type Role = 'center' | 'social' | 'police' | 'health' | 'front' | 'village_head' | 'communications' | 'economy' | 'office' | 'leader' | 'admin';

export interface Place {
  path: string;
  label: MessageKey;
  icon: IconName;
  /** The address is this place only when it is exactly `path`. */
  exact?: boolean;
}

const ROLES: readonly Role[] = ['center', 'social', 'police', 'health', 'front', 'village_head', 'communications', 'economy', 'office', 'leader', 'admin'];
const FIELD_ROLES: readonly Role[] = ['center', 'social', 'police', 'health', 'front', 'village_head'];

export const FIELD_PLACES: readonly Place[] = [
  { path: '/field', label: 'field.nav.home', icon: 'home', exact: true },
  { path: '/field/people', label: 'field.nav.people', icon: 'search' },
  { path: '/field/results', label: 'field.nav.results', icon: 'hand' },
  { path: '/field/outbox', label: 'field.nav.outbox', icon: 'outbox' }
];

const OFFICE_PLACES: readonly (Place & { roles: readonly Role[] })[] = [
  { path: '/office/village', label: 'office.nav.village', icon: 'home', roles: ['village_head'] },
  { path: '/office/board', label: 'office.nav.board', icon: 'board', roles: ['center', 'social', 'leader'] },
  { path: '/office/queue', label: 'office.nav.queue', icon: 'queue', roles: ['police', 'health'] },
  { path: '/office/rounds', label: 'office.nav.rounds', icon: 'calendar', roles: ['center', 'social', 'leader', 'office', 'communications', 'economy', 'front', 'village_head'] },
  { path: '/office/people', label: 'office.nav.people', icon: 'people', roles: ['center', 'social', 'leader', 'front', 'village_head'] },
  { path: '/office/missing', label: 'office.nav.missing', icon: 'question', roles: ['center', 'social', 'leader', 'police', 'health', 'front', 'village_head'] },
  { path: '/office/sweep', label: 'office.nav.sweep', icon: 'swap', roles: ['social', 'leader'] },
  { path: '/office/lists', label: 'office.nav.lists', icon: 'queue', roles: ['center', 'social'] },
  { path: '/office/lists/quality', label: 'office.nav.lists', icon: 'queue', roles: ['leader', 'office'] },
  { path: '/office/visits', label: 'office.nav.visits', icon: 'home', roles: ['center', 'social', 'health', 'front'] },
  { path: '/office/attention', label: 'office.nav.attention', icon: 'eye', roles: ['center', 'social'] },
  { path: '/office/payments', label: 'office.nav.payments', icon: 'money', roles: ['social', 'leader', 'economy'] },
  { path: '/office/reports', label: 'office.nav.reports', icon: 'report', roles: ['center', 'social', 'leader', 'office', 'front'] }
];

export function officePlaces(roles: readonly string[]): Place[] {
  return OFFICE_PLACES.filter((place) => place.roles.some((role) => roles.includes(role)));
}

export function worksInField(roles: readonly string[]): boolean {
  return FIELD_ROLES.some((role) => roles.includes(role));
}

/** The words for a role code; a role of a newer server is still named. */
export function roleLabel(role: string): MessageKey {
  return (ROLES as readonly string[]).includes(role) ? `role.${role as Role}` : 'role.unknown';
}

/** Whether an address lies in a place; pages of dossiers belong to the board, and those of lists to the one that leads to them. */
export function isAt(place: Place, path: string): boolean {
  if (place.exact) return path === place.path || path.startsWith('/field/stop');
  const within = (root: string) => path === root || path.startsWith(`${root}/`);
  if (within(place.path)) return true;
  if (place.path === '/office/lists/quality') return within('/office/lists');
  return place.path === '/office/board' && within('/office/dossiers');
}
