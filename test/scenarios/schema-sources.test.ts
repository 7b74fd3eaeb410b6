import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { capture } from '../cli/capture.js';
import { describeTargets } from '../db/targets.js';
import { useFolder } from './folder.js';

const folder = useFolder();
const run = (...argv: readonly string[]) => capture(argv, { cwd: folder.path });
const json = async <T>(...argv: readonly string[]): Promise<T> => {
  const { out, err } = await run(...argv, '--format=json');
  expect(out, err).not.toBe('');
  return JSON.parse(out) as T;
};

interface Difference {
  readonly equal: boolean;
  readonly missing: readonly { readonly kind: string; readonly name: string }[];
  readonly unexpected: readonly { readonly kind: string; readonly name: string }[];
  readonly changed: readonly unknown[];
  readonly pending?: readonly string[];
  readonly unknown?: readonly string[];
}
const names = (objects: Difference['missing']): readonly string[] => objects.map(({ kind, name }) => `${kind} ${name}`).sort();

const changelog = [
  'databaseChangeLog:',
  '  - changeSet:',
  '      id: 1',
  '      author: ann',
  '      changes:',
  '        - createTable:',
  '            tableName: person',
  '            columns:',
  '              - column: { name: id, type: int, constraints: { primaryKey: true, nullable: false } }',
  '              - column: { name: name, type: varchar(40) }',
  '  - changeSet: { id: 2, author: ann, contextFilter: test, changes: [{ createTable: { tableName: sample, columns: [{ column: { name: id, type: int } }] } }] }',
  '  - changeSet: { id: 3, author: ann, changes: [{ createView: { viewName: names, selectQuery: SELECT name FROM person } }] }',
];

describe('a schema that stands in a file', () => {
  it('of a changelog is built in an embedded database and compared with a live one', async () => {
    folder.write('root.yaml', ...changelog);
    await run('update', '--url=sqlite:a.db', '--changelog-file=root.yaml');
    const same = await json<Difference>('diff', '--url=sqlite:a.db', '--reference-url=changelog:root.yaml');
    expect(same.equal).toBe(true);
    const filtered = await json<Difference>('diff', '--url=sqlite:a.db', '--reference-url=changelog:root.yaml?contexts=prod');
    expect(names(filtered.unexpected)).toContain('table sample');
  });

  it('of DDL gives the change that makes a database like it', async () => {
    folder.write(
      'schema.sql',
      '-- the schema',
      'CREATE TABLE person (id int PRIMARY KEY, name varchar(40));',
      'CREATE INDEX person_name ON person (name);',
    );
    await run('execute-sql', '--url=sqlite:a.db', '--sql=CREATE TABLE person (id int PRIMARY KEY)');
    await run('diff-changelog', '--url=sqlite:a.db', '--reference-url=ddl:schema.sql', '--changelog-file=change.yaml');
    expect((await run('update', '--url=sqlite:a.db', '--changelog-file=change.yaml')).code).toBe(0);
    expect((await json<Difference>('diff', '--url=sqlite:a.db', '--reference-url=ddl:schema.sql')).equal).toBe(true);
  });

  it('of DDL is told with the number of the statement that fails', async () => {
    folder.write('schema.sql', 'CREATE TABLE a (id int);', 'CREATE TABEL b (id int);');
    const { code, err } = await run('diff', '--url=sqlite:a.db', '--reference-url=ddl:schema.sql');
    expect(code).not.toBe(0);
    expect(err).toMatch(/SQL_FAILED[^]*syntax error[^]*2 of 2/);
  });

  it('of a snapshot is compared by its own name, and as an offline database', async () => {
    folder.write('root.yaml', ...changelog);
    await run('update', '--url=sqlite:a.db', '--changelog-file=root.yaml');
    await run('snapshot', '--url=sqlite:a.db', '--snapshot-format=json', '--output-file=old.json');
    await run('execute-sql', '--url=sqlite:a.db', '--sql=DROP VIEW names');
    for (const reference of ['snapshot:old.json', 'offline:sqlite?snapshot=old.json']) {
      const found = await json<Difference>('diff', '--url=sqlite:a.db', `--reference-url=${reference}`);
      expect(names(found.missing)).toEqual(['view names']);
    }
    const back = await json<Difference>('diff', '--url=offline:sqlite?snapshot=old.json', '--reference-url=sqlite:a.db');
    expect(names(back.unexpected)).toEqual(['view names']);
  });

  it.each([
    ['snapshot:none.json', /SNAPSHOT_FILE.*no snapshot file none\.json/],
    ['offline:postgresql?snapshot=old.json', /SNAPSHOT_FILE.*snapshot of SQLite, and the URL says postgresql/],
    ['changelog:', /CONNECT_URL.*names no file/],
    ['changelog:root.yaml?context=test', /CONNECT_URL.*"context".*[^]*contexts/],
    ['changelog:none.yaml', /PARSE_FILE_NOT_FOUND/],
  ])('is refused where it cannot be: %s', async (reference, message) => {
    folder.write('root.yaml', ...changelog);
    await run('execute-sql', '--url=sqlite:a.db', '--sql=CREATE TABLE a (id int)');
    await run('snapshot', '--url=sqlite:a.db', '--snapshot-format=json', '--output-file=old.json');
    const { code, err } = await run('diff', '--url=sqlite:a.db', `--reference-url=${reference}`);
    expect(code).not.toBe(0);
    expect(err).toMatch(message);
  });

  it('is not built in a file that may hold something', async () => {
    folder.write('schema.sql', 'CREATE TABLE a (id int);');
    const { err } = await run('diff', '--url=sqlite:a.db', '--reference-url=ddl:schema.sql', '--scratch-url=sqlite:b.db');
    expect(err).toMatch(/CONFIG_INVALID_VALUE/);
  });
});

describe('a snapshot', () => {
  it('leaves out the tables of the history and the lock, and is the same each time', async () => {
    folder.write('root.yaml', ...changelog);
    await run('update', '--url=sqlite:a.db', '--changelog-file=root.yaml');
    const first = await run('snapshot', '--url=sqlite:a.db');
    expect(first.out).toMatch(/^SQLite [\d.]+\n\ntable person\n {4}id .*NOT NULL\n/);
    expect(first.out).not.toMatch(/databasechangelog/i);
    for (const format of ['TXT', 'json', 'yaml']) {
      const outputs = [1, 2].map(() => run('snapshot', '--url=sqlite:a.db', `--snapshot-format=${format}`, `--output-file=out.${format}`));
      await outputs[0];
      const text = readFileSync(join(folder.path, `out.${format}`), 'utf8');
      await outputs[1];
      expect(readFileSync(join(folder.path, `out.${format}`), 'utf8')).toBe(text);
    }
  });

  it('of the reference may be that of a changelog', async () => {
    folder.write('root.yaml', ...changelog);
    const { out } = await run('snapshot-reference', '--reference-url=changelog:root.yaml', '--scratch-url=sqlite::memory:');
    expect(out).toContain('view names');
  });
});

describe('a statement that the embedded PostgreSQL cannot run', () => {
  it('fails with the way to a server that can', { timeout: 60_000 }, async () => {
    folder.write('schema.sql', 'CREATE EXTENSION postgis;');
    const { code, err } = await run('diff', '--reference-url=ddl:schema.sql', '--url=ddl:schema.sql', '--scratch-url=pglite:');
    expect(code).not.toBe(0);
    expect(err).toContain('CREATE EXTENSION postgis');
    expect(err).toMatch(/lacks extensions, .*--scratch-url names a server/);
  });
});

describeTargets(
  'drift',
  (target) => {
    it('is what was done to the database beside its changelog', { timeout: 120_000 }, async () => {
      await using database = await target.open();
      folder.write('root.yaml', ...changelog);
      const scratch = target.url === undefined ? [] : [`--scratch-url=${target.url}`];
      const common = [`--url=${database.url}`, '--changelog-file=root.yaml', ...scratch];
      await run('update-count', '--count=2', `--url=${database.url}`, '--changelog-file=root.yaml');
      const clean = await json<Difference>('drift', ...common);
      expect(clean).toMatchObject({ equal: true, pending: ['root.yaml::3::ann'], unknown: [] });
      expect((await run('drift', ...common)).code).toBe(0);

      await run(
        'execute-sql',
        `--url=${database.url}`,
        '--sql=ALTER TABLE person ADD COLUMN shoe int; CREATE INDEX fast ON person (name); DROP TABLE sample',
      );
      const found = await json<Difference>('drift', ...common);
      expect(names(found.unexpected)).toEqual(['column shoe', 'index fast']);
      expect(names(found.missing)).toContain('table sample');
      const { code, err } = await run('drift', ...common);
      expect(code).toBe(1);
      expect(err).toMatch(/DIFF_FOUND/);
      expect((await run('drift', ...common, '--fail-on-difference=false')).code).toBe(0);
    });

    it('is none right after a baseline; privileges count where the scratch server has the roles', { timeout: 120_000 }, async () => {
      if (target.dialect !== 'postgresql' || target.url === undefined) return;
      await using database = await target.open();
      await run('execute-sql', `--url=${database.url}`, '--sql=CREATE TABLE price (id int); GRANT SELECT ON price TO PUBLIC');
      await run('baseline', `--url=${database.url}`, '--changelog-file=base.yaml');
      const common = [`--url=${database.url}`, '--changelog-file=base.yaml'];
      expect(await json<Difference>('drift', ...common)).toMatchObject({ equal: true });
      const beside = await json<Difference>('drift', ...common, `--scratch-url=${target.url}`);
      expect(names(beside.unexpected)).toEqual(['grant PUBLIC on table price']);
    });

    it('leaves no database behind on the server', { timeout: 120_000 }, async () => {
      if (target.url === undefined) return;
      await using database = await target.open();
      folder.write(
        'broken.yaml',
        ...changelog,
        '  - changeSet: { id: 4, author: ann, changes: [{ sql: { sql: SELECT nonsense FROM nowhere } }] }',
      );
      const { code } = await run('diff', `--url=${database.url}`, '--reference-url=changelog:broken.yaml', `--scratch-url=${target.url}`);
      expect(code).not.toBe(0);
      const query =
        target.dialect === 'postgresql'
          ? "SELECT count(*) FROM pg_database WHERE datname LIKE 'changelog\\_scratch\\_%'"
          : "SELECT count(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME LIKE 'changelog\\_scratch\\_%'";
      await using connection = await database.connect();
      expect((await connection.queryRows(query)).rows).toEqual([['0']]);
    });
  },
  (target) => ['sqlite', 'postgresql', 'mariadb'].includes(target.dialect),
);
