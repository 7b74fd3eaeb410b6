import type { Effect } from '../../model/effect.js';
import { statementWords } from '../statement-words.js';
import type { StepSql } from '../steps.js';
import { syntax } from './split.js';

const set = (...words: readonly string[]): ReadonlySet<string> => new Set(words);

const outside = set('BACKUP', 'RESTORE', 'RECONFIGURE', 'KILL', 'DBCC', 'EXEC', 'EXECUTE');
const ddl = set('CREATE', 'ALTER', 'DROP');
const outsideObjects = set('DATABASE', 'FULLTEXT', 'ENDPOINT');

/**
 * All but a few statements are undone with their transaction. A procedure may end it.
 * https://learn.microsoft.com/sql/t-sql/statements/statements (statements not allowed in explicit transactions)
 */
function effect(sql: string): Effect {
  const words = statementWords(sql, syntax, (name) => name);
  const verb = words.next;
  words.skip();
  if (verb === 'SET' || verb === 'USE') return { kind: 'session' };
  if (verb === 'COMMIT') return { kind: 'commit' };
  if (verb === 'BEGIN' && words.next.startsWith('TRAN')) return { kind: 'begin' };
  if (outside.has(verb) || (ddl.has(verb) && outsideObjects.has(words.next))) return { kind: 'opaque', commitsBefore: false };
  return { kind: 'covered' };
}

export const steps: StepSql = { effect };
