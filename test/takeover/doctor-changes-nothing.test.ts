import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fingerprint, trackingFingerprint } from '../db/catalog-fingerprint.js';
import { describeTargets, type TestDatabase } from '../db/targets.js';
import { useFolder } from '../scenarios/folder.js';
import { capture } from '../cli/capture.js';

const changelog = [
  '--liquibase formatted sql',
  '--changeset ann:1',
  'create table person (id int);',
  '--changeset ann:2',
  'create table pet (id int);',
  '--changeset ann:3 runInTransaction:false',
  'create table plant (id int);',
  'create table person (id int);',
];

/** The statement after which new sessions may not write. */
const refusesWrites: Readonly<Record<string, (database: string) => string>> = {
  postgresql: (database) => `ALTER DATABASE "${database}" SET default_transaction_read_only = on`,
};

/** Everything that there is, as far as queries tell it, and the bytes of a database that is a file. */
async function everything({ connect, dialect, target }: TestDatabase): Promise<unknown> {
  await using connection = await connect();
  const tracking = await trackingFingerprint(connection, dialect.name);
  const found = { ...(await fingerprint(connection, dialect.name)), tracking };
  return target.file === undefined ? found : { ...found, bytes: createHash('sha256').update(readFileSync(target.file)).digest('hex') };
}

/** What a team may find in its database, as SQL after the first two changesets ran and the third was cut off. */
const cases: readonly (readonly [title: string, statements: readonly string[], said: readonly string[]])[] = [
  ['what is in order but for a changeset that is half done', [], ['1 changeset half done', 'go on with 1 changeset where it was cut off']],
  [
    'checksums of old versions',
    [
      "UPDATE DATABASECHANGELOG SET MD5SUM = '7:f19b3a74bba99fb51b5743b85ce769f3' WHERE ID = '1'",
      "UPDATE DATABASECHANGELOG SET MD5SUM = NULL WHERE ID = '2'",
    ],
    ['checksum of version 7', 'without a checksum', 'bring 2 stored checksums to version 9'],
  ],
  [
    'columns that are missing',
    ['ALTER TABLE DATABASECHANGELOG DROP COLUMN LABELS', 'ALTER TABLE DATABASECHANGELOG DROP COLUMN DEPLOYMENT_ID'],
    ['columns LABELS, DEPLOYMENT_ID are missing', 'add LABELS, DEPLOYMENT_ID to'],
  ],
  [
    'paths as a class path spells them',
    ["UPDATE DATABASECHANGELOG SET FILENAME = 'classpath:db.sql'"],
    ['classpath:db.sql: the same file as db.sql'],
  ],
  [
    'a lock that is held',
    ["UPDATE DATABASECHANGELOGLOCK SET LOCKED = '1', LOCKEDBY = 'build7 (192.0.2.7)'"],
    ['held by build7 (192.0.2.7)', 'wait for the lock'],
  ],
  ['a history in another spelling', ['ALTER TABLE DATABASECHANGELOG RENAME TO SPELLED'], ['spelled in another way']],
  [
    'no tracking tables',
    ['DROP TABLE DATABASECHANGELOG', 'DROP TABLE DATABASECHANGELOGLOCK', 'DROP TABLE DATABASECHANGELOGSTEP'],
    ['there is no table', 'create the tracking tables'],
  ],
];

/** A spelling that the server tells apart from the one that is looked for; there is none on SQLite, and on MariaDB where names fold. */
const otherSpelling: Readonly<Record<string, string>> = {
  postgresql: '"DATABASECHANGELOG"',
  mariadb: 'databasechangelog',
  mysql: 'databasechangelog',
};

describeTargets('doctor', (target) => {
  const folder = useFolder();
  const told = cases.filter(([, statements]) => !statements.some((sql) => sql.includes('SPELLED')) || target.dialect in otherSpelling);

  it.each(told)('changes nothing where it finds %s', { timeout: 60_000 }, async (_, statements, said) => {
    folder.write('db.sql', ...changelog);
    await using database = await target.open();
    const run = (command: string) => capture([command, `--url=${database.url}`, '--changelog-file=db.sql'], { cwd: folder.path });
    expect((await run('update')).code).not.toBe(0);
    await using connection = await database.connect();
    for (const sql of statements) await connection.execute({ sql: sql.replace('SPELLED', otherSpelling[target.dialect] ?? '') });
    await connection.close();
    const before = await everything(database);
    const refuse = refusesWrites[target.dialect];
    if (refuse !== undefined) {
      await using session = await database.connect();
      await session.execute({ sql: refuse(database.target.database ?? '') });
    }
    const { code, out, err } = await run('doctor');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const words of said) expect(out).toContain(words);
    expect(await everything(database)).toEqual(before);
  });
});
