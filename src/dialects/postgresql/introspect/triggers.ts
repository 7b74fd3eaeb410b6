import type { Trigger } from '../../../model/schema-code.js';
import type { Reader } from './reader.js';
import type { Relation } from './relations.js';

interface TriggerRow {
  readonly oid: number;
  readonly table_oid: number;
  readonly name: string;
  readonly state: string;
  readonly definition: string;
  readonly quoted: string;
  readonly place: string;
}

const states: Readonly<Record<string, Trigger['state']>> = { D: 'disabled', R: 'replica', A: 'always' };

/** Triggers on the tables and views in scope, without those of the server itself and those that a partition has from its parent. */
export async function readTriggers(reader: Reader, relations: ReadonlyMap<number, Relation>): Promise<readonly Trigger[]> {
  const own =
    reader.version >= 13
      ? 'g.tgparentid = 0'
      : "NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_trigger'::regclass AND d.objid = g.oid AND d.deptype = 'P')";
  const rows = await reader.query<TriggerRow>(
    `SELECT g.oid, g.tgrelid AS table_oid, g.tgname AS name, g.tgenabled::text AS state, pg_catalog.pg_get_triggerdef(g.oid) AS definition,
       quote_ident(g.tgname) AS quoted, quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS place
     FROM pg_catalog.pg_trigger g JOIN pg_catalog.pg_class c ON c.oid = g.tgrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     WHERE ${reader.inScope('c.relnamespace')} AND NOT g.tgisinternal AND ${own}`,
  );
  return rows.flatMap((row) => {
    const table = relations.get(row.table_oid)?.name;
    return table === undefined || reader.isBrought('pg_trigger', row.oid)
      ? []
      : [
          {
            kind: 'trigger',
            schema: table.schema,
            name: row.name,
            table,
            definition: table.schema === reader.defaultSchema ? unqualified(row) : row.definition,
            state: states[row.state],
            remarks: reader.remarks('pg_trigger', row.oid),
          },
        ];
  });
}

/** The server always writes the schema of the table; inside the default one the text shall not depend on what it is called. */
function unqualified({ definition, quoted, place }: TriggerRow): string {
  const from = definition.indexOf(quoted) + quoted.length;
  const at = definition.indexOf(` ON ${place} `, from);
  if (at < 0) return definition;
  const table = place.slice(schemaLength(place) + 1);
  return `${definition.slice(0, at)} ON ${table} ${definition.slice(at + ` ON ${place} `.length)}`;
}

function schemaLength(place: string): number {
  return /^(?:"(?:[^"]|"")*"|[^.]+)/.exec(place)?.[0].length ?? 0;
}
