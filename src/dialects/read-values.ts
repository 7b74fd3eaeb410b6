/**
 * The moment that a timestamp without a zone means on this machine, as JDBC reads it; undefined for texts that are none (infinity, BC, MySQL's zero dates).
 * @param text `2020-01-31 13:14:15.123456`, or a date alone.
 */
export function readLocalTimestamp(text: string): Date | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?)?$/.exec(text);
  if (match === null || match[2] === '00' || match[3] === '00') return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = ''] = match;
  const date = new Date(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    Number(fraction.padEnd(3, '0').slice(0, 3)),
  );
  // Years below 100 are taken for 19xx by the constructor.
  if (Number(year) < 100) date.setFullYear(Number(year));
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** A whole number as a number where that is exact, otherwise as a bigint. */
export function readInteger(text: string): number | bigint {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}
