import { expect, it } from 'vitest';
import type { DialectName } from '../../src/dialects/dialect.js';
import type { Connection } from '../../src/dialects/driver.js';
import { createSqlContext } from '../../src/dialects/sql-context.js';
import listed from '../dialects/reserved-words.json' with { type: 'json' };
import { describeTargets } from './targets.js';

/** Where a server lists its own keywords. */
const keywords: Partial<Record<DialectName, string>> = {
  postgresql: 'SELECT word FROM pg_get_keywords()',
  mysql: 'SELECT word FROM information_schema.keywords',
  mariadb: 'SELECT word FROM information_schema.keywords',
};

async function wordsOf(connection: Connection, dialect: DialectName): Promise<readonly string[]> {
  const query = keywords[dialect];
  const own = query === undefined ? [] : (await connection.queryRows(query)).rows.map(([word]) => word ?? '');
  const others = Object.values(listed).flatMap((row) => Object.values(row).join(' ').split(' '));
  return [...new Set([...own, ...others].map((word) => word.toLowerCase()))].filter((word) => /^\w+$/.test(word));
}

const proven: readonly DialectName[] = ['postgresql', 'mysql', 'mariadb', 'sqlite'];

describeTargets(
  'every keyword',
  (target) => {
    it('can be the name of a table and of its column', async () => {
      await using database = await target.open();
      await using connection = await database.connect();
      const sql = createSqlContext(
        database.dialect,
        { version: connection.info.version, quoting: 'LEGACY', outputDefaultCatalog: true, outputDefaultSchema: true, live: true },
        () => {},
      );
      const words = await wordsOf(connection, target.dialect);
      expect(words.length).toBeGreaterThan(400);
      const columns = words.map((word) => `${sql.column(word)} INT`);
      for (let from = 0; from < columns.length; from += 400)
        await connection.execute({ sql: `CREATE TABLE keywords_${from} (${columns.slice(from, from + 400).join(', ')})` });
      const tables = words.map((word) => `CREATE TEMPORARY TABLE ${sql.table({ name: word })} (id INT)`);
      for (const statement of tables) await connection.execute({ sql: statement });
    });
  },
  (target) => proven.includes(target.dialect),
);
