import type { FoundTable, SqlContext } from '../dialects/dialect.js';
import type { ObjectName } from '../model/names.js';
import type { Sql, Statement } from '../model/statement.js';
import type { Database } from './database.js';

/** A tracking table as it stands in the database, or as it would be created. */
export interface TrackingTable {
  /** How SQL about it is written. */
  readonly sql: SqlContext;
  readonly table: ObjectName;
  /** What the catalog says; undefined where it does not exist. */
  readonly found: FoundTable | undefined;
  /** A column's name as the table spells it. */
  column(name: string): string;
  /** Statements about the table, with its columns given in upper case. */
  render(statement: TrackingStatement): readonly Sql[];
}

type Without<S> = S extends unknown ? Omit<S, 'table'> : never;
export type TrackingStatement = Without<Statement<'insert' | 'update' | 'delete' | 'addColumns' | 'setNullable' | 'modifyDataType'>>;

/** The table as this program and Liquibase create it. */
export function plainTrackingTable(database: Database, table: ObjectName, found?: FoundTable): TrackingTable {
  const sql = database.sql('LEGACY');
  return { sql, table, found, column: (name) => name, render: (statement) => sql.render({ ...statement, table }) };
}

/**
 * Looks a tracking table up. Where it does not exist under the name that is expected, but under another spelling that the server tells apart
 * from it (quoted in upper case on PostgreSQL, in lower case on MariaDB …), that one is taken as it is.
 * @param configured the name as the settings spell it
 */
export async function findTrackingTable(database: Database, table: ObjectName, configured: string): Promise<TrackingTable> {
  const { connection, dialect } = database;
  if (connection === undefined) return plainTrackingTable(database, table);
  const plain = database.sql('LEGACY');
  const tables = await dialect.findTables(connection, plain, { ...table, name: configured });
  const found =
    [table.name, configured].map((name) => tables.find((one) => one.name === name)).find((one) => one !== undefined) ?? tables[0];
  if (found === undefined || isPlain(found, table, database)) return plainTrackingTable(database, table, found);
  return spelledTrackingTable(database, { ...table, name: found.name, ...(found.schema !== undefined && { schema: found.schema }) }, found);
}

/** Whether names that are written without quotes find the table and its columns. */
function isPlain(found: FoundTable, expected: ObjectName, { dialect }: Database): boolean {
  const folded = (name: string): boolean => {
    if (dialect.identifiers.unquotedCase === 'lower') return name === name.toLowerCase();
    return dialect.identifiers.unquotedCase === 'upper' ? name === name.toUpperCase() : true;
  };
  return found.name === expected.name && found.columns.every((column) => folded(column.name));
}

/** A table whose names are written just as the catalog spells them. */
function spelledTrackingTable(database: Database, table: ObjectName, found: FoundTable): TrackingTable {
  const quoted = database.sql('QUOTE_ALL_OBJECTS');
  const spelled = new Map(found.columns.map(({ name }) => [name.toUpperCase(), name]));
  const column = (name: string): string =>
    spelled.get(name) ?? (found.columns.every((one) => one.name === one.name.toLowerCase()) ? name.toLowerCase() : name);
  return {
    sql: { ...quoted, column: (name) => quoted.column(column(name)) },
    table,
    found,
    column,
    render: (statement) => quoted.render({ ...respelled(statement, column), table }),
  };
}

function respelled(statement: TrackingStatement, column: (name: string) => string): TrackingStatement {
  if ('column' in statement) return { ...statement, column: column(statement.column) };
  if (!('columns' in statement) || statement.columns === undefined) return statement;
  return { ...statement, columns: statement.columns.map((one) => ({ ...one, name: column(one.name) })) } as TrackingStatement;
}
