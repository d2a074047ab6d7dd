import { loadOfficeWords } from '$lib/messages';

/** No screen of the office without its words. */
export const load = loadOfficeWords;
