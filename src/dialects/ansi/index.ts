import type { Traits } from '../../define/change.js';
import type { Compile, Dialect, Identifiers, TrackingSql } from '../dialect.js';
import { catalogQualifiers, mustQuoteName } from '../identifiers.js';
import { checks } from './checks.js';
import { columns } from './columns.js';
import { compositeTypes } from './composite-types.js';
import { constraints } from './constraints.js';
import { indexes } from './indexes.js';
import { routines } from './routines.js';
import { rows } from './rows.js';
import { sequences } from './sequences.js';
import { synonyms } from './synonyms.js';
import { tables } from './tables.js';
import { tagLast } from './tag-last.js';
import { views } from './views.js';

/** What most databases can do; a dialect states where it differs. */
const traits: Traits = {
  transactionalDdl: true,
  schemas: false,
  sequences: true,
  autoIncrement: true,
  tablespaces: false,
  initiallyDeferrableColumns: false,
  primaryKeyNames: true,
  notNullConstraintNames: false,
  inlineRemarks: false,
  tableRemarks: true,
  columnRemarks: true,
  viewRemarks: true,
  restatesColumns: false,
  keysSetNotNull: false,
  multiRowInsert: true,
};

/** Identifiers in double quotes. */
export function ansiIdentifiers(reserved: ReadonlySet<string>): Identifiers {
  return {
    open: '"',
    close: '"',
    reserved,
    mustQuote: (name) => mustQuoteName(name, reserved),
    qualifiers: (name, _kind, sql) => catalogQualifiers(name, sql),
    unquotedCase: 'keep',
  };
}

/** Column types of the tracking tables. Source: Liquibase `CreateDatabaseChangeLogTableGenerator` (4.28.0). */
const trackingTypes: TrackingSql['types'] = {
  varchar: (length) => `varchar(${length})`,
  timestamp: 'datetime',
  integer: 'int',
  boolean: 'boolean',
};

const compile: Compile = {
  ...tables,
  ...columns,
  ...constraints,
  ...indexes,
  ...sequences,
  ...views,
  ...routines,
  ...rows,
  ...checks,
  ...synonyms,
  ...compositeTypes,
};

/** The parts of a dialect that several databases share; the starting point of every dialect. */
export const ansi = {
  traits,
  compile,
  compileLive: {},
  tracking: { tableName: (configured: string) => configured, types: trackingTypes, booleans: { true: '1', false: '0' }, tagLast },
  delimiter: ';',
  lineComment: '--',
  schemaSql: async () => (await import('./schema-sql.js')).ansiSchemaSql,
  primaryKeyName: (table: string) => `PK_${table.toUpperCase()}`,
  escapeString: (text: string) => text.replaceAll("'", "''"),
} satisfies Partial<Dialect>;
