import type { Unmodelled } from '../../../model/schema.js';
import type { Reader } from './reader.js';
import { account, literalOf, quoted } from './text.js';

interface EventRow {
  readonly schema: string;
  readonly name: string;
  readonly body: string;
  readonly type: string;
  readonly at: string | null;
  readonly amount: string | null;
  readonly unit: string | null;
  readonly starts: string | null;
  readonly ends: string | null;
  readonly status: string;
  readonly completion: string;
  readonly remarks: string;
  readonly mode: string;
  readonly definer: string;
}

/** Events of the scheduler, which the model has no place for, with the statements that make them. */
export async function readEvents(reader: Reader): Promise<readonly Unmodelled[]> {
  const rows = await reader.query<EventRow>(
    `SELECT EVENT_SCHEMA AS \`schema\`, EVENT_NAME AS \`name\`, EVENT_DEFINITION AS \`body\`, EVENT_TYPE AS \`type\`, CAST(EXECUTE_AT AS CHAR) AS \`at\`,
       INTERVAL_VALUE AS \`amount\`, INTERVAL_FIELD AS \`unit\`, CAST(STARTS AS CHAR) AS \`starts\`, CAST(ENDS AS CHAR) AS \`ends\`, STATUS AS \`status\`,
       ON_COMPLETION AS \`completion\`, EVENT_COMMENT AS \`remarks\`, SQL_MODE AS \`mode\`, DEFINER AS \`definer\` FROM information_schema.EVENTS WHERE EVENT_SCHEMA = ?`,
  );
  return rows.map((row) => ({ kind: 'event', schema: row.schema, name: row.name, definition: definition(row, reader) }));
}

/** In another SQL mode than the session's, words mean something else: the statement stands behind one that sets it. */
function definition(row: EventRow, { defaultSchema, sqlMode, user }: Reader): string {
  const name = row.schema === defaultSchema ? quoted(row.name) : `${quoted(row.schema)}.${quoted(row.name)}`;
  const schedule =
    row.at === null
      ? `EVERY ${/^\d+$/.test(row.amount ?? '') ? row.amount : literalOf(row.amount ?? '')} ${row.unit}`
      : `AT ${literalOf(row.at)}`;
  const statement = [
    `CREATE${row.definer === user ? '' : ` DEFINER=${account(row.definer)}`} EVENT ${name} ON SCHEDULE ${schedule}`,
    row.starts !== null && `STARTS ${literalOf(row.starts)}`,
    row.ends !== null && `ENDS ${literalOf(row.ends)}`,
    `ON COMPLETION ${row.completion}`,
    statuses[row.status] ?? 'DISABLE',
    row.remarks !== '' && `COMMENT ${literalOf(row.remarks)}`,
    `DO ${row.body}`,
  ]
    .filter((part) => part !== false)
    .join(' ');
  return row.mode === sqlMode ? statement : `SET SESSION sql_mode = '${row.mode}';\n${statement}`;
}

const statuses: Readonly<Record<string, string>> = {
  ENABLED: 'ENABLE',
  SLAVESIDE_DISABLED: 'DISABLE ON SLAVE',
  REPLICA_SIDE_DISABLED: 'DISABLE ON REPLICA',
};
