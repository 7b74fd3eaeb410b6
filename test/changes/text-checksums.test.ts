import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { textChecksum } from '../../src/core/digest.js';
import type { ChecksumContext } from '../../src/define/change.js';
import { changeNode, definitionOf } from './render.js';

type Props = Readonly<Record<string, unknown>>;

function contextOf(content: string, version: number): ChecksumContext {
  const bytes = Buffer.from(content);
  return {
    version,
    files: { text: () => content, bytes: () => bytes, pieces: () => [bytes], chunks: () => [content] },
    changeset: { source: { file: 'changelog.xml', line: 1, column: 1 } } as ChecksumContext['changeset'],
    expand: (text) => text.replaceAll('${x}', 'expanded'),
  };
}

function checksum(name: string, props: Props, content = '', version = 9): string {
  const { props: stored } = changeNode(name, props);
  return textChecksum(definitionOf(name).checksum(stored, contextOf(content, version)), version);
}

const md5 = (text: string, version = 9): string => `${version}:${createHash('md5').update(text).digest('hex')}`;

describe('the checksum of SQL', () => {
  it('does not see spaces, tabs and line ends, and sees all else', () => {
    const sum = checksum('sql', { sql: 'select 1;\r\n\t select 2' });
    expect(sum).toBe(md5('select1;select2'));
    expect(checksum('sql', { sql: 'select1; select2' })).toBe(sum);
    expect(checksum('sql', { sql: 'select 1; select 2 -- c' })).not.toBe(sum);
    expect(checksum('sql', { sql: 'select 1;\u00a0select 2' })).not.toBe(sum);
  });

  it('does not count how the text is cut, nor remarks', () => {
    const sum = checksum('sql', { sql: 'select 1' });
    expect(checksum('sql', { sql: 'select 1', splitStatements: false, endDelimiter: '//', comment: 'x', dbms: 'mysql' })).toBe(sum);
  });

  it('is taken over the bytes as they are, composed or not', () => {
    expect(checksum('sql', { sql: "select 'e\u0301'" })).toBe(md5("select'e\u0301'"));
  });

  it('of a file counts the text without expanding properties, and not its path', () => {
    expect(checksum('sqlFile', { path: 'a.sql' }, 'select ${x};\n')).toBe(md5('select${x};'));
    expect(checksum('sqlFile', { path: 'b.sql', endDelimiter: '//' }, 'select ${x};\n')).toBe(md5('select${x};'));
  });
});

describe.each([
  ['createView', { viewName: 'v', replaceIfExists: true }, 'selectQuery', 'createView:[\n    replaceIfExists="true"\n    viewName="v"\n]'],
  ['createProcedure', { procedureName: 'p', dbms: 'mysql', comments: 'c' }, 'procedureText', 'createProcedure:[\n    procedureName="p"\n]'],
  ['createFunction', { functionName: 'f' }, 'functionBody', 'createFunction:[\n    functionName="f"\n]'],
])('the checksum of %s', (name, props: Props, own, fields) => {
  const wanted = md5(`${md5(fields)}:${md5('selectexpanded')}`);

  it('is made of its fields and its text, apart', () => {
    expect(checksum(name, { ...props, [own]: ' select\n expanded ' })).toBe(wanted);
  });

  it('is the same for the text in a file, with properties expanded', () => {
    expect(checksum(name, { ...props, path: 'x.sql', encoding: 'UTF-8' }, 'select ${x}\n')).toBe(wanted);
  });
});

describe('a checksum of version 8', () => {
  const old = (name: string, props: Props, content = ''): string => checksum(name, props, content, 8);
  const md8 = (text: string): string => `8:${createHash('md5').update(text).digest('hex')}`;

  it('of SQL keeps words apart, and counts how the text is cut', () => {
    expect(old('sql', { sql: 'select  1;\r\n\tselect é' })).toBe(md8('null:true:false:select 1; select é'));
    expect(old('sql', { sql: 'x', endDelimiter: '//', splitStatements: false, stripComments: true })).toBe(md8('//:false:true:x'));
    expect(old('sqlFile', { path: 'a.sql' }, '\n select ${x}\n')).toBe(md8('null:true:false:select ${x}'));
  });

  it('of a view or procedure counts its text among the fields, and a file beside them', () => {
    expect(old('createView', { viewName: 'v', selectQuery: 'select\n 1' })).toBe(
      md8('createView:[\n    selectQuery="select\n 1"\n    viewName="v"\n]'),
    );
    expect(old('createProcedure', { procedureText: 'x', dbms: 'mysql' })).toBe(
      md8('createProcedure:[\n    dbms="mysql"\n    procedureBody="x"\n]'),
    );
    expect(old('createView', { viewName: 'v', path: 'v.sql' }, ' select\n ${x}')).toBe(
      md8(`${md8('createView:[\n    path="v.sql"\n    viewName="v"\n]')}:${md8(';:false:false:select ${x}')}`),
    );
  });

  it('of loadData has its own version inside', () => {
    expect(old('loadData', { tableName: 't', file: 'a.csv' }, 'a\n1\n')).toBe(md8(`t:${md8('a\n1')}`));
  });
});

describe('the checksum of loadData', () => {
  it('is made of the table and the file, not of its columns', () => {
    const sum = checksum('loadData', { tableName: 't', file: 'a.csv' }, 'a,b\n1,2\n');
    expect(sum).toBe(md5(`t:${md5('a,b\n1,2')}`));
    expect(checksum('loadData', { tableName: 't', file: 'b.csv', separator: ';', columns: [{ name: 'a' }] }, 'a,b\n1,2\n')).toBe(sum);
  });
});

describe('the checksum of version 8', () => {
  const old = (text: string): string => md5(text, 8);

  it('of SQL begins with how it is cut, and keeps one space for each run of white space', () => {
    expect(checksum('sql', { sql: ' select 1;\r\n\t select  2 ' }, '', 8)).toBe(old('null:true:false:select 1; select 2'));
    const cut = { splitStatements: false, stripComments: true, endDelimiter: '\\nGO' };
    expect(checksum('sql', { sql: 'x', ...cut }, '', 8)).toBe(old('\\nGO:false:true:x'));
  });

  it('of a SQL file is taken over its bytes, in whatever encoding', () => {
    expect(checksum('sqlFile', { path: 'a.sql', encoding: 'ISO-8859-1' }, '\n select  ${x}\n', 8)).toBe(old('null:true:false:select ${x}'));
  });

  it('of a view counts its query as a field, or its file with all fields', () => {
    const fields = 'createView:[\n    selectQuery="select  1"\n    viewName="v"\n]';
    expect(checksum('createView', { viewName: 'v', selectQuery: 'select  1' }, '', 8)).toBe(old(fields));
    const withFile = old('createView:[\n    encoding="UTF-8"\n    path="v.sql"\n    viewName="v"\n]');
    expect(checksum('createView', { viewName: 'v', path: 'v.sql', encoding: 'UTF-8' }, ' select  ${x}\n', 8)).toBe(
      old(`${withFile}:${old(';:false:false:select ${x}')}`),
    );
  });

  it('of a procedure knows its text by the old name', () => {
    const fields = 'createProcedure:[\n    dbms="mysql"\n    procedureBody="body"\n]';
    expect(checksum('createProcedure', { procedureText: 'body', dbms: 'mysql' }, '', 8)).toBe(old(fields));
  });

  it('of a data file differs in the prefix within', () => {
    expect(checksum('loadData', { tableName: 't', file: 'a.csv' }, 'a\n1\n', 8)).toBe(old(`t:${old('a\n1')}`));
  });

  it('of other changes has the same digits', () => {
    const sum = checksum('dropTable', { tableName: 't' });
    expect(checksum('dropTable', { tableName: 't' }, '', 8)).toBe(sum.replace('9:', '8:'));
  });
});

describe('what changes check before anything runs', () => {
  const problems = (name: string, props: Props): string =>
    definitionOf(name)
      .check(changeNode(name, props).props)
      .map((problem) => problem.message)
      .join('; ');

  it.each([
    ['createView', { viewName: 'v' }, 'neither'],
    ['createView', { viewName: 'v', selectQuery: 'x', path: 'y' }, 'both'],
    ['createProcedure', { procedureText: 'x', replaceIfExists: true }, 'needs procedureName'],
    ['sql', { sql: '  \n' }, 'no SQL'],
    ['insert', { tableName: 't', columns: [] }, 'no column'],
    ['update', { tableName: 't', columns: [{ name: 'a' }], whereParams: [{ valueNumeric: '1' }] }, 'no where'],
    ['output', { message: 'x', target: 'printer' }, 'target "printer"'],
    ['executeCommand', { executable: 'x', timeout: 'soon' }, 'timeout "soon"'],
    ['customChange', { class: 'com.example.Fill' }, 'com.example.Fill'],
  ])('%s %j', (name, props, message) => {
    expect(problems(name, props)).toContain(message);
  });

  it('stores what Liquibase stores: defaults of output and stop, SQL without white space around it', () => {
    expect(changeNode('output', { message: ' x ' }).props).toEqual({ message: 'x', target: 'STDERR' });
    expect(changeNode('stop', {}).props).toEqual({ message: 'Stop command in changelog file' });
    expect(changeNode('sql', { sql: '\n select 1 ' }).props).toEqual({ sql: 'select 1' });
  });
});
