/** A date of which the day, or the day and the month, may be unknown: `1950`, `1950-03`, `1950-03-01`. */
export type PartialDate = string;

/**
 * Reads what a person typed: `1950`, `3/1950`, `01/03/1950`, also with dots, dashes or spaces, and `01031950`.
 * Gives the ISO form, or undefined when the calendar has no such date. Only the calendar is checked here;
 * whether a date makes sense is for the core to say.
 */
export function readPartialDate(typed: string): PartialDate | undefined {
  const text = typed.trim();
  const packed = /^(\d{2})(\d{2})(\d{4})$/.exec(text);
  const parts = packed ? packed.slice(1) : text.split(/\s*[/.\-\s]\s*/);
  if (parts.length > 3 || parts.some((part) => !/^\d{1,4}$/.test(part))) return undefined;
  const year = parts.at(-1) ?? '';
  if (!/^\d{4}$/.test(year) || Number(year) < 1) return undefined;
  if (parts.length === 1) return year;

  const month = Number(parts.at(-2));
  if (month < 1 || month > 12) return undefined;
  const withMonth = `${year}-${String(month).padStart(2, '0')}`;
  if (parts.length === 2) return withMonth;

  const day = Number(parts[0]);
  if (day < 1 || day > daysIn(Number(year), month)) return undefined;
  return `${withMonth}-${String(day).padStart(2, '0')}`;
}

/** The usual Vietnamese way of writing a partial date: `01/03/1950`, `03/1950`, `1950`. */
export function writePartialDate(date: PartialDate): string {
  return date.split('-').reverse().join('/');
}

function daysIn(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}
