import type { ObjectName } from '../../../model/names.js';
import type { Column } from '../../../model/schema-column.js';
import type { CompositeType, DomainType, EnumType, Sequence } from '../../../model/schema-code.js';
import type { Table } from '../../../model/schema-table.js';
import { checkClause, collationText } from '../../ansi/schema-clauses.js';
import type { Placed, PrintContext } from '../../schema-sql.js';
import { alterIdentity } from './alter-identity.js';
import { alterAttached, isAttachable } from './attached.js';
import { storageParameters } from './clauses.js';
import { triggerState } from './create.js';
import { changedSettings, overridden } from './overrides.js';
import { attributeRemarks, domainCheckRemarks, remarks } from './remarks.js';
import { canonicalType, meaning } from './types.js';

/** The statements that make one object of PostgreSQL into another; undefined where it has to be dropped and created. */
export function alter(from: Placed, to: Placed, print: PrintContext): readonly string[] | undefined {
  const [a, b] = [from.object, to.object];
  const said = 'remarks' in b && 'remarks' in a && a.remarks !== b.remarks ? remarks(to, print) : [];
  const own = ((): readonly string[] | undefined => {
    if (a.kind === 'table' && b.kind === 'table') return alterTable(a, b, print);
    if (a.kind === 'column' && b.kind === 'column') return alterColumn(a, b, to.owner, print);
    if (a.kind === 'enum' && b.kind === 'enum') return alterEnum(a, b, print);
    if (a.kind === 'domain' && b.kind === 'domain') return alterDomain(a, b, print);
    if (a.kind === 'compositeType' && b.kind === 'compositeType') return alterComposite(a, b, print);
    if (a.kind === 'sequence' && b.kind === 'sequence') return alterSequence(a, b, print);
    if (a.kind === 'trigger' && b.kind === 'trigger' && a.definition.trim() === b.definition.trim()) {
      const state = b.state === undefined ? 'ENABLE' : triggerState[b.state];
      return [`ALTER TABLE ${print.sql.table(print.local(b.table))} ${state} TRIGGER ${print.sql.name(b.name, 'trigger')}`];
    }
    if (isAttachable(a) && isAttachable(b)) return alterAttached(a, b, print);
    if (a.kind === 'function' && b.kind === 'function' && head(a.definition) === head(b.definition)) return [b.definition.trim()];
    if (a.kind === 'procedure' && b.kind === 'procedure' && head(a.definition) === head(b.definition)) return [b.definition.trim()];
    return undefined;
  })();
  return own === undefined ? undefined : [...own, ...said];
}

/** Everything before the attributes and the body: name, arguments and what it returns, which cannot be replaced. */
const head = (definition: string): string => /^([^]*?)\n LANGUAGE/.exec(definition)?.[1] ?? definition;

function alterTable(from: Table, to: Table, print: PrintContext): readonly string[] | undefined {
  const { sql, local } = print;
  const same = (name: 'partitioning' | 'partitionOf' | 'inherits' | 'tablespace'): boolean =>
    JSON.stringify(from[name]) === JSON.stringify(to[name]);
  const moves = same('partitionOf') && same('inherits') ? [] : moveTable(from, to, print);
  if (!same('partitioning') || moves === undefined) return undefined;
  const alter = `ALTER TABLE ${sql.table(local(to))}`;
  const [before, after] = [from.options ?? {}, to.options ?? {}];
  const changed = (word: string): boolean => before[word] !== after[word];
  if (changed('access method')) return undefined;
  const [old, next] = [new Map(storageParameters(before)), new Map(storageParameters(after))];
  const set = [...next].filter(([word, value]) => old.get(word) !== value).map(([word, value]) => `${word}=${value}`);
  const reset = [...old.keys()].filter((word) => !next.has(word));
  const security = after['row level security'];
  return [
    ...moves,
    ...(changed('of') ? [`${alter} ${after['of'] === undefined ? 'NOT OF' : `OF ${after['of']}`}`] : []),
    ...(changed('unlogged') ? [`${alter} SET ${after['unlogged'] === undefined ? 'LOGGED' : 'UNLOGGED'}`] : []),
    ...(set.length === 0 ? [] : [`${alter} SET (${set.join(', ')})`]),
    ...(reset.length === 0 ? [] : [`${alter} RESET (${reset.join(', ')})`]),
    ...(changed('row level security')
      ? [
          `${alter} ${security === undefined ? 'DISABLE' : 'ENABLE'} ROW LEVEL SECURITY`,
          `${alter} ${security === 'forced' ? '' : 'NO '}FORCE ROW LEVEL SECURITY`,
        ]
      : []),
    ...(changed('replica identity') ? [`${alter} REPLICA IDENTITY ${(after['replica identity'] ?? 'default').toUpperCase()}`] : []),
    ...(to.partitionOf === undefined ? [] : alterOverrides(from, to, print)),
    ...(same('tablespace') ? [] : [`${alter} SET TABLESPACE ${sql.name(to.tablespace ?? 'pg_default', 'table')}`]),
  ];
}

/** Takes a table from its parents and gives it to others, which needs their columns in it; undefined where it has not all of them. */
function moveTable(from: Table, to: Table, { sql, local }: PrintContext): readonly string[] | undefined {
  const table = sql.table(local(to));
  const [before, after] = [from, to].map(({ inherits = [] }) => inherits.map((parent) => sql.table(local(parent))));
  if (before === undefined || after === undefined) return undefined;
  const own = new Set(from.columns.map(({ name }) => name));
  if (to.columns.some(({ name, inherited }) => inherited === true && !own.has(name))) return undefined;
  const alter = `ALTER TABLE ${table}`;
  const kept = before.filter((parent) => after.includes(parent));
  // The order of parents is that of their coming.
  if (after.slice(0, kept.length).join() !== kept.join()) return undefined;
  return [
    ...(from.partitionOf === undefined ? [] : [`ALTER TABLE ${sql.table(local(from.partitionOf.parent))} DETACH PARTITION ${table}`]),
    ...before.filter((parent) => !after.includes(parent)).map((parent) => `${alter} NO INHERIT ${parent}`),
    ...after.filter((parent) => !before.includes(parent)).map((parent) => `${alter} INHERIT ${parent}`),
    ...(to.partitionOf === undefined
      ? []
      : [`ALTER TABLE ${sql.table(local(to.partitionOf.parent))} ATTACH PARTITION ${table} ${to.partitionOf.bound}`]),
  ];
}

/** What a partition says of its columns besides its parent. */
function alterOverrides(from: Table, to: Table, print: PrintContext): readonly string[] {
  return to.columns.flatMap((column) => {
    const before = from.columns.find(({ name }) => name === column.name);
    const said = before?.remarks === column.remarks ? [] : remarks({ object: column, owner: to }, print);
    const table = print.sql.table(print.local(to));
    return [...overridden(before, column, print).map((action) => `ALTER TABLE ${table} ${action}`), ...said];
  });
}

function alterColumn(from: Column, to: Column, owner: ObjectName | undefined, print: PrintContext): readonly string[] | undefined {
  const { sql, local } = print;
  // An expression can be dropped, and neither given nor changed.
  if (to.generated !== undefined || from.generated !== undefined) {
    if (from.generated?.expression !== to.generated?.expression || from.generated?.stored !== to.generated?.stored) return undefined;
  }
  const alter = `ALTER TABLE ${sql.table(local(owner ?? { name: '' }))} `;
  const column = `${alter}ALTER COLUMN ${sql.column(to.name)}`;
  const retyped = canonicalType(from.type.text) !== canonicalType(to.type.text) || from.collation !== to.collation;
  const resets = from.default?.sql !== to.default?.sql || retyped;
  const collate = to.collation === undefined ? '' : ` COLLATE ${collationText(to.collation, sql)}`;
  const bothOther = meaning(from.type.text).family === 'other' && meaning(to.type.text).family === 'other';
  const value = `${sql.column(to.name)}${bothOther ? '::text' : ''}::${to.type.text}`;
  const numbering = alterIdentity(from, to, owner?.name ?? '', column, print);
  return [
    ...(resets && from.default !== undefined ? [`${column} DROP DEFAULT`] : []),
    ...numbering.before,
    ...(retyped ? [`${column} TYPE ${to.type.text}${collate} USING ${value}`] : []),
    ...(from.nullable === to.nullable ? [] : [`${column} ${to.nullable ? 'DROP' : 'SET'} NOT NULL`]),
    ...(resets && to.default !== undefined ? [`${column} SET DEFAULT ${to.default.sql}`] : []),
    ...numbering.after,
    ...changedSettings(from, to, print).map((setting) => `${alter}${setting}`),
  ];
}

/** Values can be added; one that goes takes a new type. https://www.postgresql.org/docs/current/sql-altertype.html */
function alterEnum(from: EnumType, to: EnumType, { sql, local }: PrintContext): readonly string[] | undefined {
  const kept = to.values.filter((value) => from.values.includes(value));
  const name = sql.object(local(to), 'type');
  if (kept.join('\0') !== from.values.join('\0')) return undefined;
  const known = new Set(from.values);
  return to.values.flatMap((value, at) => {
    if (known.has(value)) return [];
    known.add(value);
    const before = to.values[at - 1];
    const next = to.values.slice(at + 1).find((later) => known.has(later));
    const place = before === undefined ? (next === undefined ? '' : ` BEFORE ${sql.string(next)}`) : ` AFTER ${sql.string(before)}`;
    return [`ALTER TYPE ${name} ADD VALUE ${sql.string(value)}${place}`];
  });
}

function alterDomain(from: DomainType, to: DomainType, print: PrintContext): readonly string[] | undefined {
  if (canonicalType(from.type.text) !== canonicalType(to.type.text) || from.collation !== to.collation) return undefined;
  const alter = `ALTER DOMAIN ${print.sql.object(print.local(to), 'type')}`;
  const text = (check: DomainType['checkConstraints'][number]): string => checkClause(check, print);
  const [old, next] = [new Set(from.checkConstraints.map(text)), new Set(to.checkConstraints.map(text))];
  return [
    ...from.checkConstraints
      .filter((check) => !next.has(text(check)))
      .map((check) => `${alter} DROP CONSTRAINT ${print.sql.constraint(check.name ?? '')}`),
    ...(from.default?.sql === to.default?.sql
      ? []
      : [`${alter} ${to.default === undefined ? 'DROP DEFAULT' : `SET DEFAULT ${to.default.sql}`}`]),
    ...(from.nullable === to.nullable ? [] : [`${alter} ${to.nullable ? 'DROP' : 'SET'} NOT NULL`]),
    ...to.checkConstraints.filter((check) => !old.has(text(check))).map((check) => `${alter} ADD ${text(check)}`),
    ...to.checkConstraints.flatMap((check) => {
      const before = from.checkConstraints.find((one) => old.has(text(check)) && one.name === check.name);
      return before?.remarks === check.remarks ? [] : [domainCheckRemarks(to, check, print)];
    }),
  ];
}

function alterComposite(from: CompositeType, to: CompositeType, print: PrintContext): readonly string[] | undefined {
  const { sql, local } = print;
  const kept = to.attributes.filter(({ name }) => from.attributes.some((one) => one.name === name));
  const stays = from.attributes.filter(({ name }) => to.attributes.some((one) => one.name === name));
  // New attributes come last, and none can be moved.
  if (to.attributes.slice(0, kept.length).some((one, at) => one !== kept[at] || one.name !== stays[at]?.name)) return undefined;
  const alter = `ALTER TYPE ${sql.object(local(to), 'type')}`;
  const typed = (one: CompositeType['attributes'][number]): string =>
    `${sql.column(one.name)} ${one.type.text}${one.collation === undefined ? '' : ` COLLATE ${collationText(one.collation, sql)}`}`;
  const retyped = kept.filter((one) => {
    const old = from.attributes.find(({ name }) => name === one.name);
    return old?.type.text !== one.type.text || old.collation !== one.collation;
  });
  return [
    ...from.attributes.filter((one) => !stays.includes(one)).map((one) => `${alter} DROP ATTRIBUTE ${sql.column(one.name)}`),
    ...retyped.map((one) => `${alter} ALTER ATTRIBUTE ${typed(one).replace(/^((?:"(?:[^"]|"")*"|\S+)) /, '$1 TYPE ')}`),
    ...to.attributes.slice(kept.length).map((one) => `${alter} ADD ATTRIBUTE ${typed(one)}`),
    ...to.attributes.flatMap((one) =>
      from.attributes.find(({ name }) => name === one.name)?.remarks === one.remarks ? [] : [attributeRemarks(to, one, print)],
    ),
  ];
}

function alterSequence(from: Sequence, to: Sequence, { sql, local }: PrintContext): readonly string[] {
  const owned = to.ownedBy;
  const increment = to.increment ?? '1';
  // The usual limits are those of the direction, which the server does not turn with it.
  const turned = increment.startsWith('-') !== (from.increment ?? '1').startsWith('-');
  const options = [
    ...(from.dataType === to.dataType ? [] : [`AS ${to.dataType ?? 'bigint'}`]),
    ...(from.increment === to.increment ? [] : [`INCREMENT BY ${increment}`]),
    ...(from.minimum === to.minimum && from.dataType === to.dataType && !turned
      ? []
      : [to.minimum === undefined ? 'NO MINVALUE' : `MINVALUE ${to.minimum}`]),
    ...(from.maximum === to.maximum && from.dataType === to.dataType && !turned
      ? []
      : [to.maximum === undefined ? 'NO MAXVALUE' : `MAXVALUE ${to.maximum}`]),
    ...(from.start === to.start && !turned
      ? []
      : [`START WITH ${to.start ?? (increment.startsWith('-') ? (to.maximum ?? '-1') : (to.minimum ?? '1'))}`]),
    ...(turned ? ['RESTART'] : []),
    ...(from.cache === to.cache ? [] : [`CACHE ${to.cache ?? '1'}`]),
    ...(from.cycle === to.cycle ? [] : [to.cycle === true ? 'CYCLE' : 'NO CYCLE']),
    ...(JSON.stringify(from.ownedBy) === JSON.stringify(owned)
      ? []
      : [`OWNED BY ${owned === undefined ? 'NONE' : `${sql.table(local(owned.table))}.${sql.column(owned.column)}`}`]),
  ];
  const alter = `ALTER SEQUENCE ${sql.object(local(to), 'sequence')}`;
  const [was, is] = [from, to].map((one) => one.options?.['unlogged'] !== undefined);
  return [
    ...(options.length === 0 ? [] : [`${alter} ${options.join(' ')}`]),
    ...(was === is ? [] : [`${alter} SET ${is === true ? 'UNLOGGED' : 'LOGGED'}`]),
  ];
}
