import type { CheckConstraint, ForeignKey, Index, PrimaryKey, ReferentialAction, UniqueConstraint } from '../../../model/schema-table.js';
import { groupBy } from '../../introspect/group.js';
import { optionsOf } from '../../introspect/options.js';
import { byConstraintName, byName } from '../../introspect/order.js';
import { stripParentheses } from '../../introspect/strip-parentheses.js';
import type { ObjectColumns } from './columns.js';
import type { Reader } from './reader.js';

interface IndexRow {
  readonly object: number;
  readonly id: number;
  readonly name: string;
  readonly type: number;
  readonly type_text: string;
  readonly is_unique: boolean;
  readonly is_primary: boolean;
  readonly is_constraint: boolean;
  readonly chosen_name: string | null;
  readonly filter: string | null;
  readonly is_disabled: boolean;
  readonly fill_factor: number;
  readonly column: number;
  readonly place: number;
  readonly descending: boolean;
  readonly included: boolean;
  readonly constraint_id: number | null;
}

/** What is behind the keys of a table or view. */
export interface ObjectKeys {
  readonly primaryKey?: PrimaryKey | undefined;
  readonly uniqueConstraints: readonly UniqueConstraint[];
  readonly indexes: readonly Index[];
}

const CLUSTERED = 1;
const NONCLUSTERED = 2;

/** Source: https://learn.microsoft.com/sql/relational-databases/system-catalog-views/sys-indexes-transact-sql. Names that the server made up differ from database to database, and are left out; so is the column by which a partitioned index is divided, unless it is one of its keys. */
export async function readIndexes(reader: Reader, columns: ReadonlyMap<number, ObjectColumns>): Promise<ReadonlyMap<number, ObjectKeys>> {
  const rows = await reader.query<IndexRow>(
    `SELECT i.object_id AS object, i.index_id AS id, i.name AS name, i.type AS type, i.type_desc AS type_text, i.is_unique AS is_unique,
       i.is_primary_key AS is_primary, i.is_unique_constraint AS is_constraint, CASE WHEN k.is_system_named = 0 THEN k.name END AS chosen_name,
       i.filter_definition AS filter, i.is_disabled AS is_disabled, i.fill_factor AS fill_factor, x.column_id AS [column],
       x.key_ordinal AS place, x.is_descending_key AS descending, x.is_included_column AS included, k.object_id AS constraint_id
     FROM sys.indexes i JOIN sys.objects o ON o.object_id = i.object_id
     JOIN sys.index_columns x ON x.object_id = i.object_id AND x.index_id = i.index_id
     LEFT JOIN sys.key_constraints k ON k.parent_object_id = i.object_id AND k.unique_index_id = i.index_id
     WHERE i.type > 0 AND i.is_hypothetical = 0 AND (x.key_ordinal > 0 OR x.is_included_column = 1 OR i.type NOT IN (1, 2))
       AND o.type IN ('U', 'V') AND o.is_ms_shipped = 0 AND ${reader.inScope('o.schema_id')}
     ORDER BY i.object_id, i.index_id, x.is_included_column, x.key_ordinal, x.index_column_id`,
  );
  return new Map(
    [...groupBy(rows, ({ object }) => object)].map(([object, own]) => {
      const names = columns.get(object)?.names ?? new Map<number, string>();
      const groups = [...groupBy(own, ({ id }) => id).values()];
      const key = (rowsOf: readonly IndexRow[]) => {
        const [first] = rowsOf;
        return {
          name: first?.chosen_name ?? undefined,
          columns: rowsOf.map(({ column }) => names.get(column) ?? ''),
          // A primary key is clustered where nothing else is said, a unique constraint is not.
          clustered: (first?.type === CLUSTERED) === first?.is_primary ? undefined : first?.type === CLUSTERED,
          remarks: first?.constraint_id == null ? undefined : reader.remarks(first.constraint_id),
          options: optionsOf({ 'fill factor': first !== undefined && first.fill_factor > 0 && String(first.fill_factor) }),
        };
      };
      const primary = groups.find(([first]) => first?.is_primary);
      return [
        object,
        {
          primaryKey: primary && { kind: 'primaryKey', ...key(primary) },
          uniqueConstraints: byConstraintName(
            groups.filter(([first]) => first?.is_constraint).map((one) => ({ kind: 'uniqueConstraint', ...key(one) })),
          ),
          indexes: byName(groups.filter(([first]) => !first?.is_primary && !first?.is_constraint).map((one) => index(one, names))),
        },
      ];
    }),
  );
}

function index(rows: readonly IndexRow[], names: ReadonlyMap<number, string>): Index {
  const [first] = rows;
  const nameOf = ({ column }: IndexRow): string => names.get(column) ?? '';
  const isTree = first?.type === CLUSTERED || first?.type === NONCLUSTERED;
  const included = rows.filter(({ included: is }) => isTree && is).map(nameOf);
  return {
    kind: 'index',
    name: first?.name ?? '',
    unique: first?.is_unique ?? false,
    method: isTree ? undefined : first?.type_text.toLowerCase(),
    keys: rows
      .filter(({ included: is }) => !isTree || !is)
      .map((row) => ({ column: nameOf(row), descending: row.descending || undefined })),
    include: included.length === 0 ? undefined : included,
    where: first?.filter == null ? undefined : stripParentheses(first.filter),
    clustered: first?.type === CLUSTERED || undefined,
    options: optionsOf({
      disabled: first?.is_disabled && 'true',
      'fill factor': first !== undefined && first.fill_factor > 0 && String(first.fill_factor),
    }),
  };
}

interface ForeignKeyRow {
  readonly id: number;
  readonly object: number;
  readonly name: string | null;
  readonly target_schema: string;
  readonly target: string;
  readonly column: string;
  readonly target_column: string;
  readonly on_delete: string;
  readonly on_update: string;
  readonly is_disabled: boolean;
  readonly not_trusted: boolean;
}

/** Source: https://learn.microsoft.com/sql/relational-databases/system-catalog-views/sys-foreign-keys-transact-sql */
export async function readForeignKeys(reader: Reader): Promise<ReadonlyMap<number, readonly ForeignKey[]>> {
  const rows = await reader.query<ForeignKeyRow>(
    `SELECT k.object_id AS id, k.parent_object_id AS object, CASE WHEN k.is_system_named = 0 THEN k.name END AS name, s.name AS target_schema,
       r.name AS target, c.name AS [column], rc.name AS target_column, k.delete_referential_action_desc AS on_delete,
       k.update_referential_action_desc AS on_update, k.is_disabled AS is_disabled, k.is_not_trusted AS not_trusted
     FROM sys.foreign_keys k JOIN sys.foreign_key_columns x ON x.constraint_object_id = k.object_id
     JOIN sys.columns c ON c.object_id = x.parent_object_id AND c.column_id = x.parent_column_id
     JOIN sys.columns rc ON rc.object_id = x.referenced_object_id AND rc.column_id = x.referenced_column_id
     JOIN sys.objects r ON r.object_id = k.referenced_object_id JOIN sys.schemas s ON s.schema_id = r.schema_id
     WHERE ${reader.inScope('k.schema_id')} ORDER BY k.object_id, x.constraint_column_id`,
  );
  const action = (text: string): ReferentialAction => text.toLowerCase().replaceAll('_', ' ') as ReferentialAction;
  const keys = [...groupBy(rows, ({ id }) => id).values()].map((own) => {
    const first = own[0] as ForeignKeyRow;
    const key: ForeignKey = {
      kind: 'foreignKey',
      name: first.name ?? undefined,
      columns: own.map(({ column }) => column),
      references: { schema: first.target_schema, name: first.target },
      referencedColumns: own.map((row) => row.target_column),
      onDelete: action(first.on_delete),
      onUpdate: action(first.on_update),
      disabled: first.is_disabled || undefined,
      notValidated: (first.not_trusted && !first.is_disabled) || undefined,
      remarks: reader.remarks(first.id),
    };
    return { object: first.object, key };
  });
  return new Map([...groupBy(keys, ({ object }) => object)].map(([object, own]) => [object, byConstraintName(own.map(({ key }) => key))]));
}

interface CheckRow {
  readonly id: number;
  readonly object: number;
  readonly name: string | null;
  readonly definition: string;
  readonly is_disabled: boolean;
  readonly not_trusted: boolean;
}

/** Source: https://learn.microsoft.com/sql/relational-databases/system-catalog-views/sys-check-constraints-transact-sql */
export async function readChecks(reader: Reader): Promise<ReadonlyMap<number, readonly CheckConstraint[]>> {
  const rows = await reader.query<CheckRow>(
    `SELECT object_id AS id, parent_object_id AS object, CASE WHEN is_system_named = 0 THEN name END AS name, definition AS definition,
       is_disabled AS is_disabled, is_not_trusted AS not_trusted FROM sys.check_constraints WHERE ${reader.inScope('schema_id')}`,
  );
  return new Map(
    [...groupBy(rows, ({ object }) => object)].map(([object, own]) => [
      object,
      byConstraintName(
        own.map((row) => ({
          kind: 'checkConstraint',
          name: row.name ?? undefined,
          expression: stripParentheses(row.definition),
          disabled: row.is_disabled || undefined,
          notValidated: (row.not_trusted && !row.is_disabled) || undefined,
          remarks: reader.remarks(row.id),
        })),
      ),
    ]),
  );
}
