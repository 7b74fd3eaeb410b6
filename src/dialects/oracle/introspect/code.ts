import type { Routine, Sequence, Synonym, Trigger, View } from '../../../model/schema-code.js';
import type { Column } from '../../../model/schema-column.js';
import type { ObjectRef } from '../../../model/schema-ref.js';
import { groupBy } from '../../introspect/group.js';
import { compareText } from '../../introspect/order.js';
import { HIGHEST } from './columns.js';
import { placeKey, type Reader } from './reader.js';

interface SourceRow {
  readonly owner: string;
  readonly name: string;
  readonly type: string;
  readonly text: string | null;
}

const kinds: Readonly<Record<string, Routine['kind']>> = {
  FUNCTION: 'function',
  PROCEDURE: 'procedure',
  PACKAGE: 'package',
  'PACKAGE BODY': 'packageBody',
};

/** Functions, procedures and packages from the lines of their text. Source: https://docs.oracle.com/en/database/oracle/oracle-database/19/refrn/ALL_SOURCE.html */
export async function readRoutines(reader: Reader): Promise<readonly Routine[]> {
  const rows = await reader.query<SourceRow>(
    `SELECT owner AS "owner", name AS "name", type AS "type", text AS "text" FROM all_source
     WHERE ${reader.inScope('owner')} AND type IN ('FUNCTION', 'PROCEDURE', 'PACKAGE', 'PACKAGE BODY') ORDER BY owner, type, name, line`,
  );
  return [...groupBy(rows, ({ owner, type, name }) => `${type}\n${placeKey(owner, name)}`).values()].map((lines) => {
    const { owner, name, type } = lines[0] as SourceRow;
    const text = lines
      .map((line) => line.text ?? '')
      .join('')
      .trim();
    return { kind: kinds[type] ?? 'function', schema: owner, name, arguments: '', definition: `CREATE OR REPLACE ${text}` };
  });
}

interface ViewRow {
  readonly owner: string;
  readonly name: string;
  readonly text: string | null;
  readonly remarks: string | null;
  readonly materialized: string;
  readonly read_only: string | null;
}

/** Views and materialized views. Source: https://docs.oracle.com/en/database/oracle/oracle-database/19/refrn/ALL_VIEWS.html, ALL_MVIEWS */
export async function readViews(
  reader: Reader,
  columns: ReadonlyMap<string, readonly Column[]>,
  needs: ReadonlyMap<string, readonly ObjectRef[]>,
): Promise<readonly View[]> {
  const plain = await reader.query<ViewRow>(
    `SELECT v.owner AS "owner", v.view_name AS "name", v.text AS "text", c.comments AS "remarks", 'N' AS "materialized", v.read_only AS "read_only"
     FROM all_views v LEFT JOIN all_tab_comments c ON c.owner = v.owner AND c.table_name = v.view_name WHERE ${reader.inScope('v.owner')}`,
  );
  const materialized = await reader.query<ViewRow>(
    `SELECT m.owner AS "owner", m.mview_name AS "name", m.query AS "text", c.comments AS "remarks", 'Y' AS "materialized", NULL AS "read_only"
     FROM all_mviews m LEFT JOIN all_mview_comments c ON c.owner = m.owner AND c.mview_name = m.mview_name WHERE ${reader.inScope('m.owner')}`,
  );
  return [...plain, ...materialized].map((row) => {
    const place = placeKey(row.owner, row.name);
    return {
      kind: row.materialized === 'Y' ? 'materializedView' : 'view',
      schema: row.owner,
      name: row.name,
      query: (row.text ?? '').trim(),
      columns: (columns.get(place) ?? []).map(({ name, type, remarks }) => ({ name, type, remarks })),
      ...(row.materialized === 'Y' && { indexes: [] }),
      remarks: row.remarks ?? undefined,
      options: row.read_only === 'Y' ? { 'read only': 'true' } : undefined,
      dependsOn: needs.get(place),
    };
  });
}

interface TriggerRow {
  readonly owner: string;
  readonly name: string;
  readonly table_owner: string;
  readonly object: string;
  readonly description: string;
  readonly when: string | null;
  readonly body: string;
  readonly status: string;
}

/** Triggers on tables and views. Source: https://docs.oracle.com/en/database/oracle/oracle-database/19/refrn/ALL_TRIGGERS.html */
export async function readTriggers(reader: Reader): Promise<readonly Trigger[]> {
  const rows = await reader.query<TriggerRow>(
    `SELECT owner AS "owner", trigger_name AS "name", table_owner AS "table_owner", table_name AS "object", description AS "description",
       when_clause AS "when", trigger_body AS "body", status AS "status" FROM all_triggers
     WHERE ${reader.inScope('owner')} AND base_object_type IN ('TABLE', 'VIEW')`,
  );
  return rows.map((row) => ({
    kind: 'trigger',
    schema: row.owner,
    name: row.name,
    table: { schema: row.table_owner, name: row.object },
    definition: [`CREATE OR REPLACE TRIGGER ${row.description.trim()}`, row.when === null ? '' : `WHEN (${row.when})`, row.body.trim()]
      .filter((part) => part !== '')
      .join('\n'),
    state: row.status === 'DISABLED' ? 'disabled' : undefined,
  }));
}

interface SequenceRow {
  readonly owner: string;
  readonly name: string;
  readonly minimum: string;
  readonly maximum: string;
  readonly increment: string;
  readonly cycle: string;
  readonly ordered: string;
  readonly cache: string;
}

/** Sequences without those behind identity columns. The catalog keeps where a sequence is, and not where it began. */
export async function readSequences(reader: Reader): Promise<readonly Sequence[]> {
  const rows = await reader.query<SequenceRow>(
    `SELECT s.sequence_owner AS "owner", s.sequence_name AS "name", TO_CHAR(s.min_value) AS "minimum", TO_CHAR(s.max_value) AS "maximum",
       TO_CHAR(s.increment_by) AS "increment", s.cycle_flag AS "cycle", s.order_flag AS "ordered", TO_CHAR(s.cache_size) AS "cache"
     FROM all_sequences s WHERE ${reader.inScope('s.sequence_owner')} AND NOT EXISTS (SELECT 1 FROM all_tab_identity_cols i
       WHERE i.owner = s.sequence_owner AND i.sequence_name = s.sequence_name)`,
  );
  return rows.map((row) => ({
    kind: 'sequence',
    schema: row.owner,
    name: row.name,
    increment: row.increment === '1' ? undefined : row.increment,
    minimum: row.minimum === '1' ? undefined : row.minimum,
    maximum: row.maximum === HIGHEST ? undefined : row.maximum,
    cache: row.cache === '20' ? undefined : row.cache,
    cycle: row.cycle === 'Y' || undefined,
    ordered: row.ordered === 'Y' || undefined,
  }));
}

/** Synonyms in scope, and public ones for objects in scope. */
export async function readSynonyms(reader: Reader): Promise<readonly Synonym[]> {
  const rows = await reader.query<{ owner: string; name: string; target_owner: string | null; target: string }>(
    `SELECT owner AS "owner", synonym_name AS "name", table_owner AS "target_owner", table_name AS "target" FROM all_synonyms
     WHERE ${reader.inScope('owner')} OR (owner = 'PUBLIC' AND ${reader.inScope('table_owner')})`,
  );
  return rows.map((row) => ({
    kind: 'synonym',
    schema: row.owner === 'PUBLIC' ? undefined : row.owner,
    name: row.name,
    target: { schema: row.target_owner ?? undefined, name: row.target },
    isPublic: row.owner === 'PUBLIC' || undefined,
  }));
}

const depending: Readonly<Record<string, ObjectRef['kind']>> = {
  TABLE: 'table',
  VIEW: 'view',
  'MATERIALIZED VIEW': 'materializedView',
  FUNCTION: 'function',
  PROCEDURE: 'procedure',
  PACKAGE: 'package',
  SEQUENCE: 'sequence',
};

/** What objects need, by `placeKey`. Source: https://docs.oracle.com/en/database/oracle/oracle-database/19/refrn/ALL_DEPENDENCIES.html */
export async function readDependencies(reader: Reader): Promise<ReadonlyMap<string, readonly ObjectRef[]>> {
  const rows = await reader.query<{ owner: string; name: string; target_owner: string; target: string; type: string }>(
    `SELECT DISTINCT owner AS "owner", name AS "name", referenced_owner AS "target_owner", referenced_name AS "target", referenced_type AS "type"
     FROM all_dependencies WHERE ${reader.inScope('owner')} AND ${reader.inScope('referenced_owner')} AND NOT (owner = referenced_owner AND name = referenced_name)`,
  );
  return new Map(
    [...groupBy(rows, ({ owner, name }) => placeKey(owner, name))].map(([place, own]) => [
      place,
      own
        .flatMap(({ type, target_owner: schema, target: name }): readonly ObjectRef[] => {
          const kind = depending[type];
          return kind === undefined ? [] : [{ kind, schema, name }];
        })
        .sort((one, other) => compareText(`${one.kind} ${one.name}`, `${other.kind} ${other.name}`)),
    ]),
  );
}
