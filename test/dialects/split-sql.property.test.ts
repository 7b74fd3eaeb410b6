import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChangelogError } from '../../src/core/error.js';
import { dialects } from './context.js';

/** What all databases write, and what ends their statements. */
const shared = [
  ...[
    'select 1',
    "insert into t values ('a;b')",
    "'it''s; ok'",
    '/* c;d */',
    '-- e;f\n',
    ';',
    '\n',
    ' ',
    '\nGO\n',
    '\n/\n',
    '"x;y"',
    'a/b',
  ],
  ...['(', ')', 'begin', 'end', 'case when 1 then 2 end', 'create trigger g begin a; b; end', '\t', 'é;漢', '😀'],
];

/** What only some databases write, with delimiters inside that cut nothing there. */
const own: Readonly<Record<string, readonly string[]>> = {
  postgresql: [
    ...['$$ a;b $$', '$tag$ c; $$ d; $tag$', "E'it\\'s;'", '/* a /* b; */ c; */', 'begin atomic select 1; select 2; end', 'a[1]', '$1'],
    'create function f() returns int as $f$ begin; return 1; end $f$ language plpgsql',
  ],
  mysql: [
    ...['`a;b`', '# c;d\n', "'e\\';f'", '"g\\";h"', '5--3', '\nDELIMITER //\n', '//', '\ndelimiter ;\n', '/*! set a = 1; */'],
    'create procedure p() begin if a then b; end if; l: loop c; end loop; end',
  ],
  mssql: [
    '[a;b]',
    '[c]];d]',
    '\n  go\n',
    '\nGO 3 -- thrice\n',
    "N'e;f'",
    'if 1 = 1 begin select 1; end',
    'create procedure p as begin a; end',
  ],
  oracle: [
    ...["q'[it's; ok]'", "nq'!a;b!'", 'declare x int; begin null; end;', 'begin if a then null; end if; end;'],
    'create or replace package k as n int; procedure p; end k;',
  ],
  sqlite: ['[a;b]', '`c;d`', 'begin immediate'],
};

/** What may be left between statements: blanks, delimiters, and the lines that a client reads for itself. */
const between = /^(?:[\s;]|\/|\bgo\b(?:[ \t]+\d+)?(?:[ \t]*--[^\n]*)?|\bdelimiter[ \t]+\S+)*$/i;

const soup = fc.string({ unit: fc.constantFrom(...'\'"`$;-/*#[]()\n\\ qEabGO1é'), maxLength: 8 });

describe.each(dialects)('a script for $name', ({ name, split }) => {
  const fragments = [...shared, ...(own[name === 'mariadb' ? 'mysql' : name] ?? [])];
  const script = fc
    .array(fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...fragments) }, { weight: 1, arbitrary: soup }), { maxLength: 20 })
    .map((parts) => parts.join(''));

  it('gives its bytes back when the statements and what lies between them are put together', () => {
    let whole = 0;
    fc.assert(
      fc.property(script, (text) => {
        let pieces: ReturnType<typeof split>;
        try {
          pieces = split(text, { splitStatements: true, stripComments: false });
        } catch (error) {
          expect(error).toMatchObject({ code: 'PARSE_SQL' } satisfies Partial<ChangelogError>);
          return;
        }
        let at = 0;
        let rest = '';
        let last = '';
        for (const { sql, offset } of pieces) {
          expect(text.slice(offset, offset + sql.length)).toBe(sql);
          // A counted GO gives the same batch several times.
          if (offset < at) expect(sql).toBe(last);
          rest += `${text.slice(at, offset)} `;
          [at, last] = [offset + sql.length, sql];
        }
        expect(`${rest}${text.slice(at)}`).toMatch(between);
        whole++;
      }),
      { numRuns: 1500 },
    );
    expect(whole).toBeGreaterThan(300);
  });
});
