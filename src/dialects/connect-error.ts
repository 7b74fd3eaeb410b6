import { ChangelogError } from '../core/error.js';
import type { ErrorCode } from '../core/error-codes.js';
import type { ConnectionTarget } from './driver.js';

/** What a driver knows about its own server when a connection fails. */
export interface ConnectFailure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint?: string | undefined;
}

const certificateCodes: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_UNTRUSTED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_NOT_YET_VALID',
  'CERT_HAS_EXPIRED',
  'CERT_REVOKED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** `host:port`, or the socket, for messages. */
export function placeOf(target: ConnectionTarget): string {
  const host = target.host ?? 'localhost';
  if (host.startsWith('/')) return host;
  return `${host.includes(':') ? `[${host}]` : host}${target.port === undefined ? '' : `:${target.port}`}`;
}

/**
 * The error that tells a person why a connection could not be made.
 * @param specific what the driver recognised by the server's own codes; otherwise the socket's and TLS's codes decide.
 */
export function connectError(cause: unknown, target: ConnectionTarget, dialect: string, specific?: ConnectFailure): ChangelogError {
  const failure = specific ??
    networkFailure(cause, target) ?? { code: 'CONNECT_FAILED', message: `cannot connect to ${placeOf(target)}: ${messageOf(cause)}` };
  return new ChangelogError(failure.code, { ...failure, dialect, serverCode: nodeCode(cause), cause });
}

/** Failures below the database protocol: name resolution, TCP, TLS. */
export function networkFailure(cause: unknown, target: ConnectionTarget): ConnectFailure | undefined {
  const place = placeOf(target);
  const code = nodeCode(cause);
  switch (code) {
    case 'ECONNREFUSED':
      return {
        code: 'CONNECT_REFUSED',
        message: `no database server answers at ${place}`,
        hint: 'is the server running, and are host and port right?',
      };
    case 'ENOENT':
      return {
        code: 'CONNECT_REFUSED',
        message: `there is no server socket at ${place}`,
        hint: 'is the server running on this machine, and is the socket path right?',
      };
    case 'EACCES':
    case 'EPERM':
      return { code: 'CONNECT_REFUSED', message: `this user may not open ${place}` };
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EADDRNOTAVAIL':
      return { code: 'CONNECT_REFUSED', message: `${place} cannot be reached from here`, hint: 'check network, VPN and firewall' };
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_NODATA':
    case 'EAI_NONAME':
      return {
        code: 'CONNECT_HOST',
        message: `the host name "${target.host}" cannot be resolved`,
        hint: 'check the spelling of the host in the URL',
      };
    case 'ETIMEDOUT':
    case 'ETIMEOUT':
      return {
        code: 'CONNECT_TIMEOUT',
        message: `${place} did not answer in time`,
        hint: 'check host, port and firewall; is it a server of this kind? --connect-timeout allows more time',
      };
    case 'ECONNRESET':
    case 'EPIPE':
      return {
        code: 'CONNECT_FAILED',
        message: `${place} closed the connection before the login was complete`,
        hint: 'is it a server of this kind, and does it ask for TLS?',
      };
    default:
      return code === undefined ? undefined : tlsFailure(code, cause, place);
  }
}

function tlsFailure(code: string, cause: unknown, place: string): ConnectFailure | undefined {
  if (certificateCodes.has(code)) {
    return {
      code: 'CONNECT_TLS',
      message: `the certificate of ${place} is not trusted: ${messageOf(cause)}`,
      hint:
        code === 'ERR_TLS_CERT_ALTNAME_INVALID'
          ? 'connect by a host name that the certificate carries, or verify the authority only'
          : 'name the file of the issuing certificate authority in the URL',
    };
  }
  if (!/^(?:ERR_SSL_|ERR_TLS_|ERR_OSSL|EPROTO$)/.test(code)) return undefined;
  return {
    code: 'CONNECT_TLS',
    message: `no encrypted connection to ${place}: ${messageOf(cause)}`,
    hint: 'does the server speak TLS on this port?',
  };
}

/** The code that Node gives an error, also where several addresses were tried. */
export function nodeCode(cause: unknown): string | undefined {
  const { code, errors } = (cause ?? {}) as { code?: unknown; errors?: readonly unknown[] };
  if (typeof code === 'string' && code !== '') return code;
  return errors === undefined ? undefined : nodeCode(errors[0]);
}

/** The text of a thrown value, also where several addresses were tried. */
export function messageOf(cause: unknown): string {
  const { message, errors } = (cause ?? {}) as { message?: unknown; errors?: readonly unknown[] };
  if (typeof message === 'string' && message !== '') return message;
  return errors === undefined || errors.length === 0 ? String(cause) : messageOf(errors[0]);
}

/** The error for a driver package that is not there. */
export function driverMissing(cause: unknown, name: string, title: string): ChangelogError {
  if (nodeCode(cause) !== 'ERR_MODULE_NOT_FOUND' && nodeCode(cause) !== 'MODULE_NOT_FOUND') {
    return new ChangelogError('CONNECT_DRIVER_MISSING', {
      message: `the driver "${name}" for ${title} cannot be loaded: ${messageOf(cause)}`,
      hint: `npm install ${name}`,
      cause,
    });
  }
  return new ChangelogError('CONNECT_DRIVER_MISSING', {
    message: `the driver "${name}" for ${title} is not installed`,
    hint: `npm install ${name}`,
    cause,
  });
}
