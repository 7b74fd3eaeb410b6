import { realpathSync } from 'node:fs';

/**
 * The name of the time zone of this process, as the IANA data spell it. `Intl` knows it, but takes longer to load than everything else that an
 * update with nothing to do needs; so the link that Linux and macOS keep is asked first, where `TZ` does not say otherwise.
 */
export function localTimeZone(): string {
  return zoneOf(process.env['TZ'], linkedFile()) ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/**
 * The zone that the variable TZ and the file behind /etc/localtime stand for; undefined where that takes more than reading them.
 * https://www.freedesktop.org/software/systemd/man/latest/localtime.html
 */
export function zoneOf(tz: string | undefined, linked: string | undefined): string | undefined {
  const name = tz ?? /\/zoneinfo\/([A-Z]\w+(?:\/\w[\w+-]*)*)$/.exec(linked ?? '')?.[1];
  if (name === undefined) return undefined;
  if (/^(?:Etc\/)?UTC$/.test(name)) return 'UTC';
  return tz === undefined ? name : undefined;
}

function linkedFile(): string | undefined {
  try {
    return realpathSync.native('/etc/localtime');
  } catch {
    return undefined;
  }
}
