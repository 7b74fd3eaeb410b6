import { ChangelogError } from '../../core/error.js';
import { messageOf, networkFailure, placeOf, type ConnectFailure } from '../connect-error.js';
import type { ConnectionTarget } from '../driver.js';

/** What the server tells about an error. https://www.postgresql.org/docs/current/protocol-error-fields.html */
interface ServerError {
  readonly severity?: string;
  readonly code?: string;
  readonly message: string;
  readonly detail?: string;
  readonly hint?: string;
  /** Position in the statement, in characters, from 1. */
  readonly position?: string;
  readonly where?: string;
}

/** Whether the server cannot encrypt. */
export const isWithoutTls = (cause: unknown): boolean => (cause as ServerError).message.includes('does not support SSL');

/** Whether a login may succeed with more or less encryption: pg_hba.conf can ask for either, and a server need not offer TLS. */
export function isAboutEncryption(cause: unknown): boolean {
  const { code, message } = cause as ServerError;
  return code === '28000' || isWithoutTls(cause) || message.includes('establishing an SSL connection');
}

/** Why the server did not let us in, by SQLSTATE. https://www.postgresql.org/docs/current/errcodes-appendix.html */
export function loginFailure(cause: unknown, target: ConnectionTarget): ConnectFailure | undefined {
  const { code, message, severity } = cause as ServerError;
  const user = target.username ?? '';
  const network = networkFailure(cause, target);
  if (network?.code === 'CONNECT_TLS') {
    return {
      ...network,
      hint: 'in the URL, sslrootcert=<PEM file> names the authority, sslmode=verify-ca accepts any host name, sslmode=require any certificate',
    };
  }
  if (isWithoutTls(cause)) {
    return {
      code: 'CONNECT_TLS',
      message: `the server at ${placeOf(target)} does not offer TLS`,
      hint: 'sslmode=disable connects without, if that is acceptable',
    };
  }
  if (message.includes('establishing an SSL connection') || message.startsWith('Received unexpected')) {
    return { code: 'CONNECT_FAILED', message: `${placeOf(target)} does not answer as PostgreSQL does`, hint: 'is it a PostgreSQL server?' };
  }
  if (message.startsWith('SASL:') && message.includes('password must be')) {
    return {
      code: 'CONNECT_AUTHENTICATION',
      message: `the server asks for a password of user "${user}", and none was given`,
      hint: 'give --password',
    };
  }
  if (message.startsWith('SASL:')) return { code: 'CONNECT_AUTHENTICATION', message: `the login of user "${user}" failed: ${message}` };
  if (message === 'timeout expired') {
    return {
      code: 'CONNECT_TIMEOUT',
      message: `${placeOf(target)} did not complete the login in time`,
      hint: 'check host, port and firewall; is it a PostgreSQL server?',
    };
  }
  if (message === 'Connection terminated unexpectedly') {
    return {
      code: 'CONNECT_FAILED',
      message: `${placeOf(target)} closed the connection before the login was complete`,
      hint: 'is it a PostgreSQL server?',
    };
  }
  if (severity === undefined) return undefined;
  switch (code) {
    case '28P01':
      return {
        code: 'CONNECT_AUTHENTICATION',
        message: `the server refused the password of user "${user}"`,
        hint: 'check --username and --password',
      };
    case '28000':
      return {
        code: 'CONNECT_AUTHENTICATION',
        message,
        hint: message.includes('no encryption')
          ? 'sslmode=require encrypts the connection'
          : 'the user does not exist, or pg_hba.conf does not let it in from here',
      };
    case '3D000':
      return {
        code: 'CONNECT_UNKNOWN_DATABASE',
        message: `the database "${target.database ?? user}" does not exist`,
        hint: 'create it, or name another one in the URL',
      };
    case '53300':
      return {
        code: 'CONNECT_TOO_MANY',
        message: `the server takes no further connections: ${message}`,
        hint: 'close idle sessions, or raise max_connections',
      };
    case '57P03':
      return { code: 'CONNECT_REFUSED', message, hint: 'the server is starting up or shutting down; try again in a moment' };
    default:
      return { code: 'CONNECT_FAILED', message };
  }
}

/** The error of a statement that the server refused, or that was under way when the session ended. */
export function statementError(cause: unknown, sql: string, target: ConnectionTarget): ChangelogError {
  const { severity, code, message, detail, hint, position, where } = cause as ServerError;
  if (severity === undefined || code === undefined || /^(?:57P0[1-5]|08...)$/.test(code)) {
    return new ChangelogError('CONNECT_LOST', {
      message: `the connection to ${placeOf(target)} broke: ${messageOf(cause)}`,
      hint: 'the server rolls an open transaction back; what had been committed stays, so the command can be run again',
      dialect: 'postgresql',
      serverCode: severity === undefined ? undefined : code,
      cause,
    });
  }
  const context = where === undefined || position !== undefined ? '' : ` (${where.split('\n')[0]})`;
  return new ChangelogError('SQL_FAILED', {
    message: `${message}${detail === undefined ? '' : `: ${detail}`}${context}`,
    hint,
    dialect: 'postgresql',
    serverCode: code,
    statement: { sql, ...(position !== undefined && { offset: utf16Offset(sql, Number(position)) }) },
    cause,
  });
}

/** The server counts characters (code points) from 1, strings here UTF-16 units from 0. */
function utf16Offset(text: string, position: number): number {
  let offset = 0;
  for (let character = 1; character < position && offset < text.length; character++)
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  return offset;
}
