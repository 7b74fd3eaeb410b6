import type { ObjectName } from '../../../model/names.js';
import type { Column } from '../../../model/schema-column.js';
import type { Index, Partitioning, PrimaryKey, Table, UniqueConstraint } from '../../../model/schema-table.js';
import { checkClause, columnClause, indexKeyText, tableBody, type ClauseStyle } from '../../ansi/schema-clauses.js';
import type { PrintContext } from '../../schema-sql.js';
import { isVersioned, periodText, rowTimes } from './versioning.js';

/** https://mariadb.com/docs/server/reference/sql-statements/data-definition/create/create-table */
export const style: ClauseStyle = {
  column(column, print) {
    const { generated, options = {}, remarks } = column;
    return [
      ...(column.charset === undefined ? [] : [`CHARACTER SET ${column.charset}`]),
      ...(column.collation === undefined ? [] : [`COLLATE ${column.collation}`]),
      ...(generated === undefined
        ? plainColumn(column)
        : [`GENERATED ALWAYS AS ${rowTimes.has(generated.expression) ? generated.expression : expressionText(generated)}`]),
      ...(options['invisible'] === undefined ? [] : ['INVISIBLE']),
      ...(options['without system versioning'] === undefined ? [] : ['WITHOUT SYSTEM VERSIONING']),
      ...(remarks === undefined ? [] : [`COMMENT ${print.sql.string(remarks)}`]),
    ];
  },
  index: () => ({ after: '' }),
};

const expressionText = ({ expression, stored }: NonNullable<Column['generated']>): string =>
  `(${expression}) ${stored ? 'STORED' : 'VIRTUAL'}`;

function plainColumn({ nullable, default: fallback, onUpdate, identity }: Column): readonly string[] {
  return [
    nullable ? 'NULL' : 'NOT NULL',
    ...(fallback === undefined
      ? []
      : [`DEFAULT ${fallback.kind === 'value' || isClock(fallback.sql) ? fallback.sql : `(${fallback.sql})`}`]),
    ...(onUpdate === undefined ? [] : [`ON UPDATE ${onUpdate}`]),
    ...(identity === undefined ? [] : ['AUTO_INCREMENT']),
  ];
}

/** MySQL takes parentheses around any expression but the clock's. */
const isClock = (sql: string): boolean => /^(?:now|current_timestamp|localtime|localtimestamp)\b/i.test(sql);

/** `PRIMARY KEY (…)` or `UNIQUE KEY name (…)` with the remarks. */
export function keyText(key: PrimaryKey | UniqueConstraint, print: PrintContext): string {
  const lengths = key.options?.['lengths']?.split(',') ?? [];
  const columns = key.columns.map((name, at) => `${print.sql.column(name)}${(lengths[at] ?? '') === '' ? '' : `(${lengths[at] ?? ''})`}`);
  const words =
    key.kind === 'primaryKey' ? 'PRIMARY KEY' : `UNIQUE KEY${key.name === undefined ? '' : ` ${print.sql.name(key.name, 'index')}`}`;
  return `${words} (${columns.join(', ')})${key.remarks === undefined ? '' : ` COMMENT ${print.sql.string(key.remarks)}`}`;
}

const ownKinds: ReadonlySet<string> = new Set(['fulltext', 'spatial']);

function indexText(index: Index, name: string, print: PrintContext): { readonly words: string; readonly text: string } {
  const { method, remarks, options = {} } = index;
  const own = method !== undefined && ownKinds.has(method);
  const text = [
    `(${index.keys.map((key) => indexKeyText(key, print)).join(', ')})`,
    ...(method === undefined || own ? [] : [`USING ${method.toUpperCase()}`]),
    ...(remarks === undefined ? [] : [`COMMENT ${print.sql.string(remarks)}`]),
    ...(options['ignored'] === undefined ? [] : [ignoredWord(print)]),
  ].join(' ');
  return { words: `${index.unique ? 'UNIQUE ' : ''}${own ? `${method.toUpperCase()} ` : ''}${name}`, text };
}

/** What the optimizer passes over is called otherwise by each product; a trait of its sequences tells MariaDB. */
const ignoredWord = ({ sql }: PrintContext): string => (sql.traits.sequences ? 'IGNORED' : 'INVISIBLE');

export function indexSql(index: Index, owner: ObjectName, print: PrintContext): string {
  const { sql, local } = print;
  const { words, text } = indexText(index, `INDEX ${sql.name(index.name, 'index')} ON ${sql.table(local(owner))}`, print);
  return `CREATE ${words} ${text}`;
}

/** The index made anew in one statement, so that it is one that somebody asked for. */
export function keepIndexSql(index: Index, owner: ObjectName, print: PrintContext): string {
  const { sql, local } = print;
  const name = sql.name(index.name, 'index');
  const { words, text } = indexText(index, `INDEX ${name}`, print);
  return `ALTER TABLE ${sql.table(local(owner))} DROP INDEX ${name}, ADD ${words} ${text}`;
}

/** A table with everything but its foreign keys. */
export function tableSql(table: Table, print: PrintContext): string {
  const { sql, local } = print;
  const body = tableBody(
    table.columns.map((column) => columnClause(column, style, print)),
    [
      ...[...(table.primaryKey === undefined ? [] : [table.primaryKey]), ...table.uniqueConstraints].map((key) => keyText(key, print)),
      ...table.checkConstraints.map((check) => checkClause(check, print)),
      ...table.indexes.map((index) => {
        const { words, text } = indexText(index, `KEY ${sql.name(index.name, 'index')}`, print);
        return `${words} ${text}`;
      }),
      ...periodText(table, print),
    ],
  );
  const options = tableOptionsText(table, undefined, print);
  const versioned = isVersioned(table) ? ' WITH SYSTEM VERSIONING' : '';
  const parted = table.partitioning === undefined ? '' : `\n${partitioningText(table.partitioning)}`;
  return `CREATE TABLE ${sql.table(local(table))} ${body}${options === '' ? '' : ` ${options}`}${versioned}${parted}`;
}

/** Words that are no options with a value. */
const notOptions: ReadonlySet<string> = new Set(['system versioning', 'partitioned']);
const optionNames: Readonly<Record<string, string>> = { charset: 'DEFAULT CHARSET', collation: 'COLLATE' };
const keywords: ReadonlySet<string> = new Set(['engine', 'charset', 'collation', 'row_format', 'insert_method']);

/** The options of a table, or those in which it differs from what it was. */
export function tableOptionsText(table: Table, before: Table | undefined, { sql }: PrintContext): string {
  const [old, next] = [before?.options ?? {}, table.options ?? {}];
  const names = Object.keys(next).filter((name) => !notOptions.has(name) && old[name] !== next[name]);
  const gone = Object.keys(old).filter((name) => !(name in next) && !notOptions.has(name));
  const written = (name: string, value: string): string => {
    const plain = keywords.has(name) || /^-?\d+$/.test(value) || /^(?:default|no|yes|dynamic|compact|redundant|compressed)$/i.test(value);
    return `${optionNames[name] ?? name.toUpperCase()}=${plain ? value : sql.string(value)}`;
  };
  const remarks = before === undefined ? table.remarks : before.remarks === table.remarks ? undefined : (table.remarks ?? '');
  return [
    ...names.map((name) => written(name, next[name] ?? '')),
    ...gone.map((name) => written(name, resetTo[name] ?? 'DEFAULT')),
    ...(remarks === undefined ? [] : [`COMMENT=${sql.string(remarks)}`]),
  ].join(' ');
}

/** What takes an option back that knows no DEFAULT. */
const resetTo: Readonly<Record<string, string>> = {
  engine: 'InnoDB',
  key_block_size: '0',
  checksum: '0',
  delay_key_write: '0',
  avg_row_length: '0',
  max_rows: '0',
  min_rows: '0',
  insert_method: 'NO',
};

/** `PARTITION BY … (…)`; what only has a number of partitions says it. */
export function partitioningText({ by, partitions }: Partitioning): string {
  if (partitions === undefined) return `PARTITION BY ${by}`;
  // Where only their number was given, they have such names.
  if (partitions.every(({ name, definition }, at) => definition === '' && name === `p${at}`))
    return `PARTITION BY ${by} PARTITIONS ${partitions.length}`;
  return `PARTITION BY ${by} (${partitions.map(({ name, definition }) => `PARTITION \`${name.replaceAll('`', '``')}\` ${definition}`).join(', ')})`;
}
