import { ansi, ansiIdentifiers } from '../ansi/index.js';
import { typeResolver } from '../data-types.js';
import type { Dialect, Identifiers, SqlSettings } from '../dialect.js';
import { isOneExpression } from '../../core/one-expression.js';
import { given, sameName, type Qualifier } from '../identifiers.js';
import type { ObjectKind, ObjectName } from '../../model/names.js';
import { unlessOffline } from '../liquibase-form.js';
import { databaseProperties } from '../properties.js';
import { mssqlCatalog, mssqlDropAll, mssqlLiveSchema } from './catalog.js';
import { findTables } from './find-tables.js';
import { columns } from './columns.js';
import { constraints } from './constraints.js';
import { liveConstraints } from './live-constraints.js';
import { tables } from './tables.js';
import { lock } from './lock.js';
import { mssqlReserved } from './reserved-words.js';
import { routines } from './routines.js';
import { rows } from './rows.js';
import { sequences } from './sequences.js';
import { split } from './split.js';
import { steps } from './steps.js';
import { tagLast } from './tag-last.js';
import { mssqlLiteral, mssqlLiterals, mssqlTypes } from './types.js';
import { synonyms } from './synonyms.js';
import { triggers } from './triggers.js';
import { views } from './views.js';

/**
 * The schema is written where it is not the session's own, the catalog where it is not the session's and the name is a table's.
 * Source: Liquibase `MSSQLDatabase.escapeObjectName` (4.28.0).
 */
function qualifiers(name: ObjectName, kind: ObjectKind, sql: SqlSettings): readonly Qualifier[] {
  if (kind === 'index') return [];
  const catalog = given(name.catalog);
  const schema = given(name.schema) ?? sql.defaultSchema;
  const schemaPart: readonly Qualifier[] = schema === undefined ? [] : [{ name: schema, kind: 'schema' }];
  if (catalog === undefined || sameName(catalog, sql.defaultCatalog)) return schema === sql.connectionSchema ? [] : schemaPart;
  if (kind !== 'table') return schema !== undefined && !sql.outputDefaultSchema && sameName(schema, sql.defaultSchema) ? [] : schemaPart;
  return [{ name: catalog, kind: 'catalog' }, ...(schema === undefined ? [{ name: '', kind: 'schema' as const }] : schemaPart)];
}

/** Identifiers in brackets. */
const identifiers: Identifiers = {
  ...ansiIdentifiers(mssqlReserved),
  open: '[',
  close: ']',
  // What has a parenthesis is taken for a function; an empty schema (`catalog..table`) means the default one.
  verbatim: (name, kind) => (name.includes('(') && isOneExpression(name)) || (name === '' && kind === 'schema'),
  // A name that is taken for a function gets quotes where it needs some. Liquibase puts them around everything with a space in it, also
  // around brackets.
  finishTable(written, sql) {
    if (!written.includes(' ') || written.startsWith('"')) return written;
    const quoted = `"${written.replaceAll('"', '""')}"`;
    const isFunction = written.includes('(') && !written.startsWith('[');
    return unlessOffline(sql, {
      needed: isFunction ? quoted : written,
      liquibase: quoted,
      consequence: 'the server takes the brackets for a part of the name',
    });
  },
  qualifiers,
};

/** The session that built the schema may still be ending; where sessions cannot be cut off (Azure), it is gone by then. */
const dropDatabase = (name: string): string =>
  `BEGIN TRY EXEC (N'ALTER DATABASE ${name} SET SINGLE_USER WITH ROLLBACK IMMEDIATE') END TRY BEGIN CATCH END CATCH; DROP DATABASE IF EXISTS ${name}`;

/** SQL Server, as of 2019 (15). */
export const mssql: Dialect = {
  ...ansi,
  name: 'mssql',
  title: 'SQL Server',
  aliases: [],
  traits: { ...ansi.traits, schemas: true, tablespaces: true },
  identifiers,
  defaultVersion: { major: 15, minor: 0 },
  resolveType: typeResolver(mssqlTypes, mssqlLiterals),
  literal: mssqlLiteral,
  // Without the N the server turns text beyond ASCII into the code page of the database.
  // https://learn.microsoft.com/en-us/sql/t-sql/data-types/constants-transact-sql
  stringPrefix: (text) => (/^[\x00-\x7f]*$/.test(text) ? '' : 'N'),
  delimiter: '\nGO',
  terminator: ';',
  now: 'GETDATE()',
  tracking: {
    ...ansi.tracking,
    types: { ...ansi.tracking.types, varchar: (length) => `nvarchar(${length})`, timestamp: 'datetime2(3)' },
    tagLast,
  },
  compile: {
    ...ansi.compile,
    ...tables,
    ...columns,
    ...constraints,
    ...sequences,
    ...views,
    ...routines,
    ...rows,
    ...triggers,
    ...synonyms,
  },
  compileLive: liveConstraints,
  lock,
  steps,
  split,
  properties: databaseProperties({ autoIncrementClause: 'IDENTITY (1, 1)', restrictForeignKeys: false }),
  schemaSql: async () => (await import('./schema-sql/index.js')).mssqlSchemaSql,
  driver: async () => (await import('./driver.js')).mssqlDriver,
  catalog: mssqlCatalog,
  liveSchema: mssqlLiveSchema,
  findTables,
  scratch: { create: (name) => `CREATE DATABASE ${name}`, drop: dropDatabase },
  introspect: async (...given) => (await import('./introspect/introspect.js')).introspect(...given),
  dropAll: mssqlDropAll,
};
