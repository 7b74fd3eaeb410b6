import type { Trigger } from '../../../model/schema-code.js';
import { optionsOf } from '../../introspect/options.js';
import type { Reader } from './reader.js';
import { quoted } from './text.js';

interface TriggerRow {
  readonly schema: string;
  readonly name: string;
  readonly event: string;
  readonly owner: string;
  readonly statement: string;
  readonly timing: string;
  readonly place: number;
  readonly mode: string;
  readonly definer: string;
}

/** Triggers of all tables. One that is not the first for its event says which one it follows. */
export async function readTriggers(reader: Reader): Promise<readonly Trigger[]> {
  // A trigger is in the database of its table. By the one of the trigger itself, MariaDB would look into all databases.
  const rows = await reader.query<TriggerRow>(
    `SELECT TRIGGER_SCHEMA AS \`schema\`, TRIGGER_NAME AS \`name\`, EVENT_MANIPULATION AS \`event\`, EVENT_OBJECT_TABLE AS \`owner\`, ACTION_STATEMENT AS \`statement\`,
       ACTION_TIMING AS \`timing\`, ACTION_ORDER AS \`place\`, SQL_MODE AS \`mode\`, DEFINER AS \`definer\`
     FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = ? ORDER BY EVENT_OBJECT_TABLE, ACTION_TIMING, EVENT_MANIPULATION, ACTION_ORDER`,
  );
  return rows.map((row, at) => {
    const { schema, name, owner, timing, event } = row;
    const before = rows[at - 1];
    const follows = before?.schema === schema && before.owner === owner && before.timing === timing && before.event === event;
    const prefix = schema === reader.defaultSchema ? '' : `${quoted(schema)}.`;
    return {
      kind: 'trigger',
      schema,
      name,
      table: { schema, name: owner },
      definition: `CREATE TRIGGER ${prefix}${quoted(name)} ${timing} ${event} ON ${prefix}${quoted(owner)} FOR EACH ROW${
        follows ? ` FOLLOWS ${quoted(before.name)}` : ''
      } ${row.statement}`,
      options: optionsOf({
        sql_mode: row.mode !== reader.sqlMode && (row.mode || "''"),
        definer: row.definer !== reader.user && row.definer,
      }),
    };
  });
}
