import type { CheckConstraint, ForeignKey, PrimaryKey, ReferentialAction, UniqueConstraint } from '../../../model/schema-table.js';
import { optionsOf } from '../../introspect/options.js';
import { byConstraintName } from '../../introspect/order.js';
import { stripParentheses } from '../../introspect/strip-parentheses.js';
import { createCursor } from '../ddl/cursor.js';
import { indexKey, splitList } from '../ddl/parse-create-index.js';
import {
  columnOf,
  primaryKeyColumns,
  textOf,
  type ColumnClause,
  type Reference,
  type TableConstraint,
  type TableDdl,
} from '../ddl/table-ddl.js';
import { sameName } from '../ddl/tokens.js';
import { onConflict } from './columns.js';

interface TableConstraints {
  readonly primaryKey?: PrimaryKey | undefined;
  readonly uniqueConstraints: readonly UniqueConstraint[];
  readonly checkConstraints: readonly CheckConstraint[];
  readonly foreignKeys: readonly ForeignKey[];
}

/** A constraint with its columns, wherever it stands. */
interface Found {
  readonly clause: ColumnClause | TableConstraint;
  readonly kind: TableConstraint['kind'];
  readonly columns: readonly string[];
  readonly reference?: Reference | undefined;
}

const kinds: Readonly<Partial<Record<ColumnClause['kind'], Found['kind']>>> = {
  primaryKey: 'primaryKey',
  unique: 'unique',
  check: 'check',
  references: 'foreignKey',
};

/**
 * The constraints of a table, of its columns and behind them.
 * @param tables all tables, to find the key that a foreign key without columns refers to.
 */
export function constraintsOf(table: TableDdl, tables: readonly TableDdl[]): TableConstraints {
  const ofColumns = table.columns.flatMap((column) =>
    column.clauses.flatMap((clause): readonly Found[] => {
      const kind = kinds[clause.kind];
      return kind === undefined ? [] : [{ clause, kind, columns: [column.name], reference: clause.reference }];
    }),
  );
  const all: readonly Found[] = [
    ...ofColumns,
    ...table.constraints.map((clause) => ({ clause, kind: clause.kind, columns: clause.columns, reference: clause.reference })),
  ];
  const of = (kind: Found['kind']): readonly Found[] => all.filter((found) => found.kind === kind);
  const [primary] = of('primaryKey');
  return {
    primaryKey: primary && { kind: 'primaryKey', ...keyParts(table, primary) },
    uniqueConstraints: byConstraintName(of('unique').map((found) => ({ kind: 'uniqueConstraint', ...keyParts(table, found) }))),
    checkConstraints: byConstraintName(of('check').map((found) => checkConstraint(table, found))),
    foreignKeys: byConstraintName(of('foreignKey').map((found) => foreignKey(table, found, tables))),
  };
}

/** The names as the columns spell them. */
function spelled(table: TableDdl | undefined, names: readonly string[]): readonly string[] {
  return names.map((name) => (table && columnOf(table, name)?.name) ?? name);
}

function keyParts(table: TableDdl, { clause, columns }: Found): Pick<UniqueConstraint, 'name' | 'columns' | 'options'> {
  const body = textOf(table, clause.body);
  return {
    name: clause.name,
    columns: spelled(table, columns),
    options: optionsOf({ 'on conflict': onConflict(body), keys: unusualKeys(body) }),
  };
}

/** The list of keys where it says more than their names: a collation or a direction. */
function unusualKeys(body: string): string | undefined {
  if (!body.includes('(')) return /^PRIMARY\s+KEY\s+DESC\b/i.test(body) ? 'DESC' : undefined;
  const text = body.slice(body.indexOf('('));
  const keys = splitList(createCursor(text).group()).map((tokens) => ({ tokens, key: indexKey(text, tokens) }));
  const isUnusual = keys.some(({ key }) => key.descending || key.collation !== undefined);
  return isUnusual ? keys.map(({ tokens }) => text.slice(tokens[0]?.start, tokens.at(-1)?.end).replace(/\s+/g, ' ')).join(', ') : undefined;
}

function checkConstraint(table: TableDdl, { clause }: Found): CheckConstraint {
  const body = textOf(table, clause.body);
  const group = body.slice(body.indexOf('('));
  const cursor = createCursor(group);
  cursor.group();
  return { kind: 'checkConstraint', name: clause.name, expression: stripParentheses(group.slice(0, cursor.lastEnd)) };
}

function foreignKey(table: TableDdl, { clause, columns, reference }: Found, tables: readonly TableDdl[]): ForeignKey {
  const target = tables.find(({ name }) => sameName(name, reference?.table ?? ''));
  const named = reference?.columns ?? [];
  const action = (text: string | undefined): ReferentialAction => (text ?? 'no action') as ReferentialAction;
  return {
    kind: 'foreignKey',
    name: clause.name,
    columns: spelled(table, columns),
    references: { name: target?.name ?? reference?.table ?? '' },
    referencedColumns: spelled(target, named.length > 0 || target === undefined ? named : primaryKeyColumns(target)),
    onDelete: action(reference?.onDelete),
    onUpdate: action(reference?.onUpdate),
    match: reference?.match === 'full' || reference?.match === 'partial' ? reference.match : undefined,
    deferrable: reference?.deferrable,
    initiallyDeferred: reference?.initiallyDeferred,
  };
}
