import type { ObjectName } from '../../model/names.js';
import type { IndexColumn, Statement } from '../../model/statement.js';
import type { Compile, CompileLive, SqlContext } from '../dialect.js';
import type { Connection } from '../driver.js';
import { addPrimaryKeySql, dropConstraintSql } from '../ansi/constraints.js';
import { belongsToConstraint, createIndexSql } from '../ansi/indexes.js';
import { disallow, ignored, need, refuse } from '../attributes.js';

/** Constraints and indexes. Source: Liquibase's generators for MySQL (4.28.0). */
export const constraints: Partial<Compile> = {
  addPrimaryKey(s, sql) {
    if (s.clustered) refuse(sql, `clustered="true" is not allowed on ${sql.dialect.name}`, 'leave clustered out');
    disallow(sql, 'forIndexName', s.forIndex?.name);
    if (s.validate === false) ignored(sql, 'validate', false);
    // The server calls every primary key PRIMARY.
    ignored(sql, 'constraintName', s.constraintName);
    return [addPrimaryKeySql({ ...s, constraintName: undefined }, sql)];
  },
  dropUniqueConstraint: (s, sql) => [dropConstraintSql(s.table, s.constraintName, sql, 'DROP KEY')],
  dropForeignKey: (s, sql) => [dropConstraintSql(s.baseTable, s.constraintName, sql, 'DROP FOREIGN KEY')],
  dropAllForeignKeys: (s, sql) => dropKeysStatements(s.baseTable, sql),
  createIndex: (s, sql) => createIndex({ ...s, columns: s.columns.map(inParentheses) }, sql),
  dropIndex(s, sql) {
    if (belongsToConstraint(s.associatedWith)) return [];
    const table: ObjectName = { ...s.table, name: need(sql, 'tableName', s.table?.name) };
    return [`DROP INDEX ${sql.name(s.index, 'index')} ON ${sql.table(table)}`];
  },
};

/** `CREATE INDEX`, with expressions as they stand. */
export function createIndex(s: Statement<'createIndex'>, sql: SqlContext): readonly string[] {
  if (belongsToConstraint(s.associatedWith)) return [];
  if (s.clustered) ignored(sql, 'clustered', true);
  return [createIndexSql(s, sql, s.index === undefined ? '' : sql.name(s.index, 'index'))];
}

/**
 * An expression of an index has to stand in parentheses; `name(10)` is a prefix of a column.
 * https://dev.mysql.com/doc/refman/8.0/en/create-index.html#create-index-functional-key-parts
 */
function inParentheses(column: IndexColumn): IndexColumn {
  const isExpression = column.computed === true && !/^\(.*\)$|^[^()]+\(\d+\)$/s.test(column.name.trim());
  return isExpression ? { ...column, name: `(${column.name})` } : column;
}

/** Statements that look up the foreign keys of a table while they run; for scripts that are written without a database. */
function dropKeysStatements(table: ObjectName, sql: SqlContext): readonly string[] {
  const database = table.catalog ?? table.schema ?? sql.defaultCatalog ?? sql.defaultSchema;
  const schema = database === undefined ? 'DATABASE()' : sql.string(database);
  const drops = "GROUP_CONCAT('DROP FOREIGN KEY `', REPLACE(constraint_name, '`', '``'), '`' ORDER BY constraint_name SEPARATOR ', ')";
  return [
    'SET SESSION group_concat_max_len = 1000000',
    `SET @drop_keys = (SELECT CONCAT(${sql.string(`ALTER TABLE ${sql.table(table)} `)}, ${drops}) FROM information_schema.table_constraints` +
      ` WHERE constraint_type = 'FOREIGN KEY' AND table_schema = ${schema} AND table_name = ${sql.string(table.name)})`,
    // Without a key there is nothing to do, which has to be a statement too.
    "SET @drop_keys = COALESCE(@drop_keys, 'DO 0')",
    'PREPARE drop_keys FROM @drop_keys',
    'EXECUTE drop_keys',
    'DEALLOCATE PREPARE drop_keys',
  ];
}

/** Statements that have to look up names of constraints. */
export const liveConstraints: CompileLive = {
  async dropAllForeignKeys(s, sql, live) {
    if (live === undefined) return undefined;
    const keys = await live.query<{ name: string }>(
      `SELECT constraint_name AS name FROM information_schema.table_constraints
        WHERE constraint_type = 'FOREIGN KEY' AND table_schema = COALESCE(?, DATABASE()) AND table_name = ? ORDER BY constraint_name`,
      [databaseOf(s.baseTable, sql, live), s.baseTable.name],
    );
    return keys.map(({ name }) => dropConstraintSql(s.baseTable, name, sql, 'DROP FOREIGN KEY'));
  },
  async dropUniqueConstraint(s, sql, live) {
    if (live === undefined || s.constraintName !== undefined || s.uniqueColumns === undefined) return undefined;
    const columns = s.uniqueColumns.split(',').map((name) => name.trim());
    const [first] = await live.query<{ name: string }>(
      `SELECT index_name AS name FROM information_schema.statistics
        WHERE table_schema = COALESCE(?, DATABASE()) AND table_name = ? AND non_unique = 0 AND index_name <> 'PRIMARY'
        GROUP BY index_name HAVING LOWER(GROUP_CONCAT(column_name ORDER BY seq_in_index)) = LOWER(?) ORDER BY index_name`,
      [databaseOf(s.table, sql, live), s.table.name, columns.join(',')],
    );
    if (first === undefined) return refuse(sql, `${s.table.name} has no unique key on (${s.uniqueColumns})`);
    return [dropConstraintSql(s.table, first.name, sql, 'DROP KEY')];
  },
};

/** The database that a table lies in, or null for the session's. */
function databaseOf(table: ObjectName, sql: SqlContext, live: Connection): string | null {
  return table.catalog ?? table.schema ?? sql.defaultCatalog ?? sql.defaultSchema ?? live.info.catalog ?? null;
}
