import { asChangelogError } from '../../core/error.js';
import type { Connection } from '../driver.js';
import { sameName, tokenize } from './ddl/tokens.js';
import { databaseRefuses } from './refuse.js';
import { readSchema } from './schema.js';
import { copySchema } from './shadow.js';

/** Why views and triggers do not compile, by their names for people. */
type Broken = ReadonlyMap<string, string>;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/**
 * Carries statements out on a copy of the schema, and makes sure that every view and trigger that worked before works after them.
 * SQLite itself checks these only when they are used. Where the copy lacks the table that it is about, because its definition is one that this
 * SQLite no longer takes, there is no rehearsal: the database will tell better why it refuses.
 * @throws SQL_FAILED where a statement fails, and where a view or trigger would break.
 */
export async function rehearse(
  connection: Connection,
  table: string,
  statements: (copy: Connection) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  await using copy = await copySchema(connection);
  const rehearsed = (await readSchema(copy)).some((object) => sameName(object.name, table));
  if (!rehearsed) return await statements(copy);
  const before = await brokenObjects(copy);
  const planned = await statements(copy);
  for (const sql of planned) await copy.execute({ sql });
  for (const [object, reason] of await brokenObjects(copy)) {
    if (before.has(object)) continue;
    databaseRefuses(`${object} would no longer work: ${reason}`, 'drop it before this change and create it anew behind it');
  }
  return planned;
}

async function brokenObjects(copy: Connection): Promise<Broken> {
  const schema = await readSchema(copy);
  const broken = new Map<string, string>();
  const attempt = async (object: string, sql: string): Promise<void> => {
    const error = await copy.query(sql).then(
      () => undefined,
      (cause: unknown) => asChangelogError(cause).message,
    );
    if (error !== undefined) broken.set(object, error);
  };
  for (const { type, name } of schema) if (type === 'view') await attempt(`view ${name}`, `SELECT * FROM ${quoted(name)} LIMIT 0`);
  for (const { type, name, table, sql } of schema) {
    if (type === 'trigger' && !broken.has(`view ${table}`)) await attempt(`trigger ${name}`, await touching(copy, table, eventOf(sql)));
  }
  return broken;
}

type Event = 'INSERT' | 'UPDATE' | 'DELETE';

function eventOf(triggerSql: string): Event {
  const event = tokenize(triggerSql).find(({ kind, value }) => kind === 'word' && /^(?:INSERT|UPDATE|DELETE)$/.test(value));
  return (event?.value ?? 'INSERT') as Event;
}

/** A statement for an event that touches no row; SQLite compiles the triggers of the event with it. */
async function touching(copy: Connection, table: string, event: Event): Promise<string> {
  const columns = await copy.query<{ name: string }>('SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0', [table]);
  const names = columns.map(({ name }) => quoted(name));
  const target = quoted(table);
  if (event === 'DELETE') return `DELETE FROM ${target} WHERE 0`;
  if (event === 'UPDATE') return `UPDATE ${target} SET ${names.map((name) => `${name} = ${name}`).join(', ')} WHERE 0`;
  return `INSERT INTO ${target} (${names.join(', ')}) SELECT ${names.map(() => 'NULL').join(', ')} WHERE 0`;
}
