import { ChangelogError } from '../../core/error.js';
import { networkFailure, placeOf, type ConnectFailure } from '../connect-error.js';
import type { ConnectionTarget } from '../driver.js';

interface DriverError {
  /** The number of an ORA- error. https://docs.oracle.com/error-help/db/ */
  readonly errorNum?: number;
  /** `ORA-00942`, `NJS-500` … */
  readonly code?: string;
  readonly message: string;
  /** The character the server stopped at, from 0. */
  readonly offset?: number;
}

/** The message without the address of the vendor's help page and without the driver's connection number. */
function shortMessage({ message }: DriverError): string {
  return message
    .replace(/\nHelp: .*/s, '')
    .replace(/ \(CONNECTION_ID=[^)]*\)/, '')
    .trim();
}

/** Why the server or its listener did not let us in. */
export function loginFailure(cause: unknown, target: ConnectionTarget): ConnectFailure {
  const error = cause as DriverError;
  const message = shortMessage(error);
  const place = placeOf(target);
  const user = target.username ?? '';
  const own = error.errorNum === undefined ? error.code : `ORA-${String(error.errorNum).padStart(5, '0')}`;
  // What the listener answers stands in the message alone.
  const code = (own === 'NJS-511' ? /\bORA-\d{5}\b/.exec(message)?.[0] : undefined) ?? own;
  switch (code) {
    case 'ORA-01017':
    case 'ORA-01005':
    case 'NJS-101':
      return {
        code: 'CONNECT_AUTHENTICATION',
        message: `the server refused the login of user "${user}"${target.password ? '' : ', and no password was given'}`,
        hint: 'check --username and --password',
      };
    case 'ORA-28000':
      return { code: 'CONNECT_AUTHENTICATION', message: `the account "${user}" is locked`, hint: 'ALTER USER … ACCOUNT UNLOCK' };
    case 'ORA-28001':
      return { code: 'CONNECT_AUTHENTICATION', message: `the password of user "${user}" has expired`, hint: 'set a new one' };
    case 'ORA-28009':
      return { code: 'CONNECT_AUTHENTICATION', message, hint: 'internal_logon=sysdba in the URL logs in as such' };
    case 'NJS-116':
      return {
        code: 'CONNECT_AUTHENTICATION',
        message,
        hint: 'the password is stored in a form of before 12.1 alone; set it anew, so that the server stores it in its own',
      };
    case 'ORA-01031':
    case 'ORA-01045':
    case 'ORA-28040':
      return { code: 'CONNECT_AUTHENTICATION', message };
    case 'NJS-125':
    case 'NJS-512':
    case 'NJS-514':
    case 'NJS-515':
    case 'NJS-522':
      return {
        code: 'CONNECT_URL',
        message: `the URL leads to no connect string that reads: ${message}`,
        hint: 'for example jdbc:oracle:thin:@//localhost:1521/XEPDB1',
      };
    case 'NJS-100':
    case 'NJS-138':
    case 'NJS-192':
    case 'NJS-533':
      return {
        code: 'CONNECT_FAILED',
        message,
        hint: 'the driver needs Oracle 12.1 or later, no Native Network Encryption (tcps encrypts instead), and a usual character set',
      };
    case 'ORA-12514':
    case 'ORA-12505':
    case 'ORA-12521':
    case 'ORA-12154':
    case 'NJS-518':
    case 'NJS-519':
      return {
        code: 'CONNECT_UNKNOWN_DATABASE',
        message: `the listener at ${place} knows no database "${target.database ?? ''}"`,
        hint: 'host:port/service and host:port:sid are different things; lsnrctl status shows the services',
      };
    case 'NJS-517':
    case 'NJS-516':
    case 'NJS-520':
      return {
        code: 'CONNECT_UNKNOWN_DATABASE',
        message,
        hint: 'add ?TNS_ADMIN=<folder of tnsnames.ora> to the URL, or write host:port/service',
      };
    case 'ORA-00018':
    case 'ORA-00020':
    case 'ORA-12516':
    case 'ORA-12518':
    case 'ORA-12519':
    case 'ORA-12520':
    case 'ORA-02391':
      return {
        code: 'CONNECT_TOO_MANY',
        message: `the server takes no further connections: ${message}`,
        hint: 'close idle sessions, or raise processes and sessions',
      };
    case 'ORA-01033':
    case 'ORA-01034':
    case 'ORA-01089':
    case 'ORA-01109':
    case 'ORA-12526':
    case 'ORA-12527':
    case 'ORA-12528':
      return { code: 'CONNECT_REFUSED', message, hint: 'the database is starting up or shutting down; try again in a moment' };
    case 'NJS-510':
    case 'ORA-12170':
      return { code: 'CONNECT_TIMEOUT', message: `${place} did not complete the login in time`, hint: 'check host, port and firewall' };
    case 'NJS-505':
    case 'NJS-506':
    case 'NJS-507':
    case 'NJS-508':
    case 'NJS-529':
      return { code: 'CONNECT_TLS', message, hint: 'wallet_location=<folder with ewallet.pem> and wallet_password name the certificates' };
    case 'NJS-530':
      return {
        code: 'CONNECT_HOST',
        message: `the host name "${target.host ?? ''}" cannot be resolved`,
        hint: 'check the spelling of the host in the URL',
      };
    case 'NJS-503':
    case 'NJS-511':
    case 'NJS-501':
    case 'NJS-521':
      return (
        networkFailure({ code: /\b(?:E[A-Z]{4,}|ENOTFOUND|EAI_\w+)\b/.exec(message)?.[0] }, target) ?? { code: 'CONNECT_REFUSED', message }
      );
    case 'NJS-500':
      return {
        code: 'CONNECT_FAILED',
        message: `${place} closed the connection before the login was complete`,
        hint: 'is it an Oracle listener, and does it ask for TLS (tcps)?',
      };
    default:
      return { code: 'CONNECT_FAILED', message: `cannot connect to ${place}: ${message}` };
  }
}

/** The session is gone: closed by either side, killed, or idle for too long. */
const lost: ReadonlySet<string> = new Set(['NJS-003', 'NJS-500', 'NJS-501', 'NJS-521']);
const lostNumbers: ReadonlySet<number> = new Set([28, 31, 1012, 1089, 1092, 2396, 2399, 3113, 3114, 3135, 12537, 12547, 12570, 12571]);

/** The error of a statement that the server refused, or that was under way when the session ended. */
export function statementError(cause: unknown, sql: string, target: ConnectionTarget): ChangelogError {
  const error = cause as DriverError;
  const message = shortMessage(error);
  if ((error.errorNum !== undefined && lostNumbers.has(error.errorNum)) || lost.has(error.code ?? '')) {
    return new ChangelogError('CONNECT_LOST', {
      message: `the connection to ${placeOf(target)} broke: ${message}`,
      hint: 'statements that define tables had been committed one by one; look at the last one before the command is run again',
      dialect: 'oracle',
      serverCode: error.code,
      cause,
    });
  }
  const hasPlace = error.offset !== undefined && error.offset > 0 && error.offset < sql.length;
  return new ChangelogError('SQL_FAILED', {
    message,
    dialect: 'oracle',
    serverCode: error.code,
    statement: { sql, ...(hasPlace && { offset: error.offset }) },
    cause,
  });
}
