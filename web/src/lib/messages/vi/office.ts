import { officeBoard } from './office-board';
import { officeCommon } from './office-common';
import { officeDossier } from './office-dossier';
import { officeDoubles } from './office-doubles';
import { officePayments } from './office-payments';
import { officeMissing } from './office-missing';
import { officeListCodes } from './office-list-codes';
import { officeLists } from './office-lists';
import { officePeople } from './office-people';
import { officeRounds } from './office-rounds';
import { officeSweep } from './office-sweep';

/** Words of the office screens. Keys begin with `office.`. */
export const office = {
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
} as const;
