import { officeBoard } from './office-board';
import { officeCommon } from './office-common';
import { officeDossier } from './office-dossier';
import { officeMissing } from './office-missing';
import { officePayments } from './office-payments';
import { officePeople } from './office-people';
import { officeRounds } from './office-rounds';
import { officeSweep } from './office-sweep';

/** Words of the office screens. Keys begin with `office.`. */
export const office = { ...officeCommon, ...officeBoard, ...officeDossier, ...officeRounds, ...officePeople, ...officeMissing, ...officeSweep, ...officePayments } as const;
