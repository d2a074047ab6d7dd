export { formatBytes, formatNumber, hasWords, loadOfficeWords, locale, sentence, setLocale, t, type Locale, type Params } from './locale.svelte';
export type { MessageKey } from './vi';
