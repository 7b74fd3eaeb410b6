import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src/model/schema.js';
import { readSnapshot } from '../../src/snapshot/read-snapshot.js';
import { writeSnapshot } from '../../src/snapshot/write-snapshot.js';
import { targets } from '../db/targets.js';
import { introspect, schemaText } from './introspect.js';

const rich = targets.filter(({ name }) => ['sqlite', 'postgres', 'mariadb'].includes(name));

async function snapshotOf(target: (typeof targets)[number]): Promise<Snapshot> {
  await using database = await target.open();
  const driver = await database.dialect.driver();
  const parameters = target.dialect === 'mariadb' ? { allowmultiqueries: 'true' } : {};
  await using connection = await driver.connect({ ...database.target, parameters }, {});
  await connection.execute({ sql: schemaText(`${target.name}.sql`) });
  return await introspect(connection);
}

/** As it stands in a file: nothing that is undefined. */
const plain = (snapshot: Snapshot): unknown => JSON.parse(JSON.stringify(snapshot));

describe('a snapshot file', () => {
  it.each(rich)(
    'gives back the snapshot of $name from JSON and YAML, and text for people',
    async (target) => {
      const snapshot = await snapshotOf(target);
      for (const format of ['json', 'yaml'] as const) {
        const text = writeSnapshot(snapshot, format);
        const read = await readSnapshot(text, 'shop.snapshot');
        expect(read).toEqual(plain(snapshot));
        expect(writeSnapshot(read, format)).toBe(text);
      }
      const text = writeSnapshot(snapshot, 'txt');
      const names = [...snapshot.tables, ...snapshot.views, ...snapshot.routines, ...snapshot.triggers, ...snapshot.unmodelled];
      expect(names.filter(({ name }) => !text.includes(name))).toEqual([]);
      const parts = snapshot.tables.flatMap(({ columns, indexes, foreignKeys }) => [...columns, ...indexes, ...foreignKeys]);
      expect(parts.filter(({ name }) => name !== undefined && !text.includes(name))).toEqual([]);
    },
    60_000,
  );

  it('is the same for the same schema, in another database and at another time', async () => {
    const [first, second] = [await snapshotOf(rich[0]!), await snapshotOf(rich[0]!)];
    for (const format of ['txt', 'json', 'yaml'] as const) expect(writeSnapshot(second, format)).toBe(writeSnapshot(first, format));
  });

  const empty = {
    snapshotVersion: 1,
    source: { dialect: 'sqlite', product: 'SQLite', version: '3.45' },
    ...Object.fromEntries(
      'schemas extensions enums domains compositeTypes sequences tables views routines triggers synonyms grants unmodelled'
        .split(' ')
        .map((name) => [name, []]),
    ),
  };
  const table = {
    kind: 'table',
    name: 'a',
    columns: [],
    uniqueConstraints: [],
    checkConstraints: [],
    exclusionConstraints: [],
    foreignKeys: [],
    indexes: [],
  };

  it.each<[string, unknown, RegExp]>([
    ['no JSON', '{ "snapshotVersion": 1, ', /cannot be read: .*JSON/],
    ['no YAML', 'snapshotVersion: 1\n  source: [', /cannot be read: .*at line \d/s],
    ['a list', '- 1', /holds no snapshot/],
    ['a file of Liquibase', { snapshot: { objects: {} } }, /a snapshot of Liquibase/],
    ['a newer form', { ...empty, snapshotVersion: 99 }, /its snapshotVersion is 99/],
    ['a list that is missing', { ...empty, tables: undefined }, /tables is missing/],
    [
      'a column without a type',
      { ...empty, tables: [{ ...table, columns: [{ kind: 'column', name: 'x', position: 1, nullable: true }] }] },
      /tables\[0\]\.columns\[0\]\.type is missing/,
    ],
    [
      'a word that is not known',
      { ...empty, tables: [{ ...table, remark: 'x' }] },
      /tables\[0\]\.remark is not known; did you mean "?remarks/,
    ],
    [
      'a kind that is not known',
      { ...empty, views: [{ ...table, kind: 'table', query: '' }] },
      /views\[0\]\.kind should be one of view, materializedView/,
    ],
    [
      'a default of no kind',
      {
        ...empty,
        domains: [
          { kind: 'domain', name: 'd', type: { text: 'int', base: 'int' }, nullable: true, checkConstraints: [], default: { sql: '1' } },
        ],
      },
      /domains\[0\]\.default\.kind should be one of value, computed, sequence/,
    ],
  ])('is refused with the place for %s', async (_title, content, message) => {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    await expect(readSnapshot(text, 'shop.json')).rejects.toMatchObject({ code: 'SNAPSHOT_FILE', message: expect.stringMatching(message) });
  });

  it('tells no more than ten problems', async () => {
    const tables = Array.from({ length: 25 }, () => ({ ...table, name: 1 }));
    await expect(readSnapshot(JSON.stringify({ ...empty, tables }), 'shop.json')).rejects.toThrow(
      /tables\[9\]\.name should be a text; and 15 more/,
    );
  });
});
