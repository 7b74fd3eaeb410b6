/** Who holds the lock row, where it was this program: what LOCKEDBY says. */
export interface LockMarker {
  readonly host: string;
  readonly address: string;
  /** Version of the program. */
  readonly version: string;
  /** The run; no two are alike. */
  readonly run: string;
  /** The session with the server, as the server numbers it; for SQLite the process. */
  readonly session: string;
  /** What the run holds besides the row, and whose release proves that the run is over; see `Keeper`. */
  readonly kept: string;
}

/** The length of LOCKEDBY. */
const LIMIT = 255;

/** `host#changelog/1.2.3;u=run;s=session;k=kept (address)`: to Liquibase it is a host with a description, which it prints as it is. */
export function formatMarker({ host, address, version, run, session, kept }: LockMarker): string {
  const rest = `#changelog/${version};u=${run};s=${session};k=${kept} (${address})`;
  return plain(host).slice(0, LIMIT - rest.length) + rest;
}

/** Reads a holder; undefined where it is not this program. */
export function parseMarker(lockedBy: string | null): LockMarker | undefined {
  const [, host = '', version = '', run = '', session = '', kept = '', address = ''] =
    /^(.*)#changelog\/([^;]*);u=([^;]+);s=([^;]*);k=([^; ]*) \((.*)\)$/.exec(lockedBy ?? '') ?? [];
  return run === '' ? undefined : { host, address, version, run, session, kept };
}

/** Host names are letters, digits, dots and hyphens; what else a system calls itself stays out of SQL. */
const plain = (host: string): string => host.replace(/[^\w.:-]/g, '_');
