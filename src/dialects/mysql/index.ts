import { ansi, ansiIdentifiers } from '../ansi/index.js';
import { typeResolver } from '../data-types.js';
import type { Dialect, Identifiers } from '../dialect.js';
import { catalogQualifiers, mustQuoteName } from '../identifiers.js';
import { databaseProperties } from '../properties.js';
import { mysqlCatalog, mysqlDropAll, mysqlLiveSchema } from './catalog.js';
import { findTables } from './find-tables.js';
import { checks } from './checks.js';
import { columns } from './columns.js';
import { constraints, liveConstraints } from './constraints.js';
import { tables } from './tables.js';
import { liveColumns } from './live-columns.js';
import { lock } from './lock.js';
import { mysqlReserved } from './reserved-words.js';
import { routines } from './routines.js';
import { rows } from './rows.js';
import { split } from './split.js';
import { steps } from './steps.js';
import { tagLast } from './tag-last.js';
import { views } from './views.js';
import { mysqlLiteral, mysqlLiterals, mysqlTypes } from './types.js';

/**
 * Identifiers in backticks. A backtick inside a name becomes two double quotes, as Liquibase writes it.
 * @param live the words that are quoted where there is a connection.
 */
export function mysqlIdentifiers(reserved: ReadonlySet<string>, live = reserved): Identifiers {
  return {
    ...ansiIdentifiers(reserved),
    open: '`',
    close: '`',
    mustQuote: (name, _kind, sql) => name === '' || mustQuoteName(name, sql.live ? live : reserved),
    // An index belongs to its table and takes no qualifier.
    qualifiers: (name, kind, sql) => (kind === 'index' ? [] : catalogQualifiers(name, sql)),
    // Offline the server is taken for one that ignores the case of names.
    asDefault: (name, live) => (live ? name : name.toLowerCase()),
  };
}

/** MySQL, as of 8.0. */
export const mysql: Dialect = {
  ...ansi,
  name: 'mysql',
  title: 'MySQL',
  aliases: [],
  alsoReaches: ['mariadb'],
  traits: { ...ansi.traits, transactionalDdl: false, sequences: false, inlineRemarks: true, viewRemarks: false, restatesColumns: true },
  identifiers: mysqlIdentifiers(mysqlReserved),
  defaultVersion: { major: 8, minor: 0 },
  resolveType: typeResolver(mysqlTypes, mysqlLiterals),
  literal: mysqlLiteral,
  escapeString: (text) => ansi.escapeString(text).replaceAll('\\', '\\\\'),
  lineComment: '-- ',
  now: 'NOW()',
  // Offline the server is taken for one that ignores the case of names; a server that does not keeps the name as configured.
  tracking: { ...ansi.tracking, tableName: (configured, live) => (live ? configured : configured.toLowerCase()), tagLast },
  compile: { ...ansi.compile, ...tables, ...columns, ...constraints, ...views, ...routines, ...rows, ...checks },
  compileLive: { ...liveColumns, ...liveConstraints },
  lock,
  steps,
  split,
  properties: databaseProperties({ autoIncrementClause: 'AUTO_INCREMENT', foreignKeyDisable: true }),
  schemaSql: async () => (await import('./schema-sql/index.js')).mysqlSchemaSql,
  driver: async () => (await import('./driver.js')).mysqlDriver,
  catalog: mysqlCatalog,
  liveSchema: mysqlLiveSchema,
  findTables,
  introspect: async (...given) => {
    const [{ introspectLike }, { mysqlVariant }] = await Promise.all([
      import('./introspect/introspect.js'),
      import('./introspect/mysql-variant.js'),
    ]);
    return introspectLike(mysqlVariant)(...given);
  },
  dropAll: mysqlDropAll,
  scratch: { create: (name) => `CREATE DATABASE ${name}`, drop: (name) => `DROP DATABASE IF EXISTS ${name}` },
};
