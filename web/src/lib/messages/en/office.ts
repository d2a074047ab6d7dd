import type { office as source } from '../vi/office';
import { officeBoard } from './office-board';
import { officeCommon } from './office-common';
import { officeDossier } from './office-dossier';
import { officeDoubles } from './office-doubles';
import { officeListCodes } from './office-list-codes';
import { officeLists } from './office-lists';
import { officePeople } from './office-people';
import { officeRounds } from './office-rounds';
import { officePayments } from './office-payments';
import { officeMissing } from './office-missing';
import { officeSweep } from './office-sweep';

export const office: Record<keyof typeof source, string> = {
  ...officeCommon,
  ...officeBoard,
  ...officeDossier,
  ...officeRounds,
  ...officePeople,
  ...officeDoubles,
  ...officePayments,
  ...officeMissing,
  ...officeSweep,
  ...officeLists,
  ...officeListCodes
};
