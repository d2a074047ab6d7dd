import { field } from './en/field';
import { office } from './en/office';
import { shell } from './en/shell';
import { ui } from './en/ui';
import type { MessageKey } from './vi';

/** English, the second language of the interface: the compiler demands every key of the source language. */
export const en: Record<MessageKey, string> = { ...ui, ...shell, ...field, ...office };
