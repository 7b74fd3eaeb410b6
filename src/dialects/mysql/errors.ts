import { ChangelogError } from '../../core/error.js';
import { messageOf, nodeCode, placeOf, type ConnectFailure } from '../connect-error.js';
import type { ConnectionTarget } from '../driver.js';

interface ServerError {
  /** MySQL's own number. https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html */
  readonly errno?: number;
  readonly sqlState?: string;
  readonly code?: string;
  readonly fatal?: boolean;
  readonly sqlMessage?: string;
}

/** Whether the server only lets in whom it can talk to encrypted, or cannot encrypt at all. */
export function isAboutEncryption(cause: unknown): boolean {
  const { errno, code } = cause as ServerError;
  return errno === 3159 || code === 'HANDSHAKE_NO_SSL_SUPPORT';
}

/** Why the server did not let us in. */
export function loginFailure(cause: unknown, target: ConnectionTarget): ConnectFailure | undefined {
  const { errno, code, sqlMessage } = cause as ServerError;
  const message = sqlMessage ?? messageOf(cause);
  const user = target.username ?? '';
  switch (errno) {
    case 1045:
    case 1698:
      return {
        code: 'CONNECT_AUTHENTICATION',
        message: `the server refused the login of user "${user}"${target.password ? '' : ', and no password was given'}`,
        hint: 'check --username and --password; a user that requires TLS needs sslMode=required in the URL',
      };
    case 1044:
      return {
        code: 'CONNECT_AUTHENTICATION',
        message: `user "${user}" may not use the database "${target.database ?? ''}"`,
        hint: 'grant the user rights on it, or name another one in the URL',
      };
    case 1049:
      return {
        code: 'CONNECT_UNKNOWN_DATABASE',
        message: `the database "${target.database ?? ''}" does not exist`,
        hint: 'create it, name another one in the URL, or add createDatabaseIfNotExist=true',
      };
    case 1040:
    case 1203:
    case 1226:
      return {
        code: 'CONNECT_TOO_MANY',
        message: `the server takes no further connections: ${message}`,
        hint: 'close idle sessions, or raise max_connections',
      };
    case 1129:
    case 1130:
      return { code: 'CONNECT_AUTHENTICATION', message, hint: 'the server lets no one in from this host' };
    case 1820:
    case 1862:
      return { code: 'CONNECT_AUTHENTICATION', message, hint: 'the password has expired; set a new one' };
    case 3159:
      return { code: 'CONNECT_TLS', message: `the server at ${placeOf(target)} asks for TLS`, hint: 'add sslMode=required to the URL' };
    default:
  }
  if (code === 'HANDSHAKE_NO_SSL_SUPPORT') {
    return {
      code: 'CONNECT_TLS',
      message: `the server at ${placeOf(target)} does not offer TLS`,
      hint: 'sslMode=disabled connects without, if that is acceptable',
    };
  }
  if (code === 'HANDSHAKE_SSL_ERROR') {
    return {
      code: 'CONNECT_TLS',
      message: `no trusted encrypted connection to ${placeOf(target)}: ${message}`,
      hint: 'in the URL, serverSslCert=<PEM file> names the authority, sslMode=verify-ca accepts any host name, sslMode=required any certificate',
    };
  }
  if (code?.startsWith('AUTH_SWITCH'))
    return { code: 'CONNECT_AUTHENTICATION', message: `the server asks for a way to log in that is not supported: ${message}` };
  if (code === 'PROTOCOL_CONNECTION_LOST') {
    return {
      code: 'CONNECT_FAILED',
      message: `${placeOf(target)} closed the connection before the login was complete`,
      hint: 'is it a MySQL or MariaDB server?',
    };
  }
  return errno !== undefined && errno > 0 && nodeCode(cause)?.startsWith('ER_') ? { code: 'CONNECT_FAILED', message } : undefined;
}

/** The error of a statement that the server refused, or that was under way when the session ended. */
export function statementError(cause: unknown, sql: string, target: ConnectionTarget, dialect: string): ChangelogError {
  const { errno, sqlState, sqlMessage } = cause as ServerError;
  const lost = sqlMessage === undefined || errno === 1053 || errno === 1927 || errno === 4031 || errno === 1152 || errno === 1184;
  if (lost) {
    return new ChangelogError('CONNECT_LOST', {
      message: `the connection to ${placeOf(target)} broke: ${messageOf(cause)}`,
      hint: 'statements that define tables had been committed one by one; look at the last one before the command is run again',
      dialect,
      serverCode: errno === undefined || errno < 1000 ? nodeCode(cause) : String(errno),
      cause,
    });
  }
  const offset = offsetOf(sqlMessage, sql);
  return new ChangelogError('SQL_FAILED', {
    message: sqlMessage,
    hint: errno === 1153 ? 'raise max_allowed_packet of the server, or split the statement' : undefined,
    dialect,
    serverCode: sqlState === undefined ? String(errno) : `${errno} (${sqlState})`,
    statement: { sql, ...(offset !== undefined && { offset }) },
    cause,
  });
}

/** A syntax error quotes the rest of the statement, cut to 80 bytes, and counts its line. */
function offsetOf(message: string, sql: string): number | undefined {
  const match = /near '(.*)' at line (\d+)$/s.exec(message);
  if (match === null) return undefined;
  const [, near = '', line = '1'] = match;
  if (near === '') return sql.length;
  let start = 0;
  for (let at = 1; at < Number(line); at++) start = sql.indexOf('\n', start) + 1;
  const found = sql.indexOf(near.slice(0, 40), start);
  return found < 0 ? undefined : found;
}
