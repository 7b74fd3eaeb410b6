import type {
  CheckConstraint,
  ConstraintTiming,
  ForeignKey,
  Index,
  IndexKey,
  PrimaryKey,
  ReferentialAction,
  UniqueConstraint,
} from '../../../model/schema-table.js';
import { groupBy } from '../../introspect/group.js';
import { byConstraintName, byName } from '../../introspect/order.js';
import { placeKey, type Reader } from './reader.js';

interface ConstraintRow {
  readonly owner: string;
  readonly object: string;
  readonly name: string;
  readonly type: string;
  readonly generated: string;
  readonly condition: string | null;
  readonly delete_rule: string | null;
  readonly status: string;
  readonly deferrable: string;
  readonly deferred: string;
  readonly validated: string;
  readonly index_owner: string | null;
  readonly index_name: string | null;
  readonly column: string | null;
  readonly target_owner: string | null;
  readonly target: string | null;
  readonly target_column: string | null;
}

export interface TableConstraints {
  readonly primaryKey?: PrimaryKey | undefined;
  readonly uniqueConstraints: readonly UniqueConstraint[];
  readonly checkConstraints: readonly CheckConstraint[];
  readonly foreignKeys: readonly ForeignKey[];
}

export interface Constraints {
  /** By `placeKey` of the table. */
  readonly ofTables: ReadonlyMap<string, TableConstraints>;
  /** Indexes that stand behind constraints, by `placeKey`. */
  readonly indexes: ReadonlySet<string>;
}

const notNull = /^"(?:[^"])+" IS NOT NULL$/;

/**
 * Constraints of tables in scope. Names that the server made up differ from database to database, and are left out; NOT NULL is told with
 * the column. Source: https://docs.oracle.com/en/database/oracle/oracle-database/19/refrn/ALL_CONSTRAINTS.html
 */
export async function readConstraints(reader: Reader): Promise<Constraints> {
  const rows = await reader.query<ConstraintRow>(
    `SELECT k.owner AS "owner", k.table_name AS "object", k.constraint_name AS "name", k.constraint_type AS "type", k.generated AS "generated",
       k.search_condition_vc AS "condition", k.delete_rule AS "delete_rule", k.status AS "status", k.deferrable AS "deferrable",
       k.deferred AS "deferred", k.validated AS "validated", k.index_owner AS "index_owner", k.index_name AS "index_name",
       c.column_name AS "column", rc.owner AS "target_owner", rc.table_name AS "target", rc.column_name AS "target_column"
     FROM all_constraints k LEFT JOIN all_cons_columns c ON c.owner = k.owner AND c.constraint_name = k.constraint_name
     LEFT JOIN all_cons_columns rc ON rc.owner = k.r_owner AND rc.constraint_name = k.r_constraint_name AND rc.position = c.position
     WHERE ${reader.inScope('k.owner')} AND k.constraint_type IN ('P', 'U', 'R', 'C') AND k.table_name NOT LIKE 'BIN$%'
     ORDER BY k.owner, k.constraint_name, c.position`,
  );
  const constraints = [...groupBy(rows, ({ owner, name }) => placeKey(owner, name)).values()].map((own) => ({
    first: own[0] as ConstraintRow,
    own,
  }));
  const behind = constraints.flatMap(({ first: { index_owner: owner, index_name: name } }) =>
    name === null ? [] : [placeKey(owner ?? '', name)],
  );
  const tables = groupBy(constraints, ({ first }) => placeKey(first.owner, first.object));
  return { indexes: new Set(behind), ofTables: new Map([...tables].map(([place, own]) => [place, tableConstraints(own)])) };
}

type Group = { readonly first: ConstraintRow; readonly own: readonly ConstraintRow[] };

function tableConstraints(groups: readonly Group[]): TableConstraints {
  const of = (type: string): readonly Group[] => groups.filter(({ first }) => first.type === type);
  const [primary] = of('P');
  return {
    primaryKey: primary && { kind: 'primaryKey', ...key(primary) },
    uniqueConstraints: byConstraintName(of('U').map((group) => ({ kind: 'uniqueConstraint', ...key(group) }))),
    checkConstraints: byConstraintName(
      of('C')
        .filter(({ first: { condition } }) => condition !== null && !notNull.test(condition))
        .map(({ first }) => ({
          kind: 'checkConstraint',
          name: nameOf(first),
          expression: first.condition?.trim() ?? '',
          ...timing(first),
        })),
    ),
    foreignKeys: byConstraintName(
      of('R').map(({ first, own }) => ({
        kind: 'foreignKey',
        name: nameOf(first),
        columns: own.map(({ column }) => column ?? ''),
        references: { schema: first.target_owner ?? undefined, name: first.target ?? '' },
        referencedColumns: own.map((row) => row.target_column ?? ''),
        onDelete: (first.delete_rule ?? 'NO ACTION').toLowerCase() as ReferentialAction,
        onUpdate: 'no action',
        ...timing(first),
      })),
    ),
  };
}

const nameOf = ({ name, generated }: ConstraintRow): string | undefined => (generated === 'GENERATED NAME' ? undefined : name);
const key = ({ first, own }: Group) => ({ name: nameOf(first), columns: own.map(({ column }) => column ?? ''), ...timing(first) });

function timing(row: ConstraintRow): ConstraintTiming {
  return {
    deferrable: row.deferrable === 'DEFERRABLE' || undefined,
    initiallyDeferred: row.deferred === 'DEFERRED' || undefined,
    disabled: row.status === 'DISABLED' || undefined,
    notValidated: (row.status === 'ENABLED' && row.validated === 'NOT VALIDATED') || undefined,
  };
}

interface IndexRow {
  readonly owner: string;
  readonly name: string;
  readonly table_owner: string;
  readonly object: string;
  readonly type: string;
  readonly unique: string;
  readonly space: string | null;
  readonly column: string;
  readonly direction: string;
  readonly expression: string | null;
}

const ordinary = new Set(['NORMAL', 'FUNCTION-BASED NORMAL']);

/** Indexes that stand behind no constraint, by `placeKey` of the table. Source: https://docs.oracle.com/en/database/oracle/oracle-database/19/refrn/ALL_INDEXES.html */
export async function readIndexes(reader: Reader, behind: ReadonlySet<string>): Promise<ReadonlyMap<string, readonly Index[]>> {
  const rows = await reader.query<IndexRow>(
    `SELECT i.owner AS "owner", i.index_name AS "name", i.table_owner AS "table_owner", i.table_name AS "object", i.index_type AS "type",
       i.uniqueness AS "unique", i.tablespace_name AS "space", c.column_name AS "column", c.descend AS "direction", e.column_expression AS "expression"
     FROM all_indexes i JOIN all_ind_columns c ON c.index_owner = i.owner AND c.index_name = i.index_name
     LEFT JOIN all_ind_expressions e ON e.index_owner = i.owner AND e.index_name = i.index_name AND e.column_position = c.column_position
     WHERE ${reader.inScope('i.table_owner')} AND i.index_type <> 'LOB' AND i.table_name NOT LIKE 'BIN$%'
     ORDER BY i.owner, i.index_name, c.column_position`,
  );
  const groups = [...groupBy(rows, ({ owner, name }) => placeKey(owner, name))].filter(([place]) => !behind.has(place));
  const indexes = groups.map(([, own]) => ({ first: own[0] as IndexRow, own }));
  return new Map(
    [...groupBy(indexes, ({ first }) => placeKey(first.table_owner, first.object))].map(([place, of]) => [
      place,
      byName(
        of.map(({ first, own }): Index => {
          const method = ordinary.has(first.type) ? undefined : first.type.replace('FUNCTION-BASED ', '').toLowerCase();
          return { kind: 'index', name: first.name, unique: first.unique === 'UNIQUE', method, keys: own.map(indexKey) };
        }),
      ),
    ]),
  );
}

/** A descending column is kept as an expression, its name in quotes. */
function indexKey({ column, direction, expression }: IndexRow): IndexKey {
  const descending = direction === 'DESC' || undefined;
  if (expression === null) return { column, descending };
  const plain = /^"([^"]+)"$/.exec(expression.trim())?.[1];
  return plain === undefined ? { expression: expression.trim(), descending } : { column: plain, descending };
}
