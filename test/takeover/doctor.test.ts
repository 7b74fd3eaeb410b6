import { expect, it } from 'vitest';
import { describeTargets } from '../db/targets.js';
import { useLive } from './live.js';

const changelog = (second = 'create table pet (id int);'): readonly string[] => [
  '--liquibase formatted sql',
  '--changeset ann:1',
  'create table person (id int);',
  '--changeset ann:2 runOnChange:true',
  second,
];

describeTargets(
  'doctor',
  (target) => {
    const live = useLive(target, 'db.sql');
    const facts = async (): Promise<Record<string, Record<string, unknown>>> =>
      JSON.parse((await live.must('doctor', '--format=json')).out) as Record<string, Record<string, unknown>>;

    it('says of an empty database what an update would do, and does not do it', async () => {
      live.folder.write('db.sql', ...changelog());
      expect(await facts()).toMatchObject({
        healthy: true,
        history: { exists: false, rows: 0, unknown: [] },
        lock: { exists: false, heldBy: null },
        update: { obstacles: [], tables: true, checksums: 0, run: [{ id: '1' }, { id: '2' }] },
      });
      expect(await live.sql("SELECT name FROM sqlite_master WHERE type = 'table'")).toEqual([]);
      const { out } = await live.must('doctor');
      expect(out).toContain('there is no table DATABASECHANGELOG');
      expect(out).toContain('run 2 changesets');
    });

    it('has nothing to say of a database that is up to date', async () => {
      live.folder.write('db.sql', ...changelog());
      await live.must('update');
      const { out } = await live.must('doctor');
      expect(out).toContain('nothing out of the ordinary');
      expect(out).toContain('do nothing: the database is up to date');
    });

    it('finds what another version, another program or a person left behind', async () => {
      live.folder.write('db.sql', ...changelog());
      await live.must('update');
      await live.sql(
        "UPDATE DATABASECHANGELOG SET FILENAME = 'classpath:db.sql', LIQUIBASE = '3.6.3', MD5SUM = NULL WHERE ID = '1'",
        "INSERT INTO DATABASECHANGELOG (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, EXECTYPE, MD5SUM) VALUES ('9', 'bob', 'gone.xml', CURRENT_TIMESTAMP, 3, 'EXECUTED', '7:00')",
        "INSERT INTO DATABASECHANGELOG (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, EXECTYPE) VALUES ('1', 'ann', 'db.sql', CURRENT_TIMESTAMP, 4, 'EXECUTED')",
        'ALTER TABLE DATABASECHANGELOG DROP COLUMN LABELS',
        "UPDATE DATABASECHANGELOGLOCK SET LOCKED = 1, LOCKEDBY = 'build7 (192.0.2.7)', LOCKGRANTED = '2020-01-31 10:00:00'",
      );
      live.folder.write('db.sql', ...changelog('create table if not exists pet (id int);'));
      const before = await live.history();
      expect(await facts()).toMatchObject({
        healthy: false,
        history: {
          missingColumns: ['LABELS'],
          checksums: [
            { version: null, rows: 2 },
            { version: 7, rows: 1 },
            { version: 9, rows: 1 },
          ],
          otherPaths: [{ stored: 'classpath:db.sql', path: 'db.sql', rows: 1 }],
          repeated: [{ id: '1', rows: 2 }],
          unknown: [{ id: '9', author: 'bob', path: 'gone.xml' }],
        },
        lock: { heldBy: 'build7 (192.0.2.7)', since: '2020-01-31T10:00:00.000Z' },
        update: { obstacles: [], run: [], rerun: [{ id: '2' }], checksums: 2, tables: true },
      });
      const { out } = await live.must('doctor');
      for (const said of [
        'Liquibase 3.6.3',
        'columns LABELS are missing',
        'classpath:db.sql',
        'gone.xml::9::bob',
        'release-locks',
        'again',
      ]) {
        expect(out).toContain(said);
      }
      expect(await live.history()).toEqual(before);
    });

    it('tells what would stop an update, all of it', async () => {
      live.folder.write('db.sql', ...changelog());
      await live.must('update');
      await live.sql("UPDATE DATABASECHANGELOG SET MD5SUM = '9:00' WHERE ID = '1'");
      const { update } = await facts();
      expect(update).toMatchObject({ obstacles: [{ code: 'PLAN_CHECKSUM' }], run: [], checksums: 0 });
      expect((await live.must('doctor')).out).toContain('stop with 1 problem and change nothing');
    });
  },
  ({ name }) => name === 'sqlite',
);
