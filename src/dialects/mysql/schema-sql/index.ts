import type { ObjectName } from '../../../model/names.js';
import type { Column } from '../../../model/schema-column.js';
import type { Routine, Trigger, View } from '../../../model/schema-code.js';
import type { Table } from '../../../model/schema-table.js';
import { ansiSchemaSql, createSql, dropSql, plainNumber } from '../../ansi/schema-sql.js';
import { columnClause } from '../../ansi/schema-clauses.js';
import type { DatabaseVersion } from '../../dialect.js';
import type { Placed, PrintContext, SchemaSql } from '../../schema-sql.js';
import { indexSql, keepIndexSql, keyText, style, tableSql, tableOptionsText, partitioningText } from './clauses.js';
import { createSequenceSql, sequenceSql } from './sequences.js';
import { isRowTime, isVersioned, keepingHistory, losesHistory, unversionSql, versionSql } from './versioning.js';
import { dropPeriodSql } from './periods.js';
import { account } from '../introspect/text.js';
import { canonicalType, meaning, nearest } from './types.js';

/** The DDL of MySQL and MariaDB. */
export const mysqlSchemaSql: SchemaSql = {
  ...ansiSchemaSql,
  canonicalType,
  canonicalExpression,
  meaning,
  nearest,
  placesColumns: true,
  foreignKeysNeedIndexes: true,
  numbering: 'auto',
  indexes: { expressions: false, conditions: false, longTexts: false, uniqueAreConstraints: true },
  // InnoDB takes the words and does nothing. https://mariadb.com/docs/server/ha-and-performance/optimization-and-tuning/optimization-and-indexes/foreign-keys
  keysSetDefaults: false,
  create,
  remarks,
  drop: (placed, print) => {
    const { object, owner } = placed;
    const { sql, local } = print;
    switch (object.kind) {
      case 'index':
      case 'uniqueConstraint':
        return [`${keepingHistory(owner)}DROP INDEX ${sql.name(object.name ?? '', 'index')} ON ${sql.table(local(owner ?? { name: '' }))}`];
      case 'checkConstraint': {
        const column = object.ofColumn === true ? partsOf(owner).columns.find(({ name }) => name === object.name) : undefined;
        return column === undefined
          ? dropSql(placed, print)
          : [`ALTER TABLE ${sql.table(local(owner ?? { name: '' }))} MODIFY COLUMN ${columnClause(column, style, print)}`];
      }
      case 'column':
      case 'primaryKey': {
        const what = object.kind === 'column' ? `COLUMN ${sql.column(object.name)}` : 'PRIMARY KEY';
        return [`${keepingHistory(owner)}ALTER TABLE ${sql.table(local(owner ?? { name: '' }))} DROP ${what}`];
      }
      // Only in the mode of another system these words are known.
      case 'package':
      case 'packageBody': {
        const mode = object.options?.['sql_mode'];
        const statements = dropSql(placed, print) ?? [];
        return mode === undefined ? statements : statements.flatMap((one) => inMode(mode, one));
      }
      case 'trigger':
        return [`DROP TRIGGER ${sql.object(local(object), 'trigger')}`];
      default:
        return dropSql(placed, print);
    }
  },
  alter,
  rename({ object, owner = { name: '' } }, name, { sql, local }) {
    if ((object.kind !== 'index' && object.kind !== 'uniqueConstraint') || object.name === undefined || !renamesIndexes(sql.version))
      return undefined;
    const [old, next] = [object.name, name].map((one) => sql.name(one, 'index'));
    return [`ALTER TABLE ${sql.table(local(owner))} RENAME INDEX ${old} TO ${next}`];
  },
  keepIndex: keepIndexSql,
  // Without words about its history, no column of a versioned table can be changed.
  ownWordsOn: isVersioned,
  comesWithTable: isRowTime,
  loses: (from, to) =>
    from.kind === 'table' && to.kind === 'table' && losesHistory(from, to) ? `what rows of ${from.name} were before is lost` : undefined,
  within: () => new Set(['column', 'primaryKey', 'uniqueConstraint', 'checkConstraint', 'index']),
  listed(one, { sql, local }) {
    const { kind, definition: create } = one;
    if (create === undefined) return undefined;
    const drop =
      kind === 'event' ? `DROP EVENT ${sql.object(local(one), 'procedure')}` : kind === 'period' ? dropPeriodSql(create) : undefined;
    if (drop === undefined) return undefined;
    const [, mode, statement] = modeBefore.exec(create) ?? [];
    return { create: mode === undefined || statement === undefined ? [create] : inMode(mode, statement), drop };
  },
  column: (column, print) => columnClause(column, style, print),
};

/** As of MySQL 5.7 and MariaDB 10.6; no version of MySQL is called 10. */
const renamesIndexes = ({ major, minor }: DatabaseVersion): boolean => (major > 5 ? major !== 10 || minor > 5 : minor > 6);

/** The current moment has many names, and columns and keywords have none in capitals. */
function canonicalExpression(sql: string): string {
  const text = sql.trim();
  const now = /^\(?(?:now|current_timestamp|localtime|localtimestamp)(?:\((\d*)\))?\)?$/i.exec(text);
  if (now !== null) return `current_timestamp(${now[1] === '0' ? '' : (now[1] ?? '')})`;
  return /^-?\d+(?:\.\d+)?$/.test(text) ? plainNumber(text) : text.replace(/^next value for (.*)$/i, 'nextval($1)');
}

function create(placed: Placed, print: PrintContext): readonly string[] | undefined {
  const { object, owner } = placed;
  const { sql, local } = print;
  const alter = owner === undefined ? '' : `ALTER TABLE ${sql.table(local(owner))}`;
  const changing = keepingHistory(owner) + alter;
  switch (object.kind) {
    case 'schema': {
      const { charset, collation } = object.options ?? {};
      return [
        `CREATE DATABASE ${sql.name(object.name, 'schema')}${charset === undefined ? '' : ` CHARACTER SET ${charset}`}${collation === undefined ? '' : ` COLLATE ${collation}`}`,
      ];
    }
    case 'table':
      return [tableSql(object, print)];
    case 'column':
      return [`${changing} ADD COLUMN ${columnClause(object, style, print)}${placeText(object, owner, print)}`];
    case 'primaryKey':
    case 'uniqueConstraint':
      return [`${changing} ADD ${keyText(object, print)}`];
    case 'index':
      return owner === undefined ? undefined : [`${object.unique ? keepingHistory(owner) : ''}${indexSql(object, owner, print)}`];
    case 'view':
      return [viewSql(object, print)];
    case 'function':
    case 'procedure':
    case 'package':
    case 'packageBody':
    case 'trigger':
      return codeSql(object);
    case 'sequence':
      return [createSequenceSql(object, print)];
    case 'checkConstraint':
    case 'foreignKey':
      return createSql(placed, style, print);
    default:
      return undefined;
  }
}

/** Where a column stands in its table: first, or after another one. */
function placeText(column: Column, owner: ObjectName | undefined, { sql }: PrintContext): string {
  const columns = owner !== undefined && 'columns' in owner ? (owner as Table).columns : [];
  const at = columns.findIndex(({ name }) => name === column.name);
  const before = columns[at - 1];
  return at < 0 ? '' : before === undefined ? ' FIRST' : ` AFTER ${sql.column(before.name)}`;
}

function viewSql(view: View, { sql, local }: PrintContext): string {
  const { algorithm, definer, 'sql security': security } = view.options ?? {};
  const words = [
    'CREATE',
    ...(algorithm === undefined ? [] : [`ALGORITHM=${algorithm.toUpperCase()}`]),
    ...(definer === undefined ? [] : [`DEFINER=${account(definer)}`]),
    ...(security === undefined ? [] : [`SQL SECURITY ${security.toUpperCase()}`]),
    `VIEW ${sql.object(local(view), 'view')} AS ${view.query.trim()}`,
    ...(view.checkOption === undefined ? [] : [`WITH ${view.checkOption.toUpperCase()} CHECK OPTION`]),
  ];
  return words.join(' ');
}

/** A statement that was made in another SQL mode than the server's, which stands before it. */
const modeBefore = /^SET SESSION sql_mode = '([^']*)';\n([^]*)$/;

/** A statement in the SQL mode in force when it was made. */
const inMode = (mode: string, statement: string): readonly string[] => [
  `SET SESSION sql_mode = '${mode}'`,
  statement,
  'SET SESSION sql_mode = @@GLOBAL.sql_mode',
];

/** Stored logic keeps the SQL mode in force when it was made. */
function codeSql({ definition, options = {} }: Routine | Trigger): readonly string[] {
  const { sql_mode: mode, definer } = options;
  const text =
    definer === undefined ? definition.trim() : definition.trim().replace(/^CREATE /, () => `CREATE DEFINER=${account(definer)} `);
  return mode === undefined ? [text] : inMode(mode === "''" ? '' : mode, text);
}

function remarks({ object, owner }: Placed, print: PrintContext): readonly string[] {
  const { sql, local } = print;
  if (object.kind === 'table' || object.kind === 'sequence')
    return [`ALTER TABLE ${sql.table(local(object))} COMMENT = ${sql.string(object.remarks ?? '')}`];
  if (object.kind === 'column')
    return [
      `${keepingHistory(owner)}ALTER TABLE ${sql.table(local(owner ?? { name: '' }))} MODIFY COLUMN ${columnClause(object, style, print)}${ownCheck(object.name, owner, owner)}`,
    ];
  return [];
}

/** What is restated as a whole: a column, a table's options. */
function alter(from: Placed, to: Placed, print: PrintContext): readonly string[] | undefined {
  const { sql, local } = print;
  const [a, b] = [from.object, to.object];
  const [holder, before] = [to.owner ?? (b as ObjectName), from.owner ?? (a as ObjectName)];
  const table = `ALTER TABLE ${sql.table(local(holder))}`;
  const changing = (keepingHistory(holder) || keepingHistory(before)) + table;
  if (a.kind === 'column' && b.kind === 'column') {
    // The others move around it.
    if (isRowTime(a) && isRowTime(b)) return columnClause(a, style, print) === columnClause(b, style, print) ? [] : undefined;
    // A column is computed or not from the start.
    if ((a.generated === undefined) !== (b.generated === undefined) || a.generated?.stored !== b.generated?.stored) return undefined;
    return [
      `${changing} MODIFY COLUMN ${columnClause(b, style, print)}${ownCheck(b.name, from.owner, to.owner)}${placeText(b, to.owner, print)}`,
    ];
  }
  if (a.kind === 'sequence' && b.kind === 'sequence') {
    const [was, is] = [a, b].map(({ options }) => options?.['engine'] ?? 'InnoDB');
    return [
      sequenceSql(a, b, print),
      ...(was === is ? [] : [`ALTER TABLE ${sql.object(local(b), 'sequence')} ENGINE=${is}`]),
      ...(a.remarks === b.remarks ? [] : remarks(to, print)),
    ];
  }
  if (a.kind === 'primaryKey' && b.kind === 'primaryKey') return [`${changing} DROP PRIMARY KEY, ADD ${keyText(b, print)}`];
  if (a.kind === 'table' && b.kind === 'table') {
    const options = tableOptionsText(b, a, print);
    const parted = JSON.stringify(a.partitioning) === JSON.stringify(b.partitioning);
    return [
      ...unversionSql(a, b, table, print),
      ...(options === '' ? [] : [`${table} ${options}`]),
      ...retextSql(a, b, changing, print),
      ...versionSql(a, b, table, print, (column) => columnClause(column, style, print)),
      ...(parted ? [] : [`${table} ${b.partitioning === undefined ? 'REMOVE PARTITIONING' : partitioningText(b.partitioning)}`]),
    ];
  }
  return undefined;
}

/** The columns and checks of a table, which only a bare name does not have. */
const partsOf = (owner: ObjectName | undefined): Pick<Table, 'columns' | 'checkConstraints'> =>
  owner !== undefined && 'checkConstraints' in owner ? (owner as Table) : { columns: [], checkConstraints: [] };

/** The check that a column has in its own definition: stated without it, the column would lose it. */
function ownCheck(name: string, from: ObjectName | undefined, to: ObjectName | undefined): string {
  const [before, after] = [from, to].map((owner) => partsOf(owner).checkConstraints.find((check) => check.name === name));
  // One that changes is dropped and made by itself.
  const stays = before !== undefined && before.expression === after?.expression && (before.ofColumn === true || after.ofColumn === true);
  return stays ? ` CHECK (${before.expression})` : '';
}

/** Where the table gets another character set, the columns that name none of their own, which keep the old one, are stated anew. */
function retextSql(from: Table, to: Table, table: string, print: PrintContext): readonly string[] {
  const same = ['charset', 'collation'].every((word) => from.options?.[word] === to.options?.[word]);
  const stays = new Set(from.columns.map(({ name }) => name));
  const columns = same
    ? []
    : to.columns.filter(
        ({ name, type, charset, collation }) => stays.has(name) && isText(type) && charset === undefined && collation === undefined,
      );
  const words = columns.map((column) => `MODIFY COLUMN ${columnClause(column, style, print)}${ownCheck(column.name, from, to)}`);
  return words.length === 0 ? [] : [`${table} ${words.join(', ')}`];
}

const isText = ({ base }: Column['type']): boolean => /^(?:(?:var)?char|(?:tiny|medium|long)?text|enum|set)$/.test(base);
