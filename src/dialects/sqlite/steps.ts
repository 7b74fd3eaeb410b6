import type { Effect } from '../../model/effect.js';
import { statementWords } from '../statement-words.js';
import type { StepSql } from '../steps.js';
import { syntax } from './split.js';

const set = (...words: readonly string[]): ReadonlySet<string> => new Set(words);

const ofTheSession = set('PRAGMA', 'ATTACH', 'DETACH');
const commits = set('COMMIT', 'END');

/** All statements but VACUUM are undone with their transaction. https://www.sqlite.org/lang_transaction.html, lang_vacuum.html */
function effect(sql: string): Effect {
  const words = statementWords(sql, syntax, (name) => name);
  const verb = words.next;
  words.skip();
  if (ofTheSession.has(verb)) return { kind: 'session' };
  if (verb === 'BEGIN') return { kind: 'begin' };
  if (commits.has(verb)) return { kind: 'commit' };
  if (verb === 'VACUUM') return { kind: 'repeatable' };
  return verb === 'CREATE' && words.next.startsWith('TEMP') ? { kind: 'temporary' } : { kind: 'covered' };
}

export const steps: StepSql = { effect };
