import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { HistoryResult } from '../../src/commands/history.js';
import { describeTargets, type TestTarget } from '../db/targets.js';
import { useLive } from './live.js';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
const serverOrFile = ({ name }: TestTarget): boolean => ['sqlite', 'postgres', 'mariadb'].includes(name);

const twoTables = [
  '--liquibase formatted sql',
  '',
  '--changeset ann:1',
  'create table person (id int);',
  '--rollback drop table person',
  '',
  '--changeset ann:2',
  'create table pet (id int);',
  '--rollback drop table pet',
];

describeTargets(
  'the history table',
  (target) => {
    const live = useLive(target, 'db.sql');

    it.each(['classpath:db.sql', 'classpath:/db.sql', '/db.sql', './db.sql', 'C:\\db.sql'])('may spell the path as %s', async (stored) => {
      live.folder.write('db.sql', ...twoTables);
      await live.must('update');
      const [sql] = [stored.replaceAll('\\', target.name === 'mariadb' ? '\\\\' : '\\')];
      await live.sql(`UPDATE DATABASECHANGELOG SET FILENAME = '${sql}', MD5SUM = NULL`);
      expect((await live.must('status')).out).toContain('is up to date');
      await live.must('update');
      await live.must('tag', '--tag=v1');
      expect(await live.history()).toMatchObject([
        { ID: '1', FILENAME: stored, MD5SUM: expect.stringMatching(/^9:/) as string, TAG: null },
        { ID: '2', FILENAME: stored, TAG: 'v1' },
      ]);
      await live.must('rollback-count', '--count=1');
      expect(await live.history()).toMatchObject([{ ID: '1' }]);
    });

    it('with two rows for one changeset has it undone once, and both rows go', async () => {
      live.folder.write('db.sql', ...twoTables);
      await live.must('update');
      await live.sql(
        'CREATE TABLE other AS SELECT * FROM DATABASECHANGELOG',
        "UPDATE other SET FILENAME = 'classpath:db.sql', MD5SUM = NULL",
        'INSERT INTO DATABASECHANGELOG SELECT * FROM other',
      );
      expect((await live.must('status')).out).toContain('is up to date');
      await live.must('update');
      expect((await live.history()).filter((row) => row['MD5SUM'] === null)).toEqual([]);
      await live.must('rollback-count', '--count=1');
      expect((await live.history()).map((row) => row['ID'])).toEqual(['1', '1']);
    });

    it('takes changesets that differ in case for two', async () => {
      live.folder.write('db.sql', ...twoTables.slice(0, 5));
      await live.must('update');
      live.folder.write('db.sql', ...twoTables.slice(0, 5), '--changeset Ann:1', 'create table pet (id int);');
      await live.must('update');
      expect((await live.history()).map((row) => row['AUTHOR'])).toEqual(['ann', 'Ann']);
    });

    it('of an old version gets the columns that it lacks, and its rows count', async () => {
      live.folder.write('db.sql', ...twoTables);
      const old = ['ID', 'AUTHOR', 'FILENAME'].map((name) => `${name} VARCHAR(63) NOT NULL`).join(', ');
      await live.sql(
        'create table person (id int)',
        `CREATE TABLE DATABASECHANGELOG (${old}, DATEEXECUTED TIMESTAMP NOT NULL, MD5SUM VARCHAR(32), DESCRIPTION VARCHAR(255), LIQUIBASE VARCHAR(10))`,
        `INSERT INTO DATABASECHANGELOG (ID, AUTHOR, FILENAME, DATEEXECUTED) VALUES ('1', 'ann', 'db.sql', '2009-02-03 04:05:06')`,
      );
      expect((await live.must('status')).out).toContain('1 changeset');
      await live.must('update');
      const rows = await live.history();
      expect(rows).toMatchObject([
        { ID: '1', EXECTYPE: 'EXECUTED', ORDEREXECUTED: -1, MD5SUM: expect.stringMatching(/^9:.{32}$/) as string },
        { ID: '2', EXECTYPE: 'EXECUTED', CONTEXTS: null, LABELS: null, TAG: null, COMMENTS: '' },
      ]);
      expect(Object.keys(rows[0] ?? {})).toContain('DEPLOYMENT_ID');
      await live.must('rollback-count', '--count=2');
      expect(await live.history()).toEqual([]);
    });

    it('is upgraded by an update that has nothing else to do', async () => {
      live.folder.write('db.sql', ...twoTables);
      await live.must('update');
      await live.sql('ALTER TABLE DATABASECHANGELOG DROP COLUMN LABELS');
      await live.must('update');
      expect(Object.keys((await live.history())[0] ?? {})).toContain('LABELS');
    });

    it('may have a name of its own', async () => {
      live.folder.write('db.sql', ...twoTables);
      const names = ['--database-changelog-table-name=my_log', '--database-changelog-lock-table-name=my_lock'];
      await live.must('update', ...names);
      expect(await live.history('my_log')).toHaveLength(2);
      expect((await live.must('status', ...names)).out).toContain('is up to date');
      await live.must('rollback-count', '--count=2', ...names);
    });

    it('is listed as it ran, by time and by number in a moment, with all that a row says', async () => {
      live.folder.write('db.sql', ...twoTables, '--changeset ann:3', 'create table toy (id int);');
      await live.must('update');
      const [early, late] = ["'2020-01-31 10:00:00'", "'2020-01-31 10:00:01'"];
      await live.sql(
        `UPDATE DATABASECHANGELOG SET DATEEXECUTED = ${late}, ORDEREXECUTED = 1, TAG = 'v1', CONTEXTS = 'demo' WHERE ID = '1'`,
        `UPDATE DATABASECHANGELOG SET DATEEXECUTED = ${early}, ORDEREXECUTED = 10 WHERE ID = '2'`,
        `UPDATE DATABASECHANGELOG SET DATEEXECUTED = ${early}, ORDEREXECUTED = 9 WHERE ID = '3'`,
      );
      const { deployments } = JSON.parse((await live.must('history', '--format=json')).out) as HistoryResult;
      const rows = deployments.flatMap(({ changesets }) => changesets);
      expect(rows.map(({ id }) => id)).toEqual(['3', '2', '1']);
      const { liquibase, deploymentId } = rows[0]!;
      expect(rows[2]).toEqual({
        id: '1',
        author: 'ann',
        path: 'db.sql',
        dateExecuted: expect.stringMatching(/^2020-01-3.T..:00:01\.000Z$/) as string,
        orderExecuted: 1,
        execType: 'EXECUTED',
        md5sum: expect.stringMatching(/^9:.{32}$/) as string,
        description: 'sql',
        comments: '',
        tag: 'v1',
        liquibase,
        contexts: 'demo',
        labels: null,
        deploymentId,
      });
      await live.must('update');
      expect((await live.history()).map((row) => row['ORDEREXECUTED'])).toEqual([9, 10, 1]);
      live.folder.write('db.sql', ...twoTables, '--changeset ann:4', 'create table ball (id int);');
      await live.must('update');
      expect((await live.history()).at(-1)).toMatchObject({ ID: '4', ORDEREXECUTED: 11 });
    });

    it.each([
      ['of an unknown type', "'1', 'ann', 'db.sql', 'DONE'", 'has the unknown EXECTYPE "DONE"'],
      ['without an id', "NULL, 'ann', 'db.sql', 'EXECUTED'", 'has no ID'],
      ['without an author', "'1', NULL, 'db.sql', 'EXECUTED'", 'has no AUTHOR'],
      ['without a path', "'1', 'ann', NULL, 'EXECUTED'", 'has no FILENAME'],
    ])('with a row %s stops every command that looks at it', async (_title, values, message) => {
      live.folder.write('db.sql', ...twoTables);
      const texts = ['ID', 'AUTHOR', 'FILENAME', 'EXECTYPE', 'MD5SUM'].map((name) => `${name} VARCHAR(63)`).join(', ');
      await live.sql(
        `CREATE TABLE DATABASECHANGELOG (${texts}, DATEEXECUTED TIMESTAMP NOT NULL)`,
        `INSERT INTO DATABASECHANGELOG (ID, AUTHOR, FILENAME, EXECTYPE, DATEEXECUTED) VALUES (${values}, '2009-02-03 04:05:06')`,
      );
      for (const command of ['update', 'status']) {
        const { code, err } = await live.run(command);
        expect(code).not.toBe(0);
        expect(err).toContain(`a row of DATABASECHANGELOG ${message}`);
      }
    });

    it('without ids stops them, too', async () => {
      live.folder.write('db.sql', ...twoTables);
      await live.sql(
        'CREATE TABLE DATABASECHANGELOG (AUTHOR VARCHAR(63), FILENAME VARCHAR(63), DATEEXECUTED TIMESTAMP, MD5SUM VARCHAR(35))',
        "INSERT INTO DATABASECHANGELOG (AUTHOR, FILENAME, DATEEXECUTED) VALUES ('ann', 'db.sql', '2009-02-03 04:05:06')",
      );
      expect((await live.run('status')).err).toContain('a row of DATABASECHANGELOG has no ID');
    });

    it('has to be one', async () => {
      live.folder.write('db.sql', ...twoTables);
      await live.sql('CREATE TABLE DATABASECHANGELOG (a int)');
      const { code, err } = await live.run('update');
      expect(code).not.toBe(0);
      expect(err).toContain('it is no history table');
    });

    it('knows sums of sqlFile that were taken with properties expanded, before 4.26', async () => {
      live.folder.write('one.sql', 'create table ${name} (id int);');
      live.folder.write(
        'db.sql',
        'databaseChangeLog:',
        '- property: { name: name, value: person }',
        '- changeSet: { id: 1, author: ann, changes: [{ sqlFile: { path: one.sql } }] }',
      );
      live.folder.write(
        'db.yaml',
        'databaseChangeLog:',
        '- property: { name: name, value: person }',
        '- changeSet: { id: 1, author: ann, changes: [{ sqlFile: { path: one.sql } }] }',
      );
      const changelog = '--changelog-file=db.yaml';
      await live.must('update', changelog);
      const now = (await live.history())[0]?.['MD5SUM'];
      const expanded = `9:${md5(`9:${md5('createtableperson(idint);')}:`)}`;
      expect(now).not.toBe(expanded);
      await live.sql(`UPDATE DATABASECHANGELOG SET MD5SUM = '${expanded}'`);
      expect((await live.run('update', changelog)).code).not.toBe(0);
      await live.sql("UPDATE DATABASECHANGELOG SET LIQUIBASE = '4.25.1'");
      expect((await live.must('status', changelog)).out).toContain('is up to date');
      await live.must('update', changelog);
      expect((await live.history())[0]).toMatchObject({ MD5SUM: now, EXECTYPE: 'EXECUTED' });
    });
  },
  serverOrFile,
);

describeTargets(
  'tracking tables in quotes',
  (target) => {
    const live = useLive(target, 'db.sql');

    it.each([
      ['names and columns', (name: string) => name],
      ['names only', (name: string) => name.toLowerCase()],
    ])('of which the case is kept (%s) are found and used', async (_title, columnName) => {
      live.folder.write('db.sql', ...twoTables);
      await live.must('update-count', '--count=1');
      for (const table of ['databasechangelog', 'databasechangeloglock']) {
        const columns = await live.sql(`SELECT column_name AS name FROM information_schema.columns WHERE table_name = '${table}'`);
        for (const { name } of columns) {
          const spelled = columnName(String(name).toUpperCase());
          if (spelled !== name) await live.sql(`ALTER TABLE ${table} RENAME COLUMN ${String(name)} TO "${spelled}"`);
        }
        await live.sql(`ALTER TABLE ${table} RENAME TO "${table.toUpperCase()}"`);
      }
      expect((await live.must('status')).out).toContain('1 changeset');
      await live.must('update');
      await live.must('tag', '--tag=v1');
      expect(await live.history('"DATABASECHANGELOG"').catch(() => [])).toHaveLength(columnName('A') === 'A' ? 0 : 2);
      expect(await live.sql('SELECT * FROM "DATABASECHANGELOG"')).toHaveLength(2);
      expect(await live.sql("SELECT 1 FROM information_schema.tables WHERE table_name = 'databasechangelog'")).toEqual([]);
      expect((await live.must('list-locks')).out).toContain('No locks');
      await live.must('rollback-count', '--count=2');
      expect(await live.sql('SELECT * FROM "DATABASECHANGELOG"')).toEqual([]);
    });
  },
  ({ name }) => name === 'postgres',
);

describeTargets(
  'ORDEREXECUTED of a wider type',
  (target) => {
    const live = useLive(target, 'db.sql');

    it.each([
      ['bigint', '3000000000', '3000000001'],
      ['numeric', '1.5', '2.5'],
      ['text', '41', '42'],
    ])('goes on counting as %s', async (type, last, next) => {
      live.folder.write('db.sql', ...twoTables);
      await live.must('update-count', '--count=1');
      await live.sql(`ALTER TABLE databasechangelog ALTER orderexecuted TYPE ${type}`);
      await live.sql(`UPDATE databasechangelog SET orderexecuted = '${last}'`);
      await live.must('update');
      expect(await live.sql("SELECT CAST(orderexecuted AS text) AS number FROM databasechangelog WHERE id = '2'")).toEqual([
        { number: next },
      ]);
    });
  },
  ({ name }) => name === 'postgres',
);

describeTargets(
  'tracking tables in lower case',
  (target) => {
    const live = useLive(target, 'db.sql');

    it('are found and used', async () => {
      live.folder.write('db.sql', ...twoTables);
      await live.must('update-count', '--count=1');
      await live.sql('RENAME TABLE DATABASECHANGELOG TO databasechangelog, DATABASECHANGELOGLOCK TO databasechangeloglock');
      await live.must('update');
      expect(await live.history('databasechangelog')).toHaveLength(2);
      await live.must('rollback-count', '--count=2');
      expect(await live.history('databasechangelog')).toEqual([]);
    });
  },
  ({ name }) => name === 'mariadb',
);

describe('times in the history of SQLite', () => {
  describeTargets(
    'rows',
    (target) => {
      const live = useLive(target, 'db.sql');

      it.each([
        ['text in UTC', "'2020-01-31 10:00:00'"],
        ['text with a fraction', "'2020-01-31 10:00:00.000'"],
        ['text with an offset', "'2020-01-31T12:00:00+02:00'"],
        ['milliseconds', '1580464800000'],
        ['seconds', '1580464800'],
        ['a Julian day', '2458879.9166666665'],
      ])('may be %s', async (_title, value) => {
        live.folder.write('db.sql', ...twoTables);
        await live.must('update');
        await live.sql(`UPDATE DATABASECHANGELOG SET DATEEXECUTED = ${value} WHERE ID = '1'`);
        const { deployments } = JSON.parse((await live.must('history', '--format=json')).out) as {
          deployments: { changesets: { id: string; dateExecuted: string }[] }[];
        };
        expect(deployments[0]?.changesets[0]).toMatchObject({ id: '1', dateExecuted: '2020-01-31T10:00:00.000Z' });
        await live.must('rollback-to-date', '--date=2020-01-31T10:00:01Z');
        expect((await live.history()).map((row) => row['ID'])).toEqual(['1']);
      });
    },
    ({ name }) => name === 'sqlite',
  );
});
