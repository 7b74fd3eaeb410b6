import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';

export interface Folder {
  readonly path: string;
  write(name: string, ...lines: readonly string[]): void;
}

/** A fresh folder for each test. */
export function useFolder(): Folder {
  let path = '';
  beforeEach(() => {
    path = mkdtempSync(join(tmpdir(), 'changelog-'));
  });
  afterEach(() => rmSync(path, { recursive: true, force: true }));
  return {
    get path() {
      return path;
    },
    write: (name, ...lines) => writeFileSync(join(path, name), `${lines.join('\n')}\n`),
  };
}

/** Three changesets: a table, a row in context test, and a tag. */
export const smallChangelog = [
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
  '  - changeSet:',
  '      id: 2',
  '      author: ann',
  '      contextFilter: test',
  '      changes:',
  '        - insert: { tableName: person, columns: [{ column: { name: id, valueNumeric: 1 } }, { column: { name: name, value: Zoe } }] }',
  '      rollback: DELETE FROM person WHERE id = 1',
  '  - changeSet:',
  '      id: 3',
  '      author: ann',
  '      changes:',
  '        - tagDatabase: { tag: v1.0 }',
];
