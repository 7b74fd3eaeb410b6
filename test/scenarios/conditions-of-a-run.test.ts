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
