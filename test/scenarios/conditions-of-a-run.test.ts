import { describe, expect, it } from 'vitest';
import { capture } from '../cli/capture.js';
import { useFolder } from './folder.js';

const folder = useFolder();

const changelog = [
  'databaseChangeLog:',
  '  - changeSet: {id: 1, author: ann, changes: [{createTable: {tableName: person, columns: [{column: {name: id, type: int}}]}}]}',
  '  - changeSet:',
  '      id: 2',
  '      author: ann',
  '      preConditions:',
  '        - onFail: MARK_RAN',
  '        - changeSetExecuted: {id: 1, author: ann, changeLogFile: changelog.yaml}',
  '      changes: [{createTable: {tableName: pet, columns: [{column: {name: id, type: int}}]}}]',
  '  - changeSet:',
  '      id: 3',
  '      author: ann',
  '      failOnError: false',
  '      changes: [{sql: {sql: insert into nowhere values (1)}}]',
  '  - changeSet:',
  '      id: 4',
  '      author: ann',
  '      preConditions:',
  '        - onFail: MARK_RAN',
  '        - changeSetExecuted: {id: 3, author: ann, changeLogFile: changelog.yaml}',
  '      changes: [{createTable: {tableName: toy, columns: [{column: {name: id, type: int}}]}}]',
];

describe('a changeset that fails with failOnError=false', () => {
  it('leaves no gap in the order of what ran', async () => {
    folder.write('changelog.yaml', ...changelog);
    await capture(['update', '--url=sqlite:test.db', '--changelog-file=changelog.yaml'], { cwd: folder.path });
    const { out } = await capture(
      [
        'execute-sql',
        '--url=sqlite:test.db',
        "--sql=SELECT ID || '=' || ORDEREXECUTED AS ran FROM DATABASECHANGELOG ORDER BY ORDEREXECUTED",
      ],
      { cwd: folder.path },
    );
    expect(out.match(/\d=\d/g)).toEqual(['1=1', '2=2', '4=3']);
  });
});

describe('a condition that asks what ran', () => {
  it('sees the changesets that the same run had run before it, and not the one that failed', async () => {
    folder.write('changelog.yaml', ...changelog);
    const { code, out } = await capture(['update', '--url=sqlite:test.db', '--changelog-file=changelog.yaml', '--format=json'], {
      cwd: folder.path,
    });
    const { changesets } = JSON.parse(out) as { changesets: readonly { id: string; execType: string }[] };
    expect(code).toBe(0);
    expect(changesets.map(({ id, execType }) => [id, execType])).toEqual([
      ['1', 'EXECUTED'],
      ['2', 'EXECUTED'],
      ['3', 'FAILED'],
      ['4', 'MARK_RAN'],
    ]);
  });

  it('sees them in a script, too', async () => {
    folder.write('changelog.yaml', ...changelog.slice(0, 9));
    const { out } = await capture(['update-sql', '--url=offline:postgresql', '--changelog-file=changelog.yaml'], { cwd: folder.path });
    expect(out).toContain('CREATE TABLE pet');
  });
});

describe('a changeset that does not validate, with onValidationFail=MARK_RAN', () => {
  const ask = (...args: readonly string[]) => capture([...args, '--url=sqlite:test.db', '--format=json'], { cwd: folder.path });
  const run = (...args: readonly string[]) => ask(...args, '--changelog-file=changelog.yaml');
  const changesets = (change: string): readonly string[] => [
    'databaseChangeLog:',
    `  - changeSet: {id: 1, author: ann, onValidationFail: MARK_RAN, changes: [${change}]}`,
    '  - changeSet: {id: 2, author: ann, changes: [{createTable: {tableName: pet, columns: [{column: {name: id, type: int}}]}}]}',
  ];

  it('is recorded under the checksum of Liquibase and not run, is told of, and leaves nothing to roll back', async () => {
    folder.write('changelog.yaml', ...changesets('{createTable: {tableName: t, columns: [{column: {name: id}}]}}'));
    const { code, out, err } = await run('update');
    expect(code).toBe(0);
    expect(err).toMatch(/column id has no type.*"line":2/s);
    expect(JSON.parse(out)).toMatchObject({ changesets: [{ id: '1', execType: 'MARK_RAN' }, { id: '2' }] });
    const history = await ask('execute-sql', '--sql=SELECT EXECTYPE, MD5SUM FROM DATABASECHANGELOG ORDER BY ID');
    expect(history.out).toContain('MARK_RAN');
    expect(history.out).toContain('9:b7b3aac3ece41e096c30914f98f16728');
    expect(await run('rollback-count', '--count=2')).toMatchObject({ code: 0 });
    expect(JSON.parse((await run('history')).out)).toMatchObject({ deployments: [] });
  });

  it.each([
    ['a Java class', '{customChange: {class: com.example.A}}', 'PARSE_UNSUPPORTED'],
    ['what cannot be read', '{dropTable: {schemaName: s}}', 'PARSE_MISSING_ATTRIBUTE'],
  ])('is an error where it holds %s', async (_, change, code) => {
    folder.write('changelog.yaml', ...changesets(change));
    const { code: exit, err } = await run('update');
    expect(exit).toBe(3);
    expect(err).toContain(code);
  });
});
