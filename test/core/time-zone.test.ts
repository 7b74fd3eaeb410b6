import { afterEach, describe, expect, it } from 'vitest';
import { localTimeZone, zoneOf } from '../../src/core/time-zone.js';

const before = process.env['TZ'];
afterEach(() => {
  if (before === undefined) delete process.env['TZ'];
  else process.env['TZ'] = before;
});

const fromIntl = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;
/** One name for all that name the same zone. */
const canonical = (timeZone: string): string => new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;

describe('the time zone of this process', () => {
  it('is the one that Intl tells, whatever TZ says', () => {
    for (const tz of [
      undefined,
      'UTC',
      'Etc/UTC',
      'Europe/Berlin',
      'America/Argentina/Buenos_Aires',
      ':Asia/Tokyo',
      'EST5EDT',
      'Nowhere/Land',
      '',
    ]) {
      if (tz === undefined) delete process.env['TZ'];
      else process.env['TZ'] = tz;
      const zone = localTimeZone();
      expect(zone === fromIntl() ? zone : canonical(zone), tz).toBe(fromIntl());
    }
  });

  it('is read from the link that the system keeps, for every zone', () => {
    for (const zone of Intl.supportedValuesOf('timeZone')) {
      expect(canonical(zoneOf(undefined, `/usr/share/zoneinfo/${zone}`) ?? 'none'), zone).toBe(canonical(zone));
      expect(zoneOf(undefined, `/var/db/timezone/zoneinfo/${zone}`)).toBe(zoneOf(undefined, `/usr/share/zoneinfo/${zone}`));
    }
  });

  it('is left to Intl where the link or TZ does not name one plainly', () => {
    for (const linked of [undefined, '/etc/localtime', '/usr/share/zoneinfo/posix/Europe/Berlin', '/usr/share/zoneinfo/posixrules']) {
      expect(zoneOf(undefined, linked)).toBeUndefined();
    }
    expect(zoneOf('Europe/Berlin', '/usr/share/zoneinfo/Asia/Tokyo')).toBeUndefined();
  });
});
