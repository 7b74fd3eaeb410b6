import type { ConnectionOptions } from 'node:tls';
import { fail } from '../../core/error.js';
import { didYouMean } from '../../core/suggest.js';
import type { ConnectionTarget } from '../driver.js';
import { isThisMachine, readPem } from '../tls-files.js';
import { checkTlsParameters, tlsVersion } from '../tls-parameters.js';

const modes = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'] as const;
type SslMode = (typeof modes)[number];

const read = [
  'ssl',
  'sslmode',
  'sslfactory',
  'sslrootcert',
  'sslcert',
  'sslkey',
  'sslpassword',
  'sslcrl',
  'sslnegotiation',
  'ssl_min_protocol_version',
  'ssl_max_protocol_version',
];
/** Of the JDBC driver and of libpq; they say nothing about who is trusted. */
const harmless = ['sslresponsetimeout', 'sslcompression', 'sslsni'];
/** The JDBC driver's own; others are classes of somebody's. */
const factories = /(?:^|\.)(?:NonValidatingFactory|LibPQFactory|DefaultJavaSSLFactory)$/;

/**
 * The ways to connect, to be tried in turn: false is without TLS. The modes are libpq's and the JDBC driver's; where the URL names none,
 * TLS is preferred for other machines and used for this one only if the server insists.
 * Source: https://www.postgresql.org/docs/current/libpq-ssl.html, https://jdbc.postgresql.org/documentation/ssl/
 */
export function tlsAttempts(target: ConnectionTarget): readonly (false | ConnectionOptions)[] {
  checkTlsParameters(target.parameters, [...read, ...harmless]);
  const mode = sslMode(target);
  if (mode === 'disable' || target.host?.startsWith('/')) return [false];
  const { sslrootcert, sslcert, sslkey, sslpassword, sslcrl, ssl_min_protocol_version, ssl_max_protocol_version } = target.parameters;
  const files: ConnectionOptions = {
    ...(sslrootcert !== undefined && sslrootcert !== 'system' && { ca: readPem(sslrootcert, 'sslrootcert') }),
    ...(sslcert !== undefined && { cert: readPem(sslcert, 'sslcert') }),
    ...(sslkey !== undefined && { key: readPem(sslkey, 'sslkey') }),
    ...(sslpassword !== undefined && { passphrase: sslpassword }),
    ...(sslcrl !== undefined && { crl: readPem(sslcrl, 'sslcrl') }),
    ...(ssl_min_protocol_version !== undefined && { minVersion: tlsVersion(ssl_min_protocol_version, 'ssl_min_protocol_version') }),
    ...(ssl_max_protocol_version !== undefined && { maxVersion: tlsVersion(ssl_max_protocol_version, 'ssl_max_protocol_version') }),
  };
  const unchecked: ConnectionOptions = { ...files, rejectUnauthorized: false };
  const authorityOnly: ConnectionOptions = { ...files, rejectUnauthorized: true, checkServerIdentity: () => undefined };
  if (mode === 'allow') return [false, unchecked];
  if (mode === 'prefer') return [unchecked, false];
  // libpq: with a root certificate at hand, `require` checks the authority like verify-ca.
  if (mode === 'require') return [sslrootcert === undefined ? unchecked : authorityOnly];
  return [mode === 'verify-ca' ? authorityOnly : { ...files, rejectUnauthorized: true }];
}

function sslMode({ parameters, host }: ConnectionTarget): SslMode {
  const { sslmode, ssl, sslfactory } = parameters;
  if (sslfactory !== undefined && !factories.test(sslfactory))
    fail('CONNECT_URL', {
      message: `sslfactory names the Java class ${sslfactory}, which cannot run here`,
      hint: 'use sslmode and sslrootcert',
    });
  if (sslmode !== undefined) {
    const mode = modes.find((known) => known === sslmode.toLowerCase());
    if (mode !== undefined) return mode;
    if (sslmode === 'no-verify') return 'require';
    fail('CONNECT_URL', {
      message: `sslmode "${sslmode}" does not exist`,
      hint: didYouMean(sslmode, modes) ?? `the modes are ${modes.join(', ')}`,
    });
  }
  if (ssl !== undefined && !/^(?:false|0|off|no)$/i.test(ssl))
    return sslfactory?.endsWith('NonValidatingFactory') ? 'require' : 'verify-full';
  if (ssl !== undefined) return 'disable';
  return isThisMachine(host) ? 'allow' : 'prefer';
}
