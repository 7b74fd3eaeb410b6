import type { ObjectName } from '../model/names.js';
import type { Column, ColumnDefault } from '../model/schema-column.js';
import type { Index, Table, UniqueConstraint } from '../model/schema-table.js';
import type { Snapshot } from '../model/schema.js';
import { baseType } from './base-type.js';
import type { DiffRef } from './entry.js';
import { portableExpression } from './portable.js';
import { impliedIndexes, translateForeignKey, translateIndex, translateKey } from './translate-keys.js';
import type { Translation } from './translation.js';
import { localName, printContext, versionOf, type Side } from './side.js';

/** What of an object another database system cannot have. */
export type Loss = DiffRef & { readonly reason: string };

export interface Translated {
  readonly side: Side;
  readonly losses: readonly Loss[];
}

/**
 * The reference as the target's database system can have it, and what gets lost. Types are translated by what they hold; expressions only
 * where every system reads them alike. Between databases of one system nothing changes.
 */
export function translateSide(reference: Side, target: Side): Translated {
  if (reference.dialect === target.dialect) return { side: reference, losses: [] };
  const losses: Loss[] = [];
  const translation = translationOf(reference, target, losses);
  const { snapshot } = reference;
  const inDefault = <N extends ObjectName>(objects: readonly N[], kind: string): readonly N[] =>
    objects.filter((object) => {
      if (object.schema === undefined || object.schema === snapshot.source.defaultSchema || target.dialect.traits.schemas) return true;
      losses.push({ kind, name: object.name, schema: object.schema, reason: `${target.dialect.title} has no schemas` });
      return false;
    });
  const dropped = (objects: readonly (ObjectName & { readonly kind: string })[], why: string): void => {
    for (const { kind, name, schema } of objects)
      losses.push({ kind, name, schema: localName(reference)({ schema, name }).schema, reason: why });
  };
  const title = target.dialect.title;
  dropped(snapshot.extensions, `${title} has no such extension`);
  dropped(
    [...snapshot.enums, ...snapshot.domains, ...snapshot.compositeTypes],
    'columns of the type get the type it is made of, or text, without its checks and its default',
  );
  dropped(snapshot.views, `the query is in the SQL of ${reference.dialect.title}`);
  dropped([...snapshot.routines, ...snapshot.triggers], `the code is in the SQL of ${reference.dialect.title}`);
  const [usual] = snapshot.schemas.filter(({ name }) => name === snapshot.source.defaultSchema);
  if (usual?.remarks !== undefined) losses.push({ kind: 'schema', name: usual.name, reason: 'remarks on the schema are not kept' });
  for (const { on, grantee } of snapshot.grants)
    losses.push({ kind: 'grant', name: `${grantee} on ${on.kind} ${on.name}`, reason: 'privileges are only listed' });
  dropped(snapshot.synonyms, 'synonyms are not translated');
  dropped(snapshot.unmodelled, 'it is only listed');
  if (!target.dialect.traits.sequences) dropped(snapshot.sequences, `${title} has no sequences`);
  const whole: Snapshot = {
    source: { ...target.snapshot.source, product: snapshot.source.product },
    schemas: target.snapshot.schemas,
    extensions: [],
    enums: [],
    domains: [],
    compositeTypes: [],
    sequences: target.dialect.traits.sequences
      ? inDefault(snapshot.sequences, 'sequence').map((one) => {
          const { dataType, ownedBy, remarks, ...rest } = one;
          const gone = [dataType === undefined ? [] : `AS ${dataType}`, ownedBy === undefined ? [] : 'its owner', remarks ?? []].flat();
          for (const what of gone) losses.push({ kind: 'sequence', name: one.name, reason: `not kept: ${what}` });
          return translation.placed(rest);
        })
      : [],
    tables: inDefault(snapshot.tables, 'table')
      .filter((table) => {
        if (table.columns.length === 0) {
          losses.push({ kind: 'table', name: table.name, reason: 'a table has to have columns' });
          return false;
        }
        if (table.partitionOf === undefined) return true;
        losses.push({ kind: 'table', name: table.name, reason: 'the rows of a partition are in its parent' });
        return false;
      })
      .map((table) => translateTable(table, translation)),
    views: [],
    routines: [],
    triggers: [],
    synonyms: [],
    grants: [],
    unmodelled: [],
  };
  return { side: { snapshot: whole, dialect: target.dialect, ddl: target.ddl, translated: true }, losses };
}

function translationOf(reference: Side, target: Side, losses: Loss[]): Translation {
  const [from, to] = [reference.snapshot.source.defaultSchema, target.snapshot.source.defaultSchema];
  return {
    reference,
    target,
    print: printContext(target.dialect, versionOf(target), localName(target)),
    placed: (object) => ({ ...object, schema: object.schema === undefined || object.schema === from ? to : object.schema }),
    lose: (table, kind, name, reason) => losses.push({ kind, ...(kind === 'table' ? { name } : { table: table.name, name }), reason }),
  };
}

function translateTable(table: Table, translation: Translation): Table {
  const { placed, lose, target } = translation;
  if (table.partitioning !== undefined)
    lose(table, 'table', table.name, `partitioned ${table.partitioning.by}: all rows go into one table`);
  if (table.inherits !== undefined) lose(table, 'table', table.name, 'inherits from other tables: it becomes one of its own');
  for (const word of Object.keys(table.options ?? {}))
    lose(table, 'table', table.name, `${word} is a setting of ${translation.reference.dialect.title}`);
  const keyed = new Set([
    ...[table.primaryKey, ...table.uniqueConstraints].flatMap((key) => key?.columns ?? []),
    ...table.indexes.flatMap((index) => index.keys.flatMap((key) => key.column ?? [])),
    ...table.foreignKeys.flatMap((key) => key.columns),
  ]);
  const columns = table.columns.map((column) => translateColumn(column, table, keyed.has(column.name), translation));
  for (const { name } of table.exclusionConstraints) lose(table, 'exclusionConstraint', name, 'there are no exclusion constraints');
  const key = (one: UniqueConstraint): UniqueConstraint => translateKey(one, table, translation);
  const own = table.indexes.flatMap((index) => translateIndex(index, table, translation));
  // Where the database makes no difference, a plain unique index is a constraint.
  const isConstraint = ({ unique, keys, where }: Index): boolean =>
    target.ddl.indexes.uniqueAreConstraints &&
    unique &&
    where === undefined &&
    keys.every(({ column, descending }) => column !== undefined && descending === undefined);
  return {
    ...placed({ kind: 'table' as const, schema: table.schema, name: table.name }),
    columns,
    ...(table.primaryKey !== undefined && { primaryKey: translateKey(table.primaryKey, table, translation) }),
    uniqueConstraints: [
      ...table.uniqueConstraints.map(key),
      ...own.filter(isConstraint).map(({ name, keys }) => ({
        kind: 'uniqueConstraint' as const,
        name,
        columns: keys.flatMap(({ column }) => column ?? []),
      })),
    ],
    checkConstraints: table.checkConstraints.flatMap((check) => {
      const expression = portableExpression(check.expression);
      if (expression !== undefined) {
        const say = (reason: string): void => lose(table, 'checkConstraint', check.name ?? check.expression, reason);
        if (check.noInherit === true) say('NO INHERIT is not kept');
        if (check.notValidated === true) say('it holds for the rows that are there, too');
        if (check.remarks !== undefined) say('remarks are not kept');
        return [{ kind: check.kind, name: check.name, expression }];
      }
      lose(
        table,
        'checkConstraint',
        check.name ?? check.expression,
        `its condition is in the SQL of ${translation.reference.dialect.title}: ${check.expression}`,
      );
      return [];
    }),
    exclusionConstraints: [],
    foreignKeys: table.foreignKeys.map((one) => translateForeignKey(one, table, translation)),
    indexes: [...own.filter((index) => !isConstraint(index)), ...impliedIndexes(table, own, target)],
    ...(table.remarks !== undefined && remarksOf(table, 'table', table.name, table.remarks, translation)),
  };
}

function remarksOf(
  table: Table,
  kind: 'table' | 'column',
  name: string,
  remarks: string,
  { target, lose }: Translation,
): { readonly remarks?: string } {
  const { tableRemarks, columnRemarks } = target.dialect.traits;
  if (kind === 'table' ? tableRemarks : columnRemarks) return { remarks };
  lose(table, kind, name, 'remarks are not kept');
  return {};
}

/** Characters of a text that stands in a key of a database whose keys cannot hold long texts. */
const keyLength = 255;

function translateColumn(column: Column, table: Table, keyed: boolean, translation: Translation): Column {
  const { reference, target, print, lose } = translation;
  const say = (reason: string): void => lose(table, 'column', column.name, reason);
  const source = reference.ddl.meaning(baseType(column, reference));
  const shortened = source.family === 'text' && keyed && !target.ddl.indexes.longTexts;
  const { declared: similar, loss } = shortened
    ? { declared: `varchar(${keyLength})`, loss: `a text in a key holds ${keyLength} characters` }
    : target.ddl.nearest(source, column.type.text);
  if (loss !== undefined) say(loss);
  const numbering = column.identity === undefined || !canNumber(column, table, target) ? undefined : target.ddl.numbering;
  const declared = numbering === undefined ? similar : (target.ddl.numberedType ?? similar);
  const type = print.sql.type(declared, { autoIncrement: numbering !== undefined }).sql;
  if (column.collation !== undefined) say(`collation ${column.collation} is not kept`);
  if (column.onUpdate !== undefined) say(`ON UPDATE ${column.onUpdate} is not kept`);
  for (const word of Object.keys(column.options ?? {})) say(`${word} is a setting of ${reference.dialect.title}`);
  if (column.generated !== undefined)
    say(`it is computed in the SQL of ${reference.dialect.title}, and becomes a plain column: ${column.generated.expression}`);
  if (column.identity !== undefined && numbering === undefined) say('the database does not number its rows');
  if (column.identity !== undefined && numbering !== undefined) {
    const { generation, start, increment, minimum, maximum, cache, cycle } = column.identity;
    if (generation === 'always' && numbering !== 'always') say('numbers of its own can be given as well');
    if (generation !== 'always' && numbering === 'always') say('rows cannot give numbers of their own');
    const limits = Object.entries({ start, increment, minimum, maximum, cache, cycle }).filter(([, value]) => value !== undefined);
    for (const [word, value] of limits) say(`${word} ${String(value)} of its numbers is not kept`);
  }
  const fallback = column.default === undefined ? undefined : translateDefault(column.default, type, translation, say);
  return {
    kind: 'column',
    name: column.name,
    position: column.position,
    type: { text: target.ddl.canonicalType(type), base: '' },
    nullable: column.nullable,
    ...(fallback !== undefined && { default: fallback }),
    ...(numbering !== undefined && { identity: { generation: numbering } }),
    ...(column.remarks !== undefined && remarksOf(table, 'column', column.name, column.remarks, translation)),
  };
}

/** Whether the database can number rows by the column: some want it to lead the primary key, or to be all of it. */
function canNumber(column: Column, { primaryKey }: Table, { ddl }: Side): boolean {
  if (ddl.numbering !== 'auto') return ddl.numbering !== undefined;
  const [first, ...others] = primaryKey?.columns ?? [];
  return first === column.name && (ddl.addsConstraints || others.length === 0);
}

function translateDefault(
  fallback: ColumnDefault,
  type: string,
  { target, print, placed }: Translation,
  say: (reason: string) => void,
): ColumnDefault | undefined {
  const { sql } = print;
  switch (fallback.kind) {
    case 'value': {
      const { text } = fallback;
      if (fallback.type === 'boolean')
        return { ...fallback, sql: sql.type(type).literal({ kind: 'boolean', value: /^(?:true|t|1)$/i.test(text) }) };
      if (fallback.type === 'numeric') return { ...fallback, sql: text };
      const { family } = target.ddl.meaning(type);
      if (family === 'bit') return { ...fallback, sql: `b'${text}'` };
      if (fallback.type === 'date' && family !== 'text' && /[+-]\d\d(?::?\d\d)?$/.test(text.slice(10))) {
        say(`its default has a time zone: ${text}`);
        return undefined;
      }
      return { ...fallback, type: 'string', sql: sql.string(text) };
    }
    case 'computed':
      if (/^\(*(?:now\(\)|current_timestamp)/i.test(fallback.sql))
        return { kind: 'computed', sql: sql.literal({ kind: 'computed', sql: 'CURRENT_TIMESTAMP' }) };
      say(`its default is in another SQL: ${fallback.sql}`);
      return undefined;
    case 'sequence': {
      if (!target.dialect.traits.sequences) {
        say(`its default takes the next number of ${fallback.sequence.name}`);
        return undefined;
      }
      const { schema, name } = placed(fallback.sequence);
      return { kind: 'sequence', sequence: { schema, name }, sql: sql.literal({ kind: 'sequenceNext', sequence: name }) };
    }
  }
}
