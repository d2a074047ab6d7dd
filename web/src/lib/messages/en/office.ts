import type { office as source } from '../vi/office';

export const office: Record<keyof typeof source, string> = {
  'office.board.title': 'Board of dossiers',
  'office.dossier.title': 'Dossier',
  'office.rounds.title': 'Rounds',
  'office.people.title': 'People',
  'office.queue.title': 'Waiting for me',
  'office.reports.title': 'Reports',
  'office.attention.title': 'Needs a look'
};
