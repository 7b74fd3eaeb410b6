/** What Java calls time zones whose short name English has nowhere in Unicode's data, and that have no summer time. */
const javaNames: Readonly<Record<string, string>> = {
  'America/Argentina/Buenos_Aires': 'ART',
  'America/Bogota': 'COT',
  'America/Buenos_Aires': 'ART',
  'America/Caracas': 'VET',
  'America/Lima': 'PET',
  'America/Sao_Paulo': 'BRT',
  'Asia/Bangkok': 'ICT',
  'Asia/Dhaka': 'BDT',
  'Asia/Ho_Chi_Minh': 'ICT',
  'Asia/Hong_Kong': 'HKT',
  'Asia/Jakarta': 'WIB',
  'Asia/Karachi': 'PKT',
  'Asia/Kuala_Lumpur': 'MYT',
  'Asia/Manila': 'PST',
  'Asia/Riyadh': 'AST',
  'Asia/Saigon': 'ICT',
  'Asia/Seoul': 'KST',
  'Asia/Shanghai': 'CST',
  'Asia/Singapore': 'SGT',
  'Asia/Taipei': 'CST',
  'Asia/Tashkent': 'UZT',
  'Asia/Tokyo': 'JST',
  'Europe/Istanbul': 'TRT',
  'Europe/Minsk': 'MSK',
  'Europe/Moscow': 'MSK',
};

/** Locales that know the short names of their own regions' time zones. */
const locales = ['en-US', 'en-GB', 'en-AU', 'en-IN', 'en-NZ', 'en-ZA', 'en-CA'];

/** An instant in the time zone of this machine, as `java.util.Date.toString` writes it: `Fri Jan 31 00:00:00 UTC 2020`. */
export function javaDateText(date: Date): string {
  // The default string is `Fri Jan 31 2020 00:00:00 GMT+0000 (…)` in every locale.
  const [weekday, month, day, year, time] = date.toString().split(' ');
  return `${weekday} ${month} ${day} ${time} ${zoneName(date)} ${year}`;
}

/** The short name of this machine's time zone at an instant, or its offset where nobody has a name for it. */
function zoneName(date: Date): string {
  const known = javaNames[new Intl.DateTimeFormat('en-US').resolvedOptions().timeZone];
  if (known !== undefined) return known;
  const names = locales.map((locale) => {
    const parts = new Intl.DateTimeFormat(locale, { timeZoneName: 'short' }).formatToParts(date);
    return parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  });
  return names.find((name) => !/^GMT[+-]/.test(name)) ?? names[0] ?? 'GMT';
}
