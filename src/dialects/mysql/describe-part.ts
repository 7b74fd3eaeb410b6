import type { CatalogPart } from '../../model/effect.js';
import type { ObjectName } from '../../model/names.js';
import type { SqlContext } from '../dialect.js';

/** The number of rows and a sum of their digests, which the order of the rows does not change and no length limits. */
const summary = (facts: readonly string[], from: string, ...conditions: readonly string[]): string =>
  `(SELECT CONCAT(COUNT(*), ':', COALESCE(SUM(CAST(CONV(LEFT(MD5(CONCAT_WS('|', ${facts.map((fact) => `QUOTE(${fact})`).join(', ')})), 12), 16, 10) AS UNSIGNED)), 0))` +
  ` FROM information_schema.${from} WHERE ${conditions.join(' AND ')})`;

const columnFacts = 'COLUMN_NAME COLUMN_TYPE IS_NULLABLE COLUMN_DEFAULT EXTRA COLLATION_NAME COLUMN_COMMENT GENERATION_EXPRESSION'.split(
  ' ',
);
const indexFacts = ['INDEX_NAME', 'NON_UNIQUE', 'SEQ_IN_INDEX', 'COLUMN_NAME', 'SUB_PART', 'INDEX_TYPE', 'INDEX_COMMENT'];
const constraintFacts = ['CONSTRAINT_NAME', 'CONSTRAINT_TYPE'];

/**
 * Parts of the catalog in one expression each. Every query names one schema and one table, so that the server opens no other: MariaDB
 * looks these up by the schema of the table only, and fails at a table of another schema that somebody is changing.
 * https://mariadb.com/kb/en/information-schema-tables/
 */
export function describePart(part: CatalogPart, sql: SqlContext): string {
  const schemaOf = (name: ObjectName): string => {
    const given = name.catalog ?? name.schema ?? sql.defaultSchema ?? sql.defaultCatalog;
    return given === undefined ? 'DATABASE()' : sql.string(given);
  };
  const is = (column: string, name: string): string => `${column} = ${sql.string(name)}`;
  const inSchema = (name: ObjectName, column = 'TABLE_SCHEMA'): string => `${column} = ${schemaOf(name)}`;
  const ofTable = (table: ObjectName): readonly string[] => [inSchema(table), is('TABLE_NAME', table.name)];
  const tables = (name: ObjectName): string =>
    summary(['TABLE_TYPE', 'ENGINE', 'TABLE_COLLATION', 'TABLE_COMMENT', 'CREATE_OPTIONS'], 'TABLES', ...ofTable(name));
  switch (part.kind) {
    case 'table':
    case 'sequence':
      return tables(part.name);
    case 'view':
      return summary(['VIEW_DEFINITION'], 'VIEWS', ...ofTable(part.name));
    case 'procedure':
    case 'function':
      return summary(
        ['ROUTINE_DEFINITION', 'DTD_IDENTIFIER'],
        'ROUTINES',
        inSchema(part.name, 'ROUTINE_SCHEMA'),
        is('ROUTINE_NAME', part.name.name),
        is('ROUTINE_TYPE', part.kind.toUpperCase()),
      );
    case 'trigger':
      return summary(
        ['EVENT_OBJECT_TABLE', 'ACTION_STATEMENT'],
        'TRIGGERS',
        inSchema(part.name, 'EVENT_OBJECT_SCHEMA'),
        is('TRIGGER_NAME', part.name.name),
      );
    case 'event':
      return summary(['EVENT_DEFINITION'], 'EVENTS', inSchema(part.name, 'EVENT_SCHEMA'), is('EVENT_NAME', part.name.name));
    case 'schema':
      return summary(['DEFAULT_COLLATION_NAME'], 'SCHEMATA', is('SCHEMA_NAME', part.name.name));
    case 'columns':
      return summary(
        columnFacts,
        'COLUMNS',
        ...ofTable(part.table),
        `COLUMN_NAME IN (${part.columns.map((name) => sql.string(name)).join(', ')})`,
      );
    case 'index':
      return summary(indexFacts, 'STATISTICS', ...ofTable(part.table ?? part.name), is('INDEX_NAME', part.name.name));
    case 'constraint':
      // Only a unique constraint is an index as well, and may be named as one.
      return summary(constraintFacts, 'TABLE_CONSTRAINTS', ...ofTable(part.table), is('CONSTRAINT_NAME', part.name));
    case 'primaryKey':
      return summary(indexFacts, 'STATISTICS', ...ofTable(part.table), is('INDEX_NAME', 'PRIMARY'));
    case 'value':
      return "'0'";
    case 'definition':
      return `CONCAT_WS(' ', ${[
        tables(part.table),
        summary([...columnFacts, 'ORDINAL_POSITION'], 'COLUMNS', ...ofTable(part.table)),
        summary(indexFacts, 'STATISTICS', ...ofTable(part.table)),
        summary(constraintFacts, 'TABLE_CONSTRAINTS', ...ofTable(part.table)),
        summary(['PARTITION_NAME', 'PARTITION_EXPRESSION', 'PARTITION_DESCRIPTION'], 'PARTITIONS', ...ofTable(part.table)),
      ].join(', ')})`;
  }
}
