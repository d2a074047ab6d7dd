/**
 * Civil time of Việt Nam, which has one zone (UTC+7) and no summer time, whatever zone the device is set to.
 * The device's clock is written into entries and shown; it decides nothing.
 */
const OFFSET_MS = 7 * 3_600_000;

/** `2026-11-20T16:10` */
export function civilNow(now_ms: number = Date.now()): string {
  return new Date(now_ms + OFFSET_MS).toISOString().slice(0, 16);
}

/** `2026-11-20` */
export function civilToday(now_ms: number = Date.now()): string {
  return civilNow(now_ms).slice(0, 10);
}

/** How far the device's clock is ahead of the server's, in minutes; undefined when the answer told no time. */
export function clockDrift_minutes(date_header: string | null, now_ms: number = Date.now()): number | undefined {
  const server = date_header === null ? NaN : Date.parse(date_header);
  return Number.isNaN(server) ? undefined : Math.round((now_ms - server) / 60_000);
}

/** A calm warning begins here, in minutes either way. */
export const DRIFT_SHOWN_FROM_MINUTES = 10;

/** `20/11/2026`, `11/2026` or `2026`. */
export function writeDate(iso: string): string {
  return iso.slice(0, 10).split('-').reverse().join('/');
}

/** `16:10, 20/11/2026` */
export function writeDateTime(iso: string): string {
  const time = iso.slice(11, 16);
  return time ? `${time}, ${writeDate(iso)}` : writeDate(iso);
}
