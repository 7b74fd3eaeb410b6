import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { describeTargets } from '../db/targets.js';
import { useLive } from './live.js';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
/** Sums of a changeset with one `sql` change, as version 9 and as versions before it have them. */
const sum9 = (sql: string): string => `9:${md5(`9:${md5(sql.replaceAll(' ', ''))}:`)}`;
const oldSum = (sql: string, version = 8): string => `${version}:${md5(`${version}:${md5(`null:true:true:${sql}`)}:`)}`;

const first = 'create table person (id int)';
const second = 'create table person (id integer)';

describeTargets(
  'a changeset that ran',
  (target) => {
    const live = useLive(target, 'db.sql');
    const write = (sql: string, attributes = '', ...header: readonly string[]): void =>
      live.folder.write(
        'db.sql',
        '--liquibase formatted sql',
        '',
        `--changeset ann:1 ${attributes}`,
        ...header,
        `${sql};`,
        '--rollback drop table person',
      );
    const stored = async (): Promise<unknown> => (await live.history())[0]?.['MD5SUM'];
    const store = (sum: string | null): Promise<unknown> =>
      live.sql(`UPDATE DATABASECHANGELOG SET MD5SUM = ${sum === null ? 'NULL' : `'${sum}'`}`);
    const [now, edited] = [sum9(`${first};`), sum9(`${second};`)];

    it('stops the update when it was edited, with both checksums and its place', async () => {
      write(first);
      await live.must('update');
      expect(await stored()).toBe(now);
      write(second);
      for (const command of ['update', 'status', 'validate', 'update-sql']) {
        const { code, err } = await live.run(command);
        expect(code).not.toBe(0);
        expect(err).toContain(now);
        expect(err).toContain(edited);
        expect(err).toContain('db.sql:3');
      }
      const { code } = await live.run('rollback-count', '--count=1');
      expect(code).not.toBe(0);
      expect(await stored()).toBe(now);
    });

    it.each([
      ['any', 'any'],
      ['ANY with a version', '1:any'],
      ['the stored one', now],
      ['the one that it has now', edited],
    ])('is accepted, and keeps its checksum, where validCheckSum says %s', async (_title, sum) => {
      write(first);
      await live.must('update');
      write(second, '', '--validCheckSum 8:00000000000000000000000000000000', `--validCheckSum ${sum}`);
      await live.must('update');
      expect(await stored()).toBe(now);
      expect((await live.history())[0]).toMatchObject({ EXECTYPE: 'EXECUTED' });
    });

    it.each(['8:any', '1:*', '9:any', '8:00000000000000000000000000000000'])('is not accepted where validCheckSum says %s', async (sum) => {
      write(first);
      await live.must('update');
      write(second, '', `--validCheckSum ${sum}`);
      expect((await live.run('update')).code).not.toBe(0);
    });

    it('is taken as it is after clear-checksums, and does not run again', async () => {
      write(first);
      await live.must('update');
      await live.must('clear-checksums');
      expect(await stored()).toBeNull();
      write(second, 'runOnChange:true');
      expect((await live.must('status')).out).toContain('is up to date');
      expect(await stored()).toBeNull();
      await live.must('update');
      expect(await stored()).toBe(edited);
      expect((await live.history())[0]).toMatchObject({ EXECTYPE: 'EXECUTED' });
    });

    it('gets a cleared checksum back though the labels of the run leave it out, but not where the contexts do', async () => {
      write(first, 'labels:old context:prod');
      await live.must('update');
      await live.must('clear-checksums');
      await live.must('update', '--contexts=test');
      expect(await stored()).toBeNull();
      await live.must('update', '--label-filter=new');
      expect(await stored()).toBe(now);
    });

    it('runs again with runOnChange when it was edited, whatever version its checksum has', async () => {
      for (const sum of [now, oldSum(`${first};`)]) {
        await live.sql('DROP TABLE IF EXISTS person', 'DROP TABLE IF EXISTS DATABASECHANGELOG');
        write(first);
        await live.must('update');
        await store(sum);
        await live.sql('DROP TABLE person');
        write(second, 'runOnChange:true');
        expect((await live.must('status')).out).toContain('1 changeset');
        await live.must('update');
        expect((await live.history())[0]).toMatchObject({ EXECTYPE: 'RERAN', MD5SUM: edited });
      }
    });

    it.each([8, 7, 3])('with a checksum of version %d is compared in it and then upgraded, without running', async (version) => {
      write(first);
      await live.must('update');
      await store(oldSum(`${first};`, version));
      const identifier = '--changeset-identifier=db.sql::1::ann';
      expect((await live.must('calculate-checksum', identifier)).out).toContain(oldSum(`${first};`, version));
      expect((await live.must('status')).out).toContain('is up to date');
      expect((await live.must('update-sql')).out).toContain(`MD5SUM = '${now}'`);
      const { err } = await live.must('update');
      expect(err).toContain(oldSum(`${first};`, version));
      expect(err).toContain(now);
      expect((await live.history())[0]).toMatchObject({ EXECTYPE: 'EXECUTED', MD5SUM: now });
      expect((await live.must('calculate-checksum', identifier)).out).toContain(now);
    });

    it('stops with both checksums of the stored version when it was edited since', async () => {
      write(first);
      await live.must('update');
      await store(oldSum(`${first};`));
      write(second);
      const { code, err } = await live.run('update');
      expect(code).not.toBe(0);
      expect(err).toContain(oldSum(`${first};`));
      expect(err).toContain(oldSum(`${second};`));
      write(second, '', `--validCheckSum ${oldSum(`${second};`)}`);
      await live.must('update');
      expect(await stored()).toBe(edited);
    });

    it('with a checksum without version, or of one to come, is not guessed at', async () => {
      write(first);
      await live.must('update');
      await store('d41d8cd98f00b204e9800998ecf8427e');
      expect((await live.run('update')).err).toContain('1:d41d8cd98f00b204e9800998ecf8427e');
      await store('10:d41d8cd98f00b204e9800998ecf8427e');
      expect((await live.run('update')).err).toContain('unknown version');
    });
  },
  ({ name }) => ['sqlite', 'postgres'].includes(name),
);
