import type { ObjectRef } from '../../../model/schema-ref.js';
import { groupBy } from '../../introspect/group.js';
import { compareText } from '../../introspect/order.js';
import type { Reader } from './reader.js';

/** Views and stored logic: whatever has a text. */
export interface Module {
  readonly id: number;
  readonly schema: string;
  readonly name: string;
  /** Type of sys.objects: V, P, FN, IF, TF, TR. */
  readonly type: string;
  /** Of a trigger. */
  readonly parent: number;
  /** Null where the text is encrypted. */
  readonly definition: string | null;
  readonly is_disabled: boolean | null;
}

/** Source: https://learn.microsoft.com/sql/relational-databases/system-catalog-views/sys-sql-modules-transact-sql */
export async function readModules(reader: Reader): Promise<readonly Module[]> {
  const rows = await reader.query<Module>(
    `SELECT o.object_id AS id, s.name AS [schema], o.name AS name, o.type AS type, o.parent_object_id AS parent, m.definition AS definition,
       t.is_disabled AS is_disabled
     FROM sys.objects o JOIN sys.schemas s ON s.schema_id = o.schema_id LEFT JOIN sys.sql_modules m ON m.object_id = o.object_id
     LEFT JOIN sys.triggers t ON t.object_id = o.object_id
     WHERE o.type IN ('V', 'P', 'FN', 'IF', 'TF', 'TR') AND o.is_ms_shipped = 0 AND ${reader.inScope('o.schema_id')}`,
  );
  return rows.map((row) => ({ ...row, type: row.type.trim() }));
}

/** What stands behind AS in CREATE VIEW. */
export function viewQuery(definition: string): string {
  const head =
    /^(?:\s|--[^\n]*\n|\/\*[^]*?\*\/)*CREATE\s+(?:OR\s+ALTER\s+)?VIEW\b(?:\[(?:[^\]]|\]\])*\]|"(?:[^"]|"")*"|--[^\n]*\n|\/\*[^]*?\*\/|(?!\bAS\b)[^])*?\bAS\b/i.exec(
      definition,
    );
  return (head === null ? definition : definition.slice(head[0].length)).trim().replace(/;$/, '');
}

/** What objects name in their texts, by id. Source: https://learn.microsoft.com/sql/relational-databases/system-catalog-views/sys-sql-expression-dependencies-transact-sql */
export async function readDependencies(
  reader: Reader,
  refs: ReadonlyMap<number, ObjectRef>,
): Promise<ReadonlyMap<number, readonly ObjectRef[]>> {
  const rows = await reader.query<{ id: number; target: number }>(
    `SELECT DISTINCT referencing_id AS id, referenced_id AS target FROM sys.sql_expression_dependencies
     WHERE referenced_id IS NOT NULL AND referenced_id <> referencing_id`,
  );
  const sortKey = (ref: ObjectRef): string => JSON.stringify([ref.kind, ref.schema, ref.name]);
  return new Map(
    [...groupBy(rows, ({ id }) => id)].map(([id, own]) => [
      id,
      own
        .map(({ target }) => refs.get(target))
        .filter((ref) => ref !== undefined)
        .sort((one, other) => compareText(sortKey(one), sortKey(other))),
    ]),
  );
}
