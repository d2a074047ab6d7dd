import type { field as source } from '../vi/field';

export const field: Record<keyof typeof source, string> = {
  'field.home.title': 'Mobile stop',
  'field.home.empty': 'No stop has been taken along on this device',
  'field.stop.title': 'Stop in the village',
  'field.people.title': 'Find a person',
  'field.person.title': 'Person',
  'field.household.title': 'Household',
  'field.dossier.new.title': 'Take in a dossier',
  'field.outbox.title': 'Work not sent',
  'field.results.title': 'Hand over results',
  'field.survey.title': 'What people think'
};
