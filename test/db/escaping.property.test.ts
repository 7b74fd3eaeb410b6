import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SqlContext } from '../../src/dialects/dialect.js';
import type { Connection } from '../../src/dialects/driver.js';
import { createSqlContext } from '../../src/dialects/sql-context.js';
import { describeTargets, type TestDatabase } from './targets.js';

const runs = 10_000;
const perStatement = 500;

/** Random texts in which the characters that end, escape or open something come often. */
const texts = fc.array(
  fc.oneof(
    fc.string({ unit: fc.constantFrom(...'\'"`\\;-/*$:?@%_[]{}()#&|<>= \t\n\rabAB01é漢'), minLength: 1, maxLength: 12 }),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 10 }),
  ),
  { minLength: runs, maxLength: runs },
);

/** The same texts on every run, so that a failure can be looked into. NUL ends a text in all three servers' protocols or files. */
const strings = (fc.sample(texts, { seed: 7, numRuns: 1 })[0] ?? []).map((text) => text.replace(/[\0\p{Cs}]/gu, '.'));

/** What a server takes for a name. PostgreSQL cuts names after 63 bytes. MariaDB's have no characters beyond U+FFFF and no
 * blank at their ends. */
const asName: Readonly<Record<string, (text: string) => string>> = {
  postgresql: (text) => (Buffer.byteLength(text) > 63 ? text.slice(0, 10) : text),
  mariadb: (text) => `n${text.replace(/[^\0-\uffff]|[\ud800-\udfff]/gu, '.')}n`,
};

const pages = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / perStatement) }, (_, page) => all.slice(page * perStatement, (page + 1) * perStatement));

/** The values that a server gives for a list of SQL expressions. */
async function values(connection: Connection, expressions: readonly string[]): Promise<readonly (string | null)[]> {
  const found: (string | null)[] = [];
  for (const page of pages(expressions)) {
    const { rows } = await connection.queryRows(`SELECT ${page.map((expression, i) => `${expression} AS c${i}`).join(', ')}`);
    found.push(...(rows[0] ?? []));
  }
  return found;
}

const proven: readonly string[] = ['postgresql', 'mariadb', 'sqlite'];

describeTargets(
  'escaping',
  (target) => {
    let database: TestDatabase;
    let connection: Connection;
    let sql: SqlContext;

    beforeAll(async () => {
      database = await target.open();
      connection = await database.connect();
      const settings = { quoting: 'QUOTE_ALL_OBJECTS', outputDefaultCatalog: true, outputDefaultSchema: true, live: true } as const;
      sql = createSqlContext(database.dialect, { version: connection.info.version, ...settings }, () => {});
    });
    afterAll(async () => {
      await connection?.close();
      await database?.[Symbol.asyncDispose]();
    });

    const literals = (all: readonly string[]): readonly string[] => all.map((text) => sql.literal({ kind: 'string', text }));
    const namesRead = async (names: readonly string[]): Promise<readonly string[]> => {
      const found: string[] = [];
      for (const page of pages(names)) {
        found.push(...(await connection.queryRows(`SELECT ${page.map((one) => `1 AS ${sql.name(one, 'column')}`).join(', ')}`)).columns);
      }
      return found;
    };

    it(`gives back ${runs} random strings as they were`, async () => {
      expect(await values(connection, literals(strings))).toEqual(strings);
      expect(
        await values(
          connection,
          strings.map((text) => sql.string(text)),
        ),
      ).toEqual(strings);
    });

    it(`gives back ${runs} random identifiers as they were`, async () => {
      const names = strings.map(asName[target.dialect] ?? ((text) => text));
      expect(await namesRead(names)).toEqual(names);
    });

    it('gives back the names of tables and columns that were created under random names', async () => {
      const plain = target.dialect === 'sqlite' ? (text: string) => text : (text: string) => text.replace(/[/\\.]/g, '_');
      const names = [
        ...new Map(strings.slice(0, 60).map((text, i) => [i, `${plain((asName[target.dialect] ?? String)(text)).trim()}${i}`])).values(),
      ];
      for (const one of names)
        await connection.execute({ sql: `CREATE TABLE ${sql.table({ name: one })} (${sql.column('c')} int, ${sql.column(one)} int)` });
      for (const one of names)
        expect((await connection.queryRows(`SELECT * FROM ${sql.table({ name: one })}`)).columns).toEqual(['c', one]);
    });

    it('gives back numbers, dates and booleans as they were', async () => {
      const numbers = fc.sample(
        fc
          .tuple(fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }), fc.integer({ min: 0, max: 9999 }))
          .map(([whole, part]) => `${whole}.${String(part).padStart(4, '0')}`),
        { seed: 7, numRuns: 1000 },
      );
      const found = await values(
        connection,
        numbers.map((text) => sql.literal({ kind: 'numeric', text })),
      );
      expect(found.map(Number)).toEqual(numbers.map(Number));
      const moments = fc
        .sample(fc.date({ min: new Date('1000-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true }), {
          seed: 7,
          numRuns: 1000,
        })
        .map((date) => date.toISOString().slice(0, 19));
      const type = target.dialect === 'sqlite' ? 'text' : target.dialect === 'mariadb' ? 'datetime' : 'timestamp';
      const dates = await values(
        connection,
        moments.map((text) => `CAST(${sql.literal({ kind: 'date', text })} AS ${type})`),
      );
      expect(dates.map((text) => (text ?? '').replace('T', ' ').replace(/\.0$/, ''))).toEqual(
        moments.map((text) => text.replace('T', ' ')),
      );
      const flags = await values(
        connection,
        [true, false].map((value) => sql.literal({ kind: 'boolean', value })),
      );
      expect(flags.map((flag) => /^(?:1|t|true)$/i.test(flag ?? ''))).toEqual([true, false]);
    });

    if (target.dialect !== 'mariadb') return;

    it('holds for names and strings with sql_mode ANSI_QUOTES too', async () => {
      await connection.execute({ sql: "SET sql_mode = 'ANSI_QUOTES'" });
      expect(await values(connection, literals(strings.slice(0, 2000)))).toEqual(strings.slice(0, 2000));
      const names = strings.slice(0, 2000).map((text) => asName['mariadb']?.(text) ?? text);
      expect(await namesRead(names)).toEqual(names);
      await connection.execute({ sql: 'SET sql_mode = DEFAULT' });
    });

    it('cannot hold for strings with backslashes where sql_mode is NO_BACKSLASH_ESCAPES, and then doubles them', async () => {
      await connection.execute({ sql: "SET sql_mode = 'NO_BACKSLASH_ESCAPES'" });
      const some = strings.slice(0, 2000);
      expect(await values(connection, literals(some))).toEqual(some.map((text) => text.replaceAll('\\', '\\\\')));
      await connection.execute({ sql: 'SET sql_mode = DEFAULT' });
    });
  },
  (target) => proven.includes(target.dialect),
);
