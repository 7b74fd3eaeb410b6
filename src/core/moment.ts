/**
 * The moment that a text says: `2026-01-31`, or with a time as `2026-01-31T13:30`, `2026-01-31 13:30:00.5`, in the time zone of the process
 * unless `Z` or an offset follows. undefined where it is written otherwise, or where there is no such day or time.
 */
export function momentOf(text: string): Date | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)?)?$/i.exec(
    text.trim(),
  );
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map((field) => Number(field ?? 0));
  const milliseconds = Math.trunc(Number(`0.${match[7] ?? '0'}`) * 1000);
  const isThere = day <= new Date(Date.UTC(year, month, 0)).getUTCDate() && day > 0 && month > 0 && month <= 12;
  if (!isThere || hour > 23 || minute > 59 || second > 59) return undefined;
  const zone = match[8];
  if (zone === undefined) return new Date(year, month - 1, day, hour, minute, second, milliseconds);
  const offset = zone.toUpperCase() === 'Z' ? 0 : Number(`${zone[0]}1`) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4)));
  return new Date(Date.UTC(year, month - 1, day, hour, minute - offset, second, milliseconds));
}
