import type { ObjectName } from '../../../model/names.js';
import type { AttachedPart, ForeignKey, Index, PrimaryKey, UniqueConstraint } from '../../../model/schema-table.js';
import type { PrintContext } from '../../schema-sql.js';

/** What partitions may have something of their own behind. */
export type Attachable = PrimaryKey | UniqueConstraint | ForeignKey | Index;

export const isAttachable = (object: { readonly kind: string }): object is Attachable => kinds.has(object.kind);

const kinds: ReadonlySet<string> = new Set(['primaryKey', 'uniqueConstraint', 'foreignKey', 'index']);

const isOnly = (part: { readonly options?: Readonly<Record<string, string>> | undefined }): boolean => part.options?.['only'] !== undefined;

/**
 * The statements that make a part of a partitioned table with what its partitions have behind it. The server takes what is there and fits;
 * only what a part on the parent alone gets has to be attached. https://www.postgresql.org/docs/current/ddl-partitioning.html
 * @param make the statements for a part on one table.
 */
export function createAttached(
  object: Attachable,
  owner: ObjectName | undefined,
  make: (one: Attachable, table: ObjectName | undefined) => readonly string[],
  { sql, local }: PrintContext,
): readonly string[] {
  const { attached = [], ...own } = object;
  const parts = attached.flatMap((part) => make(partOf(own, part), part.table));
  if (!isOnly(object)) return [...parts, ...make(own, owner)];
  const index = (name: string, table: ObjectName | undefined): string => sql.object({ ...local(table ?? { name: '' }), name }, 'index');
  const tables = new Map(attached.map((part) => [part.name, part.table]));
  const attach = attached.flatMap(({ name, table, of = object.name ?? '' }) => {
    const above = attached.find((part) => part.name === of);
    // What is whole has got what lies below it.
    if (above !== undefined && !isOnly(above)) return [];
    return [`ALTER INDEX ${index(of, tables.get(of) ?? owner)} ATTACH PARTITION ${index(name, table)}`];
  });
  return [...parts, ...make(own, owner), ...attach];
}

function partOf(object: Attachable, { name, clustered, tablespace, remarks, options }: AttachedPart): Attachable {
  if (object.kind === 'foreignKey') return { ...object, name, remarks };
  const shared = Object.entries(object.options ?? {}).filter(([word]) => word === 'nulls not distinct' || word === 'without overlaps');
  const all = { ...Object.fromEntries(shared), ...options };
  const part = { ...object, name, clustered, tablespace, remarks, options: all };
  return part.kind === 'index' ? { ...part, definition: undefined } : part;
}

/** Whether the part is made by itself, when the partitions are there. */
export const comesLater = (object: { readonly kind: string } | undefined): boolean =>
  object !== undefined && isAttachable(object) && (object.attached !== undefined || (object.kind !== 'foreignKey' && isOnly(object)));

/** The statements that give what partitions have other names and remarks; undefined where more than that changes. */
export function alterAttached(from: Attachable, to: Attachable, print: PrintContext): readonly string[] | undefined {
  if (rest(from) !== rest(to)) return undefined;
  const [before, after] = [from, to].map(({ attached = [] }) => new Map(attached.map((part) => [place(part), part])));
  const statements = [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])].map((key) =>
    alterPart(from, before?.get(key), after?.get(key), print),
  );
  return statements.every((list) => list !== undefined) ? statements.flat() : undefined;
}

const place = ({ table }: AttachedPart): string => JSON.stringify([table.schema, table.name]);

/** All that cannot be changed in place. */
const rest = (object: Attachable): string => JSON.stringify({ ...object, attached: undefined, remarks: undefined, definition: undefined });

function alterPart(
  { kind }: Attachable,
  before: AttachedPart | undefined,
  after: AttachedPart | undefined,
  { sql, local }: PrintContext,
): readonly string[] | undefined {
  const settings = (part: AttachedPart | undefined): string =>
    JSON.stringify([part?.clustered ?? false, part?.options ?? {}, part?.tablespace ?? null]);
  const table = (after ?? before)?.table ?? { name: '' };
  const [old, next] = [before?.name ?? after?.usual, after?.name ?? before?.usual];
  if (settings(before) !== settings(after) || old === undefined || next === undefined) return undefined;
  const index = (name: string): string => sql.object({ ...local(table), name }, 'index');
  const rename =
    kind === 'foreignKey'
      ? `ALTER TABLE ${sql.table(local(table))} RENAME CONSTRAINT ${sql.constraint(old)} TO ${sql.constraint(next)}`
      : `ALTER INDEX ${index(old)} RENAME TO ${sql.name(next, 'index')}`;
  const what = kind === 'foreignKey' ? `CONSTRAINT ${sql.constraint(next)} ON ${sql.table(local(table))}` : `INDEX ${index(next)}`;
  return [
    ...(old === next ? [] : [rename]),
    ...(before?.remarks === after?.remarks
      ? []
      : [`COMMENT ON ${what} IS ${after?.remarks === undefined ? 'NULL' : sql.string(after.remarks)}`]),
  ];
}
