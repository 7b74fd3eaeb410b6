import { describe, expect, it } from 'vitest';
import { errorToJson, renderError, renderWarning } from '../../src/cli/render/diagnostic.js';
import { createStyle } from '../../src/cli/render/style.js';
import { ChangelogError } from '../../src/core/error.js';

const files: Readonly<Record<string, string>> = {
  'db/changelog.yaml': [
    'databaseChangeLog:',
    '  - changeSet:',
    '      changes:',
    '        - addColumn: { tableName: persn }',
    `        - sql: ${'x'.repeat(200)} HERE ${'y'.repeat(200)}`,
  ].join('\n'),
};
const options = { style: createStyle(false), sourceText: (file: string) => files[file], width: 80 };
const changeset = { id: '3', author: 'ann', path: 'db/changelog.yaml' };

describe('an error on the terminal', () => {
  it('shows code, server code, place with its line, statement and hint', () => {
    const error = new ChangelogError('SQL_FAILED', {
      message: 'relation "persn" does not exist',
      source: { file: 'db/changelog.yaml', line: 4, column: 11 },
      changeset,
      statement: { sql: 'ALTER TABLE persn ADD nick varchar(40)', index: 1, of: 2, offset: 12 },
      dialect: 'postgresql',
      serverCode: '42P01',
      hint: 'table "person" exists',
    });
    expect(renderError(error, options)).toBe(
      [
        'error[SQL_FAILED] relation "persn" does not exist (postgresql 42P01)',
        '  --> db/changelog.yaml:4:11   changeset db/changelog.yaml::3::ann',
        '    4 |         - addColumn: { tableName: persn }',
        '      |           ^^^^^^^^^^',
        '  sql  ALTER TABLE persn ADD nick varchar(40)      (statement 1 of 2)',
        '                   ^',
        '  hint table "person" exists',
        '',
      ].join('\n'),
    );
  });

  it('shows every problem of a run and counts them', () => {
    const problems = ['one', 'two'].map((message) => new ChangelogError('PARSE_SYNTAX', { message }));
    const text = renderError(new ChangelogError('PARSE_SYNTAX', { message: '2 problems' }, problems), options);
    expect(text).toContain('error[PARSE_SYNTAX] one\n');
    expect(text).toContain('error[PARSE_SYNTAX] two\n');
    expect(text).toMatch(/2 problems\n$/);
  });

  it('cuts a long line around the place', () => {
    const error = new ChangelogError('PARSE_SYNTAX', { message: 'm', source: { file: 'db/changelog.yaml', line: 5, column: 217 } });
    const [, , line = '', caret = ''] = renderError(error, options).split('\n');
    expect(line.length).toBeLessThanOrEqual(80);
    expect(line.slice(caret.indexOf('^'))).toMatch(/^HERE/);
  });

  it('cuts a long statement around the place that the server pointed at', () => {
    const sql = Array.from({ length: 40 }, (_, i) => `line ${i}`).join('\n');
    const text = renderError(
      new ChangelogError('SQL_FAILED', { message: 'm', statement: { sql, offset: sql.indexOf('line 30') + 5 } }),
      options,
    );
    expect(text).toContain('… 24 lines');
    expect(text).toContain('… 4 more lines');
    const lines = text.split('\n');
    const at = lines.findIndex((line) => line.includes('line 30'));
    expect(lines[at + 1]?.indexOf('^')).toBe((lines[at]?.indexOf('line 30') ?? 0) + 5);
  });

  it('does without a line that cannot be read, and shows control characters instead of obeying them', () => {
    const error = new ChangelogError('PARSE_SYNTAX', { message: 'bad \x1b[2J name', source: { file: 'gone.xml', line: 1, column: 1 } });
    expect(renderError(error, options)).toBe('error[PARSE_SYNTAX] bad \\x1b[2J name\n  --> gone.xml:1:1\n');
  });

  it('marks warnings as such', () => {
    expect(renderWarning(new ChangelogError('PARSE_UNKNOWN_ATTRIBUTE', { message: 'w' }), options)).toBe('warning w\n');
  });
});

describe('an error for programs', () => {
  it('has the same facts and no empty fields', () => {
    const error = new ChangelogError('PARSE_SYNTAX', { message: 'm', changeset, source: { file: 'a', line: 1, column: 2 } });
    expect(errorToJson(error)).toEqual({ code: 'PARSE_SYNTAX', message: 'm', changeset, source: { file: 'a', line: 1, column: 2 } });
  });
});
