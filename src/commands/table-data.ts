import { createHash } from 'node:crypto';
import { openFileWriter, readLocalFile } from '../core/local-file.js';
import { fail } from '../core/error.js';
import type { Connection } from '../dialects/driver.js';
import type { Entry } from '../diff/entry.js';
import { entriesOf } from '../diff/entries.js';
import { rulesOf } from '../diff/rules.js';
import { scopeOf, type ScopeOptions } from '../diff/scope.js';
import { printContext, localName, versionOf, type Side } from '../diff/side.js';
import { makerOf, type NamingOptions } from '../diff/to-changes/maker.js';
import { onTable } from '../diff/to-changes/names.js';
import { inOrder } from '../diff/to-changes/order.js';
import type { Changeset } from '../model/changelog.js';
import type { Column } from '../model/schema-column.js';
import type { Table } from '../model/schema-table.js';
import { changesetDefaults } from '../model/changeset-defaults.js';

export interface DataOptions extends ScopeOptions {
  readonly path: string;
  readonly cwd: string;
  readonly naming: NamingOptions;
  readonly author: string;
  readonly contextFilter?: string | undefined;
  readonly labelFilter?: string | undefined;
  /** Folder of the CSV files; without it, each row becomes an insert. */
  readonly dataOutputDirectory?: string | undefined;
  readonly overwriteOutputFile: boolean;
}

export interface TableData {
  readonly changesets: readonly Changeset[];
  readonly files: readonly string[];
}

/** The rows of the tables in scope: one changeset for each table that has some, those that others refer to first. */
export async function tableData(side: Side, connection: Connection, options: DataOptions): Promise<TableData> {
  const changesets: Changeset[] = [];
  const files: string[] = [];
  for (const table of tablesInScope(side, options)) {
    const columns = table.columns.filter(({ generated, type }) => generated === undefined && side.ddl.serverGiven?.has(type.base) !== true);
    if (columns.length === 0) continue;
    const rows = await readRows(table, columns, side, connection);
    if (rows.length === 0) continue;
    const { dataOutputDirectory: folder } = options;
    // What says NULL in a CSV file is no value.
    const fits = rows.every((row) => row.every((value) => value === null || value.computed || !/^null$/i.test(value.text)));
    if (folder === undefined || !fits) changesets.push(insertChangeset(table, columns, rows, side, options));
    else {
      const file = `${folder.replace(/[/\\]+$/, '')}/${table.name.replace(/[^\p{L}\p{N}_.-]/gu, '_')}.csv`;
      const text = csvText(columns, rows);
      writeData(file, text, options);
      files.push(file);
      changesets.push(loadChangeset(table, columns, file, text, side, options));
    }
  }
  return { changesets, files };
}

interface Cell {
  readonly text: string;
  /** SQL that gives the value, for bytes. */
  readonly computed: boolean;
}

/** Tables whose name takes part, in an order in which foreign keys find what they refer to. */
function tablesInScope(side: Side, { includeObjects, excludeObjects }: DataOptions): readonly Table[] {
  const scope = scopeOf({ includeObjects, excludeObjects }, side.dialect);
  const includes = (entry: Entry): boolean => scope.includes?.(entry) ?? true;
  const wanted = entriesOf(rulesOf(side, side).reference).filter(includes);
  const names = new Set(wanted.flatMap((entry) => ('object' in entry && entry.object.kind === 'table' ? [entry.object] : [])));
  const keyOf = ({ schema, name }: { readonly schema?: string | undefined; readonly name: string }): string => `${schema ?? ''}.${name}`;
  const items = [...names]
    .filter((table) => table.partitionOf === undefined)
    .map((table) => ({
      key: keyOf(table),
      rank: 0,
      needs: new Set<string>(),
      wants: new Set(table.foreignKeys.map((key) => keyOf(key.references))),
      table,
    }));
  return inOrder(items).map(({ table }) => table);
}

const bytes: ReadonlySet<string> = new Set(['blob', 'binary', 'varbinary']);

async function readRows(
  table: Table,
  columns: readonly Column[],
  side: Side,
  connection: Connection,
): Promise<readonly (readonly (Cell | null)[])[]> {
  const { sql } = printContext(side.dialect, versionOf(side), localName(side));
  const order = (table.primaryKey?.columns ?? columns.filter((column) => isOrdered(column, side)).map(({ name }) => name)).map((name) =>
    sql.column(name),
  );
  const from = `FROM ${sql.table(localName(side)(table))}${order.length === 0 ? '' : ` ORDER BY ${order.join(', ')}`}`;
  const isBytes = columns.map((column) => bytes.has(side.ddl.meaning(column.type.text).family));
  const forms = columns.map((column) => side.ddl.rowValue?.(column.type));
  const read = columns.map(({ name }, at) => forms[at]?.read?.(sql.column(name)) ?? sql.column(name));
  const { rows } = await connection.queryRows(`SELECT ${read.join(', ')} ${from}`);
  const raw = isBytes.includes(true)
    ? await connection.query(
        `SELECT ${columns.flatMap((column, at) => (isBytes[at] === true ? [`${sql.column(column.name)} AS ${sql.column(`b${at}`)}`] : [])).join(', ')} ${from}`,
      )
    : [];
  return rows.map((row, at) =>
    row.map((text, column): Cell | null => {
      const value = isBytes[column] === true ? raw[at]?.[`b${column}`] : undefined;
      if (value instanceof Uint8Array) return { text: side.dialect.literal({ kind: 'blob', bytes: value }, sql), computed: true };
      const written = text === null ? undefined : forms[column]?.write(text);
      if (written !== undefined) return { text: written, computed: true };
      return text === null ? null : { text, computed: false };
    }),
  );
}

/** Whether rows can stand in the order of a column: of two documents none is the lesser, and some databases compare no long values at all. */
function isOrdered(column: Column, { ddl }: Side): boolean {
  const { family } = ddl.meaning(column.type.text);
  if (family === 'json' || family === 'xml') return false;
  return ddl.indexes.longTexts || (family !== 'text' && family !== 'blob' && family !== 'other');
}

type CellType = 'NUMERIC' | 'BOOLEAN' | 'STRING' | 'COMPUTED';
const numbers: ReadonlySet<string> = new Set(['tinyint', 'smallint', 'mediumint', 'int', 'bigint', 'decimal', 'real', 'double']);

function typeOf(column: Column, side: Side): CellType {
  const { family } = side.ddl.meaning(column.type.text);
  if (bytes.has(family) || side.ddl.rowValue?.(column.type) !== undefined) return 'COMPUTED';
  return numbers.has(family) ? 'NUMERIC' : family === 'boolean' ? 'BOOLEAN' : 'STRING';
}

const field = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** The rows as `loadData` reads them. */
function csvText(columns: readonly Column[], rows: readonly (readonly (Cell | null)[])[]): string {
  const lines = [
    columns.map(({ name }) => field(name)),
    ...rows.map((row) => row.map((cell) => (cell === null ? 'NULL' : field(cell.text)))),
  ];
  return lines.map((line) => `${line.join(',')}\n`).join('');
}

function writeData(file: string, text: string, { cwd, overwriteOutputFile }: DataOptions): void {
  if (!overwriteOutputFile && readLocalFile(cwd, file) !== undefined)
    fail('CONFIG_FILE_EXISTS', { message: `${file} exists already`, hint: 'add --overwrite-output-file to replace it' });
  const writer = openFileWriter(cwd, file, { append: false });
  writer.write(text);
  writer.close();
}

function loadChangeset(table: Table, columns: readonly Column[], file: string, text: string, side: Side, options: DataOptions): Changeset {
  const props = {
    ...onTable(table, makerOf(side, options.naming)),
    file,
    commentLineStartsWith: '',
    columns: columns.map((column) => ({ header: column.name, name: column.name, type: typeOf(column, side) })),
  };
  return changeset(table, [{ name: 'loadData', props }], text, side, options);
}

function insertChangeset(
  table: Table,
  columns: readonly Column[],
  rows: readonly (readonly (Cell | null)[])[],
  side: Side,
  options: DataOptions,
): Changeset {
  const place = onTable(table, makerOf(side, options.naming));
  const inserts = rows.map((row) => ({
    name: 'insert',
    props: {
      ...place,
      columns: columns.flatMap((column, at) => {
        const cell = row[at];
        return cell === null || cell === undefined ? [] : [{ name: column.name, ...value(cell, typeOf(column, side)) }];
      }),
    },
  }));
  return changeset(table, inserts, '', side, options);
}

function value(cell: Cell, type: CellType): Readonly<Record<string, unknown>> {
  if (cell.computed || type === 'COMPUTED') return { valueComputed: cell.text };
  if (type === 'NUMERIC' && /^-?\d+(?:\.\d+)?$/.test(cell.text)) return { valueNumeric: cell.text };
  if (type === 'BOOLEAN') return { valueBoolean: /^(?:t|true|1)$/i.test(cell.text) };
  // Liquibase takes the word for no value, wherever it stands.
  return /^null$/i.test(cell.text) ? { valueComputed: `'${cell.text}'` } : { value: cell.text };
}

function changeset(
  table: Table,
  data: readonly { readonly name: string; readonly props: Readonly<Record<string, unknown>> }[],
  content: string,
  side: Side,
  { path, author, contextFilter, labelFilter, naming }: DataOptions,
): Changeset {
  const changes = withNumbers(table, data, side);
  const source = { file: path, line: 1, column: 1 };
  const digest = createHash('sha256').update(JSON.stringify(changes)).update(content).digest('hex').slice(0, 8);
  const slug = table.name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return {
    ...changesetDefaults,
    id: `data-${slug}-${digest}`,
    author,
    path,
    source,
    changes: changes.map((change) => ({ ...change, source })),
    rollback: { kind: 'changes', changes: [{ name: 'delete', props: onTable(table, makerOf(side, naming)), source }] },
    ...(contextFilter !== undefined && { contextFilter }),
    ...(labelFilter !== undefined && { labels: labelFilter }),
  };
}

/** The changes between statements that let rows give numbers to a column which gives them itself. */
function withNumbers<C>(
  table: Table,
  changes: readonly C[],
  side: Side,
): readonly (C | { readonly name: 'sql'; readonly props: { readonly sql: string } })[] {
  const numbered = table.columns.find((column) => column.identity?.generation === 'always');
  if (numbered === undefined) return changes;
  const given = side.ddl.rowsGiveNumbers?.(table, numbered.name, printContext(side.dialect, versionOf(side), localName(side)));
  if (given === undefined) return changes;
  const sql = (text: string) => ({ name: 'sql', props: { sql: text } }) as const;
  return [sql(given.before), ...changes, sql(given.after)];
}
