import type { ObjectName } from '../../model/names.js';
import type { SqlContext } from '../dialect.js';
import type { Connection } from '../driver.js';
import { parseCreateTable } from './ddl/parse-create-table.js';
import { clauseOf, columnOf, isAutoIncrement, rowidAlias, type TableDdl } from './ddl/table-ddl.js';
import { foldName } from './ddl/tokens.js';
import { rehearse } from './rehearse.js';
import { belongingTo, findTable, readSchema, referringTables, type SchemaObject } from './schema.js';

/** An alteration that SQLite has no statement for. */
export interface Alteration {
  /** The new definition of the table. */
  readonly alter: (table: TableDdl) => string;
  /** Whether an index stays; default: all. */
  readonly keepsIndex?: (index: SchemaObject) => boolean;
}

/**
 * The statements that put a new definition in the place of a table's, with rows, rowids, AUTOINCREMENT counter, indexes and triggers.
 *
 * It is the procedure of https://www.sqlite.org/lang_altertable.html#otheralter with one difference: not the new table gets its name by ALTER
 * TABLE RENAME, but the old one loses it. A renamed table is stored with its name in quotes; this way the new definition is stored exactly as
 * it is written here, comments and all, and as Liquibase leaves it. Two settings make that safe:
 * - `legacy_alter_table = ON`, so that views, triggers and foreign keys of other tables go on naming the table they name;
 * - `foreign_keys = OFF` where others refer to the table, since renaming would otherwise still follow their keys, and DROP TABLE deletes rows,
 *   and what refers to them, first. Inside a transaction that setting has no effect: the driver sees to it (see `foreignKeySwitch`), and for
 *   scripts the first statements fail where it is on.
 * In the end no row may refer to a missing row that found it before, or the last statements fail.
 *
 * Everything is tried on a copy of the schema first, where there are views, triggers or foreign keys to break.
 * @returns no statement where the definition stays as it is.
 * @throws PLAN_NEEDS_DATABASE, SQL_FAILED, PLAN_UNSUPPORTED_CHANGE
 */
export async function rebuildTable(
  name: ObjectName,
  sql: SqlContext,
  live: Connection,
  alteration: Alteration,
): Promise<readonly string[]> {
  const schema = await readSchema(live);
  const table = findTable(schema, name);
  const before = parseCreateTable(table.sql);
  const text = alteration.alter(before);
  if (text === table.sql) return [];
  const after = parseCreateTable(text);
  const referring = await referringTables(live, table.name);
  const hasKeys =
    after.constraints.some(({ kind }) => kind === 'foreignKey') ||
    after.columns.some((column) => clauseOf(column, 'references') !== undefined);
  const plan: RebuildPlan = { table, before, after, schema, keepsIndex: alteration.keepsIndex ?? (() => true), sql, live };
  const related = [...new Set([...(hasKeys ? [table.name] : []), ...referring])];
  if (related.length === 0 && !schema.some(({ type }) => type === 'view' || type === 'trigger')) return rebuildStatements(plan);
  return rehearse(live, table.name, async (copy) => {
    if (related.length === 0) return rebuildStatements(plan);
    return guarded(await rebuildStatements(plan), await checkable(copy, related), referring.length > 0, live);
  });
}

interface RebuildPlan {
  readonly table: SchemaObject;
  readonly before: TableDdl;
  readonly after: TableDdl;
  readonly schema: readonly SchemaObject[];
  readonly keepsIndex: (index: SchemaObject) => boolean;
  readonly sql: SqlContext;
  readonly live: Connection;
}

async function rebuildStatements({ table, before, after, schema, keepsIndex, sql, live }: RebuildPlan): Promise<readonly string[]> {
  const [legacy] = await live.query<{ legacy_alter_table: number }>('PRAGMA legacy_alter_table');
  const old = freeName(schema, `${table.name}_temporary`);
  const [from, to] = [sql.name(old, 'table'), sql.name(table.name, 'table')];
  const copied = copiedColumns(before, after).map((column) => sql.column(column));
  const columns = copied.join(', ');
  return [
    'PRAGMA legacy_alter_table = ON',
    `ALTER TABLE ${to} RENAME TO ${from}`,
    after.text,
    ...(copied.length === 0 ? [] : [`INSERT INTO ${to} (${columns}) SELECT ${columns} FROM ${from}`]),
    ...(isAutoIncrement(before) && isAutoIncrement(after) ? counterStatements(old, table.name, sql) : []),
    `DROP TABLE ${from}`,
    ...(legacy?.legacy_alter_table === 1 ? [] : ['PRAGMA legacy_alter_table = OFF']),
    ...belongingTo(schema, table.name, 'index')
      .filter(keepsIndex)
      .map((index) => index.sql),
    ...belongingTo(schema, table.name, 'trigger').map((trigger) => trigger.sql),
  ];
}

/** The highest number ever given out goes over to the new table. */
function counterStatements(old: string, name: string, sql: SqlContext): readonly string[] {
  return [
    `DELETE FROM sqlite_sequence WHERE name = ${sql.string(name)}`,
    `UPDATE sqlite_sequence SET name = ${sql.string(name)} WHERE name = ${sql.string(old)}`,
  ];
}

/** The columns that both definitions have and that hold values; with them the rowid where no column stands for it. */
function copiedColumns(before: TableDdl, after: TableDdl): readonly string[] {
  const kept = after.columns
    .filter((column) => clauseOf(column, 'generated') === undefined)
    .filter(({ name }) => columnOf(before, name) !== undefined);
  const names = kept.map(({ name }) => name);
  const hasRowid = !before.withoutRowid && !after.withoutRowid && rowidAlias(after) === undefined;
  const rowid = ['rowid', '_rowid_', 'oid'].find((name) => columnOf(before, name) === undefined && columnOf(after, name) === undefined);
  return hasRowid && rowid !== undefined ? [rowid, ...names] : names;
}

function freeName(schema: readonly SchemaObject[], wanted: string): string {
  const taken = new Set(schema.map(({ name }) => foldName(name)));
  let name = wanted;
  for (let i = 2; taken.has(foldName(name)); i++) name = `${wanted}_${i}`;
  return name;
}

/** Which of the tables can be checked: where a foreign key refers to columns that are no key, the check itself is an error. */
async function checkable(copy: Connection, tables: readonly string[]): Promise<readonly string[]> {
  const fits: string[] = [];
  for (const table of tables) {
    const works = await copy.query('SELECT count(*) FROM pragma_foreign_key_check(?)', [table]).then(
      () => true,
      () => false,
    );
    if (works) fits.push(table);
  }
  return fits;
}

const ledger = 'changelog_rebuild';

/**
 * The statements between a check that foreign keys are off, where other rows depend on those of the table, and a check that no more rows are
 * lost than before. What only refers to others can be rebuilt with enforcement on.
 */
async function guarded(
  statements: readonly string[],
  tables: readonly string[],
  isReferredTo: boolean,
  live: Connection,
): Promise<readonly string[]> {
  const [enforced] = await live.query<{ foreign_keys: number }>('PRAGMA foreign_keys');
  const counts = tables.map((table) => `(SELECT count(*) FROM pragma_foreign_key_check('${table.replaceAll("'", "''")}'))`);
  const lost = counts.length === 0 ? '0' : counts.join(' + ');
  const unenforced = 'CONSTRAINT "foreign keys are not enforced while a table is rebuilt" CHECK (enforced = 0), ';
  return [
    ...(isReferredTo ? ['PRAGMA foreign_keys = OFF'] : []),
    `CREATE TEMP TABLE ${ledger} (enforced INTEGER, lost_before INTEGER, lost_after INTEGER, ${isReferredTo ? unenforced : ''}` +
      'CONSTRAINT "every row finds the row that its foreign keys refer to" CHECK (lost_after <= lost_before))',
    `INSERT INTO ${ledger} SELECT foreign_keys, ${lost}, 0 FROM pragma_foreign_keys`,
    ...statements,
    `UPDATE ${ledger} SET lost_after = ${lost}`,
    `DROP TABLE ${ledger}`,
    ...(isReferredTo && enforced?.foreign_keys === 1 ? ['PRAGMA foreign_keys = ON'] : []),
  ];
}
