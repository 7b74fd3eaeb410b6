import type { AttachedPart } from '../../../model/schema-table.js';
import { groupBy } from '../../introspect/group.js';
import { optionsOf } from '../../introspect/options.js';
import { usualName } from '../usual-name.js';
import type { Reader } from './reader.js';
import { storageParameters } from './relations.js';

interface AttachedRow {
  readonly top: number;
  readonly top_valid: boolean;
  readonly depth: number;
  readonly oid: number;
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  readonly parent: string;
  readonly columns: string;
  readonly kind: string | null;
  readonly clustered: boolean;
  readonly replica_identity: boolean;
  readonly valid: boolean;
  readonly tablespace: string | null;
  readonly parent_tablespace: string | null;
  readonly parameters: string | null;
  readonly parent_parameters: string | null;
}

/** Where the index behind a primary key, a unique or an exclusion constraint, and any other one, has its name from. */
const words: Readonly<Record<string, string>> = { u: 'key', x: 'excl' };

/**
 * What partitions have behind the indexes and foreign keys of partitioned tables, by the OID of the topmost index or constraint, without
 * what the server makes by itself as it is: with the name that it gives, and nothing said of it alone.
 * Source: `ChooseIndexName` in commands/indexcmds.c, `addFkRecurseReferencing` in commands/tablecmds.c.
 */
export async function readAttached(reader: Reader): Promise<{
  readonly ofIndexes: ReadonlyMap<number, readonly AttachedPart[]>;
  readonly ofKeys: ReadonlyMap<number, readonly AttachedPart[]>;
}> {
  const indexes = await reader.query<AttachedRow>(
    `WITH RECURSIVE tree AS (
       SELECT i.indexrelid AS top, i.indisvalid AS top_valid, i.indexrelid AS oid, i.indexrelid AS parent, 0 AS depth
       FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
       WHERE ${reader.inScope('x.relnamespace')} AND x.relkind = 'I' AND NOT x.relispartition
       UNION ALL SELECT t.top, t.top_valid, h.inhrelid, h.inhparent, t.depth + 1 FROM tree t JOIN pg_catalog.pg_inherits h ON h.inhparent = t.oid)
     SELECT t.top, t.top_valid, t.depth, x.oid, n.nspname AS schema, c.relname AS table, x.relname AS name, p.relname AS parent,
       (SELECT string_agg(a.attname, '_' ORDER BY a.attnum) FROM pg_catalog.pg_attribute a WHERE a.attrelid = p.oid AND a.attnum > 0) AS columns,
       (SELECT k.contype::text FROM pg_catalog.pg_constraint k WHERE k.conindid = x.oid AND k.contype IN ('p', 'u', 'x')) AS kind,
       i.indisclustered AS clustered, i.indisreplident AS replica_identity, i.indisvalid AS valid, s.spcname AS tablespace,
       ps.spcname AS parent_tablespace, array_to_json(x.reloptions)::text AS parameters, array_to_json(p.reloptions)::text AS parent_parameters
     FROM tree t JOIN pg_catalog.pg_index i ON i.indexrelid = t.oid JOIN pg_catalog.pg_class x ON x.oid = t.oid JOIN pg_catalog.pg_class p ON p.oid = t.parent
     JOIN pg_catalog.pg_class c ON c.oid = i.indrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     LEFT JOIN pg_catalog.pg_tablespace s ON s.oid = x.reltablespace LEFT JOIN pg_catalog.pg_tablespace ps ON ps.oid = p.reltablespace
     WHERE t.depth > 0 ORDER BY t.depth DESC, n.nspname COLLATE "C", c.relname COLLATE "C"`,
  );
  const keys = await reader.query<Pick<AttachedRow, 'top' | 'oid' | 'schema' | 'table' | 'name' | 'parent'>>(
    `WITH RECURSIVE tree AS (
       SELECT k.oid AS top, k.oid, k.conrelid, k.conname, NULL::name AS parent, 0 AS depth
       FROM pg_catalog.pg_constraint k WHERE ${reader.inScope('k.connamespace')} AND k.contype = 'f' AND k.conparentid = 0
       UNION ALL SELECT t.top, k.oid, k.conrelid, k.conname, t.conname, t.depth + 1 FROM tree t
         JOIN pg_catalog.pg_constraint k ON k.conparentid = t.oid AND k.conrelid <> t.conrelid)
     SELECT t.top, t.oid, n.nspname AS schema, c.relname AS table, t.conname AS name, t.parent
     FROM tree t JOIN pg_catalog.pg_class c ON c.oid = t.conrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     WHERE t.depth > 0 ORDER BY t.depth DESC, n.nspname COLLATE "C", c.relname COLLATE "C"`,
  );
  const usual = indexes.map(usualIndexName);
  const taken = new Map<string, number>();
  for (const [at, { schema }] of indexes.entries()) {
    const place = JSON.stringify([schema, usual[at]]);
    taken.set(place, (taken.get(place) ?? 0) + 1);
  }
  const ofIndexes = indexes.flatMap((row, at): readonly { readonly top: number; readonly part: AttachedPart }[] => {
    const part = indexPart(reader, row, usual[at] ?? '', taken.get(JSON.stringify([row.schema, usual[at]])) === 1);
    return part === undefined ? [] : [{ top: row.top, part }];
  });
  const ofKeys = keys.flatMap((row) => {
    const { top, schema, table, name, parent } = row;
    const remarks = reader.remarks('pg_constraint', row.oid);
    const part: AttachedPart = { table: { schema, name: table }, name, usual: parent, remarks };
    return name === parent && remarks === undefined ? [] : [{ top, part }];
  });
  return { ofIndexes: byTop(ofIndexes), ofKeys: byTop(ofKeys) };
}

const byTop = (found: readonly { readonly top: number; readonly part: AttachedPart }[]): ReadonlyMap<number, readonly AttachedPart[]> =>
  new Map([...groupBy(found, ({ top }) => top)].map(([top, own]) => [top, own.map(({ part }) => part)]));

const usualIndexName = ({ kind, table, columns }: AttachedRow): string =>
  kind === 'p' ? usualName(table, undefined, 'pkey') : usualName(table, columns, words[kind ?? ''] ?? 'idx');

/** Undefined: as the server makes it. */
function indexPart(reader: Reader, row: AttachedRow, usual: string, isCertain: boolean): AttachedPart | undefined {
  const { schema, table, name, clustered, replica_identity: identity, tablespace, parameters, valid } = row;
  const remarks = reader.remarks('pg_class', row.oid);
  const isPlain =
    remarks === undefined && !clustered && !identity && tablespace === row.parent_tablespace && parameters === row.parent_parameters;
  if (name === usual && isPlain && row.top_valid) return undefined;
  return {
    table: { schema, name: table },
    name,
    usual: isCertain ? usual : undefined,
    of: row.depth > 1 ? row.parent : undefined,
    clustered: clustered || undefined,
    tablespace: tablespace ?? undefined,
    remarks,
    options: optionsOf({
      ...storageParameters(parameters),
      'replica identity': identity && 'true',
      only: !valid && 'true',
    }),
  };
}
