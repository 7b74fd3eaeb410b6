import type { Effect } from '../../model/effect.js';
import { ddlEffect } from '../ddl-effect.js';
import { statementWords, type StatementWords } from '../statement-words.js';
import { syntax } from './split.js';

const set = (...words: readonly string[]): ReadonlySet<string> => new Set(words);

/** Statements that rows are read and written with. What is asked only is undone as well as done. */
const rows = set('INSERT', 'UPDATE', 'DELETE', 'REPLACE', 'SELECT', 'WITH', 'VALUES', 'LOAD', 'DO', 'SHOW', 'DESCRIBE', 'DESC', 'EXPLAIN');
const ended = set('ROLLBACK', 'SAVEPOINT', 'RELEASE');
const ofTheSession = set('USE', 'PREPARE', 'DEALLOCATE');
const maintenance = set('TRUNCATE', 'ANALYZE', 'OPTIMIZE', 'CHECK', 'CHECKSUM', 'REPAIR', 'FLUSH', 'GRANT', 'REVOKE');
const ddl = set('CREATE', 'DROP', 'ALTER', 'RENAME');

/**
 * What a statement leaves behind. Rows of InnoDB tables are covered by the transaction; each DDL statement commits what came before, and is
 * done as a whole or not at all. https://dev.mysql.com/doc/refman/8.4/en/implicit-commit.html,
 * https://dev.mysql.com/doc/refman/8.4/en/atomic-ddl.html, https://mariadb.com/kb/en/atomic-ddl/
 */
export function effect(sql: string): Effect {
  // What stands in /*! */ is run like any other text.
  const text = /^\s*\/\*M?!\d*((?:(?!\*\/)[^])*)\*\/\s*$/.exec(sql)?.[1] ?? sql;
  return effectOf(statementWords(text, syntax, (name) => name));
}

function effectOf(words: StatementWords): Effect {
  const verb = words.next;
  if (rows.has(verb) || ended.has(verb)) return { kind: 'covered' };
  words.skip();
  if (verb === 'SET') return settingEffect(words);
  if (ofTheSession.has(verb)) return { kind: 'session' };
  if (verb === 'COMMIT') return { kind: 'commit' };
  if (verb === 'START' || (verb === 'BEGIN' && (words.next === '' || words.next === 'WORK'))) return { kind: 'begin' };
  if (verb === 'LOCK') return { kind: 'lock' };
  if (verb === 'UNLOCK') return { kind: 'unlock' };
  if (maintenance.has(verb)) return { kind: 'repeatable' };
  if (!ddl.has(verb)) return { kind: 'opaque', commitsBefore: false };
  return ddlEffect(verb, words) ?? { kind: 'opaque', commitsBefore: true };
}

/** SET changes the session, unless it names the server, or a login, or is about the one statement behind it. */
function settingEffect(words: StatementWords): Effect {
  if (words.take('STATEMENT')) {
    while (words.next !== '' && words.next !== 'FOR') words.skip();
    words.skip();
    return effectOf(words);
  }
  const global = words.next === 'GLOBAL' || words.next === 'PERSIST' || words.next === 'PASSWORD' || words.next === 'DEFAULT';
  return global ? { kind: 'repeatable' } : { kind: 'session' };
}
