import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFiles, parseSql } from './memory-resources.js';

/** Lines below the header, which is line 1; where the fault is, and words of its message. */
const faults: readonly (readonly [name: string, lines: string, code: string, at: string, words: string])[] = [
  ['no author', '--changeset x:0\n--changeset 1\nselect 1', 'PARSE_SYNTAX', '3:1', 'set apart by a colon'],
  ['an empty author', '\n--changeset :1\nselect 1', 'PARSE_SYNTAX', '3:1', 'the author is missing'],
  ['no id', '\n--changeset ann:\nselect 1', 'PARSE_SYNTAX', '3:1', 'the id is missing'],
  ['nothing at all', '\n--changeset\nselect 1', 'PARSE_SYNTAX', '3:1', 'author and id are missing'],
  ['a blank before the id', '\n--changeset ann: 1\nselect 1', 'PARSE_SYNTAX', '3:1', 'blank between'],
  ['one dash', '\n- changeset ann:1\nselect 1', 'PARSE_SYNTAX', '3:1', 'two dashes'],
  ['a swapped letter', '--changeset a:0\n--chnageset a:1\nselect 1', 'PARSE_SYNTAX', '3:1', 'did you mean "changeset"'],
  ['a missing letter after a blank', '--changeset a:0\n-- changset a:1\nselect 1', 'PARSE_SYNTAX', '3:1', 'did you mean "changeset"'],
  ['--rolback', '--changeset a:1\n--rolback drop x\nselect 1', 'PARSE_SYNTAX', '3:1', 'did you mean "rollback"'],
  ['-rollback', '--changeset a:1\n-rollback drop x\nselect 1', 'PARSE_SYNTAX', '3:1', 'two dashes'],
  ['--precondtions', '--changeset a:1\n--precondtions onFail:HALT\nselect 1', 'PARSE_SYNTAX', '3:1', 'did you mean "preconditions"'],
  [
    '--preconditon-sql-check',
    '--changeset a:1\n--preconditon-sql-check expectedResult:0 select 1\nselect 1',
    'PARSE_SYNTAX',
    '3:1',
    '"precondition"',
  ],
  [
    '--precondition sql-check',
    '--changeset a:1\n--precondition sql-check expectedResult:0 select 1\nselect 1',
    'PARSE_SYNTAX',
    '3:1',
    'cannot be read',
  ],
  ['--comments', '--changeset a:1\n--comments: x\nselect 1', 'PARSE_SYNTAX', '3:1', 'cannot be read'],
  ['--property without a value', '\n--property name:x\n', 'PARSE_SYNTAX', '3:1', 'cannot be read'],
  ['-property', '\n-property name:x value:y\n', 'PARSE_SYNTAX', '3:1', 'cannot be read'],
  ['--ignore', '--changeset a:1\n--ignore:2\nselect 1', 'PARSE_SYNTAX', '3:1', 'cannot be read'],
  ['--ignoreLines:sart', '--changeset a:1\n--ignoreLines:sart\nselect 1', 'PARSE_SYNTAX', '3:1', 'neither a count nor start'],
  ['ignoreLines that never ends', '--changeset a:1\n--ignoreLines:start\nselect 1', 'PARSE_SYNTAX', '3:1', 'never closed'],
  ['a rollback block that never ends', '--changeset a:1\n/* liquibase rollback\nselect 1', 'PARSE_SYNTAX', '3:1', 'never closed'],
  ['--includeAll without a path', '\n--includeAll db\n', 'PARSE_SYNTAX', '3:1', 'cannot be read'],
  ['a comment in no changeset', '\n--comment: x\n--changeset a:1\nselect 1', 'PARSE_SYNTAX', '3:1', 'stands in no changeset'],
  [
    'preconditions in no changeset',
    '\n--preconditions onFail:HALT\n--changeset a:1\nselect 1',
    'PARSE_SYNTAX',
    '3:1',
    'stands in no changeset',
  ],
  [
    'an unknown precondition',
    '--changeset a:1\n--precondition-sql-chek expectedResult:0 select 1\nselect 1',
    'PARSE_UNKNOWN_PRECONDITION',
    '3:1',
    'sql-chek',
  ],
  [
    'a sql-check without a result',
    '--changeset a:1\n--precondition-sql-check select\nselect 1',
    'PARSE_MISSING_ATTRIBUTE',
    '3:1',
    'expected result',
  ],
  [
    'a table-exists without a table',
    '--changeset a:1\n--precondition-table-exists person\nselect 1',
    'PARSE_MISSING_ATTRIBUTE',
    '3:1',
    'name of the table',
  ],
  ['an unknown outcome', '--changeset a:1\n--preconditions onFail:MARK_RUN\nselect 1', 'PARSE_INVALID_VALUE', '3:16', 'MARK_RUN'],
  ['a misspelt outcome attribute', '--changeset a:1\n--preconditions onFial:HALT\nselect 1', 'PARSE_UNKNOWN_ATTRIBUTE', '3:17', 'onFial'],
  ['a misspelt attribute', '\n--changeset a:1 runOnChnage:true\nselect 1', 'PARSE_UNKNOWN_ATTRIBUTE', '3:17', 'runOnChnage'],
  ['an unclosed quote', '\n--changeset a:1 context:"x\nselect 1', 'PARSE_INVALID_VALUE', '3:17', 'never closed'],
  ['an unknown run order', '\n--changeset a:1 runOrder:frist\nselect 1', 'PARSE_INVALID_VALUE', '3:1', 'frist'],
  ['a bad context expression', '\n--changeset a:1 context:"(x or y"\nselect 1', 'PARSE_EXPRESSION', '3:1', 'never closed'],
  ['no SQL', '\n--changeset a:1\n--rollback drop x', 'PARSE_MISSING_ATTRIBUTE', '3:1', 'has no SQL'],
  ['no SQL before the next changeset', '\n--changeset a:1\n\n--changeset a:2\nselect 1', 'PARSE_MISSING_ATTRIBUTE', '3:1', 'has no SQL'],
  [
    'a rollback of an unknown changeset',
    '--changeset a:1\n--rollback changesetId:2 changesetAuthor:a\nselect 1',
    'PARSE_ROLLBACK_REFERENCE',
    '3:1',
    'a.sql::2::a',
  ],
  [
    'a rollback without an author',
    '--changeset a:1\n--rollback changesetId:2\nselect 1',
    'PARSE_MISSING_ATTRIBUTE',
    '3:1',
    'changesetAuthor',
  ],
  ['SQL and no changeset', '\ncreate table t (id int);', 'PARSE_SYNTAX', '3:1', 'would never run'],
  [
    'two changesets of the same id',
    '--changeset a:1\n--comment: x\nselect 1\n--changeset a:1\nselect 1',
    'PARSE_DUPLICATE_CHANGESET',
    '5:1',
    'declared twice',
  ],
];

describe('faults in formatted SQL', () => {
  it.each(faults)('%s', async (_, lines, code, at, words) => {
    const { errors } = await parseSql(lines);
    const error = errors.find((one) => one.code === code && one.at === `a.sql:${at}`);
    expect(error ?? errors).toMatchObject({ code, at: `a.sql:${at}`, message: expect.stringContaining(words) });
  });

  it('are all reported together, and what is sound is still read', async () => {
    const { errors, changesets } = await parseSql('--changeset a:1 runAlwys:true\nselect 1\n--rolback x\n--changeset a:2\nselect 2');
    expect(errors.map(({ at }) => at)).toEqual(['a.sql:2:17', 'a.sql:4:1']);
    expect(changesets.map(({ id }) => id)).toEqual(['1', '2']);
  });

  it.each(['--liquibase formated sql', '--liquibse formatted sql', '-- liqiubase formatted'])('a misspelt header: %s', async (header) => {
    const { errors } = await parseFiles({ 'a.sql': `\n${header}\n--changeset a:1\nselect 1` });
    expect(errors).toMatchObject([{ code: 'PARSE_SYNTAX', at: 'a.sql:2:1', hint: 'write --liquibase formatted sql' }]);
  });

  it('an empty file', async () => {
    const { errors } = await parseFiles({ 'a.sql': ' \n' });
    expect(errors).toMatchObject([{ code: 'PARSE_SYNTAX', at: 'a.sql:1:1' }]);
  });
});

describe('what Liquibase reads over', () => {
  it.each([
    ['--changeset a:1 runAlways=true', '3:17', 'has no effect'],
    ['--changeset a:1 runAlways true', '3:17', 'has no effect'],
    ['--changeset a:1 runAlways: true', '3:17', 'no value'],
    ['--changeset a:1 runAlways:${x}', '3:17', 'counts as false'],
    ['--changeset a:1 context:x or y', '3:27', 'ends at the blank'],
    ['--changeset a:1 dbms:h2, mysql', '3:26', 'ends at the blank'],
    ['--changeset a:1 dbms:"h2,mysql"', '3:17', 'quotes'],
    ['--changeset a:1\n--validCheckSum:9:abc', '4:1', 'no valid checksum'],
    ['--changeset a:1\n--rollback\tdrop x', '4:1', 'no rollback'],
    ['--changeset a:1\n/* liquibase rollback drop x */', '4:1', 'no rollback'],
  ])('is a warning: %s', async (lines, at, words) => {
    const { errors, warnings, changesets } = await parseSql(`\n${lines}\nselect 1`);
    expect(errors).toEqual([]);
    expect(warnings).toMatchObject([{ at: `a.sql:${at}`, message: expect.stringContaining(words) }]);
    expect(changesets).toHaveLength(1);
    expect(changesets[0]?.runAlways).toBe(false);
  });
});

describe('what is no fault', () => {
  it.each([
    '-- commented out',
    '-- properly done: yes',
    '-- included for good measure',
    '-- ignored rows: none',
    '-- rollbacks: see below',
    '-- changes to the table',
    '--ignore',
    '-- include the old rows',
    '/* liquibase */',
    '--',
    '--rollback',
  ])('%s', async (line) => {
    const { errors, warnings, changesets } = await parseSql(`--changeset a:1\n${line}\nselect 1`);
    expect({ errors, warnings }).toEqual({ errors: [], warnings: [] });
    expect(changesets[0]?.changes[0]?.props['sql']).toBe(`${line}\nselect 1`);
  });

  it('comments of all kinds before the first changeset', async () => {
    const { errors, warnings } = await parseSql('-- a\n/* b\n c */ -- d\n/* e */ /* f */\n;\n--changeset a:1\nselect 1');
    expect({ errors, warnings }).toEqual({ errors: [], warnings: [] });
  });

  it('SQL before the first changeset, which Liquibase reads over, is a warning', async () => {
    const { errors, warnings } = await parseSql('set x = 1;\n--changeset a:1\nselect 1');
    expect(errors).toEqual([]);
    expect(warnings).toMatchObject([{ at: 'a.sql:2:1', message: expect.stringContaining('is not run') }]);
  });

  it('parentheses around attributes, commas after them, and an author that is called like one', async () => {
    const { errors, warnings, changesets } = await parseSql(
      '--changeset dbms:h2 (runAlways:true runInTransaction:false)\n--preconditions onFail:WARN, onError:WARN\nselect 1',
    );
    expect({ errors, warnings }).toEqual({ errors: [], warnings: [] });
    expect(changesets).toMatchObject([
      {
        author: 'dbms',
        id: 'h2',
        dbms: 'h2',
        runAlways: true,
        runInTransaction: false,
        preconditions: { onFail: 'WARN', onError: 'WARN' },
      },
    ]);
  });

  it('words after the id that resemble no attribute', async () => {
    const { errors, warnings } = await parseSql('--changeset a:1 create the table TICKET:12\nselect 1');
    expect(errors).toEqual([]);
    expect(warnings).toMatchObject([{ code: 'PARSE_UNKNOWN_ATTRIBUTE', message: expect.stringContaining('TICKET') }]);
  });
});

describe('any text at all', () => {
  const piece = fc.constantFrom(
    '--',
    '-',
    ' ',
    '\t',
    '\n',
    '\r\n',
    ':',
    '"',
    "'",
    '=',
    ',',
    '/*',
    '*/',
    '${',
    '}',
    'liquibase formatted sql',
    'changeset',
    'rollback',
    'precondition-sql-check',
    'preconditions',
    'comment',
    'property',
    'ignoreLines',
    'validCheckSum',
    'include',
    'includeAll',
    'tagDatabase',
    'file:',
    'path:',
    'name:',
    'value:',
    'start',
    'context:',
    'labels:',
    'dbms:',
    'runAlways:true',
    'a:1',
    'select 1;',
    'é',
  );
  it('is read or refused with places in the file, and never breaks the reader', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 40 }), async (pieces) => {
        const { errors, changesets } = await parseSql(pieces.join(''));
        for (const { at, code } of errors) {
          expect(code).not.toBe('INTERNAL');
          expect(at).toMatch(/^a\.sql:\d+:\d+$/);
        }
        for (const { changes } of changesets) expect(changes.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });
});
