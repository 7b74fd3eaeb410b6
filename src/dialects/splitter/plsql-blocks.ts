import type { BlockTracker } from './blocks.js';

const units = new Set(['procedure', 'function', 'trigger', 'package', 'java']);
const prefixes = new Set([
  'create',
  'or',
  'replace',
  'and',
  'resolve',
  'compile',
  'editionable',
  'noneditionable',
  'no',
  'force',
  'noforce',
]);
const endsConstruct = new Set(['if', 'loop']);
const transaction = new Set(['transaction', 'trans', 'tran']);

/**
 * PL/SQL units: anonymous blocks and the CREATE of procedures, functions, triggers, packages and type bodies. Semicolons separate
 * statements inside a unit, and the one behind its last END belongs to it.
 * Source: Oracle Database PL/SQL Language Reference, "Block" and "CREATE PROCEDURE" (and its siblings).
 */
export function createPlsqlTracker(): BlockTracker {
  /** ENDs that are still to come before the unit is over: its own, and one for each nested subprogram met so far. */
  let ends = 0;
  let inUnit = false;
  let headerWords = 0;
  let header = true;
  let type = false;
  let stack: ('begin' | 'case')[] = [];
  /** A PROCEDURE, FUNCTION or timing point was named; IS or AS gives it a body. */
  let subprogram = false;
  let body = false;
  let compound = false;
  let previous = '';

  return {
    word(word, next) {
      if (header) readHeader(word);
      else if (inUnit) readUnit(word, next);
      previous = word;
    },
    symbol(symbol) {
      if (symbol === ';') subprogram = body = false;
    },
    get open() {
      return inUnit && ends > 0 ? 'block' : 'nothing';
    },
    get keepsDelimiter() {
      return inUnit;
    },
    reset() {
      [ends, inUnit, headerWords, header, type, subprogram, body, compound, previous] = [0, false, 0, true, false, false, false, false, ''];
      stack = [];
    },
  };

  function readHeader(word: string): void {
    headerWords++;
    if (headerWords === 1 && (word === 'declare' || word === 'begin')) {
      enter(1);
      if (word === 'begin') stack.push('begin');
    } else if (headerWords > 1 && units.has(word)) enter(word === 'java' ? Number.POSITIVE_INFINITY : 1);
    else if (type && word === 'body') enter(1);
    else if (headerWords > 1 && word === 'type') type = true;
    else if (!prefixes.has(word)) header = false;
  }

  function enter(count: number): void {
    [inUnit, header, ends] = [true, false, count];
  }

  function readUnit(word: string, next: string): void {
    if (body && (word === 'language' || word === 'external')) ends--;
    body = false;
    if (word === 'compound' && next === 'trigger') compound = true;
    else if (word === 'aggregate' && next === 'using') ends = 0;
    else if (stack.length === 0 && (word === 'procedure' || word === 'function')) subprogram = true;
    else if (stack.length === 0 && compound && (word === 'row' || word === 'statement') && previous !== 'end') subprogram = true;
    else if (stack.length === 0 && (word === 'is' || word === 'as')) {
      // The first IS of a procedure is its own; those of subprograms announce one END more.
      if (subprogram) ends++;
      [subprogram, body] = [false, true];
    } else if (word === 'begin') stack.push('begin');
    else if (word === 'case' && previous !== 'end') stack.push('case');
    else if (word === 'end') end(next);
  }

  function end(next: string): void {
    if (endsConstruct.has(next) || transaction.has(next)) return;
    const closed = stack.pop();
    if (closed !== 'case' && stack.length === 0) ends--;
  }
}
