import type { ObjectName } from '../../../model/names.js';
import type { Column, ColumnIdentity } from '../../../model/schema-column.js';
import { groupBy } from '../../introspect/group.js';
import { optionsOf } from '../../introspect/options.js';
import { stripParentheses } from '../../introspect/strip-parentheses.js';
import { columnType, typeColumns, type TypeRow } from './column-type.js';
import { columnDefault } from './default-value.js';
import { storageParameters } from './relations.js';
import type { Reader } from './reader.js';
import type { OwnedSequence } from './sequences.js';
import { collationName } from './collation-name.js';
import { usualName } from '../usual-name.js';

interface ColumnRow extends TypeRow {
  readonly relation: number;
  readonly number: number;
  readonly name: string;
  readonly required: boolean;
  readonly expression: string | null;
  readonly identity: string;
  readonly generated: string;
  readonly collation: string | null;
  readonly local: boolean;
  readonly storage: string | null;
  readonly compression: string;
  readonly target: number | null;
  readonly parameters: string | null;
  readonly table: string;
  readonly required_name: string | null;
}

/** The columns of a relation with the numbers that constraints and indexes know them by. */
export interface RelationColumns {
  readonly columns: readonly Column[];
  readonly names: ReadonlyMap<number, string>;
}

const storages: Readonly<Record<string, string>> = { p: 'plain', e: 'external', m: 'main', x: 'extended' };
const compressions: Readonly<Record<string, string>> = { p: 'pglz', l: 'lz4' };

/**
 * Columns of all relations in scope, by the relation's OID. Collation, storage and statistics are told where they are not the default.
 * Source: https://www.postgresql.org/docs/current/catalog-pg-attribute.html
 */
export async function readColumns(
  reader: Reader,
  userTypes: ReadonlyMap<number, ObjectName>,
  owned: ReadonlyMap<string, OwnedSequence>,
): Promise<ReadonlyMap<number, RelationColumns>> {
  const type = typeColumns('a.atttypid', 'a.atttypmod');
  const rows = await reader.query<ColumnRow>(
    `SELECT a.attrelid AS relation, a.attnum AS number, a.attname AS name, a.attnotnull AS required, ${type.select},
       CASE WHEN a.atthasdef THEN pg_catalog.pg_get_expr(d.adbin, d.adrelid) END AS expression,
       a.attidentity::text AS identity, a.attgenerated::text AS generated, a.attislocal AS local,
       ${collationName('o')} AS collation,
       CASE WHEN a.attstorage <> t.typstorage THEN a.attstorage::text END AS storage,
       ${reader.version >= 14 ? 'a.attcompression::text' : "''"} AS compression,
       c.relname AS table, ${reader.version >= 18 ? 'r.conname' : 'NULL'} AS required_name, a.attstattarget AS target, array_to_json(a.attoptions)::text AS parameters
     FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid ${type.join}
     LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
     LEFT JOIN pg_catalog.pg_collation o ON o.oid = a.attcollation AND a.attcollation <> t.typcollation
     ${
       // Before version 18 nobody could name what makes a column NOT NULL.
       reader.version >= 18
         ? "LEFT JOIN pg_catalog.pg_constraint r ON r.conrelid = a.attrelid AND r.contype = 'n' AND r.conkey[1] = a.attnum"
         : ''
     }
     WHERE ${reader.inScope('c.relnamespace')} AND c.relkind IN ('r', 'p', 'v', 'm', 'c') AND a.attnum > 0 AND NOT a.attisdropped
     ORDER BY a.attrelid, a.attnum`,
  );
  return new Map(
    [...groupBy(rows, ({ relation }) => relation)].map(([relation, own]) => [
      relation,
      {
        columns: own.map((row, at) => column(reader, row, at + 1, userTypes, owned.get(`${relation} ${row.number}`))),
        names: new Map(own.map(({ number, name }) => [number, name])),
      },
    ]),
  );
}

function column(
  reader: Reader,
  row: ColumnRow,
  position: number,
  userTypes: ReadonlyMap<number, ObjectName>,
  sequence: OwnedSequence | undefined,
): Column {
  const type = columnType(row, userTypes);
  const identity = columnIdentity(row, sequence);
  return {
    kind: 'column',
    name: row.name,
    position,
    type,
    nullable: !row.required,
    notNullName:
      row.required_name === null || row.required_name === usualName(row.table, row.name, 'not_null') ? undefined : row.required_name,
    inherited: row.local ? undefined : true,
    default:
      row.expression === null || row.generated !== '' || identity !== undefined
        ? undefined
        : columnDefault(row.expression, type, reader.defaultSchema),
    identity,
    generated: row.generated === '' ? undefined : { expression: stripParentheses(row.expression ?? ''), stored: row.generated === 's' },
    collation: row.collation ?? undefined,
    remarks: reader.remarks('pg_class', row.relation, row.number),
    options: optionsOf({
      storage: row.storage === null ? null : storages[row.storage],
      compression: compressions[row.compression],
      statistics: row.target !== null && row.target >= 0 && String(row.target),
      ...pick(storageParameters(row.parameters), 'n_distinct', 'n_distinct_inherited'),
    }),
  };
}

/** The options that are documented; servers keep notes of their own beside them. */
function pick(options: Readonly<Record<string, string>>, ...names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(options).filter(([name]) => names.includes(name)));
}

function columnIdentity(row: ColumnRow, sequence: OwnedSequence | undefined): ColumnIdentity | undefined {
  if (row.identity !== '') return { generation: row.identity === 'a' ? 'always' : 'byDefault', ...sequence?.options };
  return sequence?.isSerial && row.expression?.startsWith('nextval(') ? { generation: 'serial' } : undefined;
}
