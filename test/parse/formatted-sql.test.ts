import { describe, expect, it } from 'vitest';
import { parseFiles, parseSql } from './memory-resources.js';

const one = async (lines: string, options = {}) => {
  const { changesets, errors } = await parseSql(lines, options);
  expect(errors).toEqual([]);
  const [changeset] = changesets;
  if (changeset === undefined || changesets.length !== 1) throw new Error(`${changesets.length} changesets`);
  return changeset;
};

describe('a changeset in formatted SQL', () => {
  it('has one sql change, whose comments are stripped unless it says otherwise', async () => {
    const changeset = await one('\n--changeset ann:1\n\ncreate table t (id int);\ninsert into t values (1);\n\n');
    expect(changeset).toMatchObject({
      id: '1',
      author: 'ann',
      path: 'a.sql',
      source: { file: 'a.sql', line: 3, column: 1 },
      rollback: { kind: 'auto' },
      runAlways: false,
      runOnChange: false,
      runInTransaction: true,
      failOnError: true,
      ignore: false,
    });
    expect(changeset.changes).toEqual([
      {
        name: 'sql',
        props: { sql: 'create table t (id int);\ninsert into t values (1);', stripComments: true },
        source: { file: 'a.sql', line: 5, column: 1 },
      },
    ]);
  });

  it('reads every attribute', async () => {
    const changeset = await one(
      '--changeset ann:1 runOnChange:true runAlways:TRUE failOnError:false runInTransaction:false ignore:true stripComments:false ' +
        'splitStatements:false endDelimiter:\\nGO context:"a or b" labels:"x,y" dbms:!h2,mysql logicalFilePath:./l//p.sql runWith:psql ' +
        'runOrder:last onValidationFail:MARK_RAN created:2020\nselect 1',
    );
    expect(changeset).toMatchObject({
      runOnChange: true,
      runAlways: true,
      failOnError: false,
      runInTransaction: false,
      ignore: true,
      contextFilter: 'a or b',
      labels: 'x,y',
      dbms: '!h2,mysql',
      path: 'l/p.sql',
      runWith: 'psql',
      runOrder: 'last',
      onValidationFail: 'MARK_RAN',
      created: '2020',
    });
    expect(changeset.changes[0]?.props).toEqual({ sql: 'select 1', stripComments: false, splitStatements: false, endDelimiter: '\\nGO' });
  });

  it('may have blanks and colons in a quoted author and id', async () => {
    expect(await one('-- changeset "ann: of x":"id 1" runAlways:true\nselect 1')).toMatchObject({
      author: 'ann: of x',
      id: 'id 1',
      runAlways: true,
    });
    expect(await one('  --  ChangeSet ann b:release-1.0\nselect 1')).toMatchObject({ author: 'ann b', id: 'release-1.0' });
  });

  it('takes a later rollback attribute for the plain one, as Liquibase does', async () => {
    const { changes, rollback } = await one(
      '--changeset a:1 endDelimiter:/ rollbackEndDelimiter:// splitStatements:true rollbackSplitStatements:false\nx\n--rollback y',
    );
    expect(changes[0]?.props).toMatchObject({ endDelimiter: '//', splitStatements: false });
    expect(rollback).toMatchObject({ changes: [{ props: { sql: 'y', endDelimiter: '//', splitStatements: false } }] });
  });

  it('prefers contextFilter to context', async () => {
    expect(await one('--changeset a:1 context:x contextFilter:y\nselect 1')).toMatchObject({ contextFilter: 'y' });
    expect(await one('--changeset a:1 context:x contextFilter:\nselect 1')).toMatchObject({ contextFilter: 'x' });
  });

  it('reads files with CRLF and CR ends alike', async () => {
    for (const end of ['\r\n', '\r']) {
      const { changesets, errors } = await parseFiles({
        'a.sql': ['--liquibase formatted sql', '--changeset a:1', 'select 1;', 'select 2;', '--rollback x', ''].join(end),
      });
      expect(errors).toEqual([]);
      expect(changesets).toMatchObject([{ changes: [{ props: { sql: 'select 1;\nselect 2;' } }], rollback: { kind: 'changes' } }]);
    }
  });

  it('keeps a comment that begins its line, and leaves an indented one in the SQL', async () => {
    const changeset = await one('--changeset a:1\n--comment: first\n--comment second\n  --comment third\nselect 1');
    expect(changeset.comment).toBe('second');
    expect(changeset.changes[0]?.props['sql']).toBe('--comment third\nselect 1');
  });

  it('collects valid checksums', async () => {
    expect(await one('--changeset a:1\n--validCheckSum: 9:abc\n--validCheckSum ANY\nselect 1')).toMatchObject({
      validCheckSums: ['9:abc', 'ANY'],
    });
  });

  it('ends with a lone slash as its delimiter only at the end of the file', async () => {
    const { changesets } = await parseSql('--changeset a:1\nbegin null; end;\n/\n--changeset a:2\nbegin null; end;\n/\n');
    expect(changesets.map(({ changes }) => changes[0]?.props['endDelimiter'])).toEqual([undefined, '\n/$']);
  });

  it('leaves out ignored lines and keeps the line numbers right', async () => {
    const { changesets, errors } = await parseSql(
      '--changeset a:1\n--ignoreLines:2\nno\nno\nselect 1;\n--ignoreLines:start\n--changeset no:no\n--ignoreLines:end\nselect 2;\n--changeset a:2\nselect 3',
    );
    expect(errors).toEqual([]);
    expect(changesets.map(({ changes }) => changes[0]?.props['sql'])).toEqual(['select 1;\nselect 2;', 'select 3']);
    expect(changesets[1]?.source.line).toBe(11);
  });
});

describe('the header', () => {
  it('may stand after blank lines, and gives the file a logical path', async () => {
    const { changesets } = await parseFiles({
      'a.sql':
        '\n\n -- Liquibase  formatted SQL logicalFilePath:/x\\y.sql\n--changeset a:1\nselect 1\n--changeset a:2 logicalFilePath:own.sql\nselect 2',
    });
    expect(changesets.map(({ path }) => path)).toEqual(['x/y.sql', 'own.sql']);
  });
});

describe('rollback lines', () => {
  it('make one SQL text, with blocks', async () => {
    const { rollback } = await one(
      '--changeset a:1\nselect 1;\n--rollback drop a;\n/* liquibase rollback\n  drop b;\n  drop c; */\n--rollback drop d;',
    );
    expect(rollback).toMatchObject({
      kind: 'changes',
      changes: [{ name: 'sql', props: { sql: 'drop a;\n  drop b;\n  drop c; \ndrop d;' } }],
    });
  });

  it.each(['not required', 'NOT REQUIRED, really', 'empty'])('say that there is nothing to do: %s', async (words) => {
    expect((await one(`--changeset a:1\nselect 1\n--rollback ${words}`)).rollback).toEqual({ kind: 'none' });
  });

  it('refer to another changeset, whatever the case', async () => {
    const { changesets, errors } = await parseSql(
      '--changeset Ann:1\ncreate table t\n--changeset ann:2\ndrop table t\n--rollback changesetId:1 changesetAuthor:ANN',
    );
    expect(errors).toEqual([]);
    expect(changesets[1]?.rollback).toMatchObject({ changes: [{ props: { sql: 'create table t' } }] });
  });

  it('name a file', async () => {
    const { rollback } = await one(
      '--changeset a:1\nselect 1\n--rollbackSqlFile path:undo.sql relativeToChangelogFile:true splitStatements:false encoding:UTF-16 dbms:mysql,h2 endDelimiter:/',
    );
    expect(rollback).toMatchObject({
      changes: [
        {
          name: 'sqlFile',
          props: {
            path: 'undo.sql',
            relativeToChangelogFile: true,
            splitStatements: false,
            encoding: 'UTF-16',
            dbms: 'mysql,h2',
            endDelimiter: '/',
          },
        },
      ],
    });
  });
});

describe('preconditions', () => {
  it('are read with their outcomes', async () => {
    const { preconditions } = await one(
      '--changeset a:1\n--preconditions onFail:mark_ran onError:CONTINUE onSqlOutput:TEST onFailMessage:"not yet"\n' +
        "--precondition-sql-check expectedResult:0 select count(*) from t\n--precondition-sql-check 'a b' select 'x'\n" +
        '--precondition-table-exists table:t schema:s\n--precondition-view-exists view:v\nselect 1',
    );
    expect(preconditions).toMatchObject({ onFail: 'MARK_RAN', onError: 'CONTINUE', onSqlOutput: 'TEST', onFailMessage: 'not yet' });
    expect(preconditions?.conditions.map(({ name, props }) => [name, props])).toEqual([
      ['sqlCheck', { expectedResult: '0', sql: 'select count(*) from t' }],
      ['sqlCheck', { expectedResult: 'a b', sql: "select 'x'" }],
      ['tableExists', { tableName: 't', schemaName: 's' }],
      ['viewExists', { viewName: 'v' }],
    ]);
  });

  it('need no --preconditions line', async () => {
    expect((await one('--changeset a:1\n--precondition-table-exists table:t\nselect 1')).preconditions).toMatchObject({
      onFail: 'HALT',
      onSqlOutput: 'IGNORE',
    });
  });
});

describe('properties', () => {
  it('are filled in everywhere they may stand', async () => {
    const changeset = await one(
      '--property name:who value:ann\n--property name: n value: 7\n--changeset ${who}:${n} labels:${who} context:"${who} or x" logicalFilePath:${who}.sql runWith:${who}\n' +
        '--precondition-table-exists table:${who}\nselect ${n}, ${none}\n--rollback drop ${who}',
    );
    expect(changeset).toMatchObject({ author: 'ann', id: '7', labels: 'ann', contextFilter: 'ann or x', path: 'ann.sql', runWith: 'ann' });
    expect(changeset.changes[0]?.props['sql']).toBe('select 7, ${none}');
    expect(changeset.rollback).toMatchObject({ changes: [{ props: { sql: 'drop ann' } }] });
    expect(changeset.preconditions?.conditions[0]?.props).toEqual({ tableName: 'ann' });
  });

  it('of a later line hold for the SQL of the same changeset, which ends only with the next', async () => {
    expect((await one('--changeset a:1\nselect ${x}\n--property name:x value:1')).changes[0]?.props['sql']).toBe('select 1');
  });

  it('hold for their database, context and labels', async () => {
    const lines =
      '--property name:x value:no dbms:oracle\n--property name:x value:no context:other\n--property name:x value:yes dbms:h2,postgresql labels:"l"\n--changeset a:1\nselect ${x}';
    const options = {
      database: { name: 'postgresql', matches: (list: string) => list.includes('postgresql') },
      contexts: 'test',
      labelFilter: 'l',
    };
    expect((await one(lines, options)).changes[0]?.props['sql']).toBe('select yes');
  });
});

describe('what Liquibase sells', () => {
  it('includes files in order, which inherit contexts and labels', async () => {
    const { changesets, errors } = await parseFiles({
      'db/a.sql':
        '--liquibase formatted sql\n--include file:db/b.sql context:"x or y" labels:l1\n--changeset a:1\nselect 1\n--includeAll path:more relativeToChangelogFile:true ignore:true\n',
      'db/b.sql': '--liquibase formatted sql\n--changeset b:1 labels:own\nselect 2',
      'db/more/2.sql': '--liquibase formatted sql\n--changeset c:2\nselect 3',
      'db/more/1.sql': 'select 4',
    });
    expect(errors).toEqual([]);
    expect(
      changesets.map(({ path, id, inheritedContexts, inheritedLabels, ignore }) => [path, id, inheritedContexts, inheritedLabels, ignore]),
    ).toEqual([
      ['db/b.sql', '1', ['x or y'], ['l1'], false],
      ['db/a.sql', '1', [], [], false],
      ['db/more/1.sql', 'raw', [], [], true],
      ['db/more/2.sql', '2', [], [], true],
    ]);
  });

  it.each([
    ['--tagDatabase: v1.0', 'v1.0'],
    ["--tagDatabase: 'v 1.0'", 'v 1.0'],
    ['--tagDatabase tag:"v1"', 'v1'],
    ['--tagDatabase:v1', 'v1'],
    ['--tagDatabase v1', 'v1'],
  ])('tags: %s', async (line, tag) => {
    expect((await one(`--changeset a:1\n${line}`)).changes).toMatchObject([{ name: 'tagDatabase', props: { tag } }]);
  });
});

describe('a file that is not formatted SQL', () => {
  it('is one raw changeset, in which nothing is filled in', async () => {
    const { changesets, errors } = await parseFiles({ 'a.sql': '\n-- by hand\nselect ${x};\nselect 2;\n' }, { parameters: [{ x: '1' }] });
    expect(errors).toEqual([]);
    expect(changesets).toMatchObject([
      {
        id: 'raw',
        author: 'includeAll',
        path: 'a.sql',
        changes: [{ name: 'sql', props: { sql: '-- by hand\nselect ${x};\nselect 2;', splitStatements: false, stripComments: false } }],
      },
    ]);
  });

  it('warns where it has changesets all the same', async () => {
    const { changesets, warnings } = await parseFiles({ 'a.sql': '--changeset a:1\nselect 1' });
    expect(changesets[0]?.id).toBe('raw');
    expect(warnings).toMatchObject([{ at: 'a.sql:1:1', message: expect.stringContaining('no header') }]);
  });
});
