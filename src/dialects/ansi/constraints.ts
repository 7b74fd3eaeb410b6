import type { ObjectName } from '../../model/names.js';
import type { Statement } from '../../model/statement.js';
import type { Compile, SqlContext } from '../dialect.js';
import { fail } from '../../core/error.js';
import { disallow, ignored, refuse } from '../attributes.js';

/** Statements on constraints. Source: the generators of the same names in Liquibase (4.28.0). */
export const constraints: Pick<
  Compile,
  | 'addPrimaryKey'
  | 'dropPrimaryKey'
  | 'addUniqueConstraint'
  | 'dropUniqueConstraint'
  | 'addForeignKey'
  | 'dropForeignKey'
  | 'dropAllForeignKeys'
> = {
  addPrimaryKey(s, sql) {
    if (s.clustered) refuse(sql, `clustered="true" is not allowed on ${sql.dialect.name}`, 'leave clustered out');
    disallow(sql, 'forIndexName', s.forIndex?.name);
    if (s.validate === false) ignored(sql, 'validate', false);
    return [addPrimaryKeySql(s, sql)];
  },
  dropPrimaryKey(s, sql) {
    ignored(sql, 'dropIndex', s.dropIndex);
    return [`ALTER TABLE ${sql.table(s.table)} DROP PRIMARY KEY`];
  },
  addUniqueConstraint(s, sql) {
    disallow(sql, 'forIndexName', s.forIndex?.name);
    if (s.clustered) disallow(sql, 'clustered', true);
    for (const attribute of ['deferrable', 'initiallyDeferred', 'disabled'] as const) if (s[attribute]) ignored(sql, attribute, true);
    if (s.validate === false) ignored(sql, 'validate', false);
    return [addUniqueSql(s, sql) + uniqueTablespace(s, sql, ' USING INDEX')];
  },
  dropUniqueConstraint: (s, sql) => [dropConstraintSql(s.table, s.constraintName, sql)],
  addForeignKey(s, sql) {
    if (s.validate === false) ignored(sql, 'validate', false);
    return [addForeignKeySql(s, sql)];
  },
  dropForeignKey: (s, sql) => [dropConstraintSql(s.baseTable, s.constraintName, sql)],
  dropAllForeignKeys: (s, sql) =>
    fail('PLAN_NEEDS_DATABASE', {
      message: `dropAllForeignKeyConstraints has to look up the foreign keys of ${s.baseTable.name}`,
      dialect: sql.dialect.name,
      hint: 'run it against a live database, or name each key in a dropForeignKeyConstraint',
    }),
};

/** `ALTER TABLE … DROP CONSTRAINT …`; `words` are other words for it. */
export function dropConstraintSql(table: ObjectName, name: string | undefined, sql: SqlContext, words = 'DROP CONSTRAINT'): string {
  return `ALTER TABLE ${sql.table(table)} ${words} ${constraintName(table, name, sql)}`;
}

/** The name of a constraint that is to go. One that was made without a name can be named only where a live database is asked. */
function constraintName(table: ObjectName, name: string | undefined, sql: SqlContext): string {
  if (name !== undefined) return sql.constraint(name);
  sql.warn(`the constraint of ${table.name} was made without a constraintName, so its name is not known`);
  return 'null';
}

/** `ALTER TABLE … ADD … PRIMARY KEY (…)` with the tablespace of its index. */
export function addPrimaryKeySql(s: Statement<'addPrimaryKey'>, sql: SqlContext): string {
  const name = s.constraintName === undefined ? '' : `CONSTRAINT ${sql.constraint(s.constraintName)} `;
  return `ALTER TABLE ${sql.table(s.table)} ADD ${name}PRIMARY KEY (${sql.columnList(s.columns)})${keyTablespace(s, sql)}`;
}

function keyTablespace(s: Statement<'addPrimaryKey'>, sql: SqlContext): string {
  const tablespace = s.tablespace?.trim() ?? '';
  if (tablespace !== '' && sql.traits.tablespaces) return ` USING INDEX TABLESPACE ${s.tablespace}`;
  ignored(sql, 'tablespace', tablespace);
  return '';
}

/** `ALTER TABLE … ADD … UNIQUE (…)`. */
export function addUniqueSql(s: Statement<'addUniqueConstraint'>, sql: SqlContext): string {
  const name = s.constraintName === undefined ? '' : `CONSTRAINT ${sql.constraint(s.constraintName)} `;
  return `ALTER TABLE ${sql.table(s.table)} ADD ${name}UNIQUE (${sql.columnList(s.columns)})`;
}

/** The tablespace of a unique constraint's index; `before` is what has to stand before it. */
export function uniqueTablespace(s: Statement<'addUniqueConstraint'>, sql: SqlContext, before: string): string {
  const tablespace = s.tablespace?.trim() ?? '';
  if (tablespace !== '' && sql.traits.tablespaces) return `${before} TABLESPACE ${s.tablespace}`;
  ignored(sql, 'tablespace', tablespace);
  return '';
}

/** `ALTER TABLE … ADD CONSTRAINT … FOREIGN KEY …` with its rules. */
export function addForeignKeySql(s: Statement<'addForeignKey'>, sql: SqlContext): string {
  if (!sql.traits.initiallyDeferrableColumns) {
    disallow(sql, 'initiallyDeferred', s.initiallyDeferred || undefined);
    disallow(sql, 'deferrable', s.deferrable || undefined);
  }
  const rules = [
    ...(s.onUpdate === undefined ? [] : [` ON UPDATE ${s.onUpdate}`]),
    ...(s.onDelete === undefined ? [] : [` ON DELETE ${s.onDelete}`]),
    ...(s.deferrable ? [' DEFERRABLE'] : []),
    ...(s.initiallyDeferred ? [' INITIALLY DEFERRED'] : []),
  ];
  return (
    `ALTER TABLE ${sql.table(s.baseTable)} ADD CONSTRAINT ${sql.constraint(s.constraintName)}` +
    ` FOREIGN KEY (${sql.columnList(s.baseColumns)}) REFERENCES ${sql.table(s.referencedTable)}` +
    ` (${sql.columnList(s.referencedColumns)})${rules.join('')}`
  );
}
