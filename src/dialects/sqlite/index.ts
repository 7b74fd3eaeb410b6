import { ansi, ansiIdentifiers } from '../ansi/index.js';
import { typeResolver } from '../data-types.js';
import type { Dialect } from '../dialect.js';
import { databaseProperties } from '../properties.js';
import { sqliteCatalog, sqliteDropAll, sqliteLiveSchema } from './catalog.js';
import { findTables } from './find-tables.js';
import { compileLive } from './compile-live.js';
import { compile } from './compile.js';
import { lock } from './lock.js';
import { sqliteReserved } from './reserved-words.js';
import { shadow } from './shadow.js';
import { split } from './split.js';
import { steps } from './steps.js';
import { tagLast } from './tag-last.js';
import { sqliteLiteral, sqliteLiterals, sqliteTypes } from './types.js';

export const sqlite: Dialect = {
  ...ansi,
  name: 'sqlite',
  title: 'SQLite',
  aliases: [],
  traits: {
    ...ansi.traits,
    sequences: false,
    initiallyDeferrableColumns: true,
    tableRemarks: false,
    columnRemarks: false,
    viewRemarks: false,
    keysSetNotNull: true,
    multiRowInsert: false,
  },
  identifiers: ansiIdentifiers(sqliteReserved),
  defaultVersion: { major: 3, minor: 45 },
  resolveType: typeResolver(sqliteTypes, sqliteLiterals),
  literal: sqliteLiteral,
  compile: { ...ansi.compile, ...compile },
  compileLive,
  now: 'CURRENT_TIMESTAMP',
  tracking: {
    ...ansi.tracking,
    tagLast,
    textIsUtc: true,
    columnsAsJson: (columns, from) =>
      // Fails where a value is bytes. https://sqlite.org/json1.html#jgrouparray
      `SELECT ${columns.map((column) => `json_group_array(${column}) AS ${column}`).join(', ')} FROM ${from}`,
  },
  lock,
  steps,
  split,
  properties: databaseProperties({ autoIncrementClause: 'AUTOINCREMENT' }),
  schemaSql: async () => (await import('./schema-sql/index.js')).sqliteSchemaSql,
  driver: async () => (await import('./driver.js')).sqliteDriver,
  catalog: sqliteCatalog,
  liveSchema: sqliteLiveSchema,
  findTables,
  introspect: async (...given) => (await import('./introspect/introspect.js')).introspect(...given),
  dropAll: sqliteDropAll,
  scratch: { embedded: 'sqlite::memory:' },
  shadow,
};
