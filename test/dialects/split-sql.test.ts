import { describe, expect, it } from 'vitest';
import { ChangelogError } from '../../src/core/error.js';
import type { SplitOptions } from '../../src/define/change.js';
import { split as mssql } from '../../src/dialects/mssql/split.js';
import { split as mysql } from '../../src/dialects/mysql/split.js';
import { split as oracle } from '../../src/dialects/oracle/split.js';
import { split as postgresql } from '../../src/dialects/postgresql/split.js';
import type { SqlSplitter } from '../../src/dialects/split-sql.js';
import { split as sqlite } from '../../src/dialects/sqlite/split.js';

const all: readonly (readonly [string, SqlSplitter])[] = Object.entries({ postgresql, mysql, mssql, oracle, sqlite });
const plain: SplitOptions = { splitStatements: true, stripComments: false };

function cut(split: SqlSplitter, text: string, options: Partial<SplitOptions> = {}): readonly string[] {
  return split(text, { ...plain, ...options }).map((piece) => piece.sql);
}

function refusal(split: SqlSplitter, text: string): ChangelogError {
  try {
    split(text, plain);
  } catch (error) {
    if (error instanceof ChangelogError) return error;
  }
  throw new Error('not refused');
}

describe.each(all)('splitting for %s', (_name, split) => {
  it('cuts at semicolons, and at GO or a slash on a line of its own', () => {
    expect(cut(split, 'select 1;\nselect 2\nGO\nselect 3\ngo\nselect 4\n/\nselect 5')).toEqual([
      'select 1',
      'select 2',
      'select 3',
      'select 4',
      'select 5',
    ]);
  });

  it('leaves delimiters alone in strings, quoted names and comments', () => {
    const text = `select 'a;b', 'it''s; ok', "c;d" -- e;f\nfrom t /* g;h\n/\nGO\n*/ where x = 1; select 2`;
    expect(cut(split, text)).toEqual([text.slice(0, -10), 'select 2']);
  });

  it('takes no slash for a delimiter that divides, and no go that is a name', () => {
    expect(cut(split, 'select a\n/ 2 from t; select b,\ngo from t')).toEqual(['select a\n/ 2 from t', 'select b,\ngo from t']);
  });

  it('keeps the body of a routine together, whatever ends inside it', () => {
    const routine = 'create trigger g before insert on t begin\n  select case when a then 1 else 2 end;\n  select 2;\nend';
    expect(cut(split, `${routine};\nselect 3`).map((one) => one.replace(/;$/, ''))).toEqual([routine, 'select 3']);
  });

  it('drops empty statements and carriage returns', () => {
    expect(cut(split, 'select 1;\r\n;\r\n ;\r\nselect\r\n2;\r\n')).toEqual(['select 1', 'select\n2']);
  });

  it('strips comments, and lets no words grow together', () => {
    expect(cut(split, '-- a\nselect/* b; */1; -- c\nselect 2 -- d', { stripComments: true })).toEqual(['select 1', 'select 2']);
  });

  it('keeps the text whole where splitting is off, less a delimiter at its end', () => {
    expect(cut(split, ' select 1; select 2;\n', { splitStatements: false })).toEqual(['select 1; select 2;']);
    expect(cut(split, 'begin x; end;\n/', { splitStatements: false, endDelimiter: '/' })).toEqual(['begin x; end;']);
  });

  it.each([
    ['//', 'select 1 // select 2//', ['select 1', 'select 2']],
    ['/', 'select 1/2;\n/\nselect 3\n/', ['select 1/2;', 'select 3']],
    [String.raw`\nGO`, 'select 1\n\nGO\nselect 2\ngo', ['select 1', 'select 2']],
    [String.raw`\n/`, 'select 1;\n/\nselect 4/2\n/\n', ['select 1;', 'select 4/2']],
    ['$$', 'select 1; $$\nselect 2$$', ['select 1;', 'select 2']],
    ['|', 'select 1|select 2', ['select 1', 'select 2']],
    ['', 'select 1; select 2', ['select 1; select 2']],
    ['GO', 'select 1 GO select 2\ngo', ['select 1', 'select 2']],
    ['-- @next', 'select 1\n-- @next\nselect 2', ['select 1', 'select 2']],
    [String.raw`\n/\s*\n|\n/\s*$`, 'select 1\n/\nselect 2\n/', ['select 1', 'select 2']],
    ['(unbalanced', 'select 1;', ['select 1;']],
  ])('takes %j as end delimiter', (endDelimiter, text, pieces) => {
    expect(cut(split, text, { endDelimiter })).toEqual(pieces);
  });

  it('finds a delimiter that is written right behind END', () => {
    expect(cut(split, 'create trigger g begin a; end$$\nselect 2$$', { endDelimiter: '$$' })).toEqual([
      'create trigger g begin a; end',
      'select 2',
    ]);
  });

  it('tells a piece that is nothing but comments', () => {
    expect(split('select 1; -- done', plain).map(({ commentOnly }) => commentOnly === true)).toEqual([false, true]);
    expect(split('/*! set names utf8 */;', plain).map(({ commentOnly }) => commentOnly === true)).toEqual([false]);
  });

  it('places each statement where it starts', () => {
    const text = '\n select 1 ;\n-- about two\nselect 2';
    expect(split(text, plain).map(({ offset }) => offset)).toEqual([text.indexOf('select 1'), text.indexOf('--')]);
  });

  it('refuses what is never closed, with its place, instead of sending it', () => {
    const error = refusal(split, "select 1;\ninsert into t values ('it's')");
    expect(error.code).toBe('PARSE_SQL');
    expect(error.message).toContain('line 2, column 28');
    expect(error.statement?.offset).toBe(37);
    expect(refusal(split, 'select 1 /* and so on').message).toContain('comment');
  });
});

describe('what only some databases write', () => {
  it('dollar quotes are strings on PostgreSQL', () => {
    const text = 'create function f() returns void as $body$ begin; perform $$a;b$$; end; $body$ language plpgsql; select $1';
    expect(cut(postgresql, text)).toEqual([text.slice(0, text.indexOf('; select $1')), 'select $1']);
    expect(refusal(postgresql, 'select $tag$ a;b $$').message).toContain('dollar quote');
  });

  it('nested comments, subscripts and rules with several commands stay whole on PostgreSQL', () => {
    const text = 'create rule r as on insert to t do (select 1; select a[1]); /* a /* b; */ c; */ select 2';
    expect(cut(postgresql, text)).toEqual(['create rule r as on insert to t do (select 1; select a[1])', '/* a /* b; */ c; */ select 2']);
  });

  it('a function with a BEGIN ATOMIC body is one statement', () => {
    const text = 'create function f() returns int language sql begin atomic select 1; select case 1 when 1 then 2 end; end; select 3';
    expect(cut(postgresql, text)).toEqual([text.slice(0, text.lastIndexOf(';')), 'select 3']);
  });

  it('a backslash escapes in E strings on PostgreSQL, and in all strings on MySQL', () => {
    expect(cut(postgresql, String.raw`select E'it\'s;', 'a\'; select 2`)).toEqual([String.raw`select E'it\'s;', 'a\'`, 'select 2']);
    expect(cut(mysql, String.raw`select 'it\'s;', "a\";b"; select 2`)).toEqual([String.raw`select 'it\'s;', "a\";b"`, 'select 2']);
  });

  it('a string that ends in a backslash is read the other way where the text makes no sense otherwise', () => {
    expect(cut(mysql, String.raw`select 'C:\'; select 2`)).toEqual([String.raw`select 'C:\'`, 'select 2']);
  });

  it('MySQL has # comments, arithmetic with two dashes, and routines with IF and LOOP', () => {
    expect(cut(mysql, "select 5--3; # it's;\nselect 2")).toEqual(['select 5--3', "# it's;\nselect 2"]);
    const routine = 'create procedure p()\nbegin\n  if a then select 1; end if;\n  l: loop leave l; end loop;\n  select 2;\nend';
    expect(cut(mysql, `${routine};\nselect 3`)).toEqual([routine, 'select 3']);
  });

  it('MySQL scripts may change the delimiter as its client lets them', () => {
    const text = 'select 1;\nDELIMITER //\ncreate procedure p() begin a; b; end//\nselect 2 //\ndelimiter ;\nselect 3; select 4';
    expect(cut(mysql, text)).toEqual(['select 1', 'create procedure p() begin a; b; end', 'select 2', 'select 3', 'select 4']);
  });

  it('BEGIN is a transaction, or a column, where no routine is created', () => {
    expect(cut(mysql, 'begin; insert into t values (1); commit')).toEqual(['begin', 'insert into t values (1)', 'commit']);
    expect(cut(mysql, 'select begin from t; select 2')).toEqual(['select begin from t', 'select 2']);
    expect(cut(sqlite, 'begin immediate; delete from t; commit;')).toEqual(['begin immediate', 'delete from t', 'commit']);
  });

  it('SQL Server ends batches with GO, indented, counted or not, and quotes with brackets', () => {
    expect(cut(mssql, "select [a;b]]c]\n  GO\nprint 'x'\nGO 3 -- thrice\nselect 2")).toEqual([
      'select [a;b]]c]',
      "print 'x'",
      "print 'x'",
      "print 'x'",
      'select 2',
    ]);
    expect(cut(mssql, 'if 1 = 1 begin select 1; end\nif 2 = 2 begin select 2; end; select 3')).toEqual([
      'if 1 = 1 begin select 1; end\nif 2 = 2 begin select 2; end',
      'select 3',
    ]);
  });

  it.each([
    ['an anonymous block', 'declare\n  x int := 1;\nbegin\n  if x = 1 then null; end if;\nend;'],
    ['a procedure with one inside', 'create or replace procedure p is\n  procedure q is begin null; end q;\nbegin\n  q;\nend p;'],
    ['a package', 'create package k as\n  n int;\n  procedure p;\n  function f return int;\nend k;'],
    [
      'a package body',
      'create or replace package body k is\n  procedure p is begin null; end p;\n  function f return int as begin return case 1 when 1 then 2 end; end;\nend;',
    ],
    ['a type body', 'create type body t as\n  member function f return int is begin return 1; end;\nend;'],
    [
      'a compound trigger',
      'create trigger g for insert on t compound trigger\n  before statement is begin null; end before statement;\nend g;',
    ],
  ])('Oracle keeps %s whole, with its last semicolon', (_what, unit) => {
    expect(oracle(`${unit}\nselect 1 from dual;`, plain)).toEqual([
      { sql: unit, offset: 0, endDelimiter: '\n/' },
      { sql: 'select 1 from dual', offset: unit.length + 1 },
    ]);
    expect(cut(oracle, `${unit}\n/\nselect 1 from dual\n/`)).toEqual([unit, 'select 1 from dual']);
  });

  it('Oracle has quotes of its own', () => {
    expect(cut(oracle, `select q'[it's; ok]', nq'!a;b!' from dual; select 2`)).toEqual([
      `select q'[it's; ok]', nq'!a;b!' from dual`,
      'select 2',
    ]);
  });
});
