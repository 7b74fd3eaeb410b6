import { resolve } from 'node:path';
import { didYouMean } from '../core/suggest.js';
import { redactUrl } from '../core/url-secrets.js';
import type { DialectName } from './dialect.js';
import type { ConnectionTarget } from './driver.js';
import { parseAuthority } from './url/authority.js';
import { parseOffline, type OfflineUrl } from './url/offline.js';
import { parseOracleNative, parseOracleThin } from './url/oracle.js';
import { badUrl, percentDecoded, queryParameters, type UrlParts, type UrlSource } from './url/parts.js';
import { parseSqlServer } from './url/sqlserver.js';
import { unsupportedProducts } from './url/unsupported.js';

/** A database to connect to. */
export interface LiveUrl {
  readonly kind: 'live';
  readonly dialect: DialectName;
  readonly target: ConnectionTarget;
}

/** What is known besides the URL; a login given here wins over the URL's. */
export interface UrlContext {
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** Folder that relative files of embedded databases start from. */
  readonly cwd?: string | undefined;
}

interface Scheme {
  readonly dialect: DialectName;
  readonly example: string;
  /** Reads what follows the scheme's colon. */
  parse(rest: string, source: UrlSource): UrlParts;
}

const postgresNative: Scheme = { dialect: 'postgresql', example: 'postgres://user@localhost:5432/shop', parse: parseAuthority };
const mysqlNative = (dialect: 'mysql' | 'mariadb'): Scheme => ({
  dialect,
  example: `${dialect}://user@localhost:3306/shop`,
  parse: parseMysql,
});
const sqlserverNative: Scheme = {
  dialect: 'mssql',
  example: 'sqlserver://localhost:1433;databaseName=shop;user=sa',
  parse: parseSqlServer,
};
const sqlite: Scheme = { dialect: 'sqlite', example: 'sqlite:shop.db', parse: parseFile };
const pglite: Scheme = { dialect: 'postgresql', example: 'pglite:shop-data, or pglite: for a database in memory', parse: parseFile };

/** Every URL scheme that is read, without the colon. */
const schemes: ReadonlyMap<string, Scheme> = new Map([
  ['jdbc:postgresql', { dialect: 'postgresql', example: 'jdbc:postgresql://localhost:5432/shop', parse: parsePostgresJdbc }],
  ['postgres', postgresNative],
  ['postgresql', postgresNative],
  ['jdbc:mysql', { dialect: 'mysql', example: 'jdbc:mysql://localhost:3306/shop', parse: parseMysqlJdbc }],
  ['mysql', mysqlNative('mysql')],
  ['jdbc:mariadb', { dialect: 'mariadb', example: 'jdbc:mariadb://localhost:3306/shop', parse: parseMysqlJdbc }],
  ['mariadb', mysqlNative('mariadb')],
  [
    'jdbc:sqlserver',
    { dialect: 'mssql', example: 'jdbc:sqlserver://localhost:1433;databaseName=shop;encrypt=true', parse: parseSqlServer },
  ],
  ['sqlserver', sqlserverNative],
  ['mssql', { dialect: 'mssql', example: 'mssql://sa@localhost:1433/shop?encrypt=true', parse: parseSqlServer }],
  ['jdbc:oracle', { dialect: 'oracle', example: 'jdbc:oracle:thin:@//localhost:1521/XEPDB1', parse: parseOracleJdbc }],
  ['oracle', { dialect: 'oracle', example: 'oracle://user@localhost:1521/XEPDB1', parse: parseOracleNative }],
  ['jdbc:sqlite', sqlite],
  ['sqlite', sqlite],
  ['pglite', pglite],
]);

/** Shown where the URL is of no kind that is known. */
const anyExample = 'postgres://user@localhost:5432/shop, jdbc:mysql://localhost:3306/shop, sqlite:shop.db';

/**
 * Reads a database URL: the JDBC ones of Liquibase properties files, the native ones, and `offline:`.
 * @throws CONNECT_URL that says what is wrong and gives an example; no password is in it.
 */
export function parseConnectionUrl(url: string, context: UrlContext = {}): LiveUrl | OfflineUrl {
  const text = url.trim();
  if (/^offline:/i.test(text)) return parseOffline(text);
  const [, name = '', rest = ''] = /^((?:jdbc:)?[a-z][\w+-]*):(.*)$/is.exec(text) ?? [];
  const scheme = schemes.get(name.toLowerCase());
  if (scheme === undefined) return unknownScheme(text, name.toLowerCase(), rest);
  const parts = scheme.parse(rest, { url: text, example: scheme.example });
  const { username, password, cwd } = context;
  return {
    kind: 'live',
    dialect: scheme.dialect,
    target: {
      ...parts,
      url: redactUrl(text),
      file: parts.file === undefined || cwd === undefined || isNoPath(parts.file) ? parts.file : resolve(cwd, parts.file),
      username: username ?? parts.username,
      password: password ?? parts.password,
    },
  };
}

function unknownScheme(url: string, name: string, rest: string): never {
  const source: UrlSource = { url, example: anyExample };
  const product = unsupportedProducts.get(name.replace(/^jdbc:/, ''));
  if (product !== undefined) return badUrl(source, `${product} is not supported`);
  if (name === 'jdbc:jtds')
    return badUrl(
      { url, example: 'jdbc:sqlserver://localhost:1433;databaseName=shop' },
      'jTDS is not supported',
      "write the URL as Microsoft's driver reads it",
    );
  const inner = /^jdbc:[\w+-]+$/.test(name) ? /^[\w+-]+(?=:)/.exec(rest)?.[0].toLowerCase() : undefined;
  if (inner !== undefined && schemes.has(`jdbc:${inner}`)) {
    return badUrl(source, `the JDBC wrapper "${name.slice(5)}" is not supported`, `write jdbc:${inner}:… without it`);
  }
  if (name === '' || /^[a-z]$/.test(name)) {
    const file = /\.(?:db|sqlite3?)$/i.test(url);
    return badUrl(source, 'it names no database system', file ? 'a SQLite file is written sqlite:path' : undefined);
  }
  return badUrl(source, `"${name}" is no database system that is known here`, didYouMean(name, schemes.keys()));
}

/** Source: https://jdbc.postgresql.org/documentation/use/ : besides //host:port/database also `/` and a bare database name. */
function parsePostgresJdbc(rest: string, source: UrlSource): UrlParts {
  if (rest.startsWith('//')) return parseAuthority(rest, source, true);
  const [path = '', query = ''] = rest.split(/\?(.*)/s);
  return parseAuthority(`///${path.replace(/^\//, '')}${query === '' ? '' : `?${query}`}`, source, true);
}

/** The socket is named by MariaDB's word or by MySQL's. */
function parseMysql(rest: string, source: UrlSource): UrlParts {
  const parts = parseAuthority(rest, source);
  const { localsocket, ...parameters } = parts.parameters;
  return localsocket === undefined ? parts : { ...parts, parameters: { ...parameters, socket: localsocket } };
}

function parseMysqlJdbc(rest: string, source: UrlSource): UrlParts {
  const kind = /^([\w+-]+):/.exec(rest)?.[1];
  if (kind !== undefined) return badUrl(source, `several servers (${kind}) are not supported`, 'name the one server that takes writes');
  return parseMysql(rest, source);
}

function parseOracleJdbc(rest: string, source: UrlSource): UrlParts {
  const [, driver = '', target = ''] = /^(\w*):?(.*)$/s.exec(rest) ?? [];
  if (driver.toLowerCase() === 'thin') return parseOracleThin(target, source);
  return badUrl(
    source,
    driver === '' ? 'the word thin is missing' : `the driver type "${driver}" is not supported`,
    'only the thin form is read',
  );
}

/** A path, `:memory:`, or nothing for a database in memory; settings follow a question mark. */
function parseFile(rest: string, _source: UrlSource): UrlParts {
  const [path = '', query = ''] = rest.split(/\?(.*)/s);
  const file = path.startsWith('//') ? percentDecoded(path.slice(2)) : path;
  return { file: file === '' ? ':memory:' : file, parameters: queryParameters(query) };
}

const isNoPath = (file: string): boolean => file === ':memory:' || file.startsWith('file:');
