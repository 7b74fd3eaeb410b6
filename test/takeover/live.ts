import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { capture, type Captured } from '../cli/capture.js';
import type { TestDatabase, TestTarget } from '../db/targets.js';
import { useFolder, type Folder } from '../scenarios/folder.js';

/** A folder with a changelog and an empty database, for each test. */
export interface Live {
  readonly folder: Folder;
  readonly url: string;
  /** Runs a command on them. */
  run(command: string, ...more: readonly string[]): Promise<Captured>;
  /** The same, and fails where the command does. */
  must(command: string, ...more: readonly string[]): Promise<Captured>;
  /** Sends SQL; the rows of the answer. */
  sql(...statements: readonly string[]): Promise<readonly Record<string, unknown>[]>;
  /** Rows of the history table as they ran, with upper-case keys. */
  history(table?: string): Promise<readonly Record<string, unknown>[]>;
}

/** @param file the changelog's name */
export function useLive(target: TestTarget, file: string): Live {
  const folder = useFolder();
  let database: TestDatabase | undefined;
  beforeEach(async () => {
    database = await target.open();
  });
  afterEach(async () => database?.[Symbol.asyncDispose]());
  const opened = (): TestDatabase => database ?? (undefined as never);
  const live: Live = {
    folder,
    get url() {
      return opened().url;
    },
    run(command, ...more) {
      const changelog = needsNoChangelog.has(command) ? [] : [`--changelog-file=${file}`, `--search-path=${folder.path}`];
      return capture([command, ...changelog, `--url=${opened().url}`, ...more], { cwd: join(import.meta.dirname, '../..') });
    },
    async must(command, ...more) {
      const answer = await live.run(command, ...more);
      if (answer.code !== 0) throw new Error(`${command}: exit ${answer.code}\n${answer.out}\n${answer.err}`);
      return answer;
    },
    async sql(...statements) {
      await using connection = await opened().connect();
      let rows: readonly Record<string, unknown>[] = [];
      for (const sql of statements) {
        if (/^\s*select/i.test(sql)) rows = await connection.query(sql);
        else await connection.execute({ sql });
      }
      return rows;
    },
    async history(table = 'DATABASECHANGELOG') {
      const rows = await live.sql(`SELECT * FROM ${table} ORDER BY DATEEXECUTED, ORDEREXECUTED`);
      return rows.map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key.toUpperCase(), value])));
    },
  };
  return live;
}

const needsNoChangelog: ReadonlySet<string> = new Set(['clear-checksums', 'tag', 'tag-exists', 'history', 'list-locks']);
