import type { Effect } from '../../model/effect.js';
import type { ObjectName } from '../../model/names.js';
import { statementWords, type StatementWords } from '../statement-words.js';
import { mayEndTransaction } from '../transaction-control.js';
import { quotedName } from './describe-part.js';
import { syntax } from './split.js';

const set = (...words: readonly string[]): ReadonlySet<string> => new Set(words);

const ofTheSession = set('SET', 'RESET', 'DISCARD', 'LISTEN', 'UNLISTEN', 'PREPARE', 'DEALLOCATE', 'LOAD');
const maintenance = set('VACUUM', 'CLUSTER', 'REINDEX');
const commits = set('COMMIT', 'END');
const begins = set('BEGIN', 'START');
/** What runs in no transaction, or may end one from inside. */
const opaque = set('CALL', 'DO');
const clusterObjects = set('TABLESPACE', 'SUBSCRIPTION');

const repeatable: Effect = { kind: 'repeatable' };
const alone: Effect = { kind: 'opaque', commitsBefore: false };

/**
 * What a statement leaves behind: all but a few are undone with the transaction they run in.
 * https://www.postgresql.org/docs/current/sql-commands.html, where "cannot be executed inside a transaction block" is said of a command.
 */
export function effect(sql: string): Effect {
  const words = statementWords(sql, syntax, (name) => name.toLowerCase());
  const verb = words.next;
  words.skip();
  if (ofTheSession.has(verb)) return verb === 'PREPARE' && words.next === 'TRANSACTION' ? alone : { kind: 'session' };
  if (verb === 'SELECT' && /^(?:pg_catalog\.)?set_config$/i.test(words.next)) return { kind: 'session' };
  if (commits.has(verb)) return words.next === 'PREPARED' ? alone : { kind: 'commit' };
  if (begins.has(verb)) return { kind: 'begin' };
  if (maintenance.has(verb)) return repeatable;
  if (opaque.has(verb)) return alone;
  const special =
    verb === 'CREATE' ? created(words) : verb === 'DROP' ? dropped(words) : verb === 'ALTER' ? altered(words, sql) : undefined;
  if (special !== undefined) return special;
  return verb !== 'CREATE' && mayEndTransaction(sql) ? alone : { kind: 'covered' };
}

function created(words: StatementWords): Effect | undefined {
  if (words.take('TEMPORARY') || words.take('TEMP')) return { kind: 'temporary' };
  if (clusterObjects.has(words.next)) return alone;
  if (words.take('DATABASE')) return databaseEffect(words.name(), 'present');
  words.take('UNIQUE');
  if (!words.take('INDEX', 'CONCURRENTLY')) return undefined;
  words.take('IF', 'NOT', 'EXISTS');
  if (words.next === 'ON') return alone;
  const name = words.name();
  words.take('ON');
  words.take('ONLY');
  const table = words.name();
  if (name === undefined || table === undefined) return alone;
  const index = { ...table, name: name.name };
  return {
    kind: 'catalog',
    parts: [{ part: { kind: 'index', name: index, table }, after: 'present' }],
    // What is left of an attempt that failed is an index that only costs. https://www.postgresql.org/docs/current/sql-createindex.html
    cleanup: `DROP INDEX CONCURRENTLY IF EXISTS ${quotedName(index)}`,
    commitsBefore: false,
  };
}

function dropped(words: StatementWords): Effect | undefined {
  if (clusterObjects.has(words.next)) return alone;
  if (words.take('DATABASE')) return words.next === 'IF' ? repeatable : databaseEffect(words.name(), 'absent');
  if (!words.take('INDEX', 'CONCURRENTLY')) return undefined;
  if (words.take('IF', 'EXISTS')) return repeatable;
  const name = words.name();
  return name && { kind: 'catalog', parts: [{ part: { kind: 'index', name }, after: 'absent' }], commitsBefore: false };
}

function altered(words: StatementWords, sql: string): Effect | undefined {
  if (words.take('SYSTEM')) return repeatable;
  if (clusterObjects.has(words.next)) return alone;
  if (words.take('TYPE')) {
    const type = words.name();
    if (type === undefined || !words.take('ADD', 'VALUE')) return undefined;
    if (words.take('IF', 'NOT', 'EXISTS')) return repeatable;
    const value = words.name();
    // Before version 12 this runs in no transaction.
    return (
      value && { kind: 'catalog', parts: [{ part: { kind: 'value', type, value: value.name }, after: 'present' }], commitsBefore: false }
    );
  }
  return words.next === 'TABLE' && /\bDETACH\s+PARTITION\b[^;]*\bCONCURRENTLY\b/i.test(sql) ? alone : undefined;
}

function databaseEffect(name: ObjectName | undefined, after: 'present' | 'absent'): Effect {
  return name === undefined ? alone : { kind: 'catalog', parts: [{ part: { kind: 'schema', name }, after }], commitsBefore: false };
}
