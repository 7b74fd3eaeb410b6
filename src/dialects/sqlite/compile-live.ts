import { ChangelogError } from '../../core/error.js';
import type { Sql, Statement, StatementKind } from '../../model/statement.js';
import { createIndexSql } from '../ansi/indexes.js';
import type { CompileLive, SqlContext } from '../dialect.js';
import type { Connection } from '../driver.js';
import { given } from '../identifiers.js';
import { createSqlContext } from '../sql-context.js';
import { addColumnsLive } from './add-columns.js';
import {
  addAutoIncrementLive,
  addDefaultValueLive,
  dropColumnsLive,
  dropDefaultValueLive,
  modifyDataTypeLive,
  setNullableLive,
} from './alter-columns.js';
import {
  addCheckLive,
  addForeignKeyLive,
  addPrimaryKeyLive,
  addUniqueConstraintLive,
  dropAllForeignKeysLive,
  dropCheckLive,
  dropForeignKeyLive,
  dropPrimaryKeyLive,
  dropUniqueConstraintLive,
} from './alter-constraints.js';
import { renameTriggerLive } from './routines.js';
import { isShadow } from './shadow.js';
import { renameViewLive, replaceViewLive } from './views.js';

type Compiled = readonly (string | Sql)[] | undefined;
type WithSchema<K extends StatementKind> = (statement: Statement<K>, sql: SqlContext, live: Connection) => Promise<Compiled>;

/** Offline the static rendering stands, or refuses. */
function withSchema<K extends StatementKind>(compile: WithSchema<K>): NonNullable<CompileLive[K]> {
  return (async (statement: Statement<K>, sql: SqlContext, live: Connection | undefined) => {
    if (live === undefined) return undefined;
    try {
      return await compile(statement, sql, live);
    } catch (error) {
      if (!(error instanceof ChangelogError) || error.code !== 'SQL_FAILED' || !isShadow(live)) throw error;
      return leftOut(error.message, sql);
    }
  }) as NonNullable<CompileLive[K]>;
}

/**
 * In a script, what the database would refuse must not keep the rest from being written: its changeset may have a precondition that is not
 * looked at there, and does not hold.
 */
function leftOut(reason: string, sql: SqlContext): Compiled {
  sql.warn(`left out of the script: ${reason}`);
  return [{ sql: `left out: ${reason}`, comment: true }];
}

/** What SQLite alters by a rebuild of the table, or only after a look at the schema. */
export const compileLive: CompileLive = {
  addColumns: withSchema<'addColumns'>(addColumnsLive),
  dropColumns: withSchema<'dropColumns'>(dropColumnsLive),
  modifyDataType: withSchema<'modifyDataType'>(modifyDataTypeLive),
  setNullable: withSchema<'setNullable'>(setNullableLive),
  addDefaultValue: withSchema<'addDefaultValue'>(addDefaultValueLive),
  dropDefaultValue: withSchema<'dropDefaultValue'>(dropDefaultValueLive),
  addAutoIncrement: withSchema<'addAutoIncrement'>(addAutoIncrementLive),
  addPrimaryKey: withSchema<'addPrimaryKey'>(addPrimaryKeyLive),
  dropPrimaryKey: withSchema<'dropPrimaryKey'>(dropPrimaryKeyLive),
  addUniqueConstraint: withSchema<'addUniqueConstraint'>(addUniqueConstraintLive),
  dropUniqueConstraint: withSchema<'dropUniqueConstraint'>(dropUniqueConstraintLive),
  addForeignKey: withSchema<'addForeignKey'>(addForeignKeyLive),
  dropForeignKey: withSchema<'dropForeignKey'>(dropForeignKeyLive),
  dropAllForeignKeys: withSchema<'dropAllForeignKeys'>(dropAllForeignKeysLive),
  addCheck: withSchema<'addCheck'>(addCheckLive),
  dropCheck: withSchema<'dropCheck'>(dropCheckLive),
  createView: withSchema<'createView'>(replaceViewLive),
  renameView: withSchema<'renameView'>(renameViewLive),
  renameTrigger: withSchema<'renameTrigger'>(renameTriggerLive),
  createIndex: withSchema<'createIndex'>(createQualifiedIndex),
};

/** SQLite takes the schema before the name of an index, and not before its table's, where Liquibase writes it too. */
async function createQualifiedIndex(s: Statement<'createIndex'>, sql: SqlContext): Promise<readonly string[] | undefined> {
  const qualified = sql.table(s.table);
  const { catalog, schema, name } = s.table;
  if (s.index === undefined || (given(catalog) === undefined && given(schema) === undefined && qualified === sql.name(name, 'table')))
    return undefined;
  const bare = createSqlContext(sql.dialect, { ...sql, defaultCatalog: undefined, defaultSchema: undefined }, sql.warn);
  return [createIndexSql({ ...s, table: { name } }, bare, sql.object({ ...s.table, name: s.index }, 'index'))];
}
