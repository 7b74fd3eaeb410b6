import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openSqlite, run } from './open.js';
import { apply, dump } from './rich-schema.js';

const quotes: readonly ((name: string) => string)[] = [
  (name) => (/^[a-z_]\w*$/i.test(name) && !/^(?:order|check)$/.test(name) ? name : `"${name}"`),
  (name) => `"${name.replaceAll('"', '""')}"`,
  (name) => `\`${name}\``,
  (name) => (name.includes(']') ? `"${name}"` : `[${name}]`),
];
const names = ['a', 'B', 'order', 'check', 'key', 'with space', 'comma,', 'paren)', "it's", 'größe', 'rowid', '_x1'];
const gaps = [' ', '  ', '\n  ', ' /* a, b) */ ', ' -- to the end, of the line)\n  '];
const types = ['', 'INTEGER', 'TEXT', 'VARCHAR(10)', 'DECIMAL(10, 2)', 'DOUBLE PRECISION', 'unsigned big int', '"own type"', 'BLOB'];
const clauses = [
  'NOT NULL DEFAULT 1',
  "DEFAULT 'a, b)'",
  'DEFAULT (1 + (2))',
  'DEFAULT -1',
  'DEFAULT CURRENT_DATE',
  'COLLATE NOCASE',
  'UNIQUE',
  'CONSTRAINT "u,1" UNIQUE ON CONFLICT REPLACE',
  'NULL',
  "CHECK (1 <> ')')",
  'CONSTRAINT c CHECK (2 > 1)',
  'REFERENCES other (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED',
];
const values = ['NULL', '0', '1', '42', "'text'", "'12'", '1.5', "x'00ff'", '9007199254740993'];

interface Shape {
  readonly columns: readonly {
    readonly name: string;
    readonly quote: number;
    readonly type: string;
    readonly clauses: readonly string[];
  }[];
  readonly key: 'none' | 'rowid' | 'counter' | 'without rowid' | 'two';
  readonly gap: string;
  readonly unique: boolean;
  readonly generated: boolean;
  readonly values: readonly (readonly string[])[];
}

const shape: fc.Arbitrary<Shape> = fc.record({
  columns: fc.uniqueArray(
    fc.record({
      name: fc.constantFrom(...names),
      quote: fc.nat(3),
      type: fc.constantFrom(...types),
      clauses: fc.uniqueArray(fc.constantFrom(...clauses), {
        maxLength: 3,
        selector: (clause) => clause.replace(/^CONSTRAINT \S+ /, '').split(/[ (]/)[0],
      }),
    }),
    { minLength: 1, maxLength: 5, selector: (column) => column.name.toLowerCase() },
  ),
  key: fc.constantFrom('none', 'rowid', 'counter', 'without rowid', 'two'),
  gap: fc.constantFrom(...gaps),
  unique: fc.boolean(),
  generated: fc.boolean(),
  values: fc.array(fc.array(fc.constantFrom(...values), { minLength: 5, maxLength: 5 }), { maxLength: 4 }),
});

function script({ columns, key, gap, unique, generated, values: rows }: Shape): string {
  const written = columns.map((column) => ({ ...column, sql: (quotes[column.quote] ?? quotes[1]!)(column.name) }));
  const first = written[0]!;
  const id = {
    none: '',
    rowid: 'id INTEGER PRIMARY KEY',
    counter: 'id INTEGER PRIMARY KEY AUTOINCREMENT',
    'without rowid': 'id TEXT PRIMARY KEY',
    two: 'id TEXT',
  }[key];
  const elements = [
    ...(id === '' ? [] : [id]),
    ...written.map((column) => [column.sql, column.type, ...column.clauses].filter((part) => part !== '').join(gap)),
    ...(generated ? [`made${gap}TEXT GENERATED ALWAYS AS (1 || ')') STORED`] : []),
    ...(key === 'two' ? [`PRIMARY KEY${gap}(id, ${first.sql} DESC)`] : []),
    ...(unique ? [`CONSTRAINT "the, unique" UNIQUE (${first.sql}${gap}COLLATE BINARY)`] : []),
  ];
  const numbers = key === 'none' ? '' : 'id, ';
  return [
    'CREATE TABLE other (id INTEGER PRIMARY KEY)',
    'CREATE TABLE log (text)',
    `CREATE TABLE${gap}"the table"${gap}(${gap}${elements.join(`,${gap}`)}${gap})${key === 'without rowid' ? ' WITHOUT ROWID' : ''}`,
    `CREATE INDEX "an index" ON "the table" (${first.sql} DESC) WHERE ${first.sql} IS NOT NULL`,
    `CREATE TRIGGER tr AFTER UPDATE ON "the table" BEGIN INSERT INTO log VALUES (new.${first.sql}); END`,
    `CREATE VIEW v AS SELECT ${first.sql} FROM "the table"`,
    `CREATE TABLE child (parent REFERENCES "the table")`,
    ...rows.map(
      (row, i) =>
        `INSERT OR IGNORE INTO "the table" (${numbers}${written.map((column) => column.sql).join(', ')}) VALUES (${numbers === '' ? '' : `${i * 7 + 3}, `}${written.map((_, at) => row[at]).join(', ')})`,
    ),
  ].join(';\n');
}

test('a check that comes and goes leaves definition, rows and everything around them as they were', async () => {
  let rebuilt = 0;
  await fc.assert(
    fc.asyncProperty(shape, async (one) => {
      const db = await openSqlite();
      try {
        // What SQLite itself does not take is no table that could be rebuilt.
        const possible = await run(db, script(one)).then(
          () => true,
          () => false,
        );
        if (!possible) return;
        const before = await dump(db);
        await apply(db, { kind: 'addCheck', table: { name: 'THE TABLE' }, condition: '1 = 1', constraintName: 'ck, added' });
        const between = await dump(db);
        expect(between['table the table']).toContain('CONSTRAINT "ck, added" CHECK (1 = 1)');
        expect(between['rows of the table']).toBe(before['rows of the table']);
        await apply(db, { kind: 'dropCheck', table: { name: 'the table' }, constraintName: 'CK, added' });
        expect(await dump(db)).toEqual(before);
        rebuilt += 1;
      } finally {
        await db.close();
      }
    }),
    { numRuns: 60 },
  );
  expect(rebuilt).toBeGreaterThan(20);
});
