import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { changeDefinitions } from '../../src/changes/index.js';
import { modifySqlSteps } from '../../src/define/changelog-elements.js';
import type { ChangeDefinition } from '../../src/define/change.js';
import type { Field, Fields } from '../../src/define/fields.js';
import type { ChangeNode, PreconditionNode, Preconditions, SqlModifier } from '../../src/model/change.js';
import type { Changeset, Rollback } from '../../src/model/changelog.js';
import { preconditionDefinitions } from '../../src/preconditions/index.js';
import { javaPattern } from '../../src/core/java-pattern.js';

const source = { file: 'c', line: 1, column: 1 };

/** Texts that go wrong where a format is written carelessly. */
const hardTexts = [
  ...[
    '',
    ' ',
    'yes',
    'no',
    'on',
    'y',
    'true',
    'null',
    '~',
    '1',
    '01',
    '1.50',
    '1e3',
    '0x1F',
    '1:30',
    '12:30:45',
    '2020-01-31',
    '.5',
    '-',
    '- a',
    '? a',
  ],
  ...[
    ': a',
    'a: b',
    'a:',
    '#a',
    'a #b',
    '"',
    "'",
    "it's",
    '<<',
    '=',
    '*a',
    '&a',
    '!a',
    '|',
    '>',
    '%',
    '@',
    '`',
    '{a}',
    '[a]',
    ',',
    '{',
    '}',
  ],
  ...[
    '&amp;',
    '<a>',
    ']]>',
    '<![CDATA[x]]>',
    '<!-- -->',
    '&#10;',
    'a\nb',
    'a\n  b\n',
    '\ta',
    ' a ',
    'a\r\nb',
    'a \nb',
    '\\',
    '\\n',
    '%41',
    'ä',
    '漢字',
    '😀',
  ],
  ...[
    '--comment',
    '-- a',
    '/* a */',
    ';',
    'a;b',
    '$',
    '$a$',
    '{{a}}',
    '...',
    '---',
    'a\n---\nb',
    'a\n\nb',
    '\u2028',
    '\u0085',
    '\u00a0',
    '\ufeff',
    'a\u007f',
  ],
];

/** Any text that all formats can hold. XML has no control characters, and a `${name}` would be filled in. */
export const text = fc
  .oneof(
    { weight: 3, arbitrary: fc.constantFrom(...hardTexts) },
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
  )
  // oxlint-disable-next-line no-control-regex
  .map((drawn) => drawn.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\p{Cs}\ufffe\uffff]/gu, '.').replaceAll('${', '$'));
const word = text.map((drawn) => `w${drawn}w`);

const valueOf = (field: Field): fc.Arbitrary<unknown> => {
  switch (field.kind) {
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n });
    case 'numeric':
      return fc.oneof(fc.constantFrom('1.50', '0', '-3', '1e5', 'random()'), text);
    case 'date':
      return fc.oneof(fc.constantFrom('2020-01-31', '2020-01-31T13:14:15', '13:14:15', 'now()'), text);
    case 'object':
      return propsOf(field.fields ?? {});
    case 'list':
      return fc.array(propsOf(field.fields ?? {}), { maxLength: 3 });
    case 'string':
      return field.values === undefined ? text : fc.constantFrom(...field.values);
  }
};

/** Any attributes that an element with these fields can have: the required ones, and few others, for many contradict each other. */
function propsOf(fields: Fields): fc.Arbitrary<Record<string, unknown>> {
  const optional = Object.keys(fields).filter((name) => fields[name]?.required === false);
  return fc.subarray(optional, { maxLength: Math.min(4, optional.length) }).chain((chosen) => {
    const drawn = Object.entries(fields)
      .filter(([name, field]) => field.required || chosen.includes(name))
      .map(([name, field]) => [name, field.required && field.kind === 'string' && field.values === undefined ? word : valueOf(field)]);
    return fc.record(Object.fromEntries(drawn) as Record<string, fc.Arbitrary<unknown>>);
  });
}

/** Any change that its own rules accept, as the reader would have stored it. */
export function changeOf(definition: ChangeDefinition): fc.Arbitrary<ChangeNode> {
  return (
    propsOf(definition.fields)
      .map((props) => definition.normalize(props))
      .filter((props) => definition.check(props).length === 0)
      // Contradictions that are stored in a form of their own (deleteCascade beside onDelete) cannot be written that way.
      .filter((props) => isDeepStrictEqual(given(definition.normalize(props)), given(props)))
      .map((props) => ({ name: definition.name, props: given(props), source }))
  );
}

const given = (props: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined));

/** Change types that can be written at all: those that are refused by name never get into an AST. */
export const writable = [...changeDefinitions.values()].filter((definition) =>
  definition.examples.some((example) => definition.check(definition.normalize(example)).length === 0),
);

/** Preconditions that can be written at all, those that hold others last: what refuses all of its examples is refused by name. */
const conditions = [...preconditionDefinitions.values()]
  .filter(
    (definition) => definition.examples.length === 0 || definition.examples.some((example) => definition.refuse(example) === undefined),
  )
  .toSorted((a, b) => Number(a.nests) - Number(b.nests));

const condition = fc.letrec<{ node: PreconditionNode }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    ...conditions.map((definition) =>
      fc
        .record({
          props: propsOf(definition.fields).filter(
            (props) => definition.check(props).length === 0 && definition.refuse(props) === undefined,
          ),
          nested: definition.nests ? fc.array(tie('node'), { maxLength: 2 }) : fc.constant([]),
        })
        .map(({ props, nested }) => ({ name: definition.name, props: given(props), nested, source })),
    ),
  ),
})).node;

const preconditions: fc.Arbitrary<Preconditions> = fc
  .record({
    onFail: fc.constantFrom('HALT', 'CONTINUE', 'MARK_RAN', 'WARN'),
    onError: fc.constantFrom('HALT', 'CONTINUE', 'MARK_RAN', 'WARN'),
    onSqlOutput: fc.constantFrom('IGNORE', 'TEST', 'FAIL'),
    onFailMessage: fc.option(text, { nil: undefined }),
    onErrorMessage: fc.option(text, { nil: undefined }),
    conditions: fc.array(condition, { maxLength: 3 }),
  })
  .map((drawn) => ({ ...given(drawn), source }) as unknown as Preconditions);

function isRegularExpression(text: string): boolean {
  try {
    javaPattern(text);
    return true;
  } catch {
    return false;
  }
}

const modifier: fc.Arbitrary<SqlModifier> = fc
  .record({
    name: fc.constantFrom('prepend', 'append', 'replace', 'regExpReplace'),
    first: text,
    second: text,
    applyToRollback: fc.boolean(),
    dbms: fc.option(word, { nil: undefined }),
    contextFilter: fc.option(fc.constantFrom('a', 'a and !b'), { nil: undefined }),
    labels: fc.option(fc.constantFrom('a', 'a, b'), { nil: undefined }),
  })
  // What is no regular expression is an error of the changelog.
  .filter(({ name, first }) => name !== 'regExpReplace' || isRegularExpression(first))
  .map(({ name, first, second, ...scope }) => {
    const props = 'replace' in modifySqlSteps[name as 'replace'] ? { replace: first, with: second } : { value: first };
    return { name, props, ...given(scope), source } as unknown as SqlModifier;
  });

const anyChange = fc.constantFrom(...writable).chain(changeOf);

const rollback: fc.Arbitrary<Rollback> = fc.oneof(
  fc.constant<Rollback>({ kind: 'auto' }),
  fc.constant<Rollback>({ kind: 'none' }),
  fc.array(anyChange, { minLength: 1, maxLength: 2 }).map((changes): Rollback => ({ kind: 'changes', changes })),
);

/** What the reader keeps of a text of the changeset itself: the blanks around it go. */
const inner = text.map((drawn) => drawn.trim()).filter((drawn) => drawn !== '');
const maybe = <T>(drawn: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(drawn, { nil: undefined, freq: 2 });

/** Any changeset, as the reader would have stored it; ids differ within a list. */
export const changeset: fc.Arbitrary<Changeset> = fc
  .record({
    id: word,
    author: word,
    changes: fc.array(anyChange, { maxLength: 3 }),
    rollback,
    modifySql: fc.array(modifier, { maxLength: 3 }),
    preconditions: maybe(preconditions),
    contextFilter: maybe(fc.constantFrom('a', 'a and !b', 'x or (y)')),
    labels: maybe(fc.constantFrom('a', 'a, b')),
    dbms: maybe(word.map((drawn) => drawn.trim())),
    comment: maybe(inner),
    created: maybe(text),
    validCheckSums: fc.array(inner, { maxLength: 3 }),
    runAlways: fc.boolean(),
    runOnChange: fc.boolean(),
    runInTransaction: fc.boolean(),
    failOnError: fc.boolean(),
    onValidationFail: fc.constantFrom('HALT', 'MARK_RAN'),
    ignore: fc.boolean(),
    runOrder: maybe(fc.constantFrom('first', 'last')),
    runWith: maybe(inner),
    runWithSpoolFile: maybe(text),
    objectQuotingStrategy: fc.constantFrom('LEGACY', 'QUOTE_ALL_OBJECTS', 'QUOTE_ONLY_RESERVED_WORDS'),
  })
  .map((drawn) => ({ ...given(drawn), path: 'c', source, inheritedContexts: [], inheritedLabels: [] }) as unknown as Changeset);

export const changesets = fc.uniqueArray(changeset, { minLength: 1, maxLength: 3, selector: ({ id, author }) => `${id}::${author}` });
