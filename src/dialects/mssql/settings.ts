import { fail } from '../../core/error.js';
import type { ConnectOptions, ConnectionTarget } from '../driver.js';
import { readPem } from '../tls-files.js';
import { checkTlsParameters, tlsSwitch, tlsVersions } from '../tls-parameters.js';

/**
 * The settings of Microsoft's JDBC driver as the package `mssql` takes them. The pool holds one session, which is never replaced.
 * Source: https://learn.microsoft.com/sql/connect/jdbc/setting-the-connection-properties, https://tediousjs.github.io/tedious/api-connection.html
 */
export function poolSettings(
  target: ConnectionTarget,
  options: ConnectOptions,
): Readonly<Record<string, unknown>> & { readonly options: Readonly<Record<string, unknown>> } {
  const { parameters } = target;
  const seconds = wholeNumber('loginTimeout', parameters['logintimeout']) || 30;
  return {
    server: target.host ?? 'localhost',
    port: target.port ?? 1433,
    database: target.database,
    ...login(target),
    // Of several requests at a time one waits for the other, as long as that takes.
    pool: { min: 1, max: 1, acquireTimeoutMillis: 2 ** 31 - 1 },
    validateConnection: false,
    arrayRowMode: true,
    parseJSON: false,
    // Statements may take as long as they need.
    requestTimeout: 0,
    connectionTimeout: options.connectTimeoutMs ?? seconds * 1000,
    options: {
      ...tls(target),
      // Moments without a zone are local time, as JDBC reads them; which some hours of a year are not, so that is for later.
      useUTC: true,
      enableArithAbort: true,
      // Language, and with it how dates are written, are those of the login.
      language: null,
      dateFormat: null,
      datefirst: null,
      appName: parameters['applicationname'] ?? 'changelog',
      // A port that is given wins over the instance, as with the JDBC driver; without one the server's browser service is asked.
      ...(parameters['instancename'] !== undefined && target.port === undefined && { instanceName: parameters['instancename'] }),
      ...(isTrue(parameters['multisubnetfailover']) && { multiSubnetFailover: true }),
      ...(parameters['applicationintent']?.toLowerCase() === 'readonly' && { readOnlyIntent: true }),
      ...(parameters['workstationid'] !== undefined && { workstationId: parameters['workstationid'] }),
    },
  };
}

/** The milliseconds that a statement waits for a lock, where the URL limits them. */
export function lockTimeout({ parameters }: ConnectionTarget): number | undefined {
  return parameters['locktimeout'] === '-1' ? undefined : wholeNumber('lockTimeout', parameters['locktimeout']);
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) fail('CONNECT_URL', { message: `${name} "${text}" is no whole number` });
  return Number(text);
}

const read = [
  'encrypt',
  'trustservercertificate',
  'servercertificate',
  'hostnameincertificate',
  'truststore',
  'sslprotocol',
  // Of the trust store, and how columns of tables are encrypted, which concerns no statement of ours.
  'truststorepassword',
  'truststoretype',
  'columnencryptionsetting',
  'keystoreauthentication',
  'keystoresecret',
  'keystorelocation',
  'keystoreprincipalid',
];

/** Encryption is on and the certificate checked unless the URL says otherwise, as since version 10 of the JDBC driver. */
function tls({ host = 'localhost', parameters }: ConnectionTarget): Readonly<Record<string, unknown>> {
  checkTlsParameters(parameters, read);
  const { encrypt = 'true', servercertificate, hostnameincertificate, truststore, sslprotocol = 'TLS' } = parameters;
  const mode = { true: true, yes: true, mandatory: true, false: false, no: false, optional: false, strict: 'strict' }[
    encrypt.toLowerCase()
  ];
  if (mode === undefined) fail('CONNECT_URL', { message: `encrypt "${encrypt}" does not exist`, hint: 'it is true, false or strict' });
  const trusts = tlsSwitch(parameters, 'trustservercertificate') === true;
  const isChecked = mode !== false && !trusts;
  if (truststore !== undefined && isChecked)
    fail('CONNECT_TLS', {
      message: 'trustStore: Java key stores cannot be read',
      hint: 'name the PEM file of the certificate authority: serverCertificate',
    });
  const details = {
    ...(servercertificate !== undefined && { ca: readPem(servercertificate, 'serverCertificate') }),
    // TLS: any version.
    ...(sslprotocol.toUpperCase() !== 'TLS' && tlsVersions(sslprotocol, 'sslProtocol')),
  };
  return {
    encrypt: mode,
    trustServerCertificate: trusts,
    ...(Object.keys(details).length > 0 && { cryptoCredentialsDetails: details }),
    // The host itself is held against the certificate where the pattern lets it pass.
    ...(hostnameincertificate !== undefined && !matches(host, hostnameincertificate) && { serverName: hostnameincertificate }),
  };
}

/** Whether a host is one of `*.example.com`. */
function matches(host: string, pattern: string): boolean {
  const [star, suffix] = [pattern.slice(0, 2), pattern.slice(1).toLowerCase()];
  return star === '*.' && host.toLowerCase().endsWith(suffix) && !host.slice(0, -suffix.length).includes('.');
}

function login({ username, password, parameters }: ConnectionTarget): Readonly<Record<string, unknown>> {
  const {
    domainname,
    domain = domainname,
    integratedsecurity,
    authenticationscheme,
    authentication = 'SqlPassword',
    accesstoken,
    msiclientid,
  } = parameters;
  if (accesstoken !== undefined)
    return { authentication: { type: 'azure-active-directory-access-token', options: { token: accesstoken } } };
  if (isTrue(integratedsecurity) && authenticationscheme?.toUpperCase() !== 'NTLM') {
    fail('CONNECT_AUTHENTICATION', {
      message: 'integratedSecurity (Kerberos, SSPI) is not supported',
      hint: 'use a login of the server, or authenticationScheme=NTLM with domain, user and password',
    });
  }
  if (domain !== undefined || isTrue(integratedsecurity)) {
    return { authentication: { type: 'ntlm', options: { userName: username ?? '', password: password ?? '', domain: domain ?? '' } } };
  }
  switch (authentication.toLowerCase()) {
    case 'sqlpassword':
    case 'notspecified':
      return { user: username ?? '', password: password ?? '' };
    case 'activedirectorymanagedidentity':
    case 'activedirectorymsi':
      return { authentication: { type: 'azure-active-directory-msi-vm', options: { clientId: msiclientid ?? username } } };
    case 'activedirectorydefault':
      return { authentication: { type: 'azure-active-directory-default', options: { clientId: msiclientid } } };
    default:
      return fail('CONNECT_AUTHENTICATION', {
        message: `authentication "${authentication}" is not supported`,
        hint: 'use SqlPassword, ActiveDirectoryManagedIdentity, ActiveDirectoryDefault or an accessToken',
      });
  }
}

const isTrue = (text: string | undefined): boolean => text !== undefined && /^(?:true|yes|1)$/i.test(text);
