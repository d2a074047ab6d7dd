import type { office as source } from '../vi/office';
import { officeBoard } from './office-board';
import { officeCommon } from './office-common';
import { officeDossier } from './office-dossier';
import { officeMissing } from './office-missing';
import { officePayments } from './office-payments';
import { officePeople } from './office-people';
import { officeRounds } from './office-rounds';
import { officeSweep } from './office-sweep';

export const office: Record<keyof typeof source, string> = { ...officeCommon, ...officeBoard, ...officeDossier, ...officeRounds, ...officePeople, ...officeMissing, ...officeSweep, ...officePayments };
