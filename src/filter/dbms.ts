import { didYouMean } from '../core/suggest.js';
import { commaList } from './comma-list.js';

/** The database names that Liquibase knows; lists in changelogs may name those that this engine does not run on. */
const knownNames: ReadonlySet<string> = new Set([
  'all',
  'none',
  'asany',
  'cockroachdb',
  'db2',
  'db2z',
  'derby',
  'edb',
  'enterprisedb',
  'firebird',
  'h2',
  'hsqldb',
  'informix',
  'ingres',
  'mariadb',
  'maxdb',
  'mongodb',
  'mssql',
  'mysql',
  'neo4j',
  'oracle',
  'postgresql',
  'redshift',
  'sap',
  'snowflake',
  'spanner',
  'sqlanywhere',
  'sqlite',
  'sybase',
  'teradata',
  'vertica',
  'databricks',
  'bigquery',
  'dynamodb',
  'cassandra',
  'hana',
  'hanadb',
  'hive',
  'impala',
  'percona',
  'yugabytedb',
  'duckdb',
  'trino',
  'athena',
]);

/** The first name of a `dbms` list that no database goes by, with the one that may be meant. */
export function unknownDbms(list: string): { readonly name: string; readonly hint: string | undefined } | undefined {
  const name = [...commaList(list)].map((entry) => entry.replace(/^[!"']+|["']$/g, '').trim()).find((entry) => !knownNames.has(entry));
  return name === undefined ? undefined : { name, hint: name === 'postgres' ? 'did you mean "postgresql"?' : didYouMean(name, knownNames) };
}

/**
 * Whether a `dbms` list names a database. The list is comma-separated; `!name` excludes, `all` takes every database and `none` no one,
 * whatever else the list says. A list of exclusions takes every other database, and an empty list takes all.
 * Source: Liquibase `DatabaseList.definitionMatches`.
 * @param names the database's name and its aliases
 */
export function dbmsMatches(list: string | undefined, names: readonly string[]): boolean {
  const entries = commaList(list ?? '');
  if (entries.size === 0 || entries.has('all')) return true;
  if (entries.has('none')) return false;
  const own = names.map((name) => name.toLowerCase());
  if (own.some((name) => entries.has(`!${name}`))) return false;
  const named = [...entries].filter((entry) => !entry.startsWith('!'));
  return named.length === 0 || named.some((entry) => own.includes(entry));
}
