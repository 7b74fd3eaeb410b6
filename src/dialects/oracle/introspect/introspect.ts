import type { Table } from '../../../model/schema-table.js';
import type { Grant, Unmodelled } from '../../../model/schema.js';
import type { Dialect } from '../../dialect.js';
import { grantsOf } from '../../introspect/grants.js';
import { optionsOf } from '../../introspect/options.js';
import { byName, compareText } from '../../introspect/order.js';
import { readDependencies, readRoutines, readSequences, readSynonyms, readTriggers, readViews } from './code.js';
import { readColumns } from './columns.js';
import { readConstraints, readIndexes } from './constraints.js';
import { createReader, placeKey, type Reader } from './reader.js';

interface TableRow {
  readonly owner: string;
  readonly name: string;
  readonly space: string | null;
  readonly temporary: string;
  readonly duration: string | null;
  readonly iot: string | null;
  readonly partitioned: string;
  readonly partition_type: string | null;
  readonly partition_columns: string | null;
  readonly remarks: string | null;
}

/** Reads the ALL_ views, which show what the login may see. Source: https://docs.oracle.com/en/database/oracle/oracle-database/19/refrn/static-data-dictionary-views.html */
export const introspect: Dialect['introspect'] = async (connection, sql, scope) => {
  const reader = await createReader(connection, sql, scope);
  const rows = await reader.query<TableRow>(
    `SELECT t.owner AS "owner", t.table_name AS "name", t.tablespace_name AS "space", t.temporary AS "temporary", t.duration AS "duration",
       t.iot_type AS "iot", t.partitioned AS "partitioned", p.partitioning_type AS "partition_type",
       (SELECT LISTAGG(k.column_name, ', ') WITHIN GROUP (ORDER BY k.column_position) FROM all_part_key_columns k
         WHERE k.owner = t.owner AND k.name = t.table_name AND k.object_type = 'TABLE') AS "partition_columns", c.comments AS "remarks"
     FROM all_tables t LEFT JOIN all_tab_comments c ON c.owner = t.owner AND c.table_name = t.table_name
     LEFT JOIN all_part_tables p ON p.owner = t.owner AND p.table_name = t.table_name
     WHERE ${reader.inScope('t.owner')} AND t.nested = 'NO' AND t.dropped = 'NO' AND (t.iot_type IS NULL OR t.iot_type = 'IOT')
       AND NOT EXISTS (SELECT 1 FROM all_mviews m WHERE m.owner = t.owner AND m.container_name = t.table_name)`,
  );
  const columns = await readColumns(reader);
  const { ofTables, indexes: behind } = await readConstraints(reader);
  const indexes = await readIndexes(reader, behind);
  const needs = await readDependencies(reader);
  const tables = rows.map((row): Table => {
    const place = placeKey(row.owner, row.name);
    const constraints = ofTables.get(place) ?? { uniqueConstraints: [], checkConstraints: [], foreignKeys: [] };
    return {
      kind: 'table',
      schema: row.owner,
      name: row.name,
      columns: columns.get(place) ?? [],
      ...constraints,
      exclusionConstraints: [],
      indexes: reader.wants('index') ? (indexes.get(place) ?? []) : [],
      partitioning: row.partition_type === null ? undefined : { by: `${row.partition_type} (${row.partition_columns ?? ''})` },
      remarks: row.remarks ?? undefined,
      options: optionsOf({
        temporary: row.temporary === 'Y' && (row.duration === 'SYS$SESSION' ? 'preserve rows' : 'delete rows'),
        organization: row.iot === 'IOT' && 'index',
      }),
    };
  });
  const routines = reader.wants('function', 'procedure', 'package', 'packageBody') ? await readRoutines(reader) : [];
  return {
    source: {
      dialect: connection.info.dialect,
      product: connection.info.product,
      version: connection.info.versionText,
      catalog: connection.info.catalog,
      defaultSchema: reader.defaultSchema,
    },
    schemas: [...reader.schemas].sort(compareText).map((name) => ({ kind: 'schema', name })),
    kinds: scope.kinds && [...scope.kinds].sort(compareText),
    extensions: [],
    enums: [],
    domains: [],
    compositeTypes: [],
    sequences: reader.wants('sequence') ? byName(await readSequences(reader)) : [],
    tables: byName(tables),
    views: reader.wants('view', 'materializedView') ? byName(await readViews(reader, columns, needs)) : [],
    routines: byName(routines.map((routine) => ({ ...routine, dependsOn: needs.get(placeKey(routine.schema ?? '', routine.name)) }))),
    triggers: reader.wants('trigger') ? byName(await readTriggers(reader)) : [],
    synonyms: reader.wants('synonym') ? byName(await readSynonyms(reader)) : [],
    grants: await readGrants(reader),
    unmodelled: await readUnmodelled(reader),
  };
};

/** Source: https://docs.oracle.com/en/database/oracle/oracle-database/19/refrn/ALL_TAB_PRIVS.html */
async function readGrants(reader: Reader): Promise<readonly Grant[]> {
  const kinds = {
    TABLE: 'table',
    VIEW: 'view',
    SEQUENCE: 'sequence',
    PROCEDURE: 'procedure',
    FUNCTION: 'function',
    PACKAGE: 'package',
  } as const;
  const rows = await reader.query<{ owner: string; object: string; type: string; grantee: string; privilege: string; grantable: string }>(
    `SELECT table_schema AS "owner", table_name AS "object", type AS "type", grantee AS "grantee", privilege AS "privilege", grantable AS "grantable"
     FROM all_tab_privs WHERE ${reader.inScope('table_schema')} AND grantee <> table_schema`,
  );
  return grantsOf(
    rows.flatMap(({ owner, object, type, grantee, privilege, grantable }) => {
      const kind = kinds[type as keyof typeof kinds];
      return kind === undefined ? [] : [{ on: { kind, schema: owner, name: object }, grantee, privilege, grantable: grantable === 'YES' }];
    }),
  );
}

/** Objects of kinds that the model has no place for. Source: https://docs.oracle.com/en/database/oracle/oracle-database/19/refrn/ALL_OBJECTS.html */
async function readUnmodelled(reader: Reader): Promise<readonly Unmodelled[]> {
  const rows = await reader.query<{ kind: string; schema: string; name: string }>(
    `SELECT LOWER(object_type) AS "kind", owner AS "schema", object_name AS "name" FROM all_objects
     WHERE ${reader.inScope('owner')} AND generated = 'N' AND object_name NOT LIKE 'BIN$%' AND object_type NOT IN ('TABLE', 'VIEW', 'MATERIALIZED VIEW',
       'INDEX', 'SEQUENCE', 'FUNCTION', 'PROCEDURE', 'PACKAGE', 'PACKAGE BODY', 'TRIGGER', 'SYNONYM', 'LOB', 'TABLE PARTITION', 'INDEX PARTITION',
       'TABLE SUBPARTITION', 'INDEX SUBPARTITION', 'LOB PARTITION') ORDER BY object_type, owner, object_name`,
  );
  return rows.map(({ kind, schema, name }) => ({ kind, schema, name }));
}
