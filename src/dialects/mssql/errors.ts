import { ChangelogError } from '../../core/error.js';
import { messageOf, networkFailure, nodeCode, placeOf, type ConnectFailure } from '../connect-error.js';
import type { ConnectionTarget } from '../driver.js';

/** A message of the server. https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors */
export interface ServerMessage {
  readonly number: number;
  readonly message: string;
  /** Severity; from 20 on the session is over. */
  readonly class?: number;
}

/** The server starts, stops, recovers the database or, in the cloud, moves it. */
const notReady: ReadonlySet<number> = new Set([921, 922, 927, 6005, 17142, 18401, 40197, 40501, 40540, 40613, 42109, 49918, 49919, 49920]);

/** The code of the error for a server without encryption. */
export const noEncryption = 'ENOENCRYPTION';

interface DriverError {
  readonly code?: string;
  readonly message: string;
  /** The server's number of the error; the package puts codes of its own here as well. */
  readonly number?: number | string;
  readonly class?: number;
  readonly lineNumber?: number;
  readonly procName?: string;
  readonly precedingErrors?: readonly DriverError[];
  readonly originalError?: unknown;
  readonly cause?: unknown;
}

/** Why the server did not let us in: by the messages it sent during the login, else by what happened to the socket. */
export function loginFailure(cause: unknown, messages: readonly ServerMessage[], target: ConnectionTarget): ConnectFailure | undefined {
  const said = (number: number): ServerMessage | undefined => messages.find((message) => message.number === number);
  const user = target.username ?? '';
  if (said(4060) ?? said(911)) {
    return {
      code: 'CONNECT_UNKNOWN_DATABASE',
      message: `the database "${target.database ?? ''}" does not exist, or user "${user}" may not use it`,
      hint: 'create it, or name another one in the URL',
    };
  }
  if (said(18456))
    return {
      code: 'CONNECT_AUTHENTICATION',
      message: `the server refused the login of user "${user}"`,
      hint: 'check --username and --password',
    };
  if (said(18487) ?? said(18488))
    return { code: 'CONNECT_AUTHENTICATION', message: `the password of user "${user}" has expired`, hint: 'set a new one' };
  if (said(17809) ?? said(10928) ?? said(10929)) {
    return {
      code: 'CONNECT_TOO_MANY',
      message: `the server takes no further connections: ${messages.at(-1)?.message ?? ''}`,
      hint: 'close idle sessions',
    };
  }
  const unready = messages.find(({ number }) => notReady.has(number));
  if (unready !== undefined)
    return {
      code: 'CONNECT_FAILED',
      message: `the server at ${placeOf(target)} is not ready: ${unready.message}`,
      hint: 'try again later',
    };
  const { code, message } = cause as DriverError;
  if (code === 'ELOGIN' || code === 'EFEDAUTH')
    return { code: 'CONNECT_AUTHENTICATION', message: `the login of user "${user}" failed: ${messages.at(-1)?.message ?? message}` };
  if (code === 'EENCRYPT')
    return { code: 'CONNECT_TLS', message: `the server at ${placeOf(target)} asks for TLS`, hint: 'add encrypt=true to the URL' };
  if (causes(cause).some((inner) => nodeCode(inner) === noEncryption))
    return {
      code: 'CONNECT_TLS',
      message: `the server at ${placeOf(target)} offers no encryption`,
      hint: 'encrypt=false in the URL connects without, if that is acceptable',
    };
  if (code === 'EINSTLOOKUP') {
    return {
      code: 'CONNECT_REFUSED',
      message: `the instance "${target.parameters['instancename'] ?? ''}" of ${target.host ?? ''} cannot be found: ${message}`,
      hint: 'is its browser service running (UDP 1434)? Otherwise give the port',
    };
  }
  const instance = target.parameters['instancename'];
  if (code === 'ETIMEOUT' && target.port === undefined && instance !== undefined) {
    return {
      code: 'CONNECT_TIMEOUT',
      message: `the instance "${instance}" of ${target.host ?? ''} did not answer in time`,
      hint: 'is its browser service running (UDP 1434)? Otherwise give the port',
    };
  }
  if (code === 'ETIMEOUT')
    return {
      code: 'CONNECT_TIMEOUT',
      message: `${placeOf(target)} did not complete the login in time`,
      hint: 'check host, port and firewall; is it a SQL Server?',
    };
  for (const inner of causes(cause)) {
    const failure = networkFailure(inner, target);
    if (failure?.code === 'CONNECT_TLS') return { ...failure, hint: certificateHint };
    if (failure !== undefined) return failure;
  }
  if (message.includes('Unable to process incoming packet'))
    return { code: 'CONNECT_FAILED', message: `${placeOf(target)} speaks another protocol`, hint: 'is it a SQL Server?' };
  if (/certificate|tls|ssl/i.test(message)) {
    return {
      code: 'CONNECT_TLS',
      message: `no trusted encrypted connection to ${placeOf(target)}: ${message}`,
      hint: certificateHint,
    };
  }
  return undefined;
}

const certificateHint =
  'in the URL, serverCertificate=<PEM file> names the authority, hostNameInCertificate another name of the server; trustServerCertificate=true trusts blindly';

/** An error and what it wraps, innermost first. */
function causes(error: unknown): readonly unknown[] {
  const chain: unknown[] = [];
  for (
    let at = error;
    at !== undefined && at !== null && chain.length < 8;
    at = (at as DriverError).originalError ?? (at as DriverError).cause
  )
    chain.unshift(at);
  return chain;
}

/** The error of a statement that the server refused, or that was under way when the session ended. */
export function statementError(cause: unknown, sql: string, target: ConnectionTarget): ChangelogError {
  const error = cause as DriverError;
  // The last message may only say "see previous errors"; the first tells what happened.
  const all = [...(error.precedingErrors ?? []), error].filter((one) => typeof one.number === 'number');
  const [first] = all;
  if (first?.number === undefined || all.some((one) => (one.class ?? 0) >= 20)) {
    return new ChangelogError('CONNECT_LOST', {
      message: `the connection to ${placeOf(target)} broke: ${all[0]?.message ?? messageOf(cause)}`,
      hint: 'the server rolls an open transaction back; what had been committed stays, so the command can be run again',
      dialect: 'mssql',
      serverCode: first?.number === undefined ? nodeCode(cause) : String(first.number),
      cause,
    });
  }
  const offset = offsetOf(first, sql);
  return new ChangelogError('SQL_FAILED', {
    message: [...new Set(all.map((one) => one.message))].join(' '),
    dialect: 'mssql',
    serverCode: String(first.number),
    statement: { sql, ...(offset !== undefined && { offset }) },
    cause,
  });
}

/** The server counts lines; the word that a syntax error quotes is looked for from there on. Lines of a called procedure are no place here. */
function offsetOf({ message, lineNumber, procName }: DriverError, sql: string): number | undefined {
  const word = /\bnear (?:the keyword )?'([^']+)'/.exec(message)?.[1];
  if (word === undefined || lineNumber === undefined || (procName ?? '') !== '') return undefined;
  let start = 0;
  for (let line = 1; line < lineNumber; line++) start = sql.indexOf('\n', start) + 1;
  const found = sql.indexOf(word, start);
  return found < 0 ? undefined : found;
}
