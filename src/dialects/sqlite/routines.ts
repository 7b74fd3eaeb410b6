import type { Statement } from '../../model/statement.js';
import { routineText } from '../ansi/routines.js';
import type { Compile, SqlContext } from '../dialect.js';
import type { Connection } from '../driver.js';
import { sameName, tokenize } from './ddl/tokens.js';
import { databaseRefuses, sqliteLacks } from './refuse.js';
import { readSchema } from './schema.js';
import { renamed } from './views.js';

/** Stored logic: SQLite has triggers, and nothing else of the kind. */
export const routines: Pick<Compile, 'createRoutine' | 'dropRoutine' | 'dropProcedure'> = {
  createRoutine(s, sql) {
    const lacking = tokenize(s.text)
      .slice(0, 6)
      .find(({ kind, value }) => kind === 'word' && /^(?:PROCEDURE|FUNCTION|PACKAGE)$/.test(value));
    if (lacking !== undefined) sqliteLacks(`SQLite has no stored ${lacking.value.toLowerCase()}s`);
    const replaced = s.replace === true && s.type === 'trigger' ? [`DROP TRIGGER IF EXISTS ${sql.object(s.routine, 'trigger')}`] : [];
    return [...replaced, routineText(s, sql)];
  },
  dropRoutine: (s, sql) =>
    s.type === 'trigger' ? [`DROP TRIGGER ${sql.object(s.routine, 'trigger')}`] : sqliteLacks(`SQLite has no stored ${s.type}s`),
  dropProcedure: (s) => sqliteLacks(`SQLite has no stored procedures such as ${s.procedure.name}`),
};

/** Renames a trigger by making it anew under its new name, for SQLite has no statement for it. */
export async function renameTriggerLive(s: Statement<'renameTrigger'>, sql: SqlContext, live: Connection): Promise<readonly string[]> {
  const schema = await readSchema(live);
  const trigger =
    schema.find((object) => object.type === 'trigger' && sameName(object.name, s.trigger.name.trim())) ??
    databaseRefuses(`no such trigger: ${s.trigger.name}`);
  return [
    `DROP TRIGGER ${sql.name(trigger.name, 'trigger')}`,
    renamed(trigger.sql, trigger.name, sql.name(s.newName, 'trigger'), 'TRIGGER'),
  ];
}
