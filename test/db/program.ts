import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { DialectName } from '../../src/dialects/dialect.js';

const bin = join(import.meta.dirname, '../../bin/changelog.js');

/** The built program as a process of its own. */
export interface Program {
  /** Resolves when the text was printed; rejects where the program ends before. */
  printed(text: string): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null; readonly output: string }>;
}

export function startProgram(argv: readonly string[], cwd: string): Program {
  const child = spawn(process.execPath, [bin, ...argv], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      for (const look of waiting) look();
    });
  }
  const ended = new Promise<Awaited<Program['ended']>>((resolve) => child.on('close', (code, signal) => resolve({ code, signal, output })));
  return {
    ended,
    kill: (signal) => void child.kill(signal),
    printed: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (!output.includes(text)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
        void ended.then(() => reject(new Error(`the program ended without printing "${text}":\n${output}`)));
      }),
  };
}

/** SQL that takes some seconds. */
export const slowSql: Readonly<Record<DialectName, (seconds: number) => string>> = {
  postgresql: (seconds) => `SELECT pg_sleep(${seconds})`,
  mysql: (seconds) => `SELECT SLEEP(${seconds})`,
  mariadb: (seconds) => `SELECT SLEEP(${seconds})`,
  // Some millions of rows a second; relatives of SQL Server do not know WAITFOR.
  mssql: (seconds) =>
    `SELECT COUNT_BIG(*) FROM (SELECT TOP (${seconds * 20_000_000}) 1 AS one FROM ${['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `sys.types ${name}`).join(' CROSS JOIN ')}) AS counted`,
  oracle: (seconds) => `BEGIN DBMS_SESSION.SLEEP(${seconds}); END;`,
  // Some millions of rows a second.
  sqlite: (seconds) =>
    `INSERT INTO counted SELECT count(*) FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${seconds * 5_000_000}) SELECT i FROM n)`,
};

/** A changelog whose second changeset takes some seconds, with another one after it. */
export function slowChangelog(dialect: DialectName, seconds: number): string {
  const changeset = (id: number, change: object) => ({ changeSet: { id, author: 'ann', changes: [change] } });
  return JSON.stringify({
    databaseChangeLog: [
      changeset(1, { createTable: { tableName: 'counted', columns: [{ column: { name: 'n', type: 'bigint' } }] } }),
      changeset(2, { sql: { sql: slowSql[dialect](seconds), splitStatements: false } }),
      changeset(3, { insert: { tableName: 'counted', columns: [{ column: { name: 'n', valueNumeric: 3 } }] } }),
    ],
  });
}
