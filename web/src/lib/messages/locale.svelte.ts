import { codesVi } from './codes.vi';
import { vi, type MessageKey } from './vi';

export type Locale = 'vi' | 'en';
export type Params = Readonly<Record<string, string | number>>;

type Catalogue = { messages: Record<MessageKey, string>; codes: Record<string, string> };

const source: Catalogue = { messages: vi, codes: codesVi };

/** Vietnamese is part of the first load; English comes only when asked for. */
let current = $state.raw<{ locale: Locale; catalogue: Catalogue }>({ locale: 'vi', catalogue: source });

export function locale(): Locale {
  return current.locale;
}

/** Changes the language of the whole interface; resolves when its words are on the device. */
export async function setLocale(wanted: Locale): Promise<void> {
  if (wanted === 'vi') {
    current = { locale: 'vi', catalogue: source };
  } else {
    const [{ en }, { codesEn }] = await Promise.all([import('./en'), import('./codes.en')]);
    current = { locale: 'en', catalogue: { messages: en, codes: codesEn } };
  }
  if (typeof document !== 'undefined') document.documentElement.lang = wanted;
}

/** The words for `key` in the current language, with `{name}` replaced from `params`. */
export function t(key: MessageKey, params?: Params): string {
  return fill(current.catalogue.messages[key], params);
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
