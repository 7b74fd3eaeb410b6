import type { Statement } from '../../model/statement.js';
import type { SqlContext } from '../dialect.js';
import type { Connection } from '../driver.js';
import { applyEdits } from './ddl/edit.js';
import { identifier, sameName, tokenize, type Token } from './ddl/tokens.js';
import { databaseRefuses } from './refuse.js';
import { rehearse } from './rehearse.js';
import { belongingTo, readSchema, type SchemaObject } from './schema.js';

/** The view of a name, where there is one. */
function findView(schema: readonly SchemaObject[], name: string): SchemaObject | undefined {
  return schema.find((object) => object.type === 'view' && sameName(object.name, name.trim()));
}

/**
 * Replaces a view: drops it only where it exists, and creates its INSTEAD OF triggers anew.
 * @returns undefined where nothing is to be replaced.
 */
export async function replaceViewLive(
  s: Statement<'createView'>,
  sql: SqlContext,
  live: Connection,
): Promise<readonly string[] | undefined> {
  if (!s.replace) return undefined;
  const schema = await readSchema(live);
  const view = findView(schema, s.view.name);
  const created = sql.render({ ...s, replace: false }).map((one) => one.sql);
  if (view === undefined) return created;
  const triggers = belongingTo(schema, view.name, 'trigger').map((trigger) => trigger.sql);
  return [`DROP VIEW ${sql.name(view.name, 'view')}`, ...created, ...triggers];
}

/** Renames a view by making it anew under its new name, for SQLite has no statement for it. Throws SQL_FAILED where something still uses the old name. */
export async function renameViewLive(s: Statement<'renameView'>, sql: SqlContext, live: Connection): Promise<readonly string[]> {
  const schema = await readSchema(live);
  const view = findView(schema, s.view.name) ?? databaseRefuses(`no such view: ${s.view.name}`);
  const name = sql.name(s.newName, 'view');
  const triggers = belongingTo(schema, view.name, 'trigger').map((trigger) => renamed(trigger.sql, view.name, name, 'ON'));
  const statements = [`DROP VIEW ${sql.name(view.name, 'view')}`, renamed(view.sql, view.name, name, 'VIEW'), ...triggers];
  return rehearse(live, view.name, async () => statements);
}

/** A CREATE statement with another name in the place of the one that follows `word`. */
export function renamed(text: string, old: string, name: string, word: string): string {
  const tokens = tokenize(text);
  const from = tokens.findIndex((token) => token.kind === 'word' && token.value === word);
  const at = tokens.findIndex((token, i) => i > from && isName(token) && sameName(identifier(token), old));
  const token = tokens[at];
  return token === undefined ? text : applyEdits(text, [{ ...token, text: name }]);
}

const isName = (token: Token): boolean => token.kind === 'word' || token.kind === 'name' || token.kind === 'string';
