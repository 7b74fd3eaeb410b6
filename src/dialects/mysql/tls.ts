import type { SecureVersion } from 'node:tls';
import { fail } from '../../core/error.js';
import type { ConnectionTarget } from '../driver.js';
import { readPem } from '../tls-files.js';
import { checkTlsParameters, tlsSwitch, tlsVersions } from '../tls-parameters.js';

/** TLS as `mysql2` takes it. */
export interface MysqlTls {
  readonly rejectUnauthorized: boolean;
  readonly verifyIdentity: boolean;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly minVersion?: SecureVersion;
  readonly maxVersion?: SecureVersion;
}

const read =
  'sslmode usessl requiressl verifyservercertificate trustservercertificate serversslcert sslca sslcert sslkey tlsversions enabledtlsprotocols enabledsslprotocolsuites'.split(
    ' ',
  );
/** Key stores are refused by name where the mode needs them, and mean nothing where it does not. */
const keyStores = ['trust', 'trustcertificatekey', 'key', 'clientcertificatekey'].flatMap((kind) =>
  ['', 'url', 'password', 'type'].map((part) => `${kind}store${part}`),
);

/**
 * `preferred`: with TLS if the server offers it; `on-demand`: only if the server insists.
 * Source: https://dev.mysql.com/doc/connector-j/en/connector-j-connp-props-security.html, https://mariadb.com/kb/en/about-mariadb-connector-j/
 */
type Mode = 'disabled' | 'on-demand' | 'preferred' | 'required' | 'verify-ca' | 'verify-identity';

const modes: Readonly<Record<string, Mode>> = {
  disabled: 'disabled',
  disable: 'disabled',
  preferred: 'preferred',
  required: 'required',
  require: 'required',
  trust: 'required',
  verify_ca: 'verify-ca',
  'verify-ca': 'verify-ca',
  verify_identity: 'verify-identity',
  'verify-full': 'verify-identity',
};

/** The ways to connect, to be tried in turn; false is without TLS. The defaults are those of the JDBC driver whose URL it is. */
export function tlsAttempts(target: ConnectionTarget, kind: 'mysql' | 'mariadb'): readonly (false | MysqlTls)[] {
  checkTlsParameters(target.parameters, [...read, ...keyStores]);
  const mode = sslMode(target, kind);
  if (mode === 'disabled' || target.host?.startsWith('/')) return [false];
  const { serversslcert, sslca, sslcert, sslkey, tlsversions, enabledtlsprotocols, enabledsslprotocolsuites } = target.parameters;
  for (const name of ['truststore', 'trustcertificatekeystoreurl', 'keystore', 'clientcertificatekeystoreurl']) {
    if (target.parameters[name] !== undefined) {
      fail('CONNECT_TLS', {
        message: `${name}: Java key stores cannot be read`,
        hint: 'name PEM files: serverSslCert, sslCert and sslKey',
      });
    }
  }
  const authority = serversslcert ?? sslca;
  const versions = tlsversions ?? enabledtlsprotocols ?? enabledsslprotocolsuites;
  const files = {
    ...(authority !== undefined && {
      ca: authority.includes('-----BEGIN ') ? authority : readPem(authority, serversslcert === undefined ? 'sslCa' : 'serverSslCert'),
    }),
    ...(sslcert !== undefined && { cert: readPem(sslcert, 'sslCert') }),
    ...(sslkey !== undefined && { key: readPem(sslkey, 'sslKey') }),
    ...(versions !== undefined && tlsVersions(versions, 'tlsVersions')),
  };
  const unchecked: MysqlTls = { ...files, rejectUnauthorized: false, verifyIdentity: false };
  if (mode === 'on-demand') return [false, unchecked];
  if (mode === 'preferred') return [unchecked, false];
  if (mode === 'required') return [unchecked];
  return [{ ...files, rejectUnauthorized: true, verifyIdentity: mode === 'verify-identity' }];
}

function sslMode({ parameters }: ConnectionTarget, kind: 'mysql' | 'mariadb'): Mode {
  const { sslmode, serversslcert } = parameters;
  const isOn = (name: string): boolean => tlsSwitch(parameters, name) === true;
  if (sslmode !== undefined) {
    const mode = modes[sslmode.toLowerCase()];
    if (mode === undefined)
      fail('CONNECT_URL', { message: `sslMode "${sslmode}" does not exist`, hint: `the modes are ${Object.keys(modes).join(', ')}` });
    return mode;
  }
  const wanted = tlsSwitch(parameters, 'usessl');
  if (wanted === undefined) return serversslcert !== undefined ? 'verify-ca' : kind === 'mysql' ? 'preferred' : 'on-demand';
  if (!wanted) return 'disabled';
  if (kind === 'mariadb') return isOn('trustservercertificate') ? 'required' : 'verify-identity';
  if (isOn('verifyservercertificate')) return 'verify-ca';
  return isOn('requiressl') ? 'required' : 'preferred';
}
