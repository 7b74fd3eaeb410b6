import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDiagnostics } from '../../src/core/diagnostics.js';
import { searchPathResources } from '../../src/core/files.js';
import { contextsText, labelsText } from '../../src/filter/stored-text.js';
import { parseChangelog } from '../../src/parse/parse.js';
import { parseFiles } from './memory-resources.js';

const xml = (body: string, attributes = '') => `<databaseChangeLog${attributes}>${body}</databaseChangeLog>`;
const set = (id: string, attributes = '') => `<changeSet id="${id}" author="a"${attributes}><empty/></changeSet>`;
const keys = ({ changesets }: Awaited<ReturnType<typeof parseFiles>>) => changesets.map(({ path, id }) => `${path}:${id}`);

const check = (id: string) => `<preConditions><runningAs username="${id}"/></preConditions>`;
const sql = (id: string) => `--liquibase formatted sql\n--changeset a:${id}\nselect 1`;

describe('include', () => {
  it('reads files of all formats where it stands, by the search path or beside the file', async () => {
    const result = await parseFiles({
      'db/a.xml': xml(
        `${set('1')}<include file="db/b.yaml"/><include file="sub/c.json" relativeToChangelogFile="true"/>${set('2')}<include file="classpath:/db/d.sql"/><include file="db\\sub\\e.xml"/>`,
      ),
      'db/b.yaml': 'databaseChangeLog:\n- changeSet: {id: b, author: a, changes: [{empty: {}}]}\n',
      'db/sub/c.json':
        '{"databaseChangeLog":[{"changeSet":{"id":"c","author":"a","changes":[{"empty":{}}]}},{"include":{"file":"../f.xml","relativeToChangelogFile":true}}]}',
      'db/d.sql': '--liquibase formatted sql\n--changeset a:d\nselect 1',
      'db/sub/e.xml': xml(set('e')),
      'db/f.xml': xml(set('f')),
    });
    expect(result.errors).toEqual([]);
    expect(keys(result)).toEqual([
      'db/a.xml:1',
      'db/b.yaml:b',
      'db/sub/c.json:c',
      'db/f.xml:f',
      'db/a.xml:2',
      'db/d.sql:d',
      'db/sub/e.xml:e',
    ]);
    expect(result.changelog.files).toEqual(['db/a.xml', 'db/b.yaml', 'db/sub/c.json', 'db/f.xml', 'db/d.sql', 'db/sub/e.xml']);
  });

  it('hands contexts and labels down, nearest first, and ignore only to the file it names', async () => {
    const { changesets } = await parseFiles({
      'a.xml': xml('<include file="b.xml" context="i or j" labels="L1" ignore="true"/>', ' context="root"'),
      'b.xml': xml(`<include file="c.sql" labels="L2"/>${set('b', ' context="own" labels="X,y"')}`, ' contextFilter="b"'),
      'c.sql': '--liquibase formatted sql\n--changeset a:c\nselect 1',
    });
    expect(changesets.map((changeset) => [changeset.id, contextsText(changeset), labelsText(changeset), changeset.ignore])).toEqual([
      ['c', 'b AND (i or j) AND root', 'l2,l1', false],
      ['b', 'b AND (i or j) AND root AND own', 'l1,x,y', true],
    ]);
  });

  it('puts runOrder first and last around everything, whatever file they stand in', async () => {
    const result = await parseFiles({
      'a.xml': xml(`${set('a')}${set('l1', ' runOrder="last"')}<include file="b.xml"/>${set('f2', ' runOrder="first"')}${set('z')}`),
      'b.xml': xml(`${set('b')}${set('l2', ' runOrder="last"')}${set('f1', ' runOrder="first"')}`),
    });
    expect(result.changesets.map(({ id }) => id)).toEqual(['f1', 'f2', 'a', 'b', 'z', 'l1', 'l2']);
  });

  it('gives an executor to changesets that have none', async () => {
    const { changesets } = await parseFiles({
      'a.xml': xml(`<modifyChangeSets runWith="psql"><include file="b.xml"/></modifyChangeSets>`),
      'b.xml': xml(`${set('1')}${set('2', ' runWith="sqlplus"')}<include file="c.sql"/>`),
      'c.sql': 'select 1',
    });
    expect(changesets.map(({ runWith }) => runWith)).toEqual(['psql', 'sqlplus', 'psql']);
  });

  it('collects preconditions of all files', async () => {
    const { changelog } = await parseFiles({ 'a.xml': xml(`<include file="b.xml"/>${check('a')}`), 'b.xml': xml(check('b')) });
    expect(changelog.preconditions.map(({ conditions }) => conditions[0]?.props['username'])).toEqual(['b', 'a']);
  });

  it('reports a cycle with its way round', async () => {
    const { errors } = await parseFiles({
      'a.xml': xml('<include file="b.xml"/>'),
      'b.xml': xml('\n<include file="c.yaml"/>'),
      'c.yaml': 'databaseChangeLog:\n- include: {file: b.xml}\n',
    });
    expect(errors).toMatchObject([
      { code: 'PARSE_INCLUDE_CYCLE', at: 'c.yaml:2:3', message: expect.stringContaining('b.xml → c.yaml → b.xml') },
    ]);
  });

  it('lets a file in twice, which makes its changesets duplicates', async () => {
    const { errors } = await parseFiles({ 'a.xml': xml('<include file="b.xml"/><include file="b.xml"/>'), 'b.xml': xml(`\n${set('1')}`) });
    expect(errors).toMatchObject([{ code: 'PARSE_DUPLICATE_CHANGESET', at: 'b.xml:2:2' }]);
  });

  it('lets changesets share an identity where dbms or contexts keep them apart', async () => {
    const files = {
      'a.xml': xml(`${set('1', ' dbms="h2"')}${set('1', ' dbms="!h2"')}${set('2', ' context="x"')}${set('2', ' context="!x"')}`),
    };
    const database = { name: 'h2', matches: (list: string) => list === 'h2' };
    expect((await parseFiles(files, { database, contexts: 'x' })).errors).toEqual([]);
    expect((await parseFiles(files, { contexts: 'x' })).errors).toHaveLength(1);
    expect((await parseFiles(files, { database })).errors).toHaveLength(1);
  });

  it('finds the changeset of a rollback in a file that was read before', async () => {
    const { changesets, errors } = await parseFiles({
      'a.xml': xml('<include file="b.xml"/><include file="c.sql"/>'),
      'b.xml': xml(set('1')),
      'c.sql': '--liquibase formatted sql\n--changeset a:2\nselect 1\n--rollback changesetId:1 changesetAuthor:a changesetPath:/b.xml',
    });
    expect(errors).toEqual([]);
    expect(changesets[1]?.rollback).toMatchObject({ changes: [{ name: 'empty' }] });
  });
});

describe('a file that is named and missing', () => {
  it('is an error at the include, unless that says otherwise', async () => {
    const { errors, warnings } = await parseFiles({
      'a.xml': xml('\n<include file="b.xml"/>\n<include file="c.xml" errorIfMissing="false"/>'),
    });
    expect(errors).toMatchObject([{ code: 'PARSE_FILE_NOT_FOUND', at: 'a.xml:2:2', message: '"b.xml" was not found in /memory' }]);
    expect(warnings).toMatchObject([{ code: 'PARSE_FILE_NOT_FOUND', at: 'a.xml:3:2' }]);
  });

  it('gets a hint where it stands elsewhere', async () => {
    const files = {
      'db/a.xml': xml('<include file="b.xml"/>\n<include file="db/c.xml" relativeToChangelogFile="true"/>\n<include file="db/dir"/>'),
    };
    const { errors } = await parseFiles({ ...files, 'db/b.xml': xml(''), 'db/c.xml': xml(''), 'db/dir/d.xml': xml('') });
    expect(errors.map(({ hint }) => hint)).toEqual([
      expect.stringContaining('set relativeToChangelogFile to true'),
      expect.stringContaining('leave relativeToChangelogFile out'),
      expect.stringContaining('includeAll'),
    ]);
  });

  it('is the root changelog', async () => {
    const diagnostics = createDiagnostics();
    const changelog = await parseChangelog('no.xml', { resources: searchPathResources(['test'], '.'), diagnostics });
    expect(changelog.changesets).toEqual([]);
    expect(diagnostics.errors).toMatchObject([{ code: 'PARSE_FILE_NOT_FOUND' }]);
  });

  it('has an ending that no format has', async () => {
    const { errors } = await parseFiles({ 'a.xml': xml('<include file="b.txt"/>'), 'b.txt': '' });
    expect(errors).toMatchObject([{ code: 'PARSE_UNKNOWN_FORMAT', at: 'a.xml:1:21' }]);
  });
});

describe('includeAll', () => {
  const folder = Object.fromEntries(
    ['a10', 'a2', 'B', '_u', 'é', 'x/d', 'x/y/e', 'a.b/c', 'A3'].map((name) => [`all/${name}.sql`, sql(name)]),
  );
  const ids = async (attributes: string, more: Readonly<Record<string, string>> = {}) => {
    const result = await parseFiles({ 'a.xml': xml(`<includeAll ${attributes}/>`), ...folder, ...more });
    expect(result.errors).toEqual([]);
    return result.changesets.map(({ id }) => id);
  };

  it('orders paths by code units', async () => {
    expect(await ids('path="all"')).toEqual(['A3', 'B', '_u', 'a.b/c', 'a10', 'a2', 'x/d', 'x/y/e', 'é']);
    expect(await ids('path="./all//" relativeToChangelogFile="true"')).toHaveLength(9);
  });

  it('does not count WEB-INF/classes in the order', async () => {
    const result = await parseFiles({
      'a.xml': xml('<includeAll path="w" />'),
      'w/WEB-INF/classes/b.sql': sql('b'),
      'w/a.sql': sql('a'),
      'w/c.sql': sql('c'),
    });
    expect(result.changesets.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  it('keeps to depths and endings', async () => {
    expect(await ids('path="all" maxDepth="1" endsWithFilter="2.SQL"')).toEqual(['a2']);
    expect(await ids('path="all" minDepth="2" maxDepth="2"')).toEqual(['a.b/c', 'x/d']);
    expect(await ids('path="all" minDepth="3"')).toEqual(['x/y/e']);
    expect(await ids('path="all" maxDepth="0" errorIfMissingOrEmpty="false"')).toEqual([]);
    expect(await ids('path="none" errorIfMissingOrEmpty="false"')).toEqual([]);
  });

  it('passes over files of no changelog format with a warning', async () => {
    const { warnings, changesets } = await parseFiles({ 'a.xml': xml('<includeAll path="d"/>'), 'd/readme.md': '', 'd/1.sql': sql('1') });
    expect(changesets).toHaveLength(1);
    expect(warnings).toMatchObject([{ code: 'PARSE_UNKNOWN_FORMAT', message: expect.stringContaining('d/readme.md') }]);
  });

  it.each([
    ['path="none"', 'PARSE_FILE_NOT_FOUND', 'there is no folder "none"'],
    ['path="all" endsWithFilter=".xyz"', 'PARSE_FILE_NOT_FOUND', 'no file in "all" fits'],
    ['path="a.xml"', 'PARSE_INVALID_VALUE', 'is a file'],
    ['path="all" minDepth="3" maxDepth="2"', 'PARSE_INVALID_VALUE', 'less than minDepth'],
    ['path="all" filter="com.example.F"', 'PARSE_UNSUPPORTED', 'filter "com.example.F" is a Java class'],
    ['path="all" resourceComparator="com.example.C"', 'PARSE_UNSUPPORTED', 'resourceComparator'],
    ['path=""', 'PARSE_INCLUDE_CYCLE', 'includes itself'],
  ])('refuses %s', async (attributes, code, words) => {
    const { errors } = await parseFiles({ 'a.xml': xml(`\n<includeAll ${attributes}/>`), ...folder });
    expect(errors).toMatchObject([{ code, at: 'a.xml:2:2', message: expect.stringContaining(words) }]);
  });
});

describe('files on disk', () => {
  let root: string;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'include-'));
    const files = {
      'one/a.xml': xml('<include file="../two/b.xml" relativeToChangelogFile="true"/>\n<include file="twice.xml"/>'),
      'one/twice.xml': xml(''),
      'two/twice.xml': xml(''),
      'two/b.xml': xml(''),
      'one/latin.xml': Buffer.from(
        '<?xml version="1.0" encoding="ISO-8859-1"?><databaseChangeLog><changeSet id="\xe9" author="a"><empty/></changeSet></databaseChangeLog>',
        'latin1',
      ),
      'one/bad.sql': Buffer.from('--liquibase formatted sql\n--changeset a:1\nselect \xe9', 'latin1'),
      'one/utf16.sql': Buffer.from('\uFEFF--liquibase formatted sql\n--changeset a:é\nselect 1', 'utf16le'),
    };
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    }
  });
  afterAll(() => rmSync(root, { recursive: true }));

  const read = async (file: string) => {
    const diagnostics = createDiagnostics();
    const changelog = await parseChangelog(file, { resources: searchPathResources(['one', 'two'], root), diagnostics });
    return { ids: changelog.changesets.map(({ id }) => id), errors: diagnostics.errors };
  };

  it('may not leave the search path, nor stand in two of its folders', async () => {
    expect((await read('a.xml')).errors).toMatchObject([
      { code: 'PARSE_PATH_OUTSIDE', source: { line: 1 } },
      { code: 'PARSE_DUPLICATE_FILE', source: { line: 2 } },
    ]);
  });

  it('are read in the encoding that they declare', async () => {
    expect(await read('latin.xml')).toEqual({ ids: ['é'], errors: [] });
    expect(await read('utf16.sql')).toEqual({ ids: ['é'], errors: [] });
  });

  it('are refused where their bytes are no text', async () => {
    expect((await read('bad.sql')).errors).toMatchObject([{ code: 'PARSE_ENCODING', source: { file: 'bad.sql', line: 3, column: 8 } }]);
  });
});
