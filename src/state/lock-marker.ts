/** Who holds the lock row, where it was this program: what LOCKEDBY says. */
export interface LockMarker {
  readonly host: string;
  readonly address: string;
  /** Version of the program. */
  readonly version: string;
  /** The run; no two are alike. */
  readonly run: string;
  /** The session with the server, as the server numbers it; empty where it does not. */
  readonly session: string;
}

/** The length of LOCKEDBY. */
const LIMIT = 255;

/** `host#changelog/1.2.3;u=run;s=session (address)`: to Liquibase it is a host with a description, which it prints as it is. */
export function formatMarker({ host, address, version, run, session }: LockMarker): string {
  const rest = `#changelog/${version};u=${run};s=${session} (${address})`;
  return plain(host).slice(0, LIMIT - rest.length) + rest;
}

/** Reads a holder; undefined where it is not this program. */
export function parseMarker(lockedBy: string | null): LockMarker | undefined {
  const [, host = '', version = '', run = '', session = '', address = ''] =
    /^(.*)#changelog\/([^;]*);u=([^;]+);s=(\S*) \((.*)\)$/.exec(lockedBy ?? '') ?? [];
  return run === '' ? undefined : { host, address, version, run, session };
}

/** Host names are letters, digits, dots and hyphens; what else a system calls itself stays out of SQL. */
const plain = (host: string): string => host.replace(/[^\w.:-]/g, '_');
