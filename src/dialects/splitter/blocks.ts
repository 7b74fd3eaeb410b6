import type { SqlSyntax } from './syntax.js';

/** Follows the words of a statement and tells whether a delimiter here would cut a block in two. */
export interface BlockTracker {
  /** Takes a keyword in lower case, with the word or character that follows it. */
  word(word: string, next: string): void;
  symbol(symbol: string): void;
  /** Delimiters count only where nothing is open. */
  readonly open: 'nothing' | 'group' | 'block';
  /** The statement needs its closing semicolon. */
  readonly keepsDelimiter: boolean;
  /** Forgets everything: a new statement starts. */
  reset(): void;
}

const transaction = new Set(['transaction', 'trans', 'tran']);
const notBlocks = new Set([...transaction, 'dialog', 'conversation', 'distributed']);
const startsTransaction = new Set([';', '', 'work', 'deferred', 'immediate', 'exclusive', 'concurrent']);
const routines = new Set(['procedure', 'function', 'trigger', 'event', 'package']);
const endsConstruct = new Set(['if', 'loop', 'while', 'repeat', 'for']);

/**
 * BEGIN … END and CASE … END. Liquibase counts BEGIN and END alone, so that `END IF`, or the END of a CASE, makes it cut a routine in the
 * middle; what it keeps together is kept together here too. Source: `StringUtil.processMultiLineSQL` (4.28.0).
 */
export function createBlockTracker(syntax: SqlSyntax): BlockTracker {
  let stack: ('begin' | 'case')[] = [];
  let groups = 0;
  let words = 0;
  let header = false;
  let routine = false;
  let previous = '';

  return {
    word(word, next) {
      words++;
      if (words === 1) header = word === 'create' || word === 'alter';
      if (header && routines.has(word)) routine = true;
      if (word === 'begin' && opensBlock(next)) stack.push('begin');
      else if (word === 'case' && stack.length > 0 && previous !== 'end') stack.push('case');
      else if (word === 'end' && stack.length > 0) end(next);
      previous = word;
    },
    symbol(symbol) {
      if (symbol === '(') header = false;
      if (!syntax.groups) return;
      if (symbol === '(' || symbol === '[') groups++;
      else if (groups > 0 && (symbol === ')' || symbol === ']')) groups--;
    },
    get open() {
      return stack.length > 0 ? 'block' : groups > 0 ? 'group' : 'nothing';
    },
    keepsDelimiter: false,
    reset() {
      stack = [];
      [groups, words, header, routine, previous] = [0, 0, false, false, ''];
    },
  };

  function opensBlock(next: string): boolean {
    if (notBlocks.has(next)) return false;
    if (syntax.blocks === 'any' || routine || stack.length > 0) return true;
    return words === 1 && !startsTransaction.has(next);
  }

  function end(next: string): void {
    if (transaction.has(next) || (syntax.bareEnd && next === 'conversation')) return;
    if (!syntax.bareEnd && endsConstruct.has(next)) return;
    stack.pop();
  }
}
