import type { ObjectName } from '../../model/names.js';
import { replaceNulls } from '../ansi/columns.js';
import { disallow, ignored, refuse } from '../attributes.js';
import type { CompileLive, SqlContext } from '../dialect.js';
import type { Connection } from '../driver.js';
import { columnDefinition, withAutoIncrement, withComment, withNullability } from './column-definition.js';
import { startsWith } from './tables.js';

/**
 * Statements that state a column anew, for changes that do not give its type: the server is asked how it defines the column, and nothing
 * of that is lost. Liquibase refuses such changes.
 */
export const liveColumns: CompileLive = {
  async renameColumn(s, sql, live) {
    if (live === undefined || s.type !== undefined) return undefined;
    const definition = await definitionOf(s.table, s.oldName, sql, live);
    const commented = s.remarks === undefined ? definition : withComment(definition, sql.string(s.remarks));
    return [`ALTER TABLE ${sql.table(s.table)} CHANGE ${sql.column(s.oldName)} ${sql.column(s.newName)} ${commented}`];
  },
  async setNullable(s, sql, live) {
    if (live === undefined || s.type !== undefined || s.column === '') return undefined;
    ignored(sql, 'constraintName', s.constraintName);
    const definition = await definitionOf(s.table, s.column, sql, live);
    return [...replaceNulls(s, sql), modify(s.table, s.column, withNullability(definition, s.nullable), sql)];
  },
  async setColumnRemarks(s, sql, live) {
    if (live === undefined || s.type !== undefined) return undefined;
    const definition = await definitionOf(s.table, s.column, sql, live);
    return [modify(s.table, s.column, withComment(definition, sql.string(s.remarks.trim())), sql)];
  },
  async addAutoIncrement(s, sql, live) {
    if (live === undefined || s.type !== undefined) return undefined;
    disallow(sql, 'incrementBy', s.identity.incrementBy);
    const definition = await definitionOf(s.table, s.column, sql, live);
    const { startWith } = s.identity;
    return [
      modify(s.table, s.column, withAutoIncrement(definition), sql),
      ...(startWith === undefined ? [] : [`ALTER TABLE ${sql.table(s.table)} ${startsWith(startWith)}`]),
    ];
  },
};

function modify(table: ObjectName, column: string, definition: string, sql: SqlContext): string {
  return `ALTER TABLE ${sql.table(table)} MODIFY ${sql.column(column)} ${definition}`;
}

async function definitionOf(table: ObjectName, column: string, sql: SqlContext, live: Connection): Promise<string> {
  const { rows } = await live.queryRows(`SHOW CREATE TABLE ${sql.table(table)}`);
  const definition = columnDefinition(String(rows[0]?.[1]), column);
  return definition ?? refuse(sql, `table ${table.name} has no column ${column}`, 'look at the names of the columns');
}
