import type { SchemaSql } from '../../schema-sql.js';

/** What columns, domains, indexes, expressions and views are made of. */
export const foundations: ReadonlySet<string> = new Set([
  'collation',
  'range type',
  'text search dictionary',
  'text search configuration',
  'foreign data wrapper',
  'foreign server',
  'foreign table',
]);

/** Kinds of a table, whose names are told apart by it. */
const ofTables: ReadonlySet<string> = new Set(['policy', 'rule']);

/** The words of objects that the model does not cover and whose statement the server prints. */
export const listed: NonNullable<SchemaSql['listed']> = (one, { sql, local }) => {
  if (one.definition === undefined) return undefined;
  if (ofTables.has(one.kind)) {
    const { schema } = local(one);
    const table = sql.table({ schema, name: one.table ?? '' });
    return { create: [one.definition], drop: `DROP ${one.kind.toUpperCase()} ${sql.name(one.name, 'type')} ON ${table}` };
  }
  if (one.kind === 'view column default') {
    const view = sql.object(local({ schema: one.schema, name: one.table ?? '' }), 'view');
    return { create: [one.definition], drop: `ALTER VIEW ${view} ALTER COLUMN ${sql.column(one.name)} DROP DEFAULT` };
  }
  const reset = resets[one.kind];
  if (reset !== undefined) return { create: [one.definition], drop: one.definition.replace(...reset) };
  const word = words[one.kind];
  return word === undefined ? undefined : { create: [one.definition], drop: `DROP ${word} ${sql.object(local(one), 'type')}` };
};

/** What is said of an object that stays, and what says nothing of it again. */
const resets: Readonly<Record<string, readonly [RegExp, string]>> = {
  'statistics of a view column': [/\d+$/, '-1'],
  'remarks on an identity': [/ IS (?:E?'(?:[^'\\]|''|\\[^])*')$/, ' IS NULL'],
};

const words: Readonly<Record<string, string>> = {
  collation: 'COLLATION',
  'foreign data wrapper': 'FOREIGN DATA WRAPPER',
  'foreign server': 'SERVER',
  'foreign table': 'FOREIGN TABLE',
  'event trigger': 'EVENT TRIGGER',
  statistics: 'STATISTICS',
  'range type': 'TYPE',
  'text search configuration': 'TEXT SEARCH CONFIGURATION',
  'text search dictionary': 'TEXT SEARCH DICTIONARY',
};
