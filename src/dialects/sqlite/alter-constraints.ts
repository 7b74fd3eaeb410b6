import type { ObjectName } from '../../model/names.js';
import type { Statement } from '../../model/statement.js';
import { disallow, ignored } from '../attributes.js';
import type { SqlContext } from '../dialect.js';
import type { Connection } from '../driver.js';
import { existingColumn } from './alter-columns.js';
import { deferral } from './create-table.js';
import { setNullable } from './ddl/alter-column.js';
import {
  addConstraint,
  columnsOf,
  constraintsOf,
  findConstraint,
  nameOf,
  removeConstraints,
  type FoundConstraint,
} from './ddl/alter-constraint.js';
import { parseCreateTable } from './ddl/parse-create-table.js';
import { primaryKeyColumns, type TableDdl } from './ddl/table-ddl.js';
import { sameName } from './ddl/tokens.js';
import { rebuildTable } from './rebuild.js';
import { databaseRefuses, sqliteLacks } from './refuse.js';
import { findTable, readSchema } from './schema.js';

/** Adds the key, and NOT NULL to its columns, which SQLite alone of all databases does not imply. */
export async function addPrimaryKeyLive(s: Statement<'addPrimaryKey'>, sql: SqlContext, live: Connection): Promise<readonly string[]> {
  unusedAttributes(s, sql);
  return rebuildTable(s.table, sql, live, {
    alter(table) {
      if (primaryKeyColumns(table).length > 0)
        databaseRefuses(`table ${table.name} has a primary key already`, 'drop it with dropPrimaryKey first');
      let current = table;
      for (const name of names(s.columns)) current = parseCreateTable(setNullable(current, existingColumn(current, name), false));
      return addConstraint(current, `${constraintName(table, s.constraintName, sql)}PRIMARY KEY (${sql.columnList(s.columns)})`, true);
    },
  });
}

export async function dropPrimaryKeyLive(s: Statement<'dropPrimaryKey'>, sql: SqlContext, live: Connection): Promise<readonly string[]> {
  ignored(sql, 'dropIndex', s.dropIndex);
  return rebuildTable(s.table, sql, live, {
    alter(table) {
      const key = constraintsOf(table, 'primaryKey');
      if (key.length === 0) databaseRefuses(`table ${table.name} has no primary key`);
      if (table.withoutRowid) sqliteLacks(`${table.name} is a WITHOUT ROWID table, which must have a primary key`);
      return removeConstraints(table, key);
    },
  });
}

export async function addUniqueConstraintLive(
  s: Statement<'addUniqueConstraint'>,
  sql: SqlContext,
  live: Connection,
): Promise<readonly string[]> {
  unusedAttributes(s, sql);
  for (const attribute of ['deferrable', 'initiallyDeferred', 'disabled'] as const) if (s[attribute]) ignored(sql, attribute, true);
  return rebuildTable(s.table, sql, live, {
    alter(table) {
      for (const name of names(s.columns)) existingColumn(table, name);
      return addConstraint(table, `${constraintName(table, s.constraintName, sql)}UNIQUE (${sql.columnList(s.columns)})`);
    },
  });
}

/** Drops the constraint of the name, or where no constraint has it, the one on exactly the columns that the change lists. */
export async function dropUniqueConstraintLive(
  s: Statement<'dropUniqueConstraint'>,
  sql: SqlContext,
  live: Connection,
): Promise<readonly string[]> {
  const columns = s.uniqueColumns === undefined ? await columnsOfAutoIndex(s.constraintName, live) : names(s.uniqueColumns);
  return rebuildTable(s.table, sql, live, {
    alter(table) {
      const found = findConstraint(table, 'unique', { name: s.constraintName, columns });
      return removeConstraints(table, [found ?? missing(table, 'unique', s.constraintName ?? `on (${columns?.join(', ') ?? ''})`)]);
    },
  });
}

/** A constraint without a name is known by the index that stands behind it: `sqlite_autoindex_person_1`. */
async function columnsOfAutoIndex(name: string | undefined, live: Connection): Promise<readonly string[] | undefined> {
  if (name === undefined || !/^sqlite_autoindex_/i.test(name)) return undefined;
  const rows = await live.query<{ name: string }>('SELECT name FROM pragma_index_info(?)', [name]);
  return rows.length === 0 ? undefined : rows.map((row) => row.name);
}

export async function addForeignKeyLive(s: Statement<'addForeignKey'>, sql: SqlContext, live: Connection): Promise<readonly string[]> {
  if (s.validate === false) ignored(sql, 'validate', false);
  const referenced = findTable(await readSchema(live), s.referencedTable);
  const rules = (s.onUpdate === undefined ? '' : ` ON UPDATE ${s.onUpdate}`) + (s.onDelete === undefined ? '' : ` ON DELETE ${s.onDelete}`);
  return rebuildTable(s.baseTable, sql, live, {
    alter(table) {
      for (const name of names(s.baseColumns)) existingColumn(table, name);
      const key = `FOREIGN KEY (${sql.columnList(s.baseColumns)}) REFERENCES ${sql.name(referenced.name, 'table')}(${sql.columnList(s.referencedColumns)})`;
      return addConstraint(table, `${constraintName(table, s.constraintName, sql)}${key}${rules}${deferral(s)}`);
    },
  });
}

export async function dropForeignKeyLive(s: Statement<'dropForeignKey'>, sql: SqlContext, live: Connection): Promise<readonly string[]> {
  return rebuildTable(s.baseTable, sql, live, {
    alter(table) {
      const found = findConstraint(table, 'foreignKey', { name: s.constraintName });
      return removeConstraints(table, [found ?? missing(table, 'foreignKey', s.constraintName)]);
    },
  });
}

export async function dropAllForeignKeysLive(
  s: Statement<'dropAllForeignKeys'>,
  sql: SqlContext,
  live: Connection,
): Promise<readonly string[]> {
  return rebuildTable(s.baseTable, sql, live, { alter: (table) => removeConstraints(table, constraintsOf(table, 'foreignKey')) });
}

export async function addCheckLive(s: Statement<'addCheck'>, sql: SqlContext, live: Connection): Promise<readonly string[]> {
  if (s.disabled === true) ignored(sql, 'disabled', true);
  if (s.validate === false) ignored(sql, 'validate', false);
  return rebuildTable(s.table, sql, live, {
    alter: (table) => addConstraint(table, `${constraintName(table, s.constraintName, sql)}CHECK (${s.condition})`),
  });
}

export async function dropCheckLive(s: Statement<'dropCheck'>, sql: SqlContext, live: Connection): Promise<readonly string[]> {
  return rebuildTable(s.table, sql, live, {
    alter(table) {
      const found = findConstraint(table, 'check', { name: s.constraintName });
      return removeConstraints(table, [found ?? missing(table, 'check', s.constraintName)]);
    },
  });
}

const names = (columns: string): readonly string[] => columns.split(',').map((name) => name.trim().replace(/\s+(?:ASC|DESC)$/i, ''));

/** `CONSTRAINT name `, or nothing. SQLite itself would take the same name twice, and then nobody could drop one of the two. */
function constraintName(table: TableDdl, name: string | undefined, sql: SqlContext): string {
  if (name === undefined) return '';
  const taken = [...table.constraints, ...table.columns.flatMap((column) => column.clauses)].some((one) => sameName(one.name ?? '', name));
  if (taken) databaseRefuses(`table ${table.name} has a constraint ${name} already`);
  return `CONSTRAINT ${sql.constraint(name)} `;
}

const titles = { unique: 'unique constraint', foreignKey: 'foreign key', check: 'check constraint' };

function missing(table: TableDdl, kind: keyof typeof titles, wanted: string): never {
  const present = constraintsOf(table, kind).map(described);
  const what = titles[kind];
  return databaseRefuses(
    `table ${table.name} has no ${what} ${wanted}`,
    present.length === 0
      ? `it has no ${what} at all`
      : `it has ${present.join(', ')}${kind === 'unique' ? '; uniqueColumns drops one by its columns' : ''}`,
  );
}

function unusedAttributes(
  s: {
    readonly clustered?: boolean | undefined;
    readonly forIndex?: ObjectName | undefined;
    readonly validate?: boolean | undefined;
    readonly tablespace?: string | undefined;
  },
  sql: SqlContext,
): void {
  if (s.clustered) disallow(sql, 'clustered', true);
  disallow(sql, 'forIndexName', s.forIndex?.name);
  if (s.validate === false) ignored(sql, 'validate', false);
  ignored(sql, 'tablespace', s.tablespace);
}

const described = (found: FoundConstraint): string => `${nameOf(found) ?? 'one without a name'} on (${columnsOf(found).join(', ')})`;
