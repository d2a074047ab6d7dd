import { field } from './vi/field';
import { office } from './vi/office';
import { shell } from './vi/shell';
import { ui } from './vi/ui';

/** Vietnamese, the source language: a key exists when it is here. */
export const vi = { ...ui, ...shell, ...field, ...office } as const;

export type MessageKey = keyof typeof vi;
