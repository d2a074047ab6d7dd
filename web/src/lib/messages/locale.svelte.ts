import { codesVi } from './codes.vi';
import { vi, type MessageKey } from './vi';

export type Locale = 'vi' | 'en';
export type Params = Readonly<Record<string, string | number>>;

type Catalogue = { messages: Partial<Record<MessageKey, string>>; codes: Record<string, string> };

/** Vietnamese is part of the first load, but for the words of the office; English comes only when asked for. */
let source: Catalogue = { messages: vi, codes: codesVi };
let current = $state.raw<{ locale: Locale; catalogue: Catalogue }>({ locale: 'vi', catalogue: source });

export function locale(): Locale {
  return current.locale;
}

/** Changes the language of the whole interface; resolves when its words are on the device. */
export async function setLocale(wanted: Locale): Promise<void> {
  if (wanted === 'vi') {
    current = { locale: 'vi', catalogue: source };
  } else {
    const [{ en }, { codesEn }, { officeCodesEn }] = await Promise.all([import('./en'), import('./codes.en'), import('./codes-office.en')]);
    current = { locale: 'en', catalogue: { messages: en, codes: { ...codesEn, ...officeCodesEn } } };
  }
  if (typeof document !== 'undefined') document.documentElement.lang = wanted;
}

/** Brings the words of the office screens; resolves when they are on the device. */
export async function loadOfficeWords(): Promise<void> {
  const [{ office }, { officeCodesVi }] = await Promise.all([import('./vi/office'), import('./codes-office.vi')]);
  source = { messages: { ...vi, ...office }, codes: { ...codesVi, ...officeCodesVi } };
  if (current.locale === 'vi') current = { locale: 'vi', catalogue: source };
}

/** Whether there are words for a key that was put together from a code. */
export function hasWords(key: string): key is MessageKey {
  return Object.hasOwn(current.catalogue.messages, key);
}

/** The words for `key` in the current language, with `{name}` replaced from `params`. */
export function t(key: MessageKey, params?: Params): string {
  return fill(current.catalogue.messages[key] ?? key, params);
}

/**
 * The sentence for a stable code of the domain, the API or the device. A code that this version of the app
 * does not know yet (the server may be newer) still gives a usable sentence that names the code.
 */
export function sentence(code: string, params?: Params): string {
  const { codes } = current.catalogue;
  const text = Object.hasOwn(codes, code) ? codes[code] : undefined;
  return fill(text ?? codes.unknown_code ?? code, { code, ...params });
}

function fill(text: string, params: Params | undefined): string {
  if (!params) return text;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? formatNumber(value) : value;
  });
}

/** Vietnamese writes 1.234.567, English 1,234,567. */
export function formatNumber(value: number): string {
  return new Intl.NumberFormat(current.locale === 'vi' ? 'vi-VN' : 'en-GB').format(value);
}

/** A size in bytes as a person reads it, decimal units. */
export function formatBytes(bytes: number): string {
  return bytes < 1_000_000
    ? t('ui.size.kb', { size: Math.max(1, Math.round(bytes / 1000)) })
    : t('ui.size.mb', { size: Math.round(bytes / 100_000) / 10 });
}
