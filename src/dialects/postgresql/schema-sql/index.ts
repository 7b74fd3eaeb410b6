import type { ObjectKind, ObjectName } from '../../../model/names.js';
import type { SchemaObject } from '../../../model/schema-object.js';
import { ansiSchemaSql, dropSql } from '../../ansi/schema-sql.js';
import { columnClause } from '../../ansi/schema-clauses.js';
import type { Placed, PrintContext, SchemaSql } from '../../schema-sql.js';
import { alter } from './alter.js';
import { style } from './clauses.js';
import { create } from './create.js';
import { canonicalExpression } from './expressions.js';
import { foundations, listed } from './listed.js';
import { printAlike } from './print-alike.js';
import { remarks } from './remarks.js';
import { replaceType } from './replace-type.js';
import { serialSequence } from './serial.js';
import { canonicalType, converts, meaning, nearest } from './types.js';

/** An index behind a constraint has its name. https://www.postgresql.org/docs/current/sql-altertable.html */
const rename: NonNullable<SchemaSql['rename']> = ({ object, owner = { name: '' } }, name, { sql, local }) => {
  if (object.kind === 'index')
    return [`ALTER INDEX ${sql.object({ ...local(owner), name: object.name }, 'index')} RENAME TO ${sql.name(name, 'index')}`];
  const old = 'name' in object ? object.name : undefined;
  return old === undefined
    ? undefined
    : [`ALTER TABLE ${sql.table(local(owner))} RENAME CONSTRAINT ${sql.constraint(old)} TO ${sql.constraint(name)}`];
};

/** PostgreSQL's DDL, as of version 12. */
export const postgresqlSchemaSql: SchemaSql = {
  ...ansiSchemaSql,
  canonicalType,
  canonicalExpression,
  printAlike,
  meaning,
  nearest,
  converts,
  viewsPinColumns: true,
  indexes: { expressions: true, conditions: true, longTexts: true, uniqueAreConstraints: false },
  create,
  remarks,
  drop,
  alter,
  complete({ object }, { sql, local }) {
    if (object.kind !== 'sequence' || object.ownedBy === undefined) return undefined;
    const alterSequence = `ALTER SEQUENCE ${sql.object(local(object), 'sequence')} OWNED BY`;
    const column = `${sql.table(local(object.ownedBy.table))}.${sql.column(object.ownedBy.column)}`;
    return { statements: [`${alterSequence} ${column}`], undo: [`${alterSequence} NONE`] };
  },
  serialSequence,
  rename,
  replaceType,
  // https://www.postgresql.org/docs/current/sql-altertable.html
  rowsGiveNumbers(table, column, { sql, local }) {
    const set = `ALTER TABLE ${sql.table(local(table))} ALTER COLUMN ${sql.column(column)} SET GENERATED`;
    return { before: `${set} BY DEFAULT`, after: `${set} ALWAYS` };
  },
  listed,
  unmakeable: (object) =>
    object.kind === 'index' && object.options?.['invalid'] !== undefined
      ? 'it is not valid, for the statement that was to build it failed'
      : undefined,
  foundations,
  column: (column, print) => columnClause(column, style, print),
};

const words: Partial<Record<SchemaObject['kind'], readonly [string, ObjectKind]>> = {
  enum: ['TYPE', 'type'],
  compositeType: ['TYPE', 'type'],
  domain: ['DOMAIN', 'type'],
  materializedView: ['MATERIALIZED VIEW', 'view'],
};

function drop(placed: Placed, print: PrintContext): readonly string[] | undefined {
  const { object, owner } = placed;
  const { sql, local } = print;
  const word = words[object.kind];
  if (word !== undefined) return [`DROP ${word[0]} ${sql.object(local(object as SchemaObject & ObjectName), word[1])}`];
  switch (object.kind) {
    case 'schema':
      return [`DROP SCHEMA ${sql.name(object.name, 'schema')}`];
    case 'extension':
      return [`DROP EXTENSION ${sql.name(object.name, 'type')}`];
    case 'index':
      return [`DROP INDEX ${sql.object({ ...local(owner ?? { name: '' }), name: object.name }, 'index')}`];
    case 'function':
    case 'procedure':
      return [`DROP ${object.kind.toUpperCase()} ${sql.object(local(object), object.kind)}(${object.arguments})`];
    case 'trigger':
      return [`DROP TRIGGER ${sql.name(object.name, 'trigger')} ON ${sql.table(local(object.table))}`];
    default:
      return dropSql(placed, print);
  }
}
