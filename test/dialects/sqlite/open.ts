import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { Connection } from '../../../src/dialects/driver.js';
import { sqliteDriver } from '../../../src/dialects/sqlite/driver.js';

const opened: { close(): unknown }[] = [];

afterEach(async () => {
  for (const one of opened.splice(0).toReversed()) await one.close();
});

/** A directory that lasts as long as the test. */
export function directory(): string {
  const path = mkdtempSync(join(tmpdir(), 'changelog-sqlite-'));
  opened.push({ close: () => rmSync(path, { recursive: true, force: true }) });
  return path;
}

/** A session that lasts as long as the test, by default in memory. */
export async function openSqlite(
  file = ':memory:',
  parameters: Readonly<Record<string, string>> = {},
  signal?: AbortSignal,
): Promise<Connection> {
  const connection = await sqliteDriver.connect({ url: `sqlite:${file}`, file, parameters }, { signal });
  opened.push(connection);
  return connection;
}

/** Runs several statements. */
export async function run(connection: Connection, sql: string): Promise<void> {
  await connection.execute({ sql });
}
