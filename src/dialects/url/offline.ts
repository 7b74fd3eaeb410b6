import { didYouMean } from '../../core/suggest.js';
import type { DatabaseVersion, DialectName } from '../dialect.js';
import { dialectNames } from '../registry.js';
import { badUrl, queryParameters, type UrlSource } from './parts.js';
import { unsupportedProducts } from './unsupported.js';

/** Which statements about the tracking tables a script of an offline database holds. Source: Liquibase `OfflineConnection`. */
export type OutputLiquibaseSql = 'none' | 'data_only' | 'all';

/** A dialect to write scripts for, without a database. */
export interface OfflineUrl {
  readonly kind: 'offline';
  readonly dialect: DialectName;
  readonly url: string;
  readonly version?: DatabaseVersion | undefined;
  readonly catalog?: string | undefined;
  readonly schema?: string | undefined;
  /** The CSV file that stands for DATABASECHANGELOG, where one is named. */
  readonly historyFile?: string | undefined;
  /** A file with the schema that the database has, which diffs read. */
  readonly snapshot?: string | undefined;
  readonly outputLiquibaseSql: OutputLiquibaseSql;
  /** Whether scripts hold statements about the tracking tables at all. */
  readonly tracking: boolean;
  readonly caseSensitive: boolean;
  /** SQL Server: whether strings are sent as Unicode, which decides about the prefix N. */
  readonly unicodeStrings: boolean;
}

const settings = [
  'version',
  'changeLogFile',
  'outputLiquibaseSql',
  'catalog',
  'schema',
  'caseSensitive',
  'productName',
  'sendsStringParametersAsUnicode',
  'snapshot',
];
const outputs: Readonly<Record<string, OutputLiquibaseSql>> = {
  none: 'none',
  false: 'none',
  data_only: 'data_only',
  all: 'all',
  true: 'all',
};

/** `offline:postgresql?version=15.0&changeLogFile=history.csv&outputLiquibaseSql=all`. Throws CONNECT_URL. */
export function parseOffline(url: string): OfflineUrl {
  const source: UrlSource = { url, example: 'offline:postgresql?version=15.0' };
  const match = /^offline:(\w*)(?:\?(.*))?$/is.exec(url.trim());
  if (match === null) return badUrl(source, 'it does not read as offline:<database>?name=value');
  const dialect = dialectOf(match[1] ?? '', source);
  const given = queryParameters(match[2] ?? '', true);
  const known = new Set(settings.map((name) => name.toLowerCase()));
  for (const name of Object.keys(given)) {
    if (!known.has(name))
      badUrl(source, `it has no setting "${name}"`, didYouMean(name, settings) ?? `the settings are ${settings.join(', ')}`);
  }
  const output = outputs[(given['outputliquibasesql'] ?? 'none').toLowerCase()];
  if (output === undefined) return badUrl(source, `outputLiquibaseSql is none, data_only or all, not "${given['outputliquibasesql']}"`);
  return {
    kind: 'offline',
    dialect,
    url,
    version: versionOf(given['version'], source),
    catalog: given['catalog'],
    schema: given['schema'],
    historyFile: given['changelogfile'],
    snapshot: given['snapshot'],
    outputLiquibaseSql: output,
    tracking: output !== 'none',
    caseSensitive: given['casesensitive']?.toLowerCase() === 'true',
    unicodeStrings: given['sendsstringparametersasunicode']?.toLowerCase() !== 'false',
  };
}

function dialectOf(name: string, source: UrlSource): DialectName {
  const dialect = dialectNames.find((known) => known === name.toLowerCase());
  if (dialect !== undefined) return dialect;
  if (name === '') return badUrl(source, 'it names no database');
  const product = unsupportedProducts.get(name.toLowerCase());
  if (product !== undefined) return badUrl(source, `${product} is not supported`, `the databases are ${dialectNames.join(', ')}`);
  return badUrl(source, `there is no database "${name}"`, didYouMean(name, dialectNames) ?? `the databases are ${dialectNames.join(', ')}`);
}

function versionOf(text: string | undefined, source: UrlSource): DatabaseVersion | undefined {
  if (text === undefined) return undefined;
  const match = /^(\d{1,9})(?:\.(\d{1,9})(?:\..*)?)?$/.exec(text);
  if (match === null) return badUrl(source, `the version "${text}" does not begin with numbers such as 15.0`);
  return { major: Number(match[1]), minor: Number(match[2] ?? 0) };
}
