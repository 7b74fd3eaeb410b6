import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ChangelogError } from '../../src/core/error.js';
import { parseConnectionUrl } from '../../src/dialects/connection-url.js';
import type { ConnectionTarget } from '../../src/dialects/driver.js';
import { poolSettings } from '../../src/dialects/mssql/settings.js';
import { tlsAttempts as mysqlTls } from '../../src/dialects/mysql/tls.js';
import { tlsAttempts as postgresTls } from '../../src/dialects/postgresql/tls.js';

function target(url: string): ConnectionTarget {
  const parsed = parseConnectionUrl(url);
  if (parsed.kind === 'offline') throw new Error('offline');
  return parsed.target;
}

function refusal(work: () => unknown): ChangelogError {
  try {
    work();
  } catch (error) {
    return error as ChangelogError;
  }
  throw new Error('it was accepted');
}

/** Each attempt in a word: plain, or how far the certificate is checked. */
const words = (attempts: readonly (false | { readonly rejectUnauthorized?: boolean | undefined })[]) =>
  attempts.map((tls) => (tls === false ? 'plain' : tls.rejectUnauthorized === true ? 'checked' : 'unchecked'));

describe('PostgreSQL', () => {
  const tls = (query: string, host = 'db') => words(postgresTls(target(`jdbc:postgresql://${host}/shop${query}`)));
  it('prefers TLS for other machines, and needs none for this one', () => {
    expect(tls('')).toEqual(['unchecked', 'plain']);
    expect(tls('', '127.0.0.1')).toEqual(['plain', 'unchecked']);
    expect(words(postgresTls(target('postgres:///shop?host=/tmp&sslmode=require')))).toEqual(['plain']);
  });
  it('does what sslmode says', () => {
    expect(tls('?sslmode=disable')).toEqual(['plain']);
    expect(tls('?sslmode=allow')).toEqual(['plain', 'unchecked']);
    expect(tls('?sslMode=Require')).toEqual(['unchecked']);
    expect(tls('?sslmode=verify-ca')).toEqual(['checked']);
    expect(tls('?sslmode=verify-full')).toEqual(['checked']);
  });
  it('checks everything where only ssl=true is written, as its JDBC driver', () => {
    expect(tls('?ssl=true')).toEqual(['checked']);
    expect(tls('?ssl=true&sslfactory=org.postgresql.ssl.NonValidatingFactory')).toEqual(['unchecked']);
    expect(tls('?ssl=false')).toEqual(['plain']);
  });
  it('names what it cannot use', () => {
    expect(refusal(() => tls('?sslmode=verify'))).toMatchObject({ code: 'CONNECT_URL' });
    expect(refusal(() => tls('?sslmode=verify-ca&sslrootcert=/no/such.crt')).message).toContain('/no/such.crt');
    expect(refusal(() => tls('?sslmode=verify-ca&sslrootcert=package.json')).message).toContain('not a PEM file');
  });
});

describe('what a URL says about encryption', () => {
  const postgres = (query: string) => postgresTls(target(`postgres://db/shop?${query}`));
  const mysql = (query: string) => mysqlTls(target(`jdbc:mysql://db/shop?${query}`), 'mysql');
  const mssql = (query: string) => poolSettings(target(`jdbc:sqlserver://db;${query}`), {});
  it.each([
    [postgres, 'sslmod=require', 'did you mean "sslmode"?'],
    [postgres, 'sslrootcrt=a.pem', 'did you mean "sslrootcert"?'],
    [postgres, 'sslmode=verify-ca&sslhostnameverifier=com.acme.Any', 'sslmode'],
    [postgres, 'ssl=true&sslfactory=com.acme.Trusting', 'sslrootcert'],
    [postgres, 'sslmode=require&ssl_min_protocol_version=TLS1.2', 'TLSv1.2'],
    [mysql, 'sslMod=REQUIRED', 'did you mean "sslmode"?'],
    [mysql, 'useSSL=ture', 'true or false'],
    [mysql, 'useSSL=true&requireSLL=true&requireSSL=yse', 'true or false'],
    [mysql, 'sslMode=VERIFY_CA&enabledSSLCipherSuites=NULL', 'about encryption'],
    [mssql, 'encript=false;trustServerCertifcate=true', 'did you mean "trustservercertificate"?'],
    [mssql, 'trustServerCertificate=ture', 'true or false'],
  ] as const)('is refused where it is not understood, rather than less protected: %#', (settings, query, hint) => {
    expect(refusal(() => settings(query))).toMatchObject({ code: 'CONNECT_URL', hint: expect.stringContaining(hint) as unknown });
  });

  it('reaches the drivers: versions of TLS, and certificates that were withdrawn', () => {
    const [tls] = postgres(
      `sslmode=require&ssl_min_protocol_version=TLSv1.3&sslcrl=${join(import.meta.dirname, '../certificates/authority.pem')}`,
    );
    expect(tls).toMatchObject({ minVersion: 'TLSv1.3', crl: expect.stringContaining('BEGIN') as unknown });
    expect(mysql('sslMode=REQUIRED&enabledTLSProtocols=TLSv1.2,TLSv1.3')).toMatchObject([{ minVersion: 'TLSv1.2', maxVersion: 'TLSv1.3' }]);
    expect(mssql('sslProtocol=TLSv1.2').options).toMatchObject({
      cryptoCredentialsDetails: { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' },
    });
  });

  it('may hold what is of no matter to it', () => {
    expect(words(postgres('sslmode=require&sslResponseTimeout=5&sslsni=1&sslcompression=0'))).toEqual(['unchecked']);
    expect(words(mysql('sslMode=DISABLED&trustCertificateKeyStoreUrl=file:a&trustCertificateKeyStorePassword=b'))).toEqual(['plain']);
  });
});

describe('MySQL and MariaDB', () => {
  const tls = (query: string, kind: 'mysql' | 'mariadb' = 'mysql') => words(mysqlTls(target(`jdbc:${kind}://db/shop${query}`), kind));
  it('start from the defaults of their JDBC drivers', () => {
    expect(tls('')).toEqual(['unchecked', 'plain']);
    expect(tls('', 'mariadb')).toEqual(['plain', 'unchecked']);
  });
  it('do what sslMode says, in the words of either driver', () => {
    expect(tls('?sslMode=DISABLED')).toEqual(['plain']);
    expect(tls('?sslMode=REQUIRED')).toEqual(['unchecked']);
    expect(tls('?sslMode=VERIFY_CA')).toEqual(['checked']);
    expect(tls('?sslMode=trust', 'mariadb')).toEqual(['unchecked']);
    expect(tls('?sslMode=verify-full', 'mariadb')).toEqual(['checked']);
  });
  it('read the older switches', () => {
    expect(tls('?useSSL=false')).toEqual(['plain']);
    expect(tls('?useSSL=true')).toEqual(['unchecked', 'plain']);
    expect(tls('?useSSL=true&requireSSL=true')).toEqual(['unchecked']);
    expect(tls('?useSSL=true&verifyServerCertificate=true')).toEqual(['checked']);
    expect(tls('?useSSL=true', 'mariadb')).toEqual(['checked']);
    expect(tls('?useSsl=true&trustServerCertificate=true', 'mariadb')).toEqual(['unchecked']);
  });
  it('refuse Java key stores by name', () => {
    expect(refusal(() => tls('?sslMode=REQUIRED&trustStore=/a.jks')).message).toContain('truststore');
    expect(refusal(() => tls('?sslMode=sure'))).toMatchObject({ code: 'CONNECT_URL' });
  });
});

describe('SQL Server', () => {
  const settings = (text: string) =>
    poolSettings(target(`jdbc:sqlserver://db${text}`), {}) as Record<string, never> & { options: Record<string, unknown> };
  it('encrypts and checks the certificate unless told otherwise', () => {
    expect(settings('').options).toMatchObject({ encrypt: true, trustServerCertificate: false, useUTC: true });
    expect(settings(';encrypt=false').options).toMatchObject({ encrypt: false });
    expect(settings(';encrypt=strict;trustServerCertificate=true').options).toMatchObject({
      encrypt: 'strict',
      trustServerCertificate: true,
    });
    expect(refusal(() => settings(';encrypt=maybe')).code).toBe('CONNECT_URL');
  });
  it('holds one session, which is never replaced', () => {
    expect(settings('')).toMatchObject({ pool: { min: 1, max: 1 }, validateConnection: false, requestTimeout: 0, arrayRowMode: true });
  });
  it('holds the host itself against a certificate of many hosts, as Azure has them', () => {
    const azure = (host: string) =>
      poolSettings(target(`jdbc:sqlserver://${host};hostNameInCertificate=*.database.windows.net`), {}).options;
    expect(azure('shop.database.windows.net')).not.toHaveProperty('serverName');
    expect(azure('a.b.database.windows.net')).toMatchObject({ serverName: '*.database.windows.net' });
    expect(settings(';hostNameInCertificate=db.example.com').options).toMatchObject({ serverName: 'db.example.com' });
  });
  it('needs no Java key store where nothing is checked', () => {
    expect(settings(';trustStore=a.jks;trustServerCertificate=true').options).toMatchObject({ trustServerCertificate: true });
    expect(refusal(() => settings(';trustStore=a.jks')).code).toBe('CONNECT_TLS');
  });
  it('takes a login timeout of nothing for the usual one, and refuses what is no number', () => {
    expect(settings(';loginTimeout=0')).toMatchObject({ connectionTimeout: 30_000 });
    expect(settings(';loginTimeout=5')).toMatchObject({ connectionTimeout: 5000 });
    expect(refusal(() => settings(';loginTimeout=soon')).code).toBe('CONNECT_URL');
  });
  it('asks for an instance only where no port is given', () => {
    expect(settings('\\prod').options).toMatchObject({ instanceName: 'prod' });
    expect(settings('\\prod:1444').options).not.toHaveProperty('instanceName');
    expect(settings('\\prod:1444')).toMatchObject({ port: 1444 });
  });
  it('knows the ways to log in, and refuses the others by name', () => {
    expect(settings(';user=sa;password=x')).toMatchObject({ user: 'sa', password: 'x' });
    expect(settings(';integratedSecurity=true;authenticationScheme=NTLM;domain=CORP;user=a;password=b')).toMatchObject({
      authentication: { type: 'ntlm', options: { domain: 'CORP', userName: 'a', password: 'b' } },
    });
    expect(settings(';authenticationScheme=NTLM;domainName=CORP;user=a;password=b')).toMatchObject({
      authentication: { type: 'ntlm', options: { domain: 'CORP' } },
    });
    expect(settings(';accessToken=abc')).toMatchObject({
      authentication: { type: 'azure-active-directory-access-token', options: { token: 'abc' } },
    });
    expect(refusal(() => settings(';integratedSecurity=true'))).toMatchObject({ code: 'CONNECT_AUTHENTICATION' });
    expect(refusal(() => settings(';authentication=ActiveDirectoryInteractive')).message).toContain('ActiveDirectoryInteractive');
  });
});
