import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChangelogError } from '../../src/core/error.js';
import { contextsMatch } from '../../src/filter/context.js';
import { dbmsMatches } from '../../src/filter/dbms.js';
import { expressionMatches, parseExpression } from '../../src/filter/expression.js';
import { labelsMatch } from '../../src/filter/label.js';
import { contextsText, labelsText } from '../../src/filter/stored-text.js';

const matches = (text: string, ...names: string[]) => expressionMatches(parseExpression(text), new Set(names));
const fault = (text: string): ChangelogError => {
  try {
    parseExpression(text);
  } catch (error) {
    if (error instanceof ChangelogError) return error;
    throw error;
  }
  throw new Error(`"${text}" was accepted`);
};

/** Liquibase's own way, by replacing text; only for expressions that are well formed. */
function byTextReplacement(expression: string, names: readonly string[]): boolean {
  const one = (input: string): boolean => {
    let text = input.trim();
    if (text === ':TRUE') return true;
    if (text === ':FALSE') return false;
    for (let group; (group = /\([^()]+\)/.exec(text));) {
      text = `${text.slice(0, group.index)} :${String(one(group[0].slice(1, -1))).toUpperCase()} ${text.slice(group.index + group[0].length)}`;
    }
    const alternatives = text.replace(/\s*,\s*/g, ' or ').split(/\s+or\s+/);
    if (alternatives.length > 1) return alternatives.some(one);
    const all = text.split(/\s+and\s+/);
    if (all.length > 1) return all.every(one);
    let negated = true;
    if (text.startsWith('!')) text = text.slice(1).trim();
    else if (text.startsWith('not ')) text = text.slice(4).trim();
    else if (/^@\s*(!|not )./.test(text)) text = text.replace(/^@\s*(!|not )/, '').trim();
    else negated = false;
    const required = text.startsWith('@');
    if (required) text = text.slice(1).trim();
    if (!required && names.length === 0) return true;
    if (text.trim() === ':TRUE') return !negated;
    if (text.trim() === ':FALSE') return negated;
    return names.includes(text) ? !negated : negated;
  };
  const pieces = expression
    .toLowerCase()
    .split(',')
    .map((piece) => piece.trim());
  return pieces.some(one);
}

const name = fc.constantFrom('a', 'b', 'c', 'prod-1', 'v1.0', 'android', 'notice');
const prefix = fc.constantFrom('', '', '!', 'not ', '@', '!@', '@!', '! ');
const { any } = fc.letrec<{ term: string; all: string; any: string }>((tie) => ({
  term: fc.oneof(
    { maxDepth: 3 },
    fc.tuple(prefix, name).map((parts) => parts.join('')),
    fc.tuple(prefix, tie('any')).map(([before, inside]) => `${before}(${inside})`),
  ),
  all: fc.array(tie('term'), { minLength: 1, maxLength: 3 }).map((terms) => terms.join(' and ')),
  any: fc.array(tie('all'), { minLength: 1, maxLength: 3 }).map((terms) => terms.join(' or ')),
}));
const expressions = fc.array(any, { minLength: 1, maxLength: 3 }).map((alternatives) => alternatives.join(', '));

describe('expressions', () => {
  it('agree with evaluation by text replacement, for any names', () => {
    fc.assert(
      fc.property(expressions, fc.uniqueArray(name), (text, names) => {
        expect(matches(text, ...names), `${text} with [${names.join()}]`).toBe(byTextReplacement(text, names));
      }),
      { numRuns: 1500 },
    );
  });

  it('bind not before and, and before or, or before the comma', () => {
    expect(matches('a or b and c', 'a')).toBe(true);
    expect(matches('a or b and c', 'b')).toBe(false);
    expect(matches('(a or b) and c', 'a')).toBe(false);
    expect(matches('not a and b', 'b')).toBe(true);
    expect(matches('a, b and c', 'a')).toBe(true);
  });

  it('take commas inside parentheses as or', () => {
    expect(matches('(a, b) and c', 'b', 'c')).toBe(true);
    expect(matches('(a, b) and c', 'c')).toBe(false);
  });

  it('do not care about case or line breaks', () => {
    expect(matches('A AND\n\tNOT B', 'a')).toBe(true);
    expect(matches('A AND\n\tNot B', 'a', 'b')).toBe(false);
  });

  it('let a run without names through unless a name is required', () => {
    expect(matches('prod')).toBe(true);
    expect(matches('!prod')).toBe(true);
    expect(matches('@prod')).toBe(false);
    expect(matches('@prod', 'prod')).toBe(true);
    expect(matches('')).toBe(true);
  });

  it.each([
    ['(a or b', 1, 'never closed'],
    ['a or b)', 7, 'without an opening'],
    ['a and', 6, 'before the end'],
    ['and a', 1, 'before "and"'],
    ['a b', 3, 'missing before "b"'],
    ['a &&b', 3, 'missing before "&&b"'],
    ['a,,b', 3, 'before ","'],
    ['()', 2, 'before ")"'],
    ['!!a', 2, 'twice'],
    ['a or not', 9, 'before the end'],
    ['a or && b', 6, 'no operator'],
  ])('report %s at character %i', (text, character, words) => {
    const { code, message } = fault(text);
    expect(code).toBe('PARSE_EXPRESSION');
    expect(message).toContain(`at character ${character}`);
    expect(message).toContain(words);
  });

  it('suggest the operator that was meant', () => {
    expect(fault('a && b').hint).toBe('write "and"');
    expect(fault('a adn b').hint).toBe('did you mean "and"?');
  });

  it('never throw anything but PARSE_EXPRESSION', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          parseExpression(text);
        } catch (error) {
          expect((error as ChangelogError).code).toBe('PARSE_EXPRESSION');
        }
      }),
    );
  });
});

const source = { file: 'a.xml', line: 1, column: 1 };

describe('contexts of a changeset', () => {
  it('hold only where its own and every inherited expression hold', () => {
    const changeset = { contextFilter: 'test', inheritedContexts: ['eu or us', '!frozen'], source };
    expect(contextsMatch(changeset, 'test,eu')).toBe(true);
    expect(contextsMatch(changeset, 'test')).toBe(false);
    expect(contextsMatch(changeset, 'TEST, us,frozen')).toBe(false);
    expect(contextsMatch(changeset, undefined)).toBe(true);
  });

  it('place a fault at the changeset', () => {
    expect(() => contextsMatch({ contextFilter: '(a', inheritedContexts: [], source }, 'a')).toThrow(expect.objectContaining({ source }));
  });

  it('are stored nearest first, with parentheses around what has a comma or a blank', () => {
    expect(contextsText({ contextFilter: 'own', inheritedContexts: ['a or b', 'c,d', 'e'] })).toBe('(a or b) AND (c,d) AND e AND own');
    expect(contextsText({ contextFilter: 'own', inheritedContexts: [] })).toBe('own');
    expect(contextsText({ contextFilter: ' ', inheritedContexts: [] })).toBeNull();
    expect(contextsText({ inheritedContexts: [] })).toBeNull();
  });
});

describe('labels of a changeset', () => {
  it('must satisfy the filter, and those of each include by themselves', () => {
    const changeset = { labels: 'a, B', inheritedLabels: ['x,y'] };
    expect(labelsMatch(changeset, 'b or x')).toBe(true);
    expect(labelsMatch(changeset, 'b')).toBe(false);
    expect(labelsMatch(changeset, undefined)).toBe(true);
    expect(labelsMatch({ inheritedLabels: [] }, 'b')).toBe(true);
    expect(labelsMatch({ inheritedLabels: [] }, '@b')).toBe(false);
  });

  it('are stored in lower case, each list without repetitions', () => {
    expect(labelsText({ labels: 'B, a,b', inheritedLabels: ['inc'] })).toBe('inc,b,a');
    expect(labelsText({ labels: '', inheritedLabels: [] })).toBeNull();
  });
});

describe('dbms lists', () => {
  it.each([
    ['postgresql', true],
    ['mysql, PostgreSQL', true],
    ['mysql', false],
    ['!mysql', true],
    ['!postgresql', false],
    ['!mysql,!oracle', true],
    ['!mysql,oracle', false],
    ['!postgresql,postgresql', false],
    ['all', true],
    ['none,postgresql', false],
    ['', true],
    [undefined, true],
    ['postgres', true],
  ])('%s names a database called postgresql or postgres: %s', (list, expected) => {
    expect(dbmsMatches(list, ['postgresql', 'postgres'])).toBe(expected);
  });
});
