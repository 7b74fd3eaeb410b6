/**
 * The moment that a timestamp without a zone means on this machine, as JDBC reads it; undefined for texts that are none (infinity, BC, MySQL's zero dates).
 * @param text `2020-01-31 13:14:15.123456`, or a date alone.
 */
export function readLocalTimestamp(text: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d:\d\d(?:\.\d{1,9})?)?$/.test(text)) return undefined;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  if (month === 0 || day === 0) return undefined;
  const date = new Date(year, month - 1, day, digits(text, 11, 13), digits(text, 14, 16), digits(text, 17, 19), digits(text, 20, 23));
  // Years below 100 are taken for 19xx by the constructor.
  if (year < 100) date.setFullYear(year);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** The number that digits of a text say; those that it does not have are zeros. */
function digits(text: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at++) number = number * 10 + (at < text.length ? text.charCodeAt(at) - 48 : 0);
  return number;
}

/** A whole number as a number where that is exact, otherwise as a bigint. */
export function readInteger(text: string): number | bigint {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}
