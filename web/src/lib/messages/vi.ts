import { field } from './vi/field';
import type { office } from './vi/office';
import { shell } from './vi/shell';
import { ui } from './vi/ui';

/** Vietnamese, the source language, as far as the first screens need it; the words of the office come with the office. */
export const vi = { ...ui, ...shell, ...field } as const;

/** A key exists when it is in Vietnamese. */
export type MessageKey = keyof typeof vi | keyof typeof office;
