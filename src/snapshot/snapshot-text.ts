import type { ObjectName } from '../model/names.js';
import type { Column, ColumnIdentity } from '../model/schema-column.js';
import type { View } from '../model/schema-code.js';
import type { ObjectRef } from '../model/schema-ref.js';
import type { ConstraintTiming, ForeignKey, Index, Table, UniqueConstraint } from '../model/schema-table.js';
import type { Snapshot } from '../model/schema.js';

/** A snapshot for people to read: one line for each column, key and index, and whole statements of stored logic. */
export function snapshotText(snapshot: Snapshot): string {
  const { source } = snapshot;
  const name = (object: ObjectName): string =>
    object.schema === undefined || object.schema === source.defaultSchema ? object.name : `${object.schema}.${object.name}`;
  const place = [source.catalog, source.defaultSchema].filter((part) => part !== undefined).join(', schema ');
  const blocks = [
    `${source.product} ${source.version}${place === '' ? '' : `, ${place}`}`,
    ...snapshot.schemas.filter(({ remarks }) => remarks !== undefined).map((one) => `schema ${one.name}${remarksOf(one)}`),
    ...snapshot.extensions.map((one) => `extension ${one.name} ${one.version ?? ''}`.trimEnd()),
    ...snapshot.enums.map((one) => `enum ${name(one)} (${one.values.map(quote).join(', ')})${remarksOf(one)}`),
    ...snapshot.domains.map((one) =>
      lines(
        `domain ${name(one)} ${one.type.text}${one.nullable ? '' : ' NOT NULL'}${one.default === undefined ? '' : ` DEFAULT ${one.default.sql}`}${remarksOf(one)}`,
        one.checkConstraints.map((check) => `CHECK ${named(check.name)}(${check.expression})`),
      ),
    ),
    ...snapshot.compositeTypes.map((one) =>
      lines(
        `type ${name(one)}${remarksOf(one)}`,
        one.attributes.map((attribute) => `${attribute.name} ${attribute.type.text}`),
      ),
    ),
    ...snapshot.sequences.map((one) => `sequence ${name(one)}${numbers(one)}${remarksOf(one)}`),
    ...snapshot.tables.map((one) => tableText(one, name)),
    ...snapshot.views.map((one) => viewText(one, name)),
    ...snapshot.routines.map((one) =>
      lines(`${one.kind} ${name(one)}${one.arguments === '' ? '' : `(${one.arguments})`}${remarksOf(one)}`, one.definition.split('\n')),
    ),
    ...snapshot.triggers.map((one) =>
      lines(
        `trigger ${name(one)} on ${name(one.table)}${one.state === undefined ? '' : `, ${one.state}`}${remarksOf(one)}`,
        one.definition.split('\n'),
      ),
    ),
    ...snapshot.synonyms.map((one) => `synonym ${name(one)} for ${name(one.target)}`),
    lines(
      snapshot.grants.length === 0 ? '' : 'grants',
      snapshot.grants.map(
        (one) => `${one.privileges.join(', ')} on ${refText(one.on, name)} to ${one.grantee}${one.grantable ? ' with grant option' : ''}`,
      ),
    ),
    lines(
      snapshot.unmodelled.length === 0 ? '' : 'not covered, only listed',
      snapshot.unmodelled.map((one) => `${one.kind} ${name(one)}${one.table === undefined ? '' : ` on ${one.table}`}`),
    ),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

type Name = (object: ObjectName) => string;

const lines = (head: string, parts: readonly string[]): string =>
  [head, ...parts.map((part) => `    ${part}`.trimEnd())].filter((line) => line !== '').join('\n');
const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const remarksOf = ({ remarks }: { readonly remarks?: string | undefined }): string =>
  remarks === undefined ? '' : ` -- ${remarks.replace(/\s*\n\s*/g, ' ')}`;
const named = (name: string | undefined): string => (name === undefined ? '' : `${name} `);
const optionsOf = (options: Readonly<Record<string, string>> | undefined): string =>
  options === undefined
    ? ''
    : ` [${Object.entries(options)
        .map(([option, value]) => (value === 'true' ? option : `${option} = ${value}`))
        .join(', ')}]`;

function refText(ref: ObjectRef, name: Name): string {
  const { table, schema } = ref;
  const own = table === undefined ? name(ref) : `${name({ schema, name: table })}.${ref.name}`;
  return `${ref.kind} ${own}${ref.arguments === undefined ? '' : `(${ref.arguments})`}`;
}

function numbers(one: Omit<ColumnIdentity, 'generation' | 'sequence'>): string {
  const parts = [
    one.start !== undefined && `start ${one.start}`,
    one.increment !== undefined && `increment ${one.increment}`,
    one.minimum !== undefined && `minimum ${one.minimum}`,
    one.maximum !== undefined && `maximum ${one.maximum}`,
    one.cache !== undefined && `cache ${one.cache}`,
    one.cycle === true && 'cycle',
    one.ordered === true && 'ordered',
  ].filter((part) => part !== false);
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

function tableText(table: Table, name: Name): string {
  const widths = [0, 0];
  for (const { name: own, type } of table.columns) {
    widths[0] = Math.max(widths[0] ?? 0, own.length);
    widths[1] = Math.max(widths[1] ?? 0, Math.min(type.text.length, 40));
  }
  return lines(`table ${name(table)}${optionsOf(table.options)}${remarksOf(table)}`, [
    ...(table.partitionOf === undefined ? [] : [`PARTITION OF ${name(table.partitionOf.parent)} ${table.partitionOf.bound}`]),
    ...(table.inherits === undefined ? [] : [`INHERITS ${table.inherits.map(name).join(', ')}`]),
    ...table.columns.map((column) => columnText(column, widths)),
    ...(table.primaryKey === undefined ? [] : [keyText('PRIMARY KEY', table.primaryKey)]),
    ...table.uniqueConstraints.map((one) => keyText('UNIQUE', one)),
    ...table.checkConstraints.map((one) => `CHECK ${named(one.name)}(${one.expression})${timingText(one)}${remarksOf(one)}`),
    ...table.exclusionConstraints.map((one) => `${one.name} ${one.definition}${remarksOf(one)}`),
    ...table.foreignKeys.map((one) => foreignKeyText(one, name)),
    ...table.indexes.map(indexText),
    ...(table.partitioning === undefined ? [] : [`PARTITION BY ${table.partitioning.by}`]),
    ...(table.partitioning?.partitions ?? []).map((one) => `PARTITION ${one.name} ${one.definition}`.trimEnd()),
  ]);
}

function columnText(column: Column, widths: readonly number[]): string {
  const { identity, generated } = column;
  const parts = [
    column.nullable ? '' : 'NOT NULL',
    column.default === undefined ? '' : `DEFAULT ${column.default.sql}`,
    identity === undefined ? '' : `IDENTITY ${identity.generation}${numbers(identity)}`,
    generated === undefined ? '' : `AS (${generated.expression}) ${generated.stored ? 'STORED' : 'VIRTUAL'}`,
    column.onUpdate === undefined ? '' : `ON UPDATE ${column.onUpdate}`,
    column.collation === undefined ? '' : `COLLATE ${column.collation}`,
    column.inherited ? '(inherited)' : '',
    optionsOf(column.options).trim(),
  ].filter((part) => part !== '');
  const head = `${column.name.padEnd(widths[0] ?? 0)}  ${column.type.text.padEnd(widths[1] ?? 0)}`;
  return `${head}  ${parts.join(' ')}`.trimEnd() + remarksOf(column);
}

function timingText(one: ConstraintTiming): string {
  const words = [
    one.deferrable && (one.initiallyDeferred ? 'DEFERRABLE INITIALLY DEFERRED' : 'DEFERRABLE'),
    one.notValidated && 'NOT VALIDATED',
    one.disabled && 'DISABLED',
  ].filter((word) => typeof word === 'string');
  return words.length === 0 ? '' : ` ${words.join(' ')}`;
}

const includeText = (columns: readonly string[] | undefined): string => (columns === undefined ? '' : ` INCLUDE (${columns.join(', ')})`);

function keyText(word: string, key: Omit<UniqueConstraint, 'kind'>): string {
  return `${word} ${named(key.name)}(${key.columns.join(', ')})${includeText(key.include)}${timingText(key)}${optionsOf(key.options)}${remarksOf(key)}`;
}

function foreignKeyText(key: ForeignKey, name: Name): string {
  const actions = [
    key.match === undefined ? '' : ` MATCH ${key.match.toUpperCase()}`,
    key.onDelete === 'no action' ? '' : ` ON DELETE ${key.onDelete.toUpperCase()}`,
    key.onUpdate === 'no action' ? '' : ` ON UPDATE ${key.onUpdate.toUpperCase()}`,
  ].join('');
  const target = `${name(key.references)} (${key.referencedColumns.join(', ')})`;
  return `FOREIGN KEY ${named(key.name)}(${key.columns.join(', ')}) REFERENCES ${target}${actions}${timingText(key)}${remarksOf(key)}`;
}

function indexText(index: Index): string {
  const keys = index.keys.map((key) =>
    [
      key.expression === undefined ? `${key.column}${key.length === undefined ? '' : `(${key.length})`}` : `(${key.expression})`,
      key.collation === undefined ? '' : `COLLATE ${key.collation}`,
      key.operatorClass ?? '',
      key.descending ? 'DESC' : '',
      key.nulls === undefined ? '' : `NULLS ${key.nulls.toUpperCase()}`,
    ]
      .filter((part) => part !== '')
      .join(' '),
  );
  const method = index.method === undefined ? '' : ` USING ${index.method}`;
  const where = index.where === undefined ? '' : ` WHERE ${index.where}`;
  return `${index.unique ? 'UNIQUE ' : ''}INDEX ${index.name}${method} (${keys.join(', ')})${includeText(index.include)}${where}${optionsOf(index.options)}${remarksOf(index)}`;
}

function viewText(view: View, name: Name): string {
  const word = view.kind === 'view' ? 'view' : 'materialized view';
  const check = view.checkOption === undefined ? '' : ` WITH ${view.checkOption.toUpperCase()} CHECK OPTION`;
  return lines(`${word} ${name(view)}${optionsOf(view.options)}${check}${remarksOf(view)}`, [
    ...view.query.split('\n'),
    ...(view.indexes ?? []).map(indexText),
  ]);
}
