import { fail } from '../../core/error.js';

/** Whether a date text is `NOW` or `TODAY`, perhaps with something added; `now()` is a function of the database. */
export function isNowText(text: string): boolean {
  return /^(?:now|today)(?!\()/i.test(text);
}

/**
 * The moment that `NOW`, `NOW+2h`, `NOW-30minutes`, `TODAY` or `TODAY+1` means, as an ISO text fit for the column type; in the time
 * zone of the process. Source: Liquibase `NowAndTodayUtil` (4.28.0), whose units are any beginning of years, days, hours and minutes.
 * @param type `date`, `time`, `datetime` or `timestamp`.
 * @throws PARSE_INVALID_VALUE on any other form or type.
 */
export function nowText(text: string, type: string, now: Date): string {
  const moment = new Date(now);
  const offset = /^now(?:([+-]\d+)([mhdy][a-z]*))?$|^today(?:([+-]\d+))?$/.exec(text.toLowerCase());
  const unit = offset === null ? undefined : offset[3] === undefined ? unitOf(offset[2]) : 'days';
  if (offset === null || unit === undefined) {
    return fail('PARSE_INVALID_VALUE', {
      message: `"${text}" is no date`,
      hint: 'after NOW comes + or -, a number and m, h, d or y; after TODAY comes + or - and a number of days',
    });
  }
  const amount = Number(offset[1] ?? offset[3] ?? 0);
  if (unit === 'years') moment.setFullYear(moment.getFullYear() + amount);
  else if (unit === 'days') moment.setDate(moment.getDate() + amount);
  else moment.setTime(moment.getTime() + amount * (unit === 'hours' ? 3_600_000 : 60_000));
  return isoText(moment, type.toLowerCase(), text);
}

function unitOf(text: string | undefined): 'years' | 'days' | 'hours' | 'minutes' | undefined {
  if (text === undefined) return 'days';
  return (['years', 'days', 'hours', 'minutes'] as const).find((unit) => unit.startsWith(text));
}

const two = (n: number): string => String(n).padStart(2, '0');

function isoText(moment: Date, type: string, text: string): string {
  const day = `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
  const time = `${two(moment.getHours())}:${two(moment.getMinutes())}:${two(moment.getSeconds())}`;
  if (type === 'date') return day;
  if (type === 'time') return time;
  if (type === 'datetime' || type === 'timestamp') {
    const fraction = String(moment.getMilliseconds()).padStart(3, '0').replace(/0+$/, '');
    return `${day}T${time}${fraction === '' ? '' : `.${fraction}`}`;
  }
  return fail('PARSE_INVALID_VALUE', { message: `"${text}" needs a column type of date, time or datetime, not ${type}` });
}
