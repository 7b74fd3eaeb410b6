import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesOf, openEngine, type Engine, type PlainChange } from './engine.js';
import { describeTargets, type TestDatabase } from './targets.js';

/** Texts that would do harm, or break a statement, if they were taken for SQL. */
const hostile = [
  `'; DROP TABLE victim; --`,
  `"; DROP TABLE victim; --`,
  String.raw`\'; DROP TABLE victim; -- `,
  `x' || (SELECT count(*) FROM victim) || 'y`,
  `$$; DROP TABLE victim; $$`,
  `*/ DROP TABLE victim; /*`,
  `:name :value ? %s $1 @x #{x}`,
  `back\\slash, tab\tand\nline; DROP TABLE victim;\n/\n//\nGO`,
  `'`,
  `\\`,
  `ünïcödé 漢字 😀 \u2019; DROP TABLE victim; --`,
];

/** Names of the kind; a backtick turns into something else on MariaDB, and a dot into a qualifier there. */
const hostileNames = [
  `a'; DROP TABLE victim; --b`,
  `a"; DROP TABLE victim; --b`,
  `a); DROP TABLE victim; --b`,
  `a*/ DROP TABLE victim; /*b`,
  `a b, c; DROP TABLE victim`,
  `a:name ? $1 b`,
];

const change = (name: string, props: Readonly<Record<string, unknown>>): PlainChange => ({ name, props });
const into = (...values: readonly (readonly [string, string])[]): PlainChange =>
  change('insert', { tableName: 'thing', columns: values.map(([name, value]) => ({ name, value })) });

const source = { file: 'changelog.xml', line: 1, column: 1 };

/** Where a value goes, and the query that shows what became of it. */
interface Place {
  readonly changes: (text: string) => readonly PlainChange[];
  readonly query: string;
}

const thing = change('createTable', {
  tableName: 'thing',
  columns: [
    { name: 'id', type: 'varchar(200)' },
    { name: 'note', type: 'varchar(200)' },
  ],
});
const note = 'SELECT note FROM thing';

const places: Readonly<Record<string, Place>> = {
  'the value of an insert': { changes: (text) => [thing, into(['note', text])], query: note },
  'the value of an update': {
    changes: (text) => [thing, into(['id', '1']), change('update', { tableName: 'thing', columns: [{ name: 'note', value: text }] })],
    query: note,
  },
  'the parameter of a condition': {
    changes: (text) => [
      thing,
      into(['id', text], ['note', 'no']),
      change('update', {
        tableName: 'thing',
        columns: [{ name: 'note', value: text }],
        where: ':name = :value',
        whereParams: [{ name: 'id', value: text }],
      }),
    ],
    query: note,
  },
  'the default of a new table': {
    changes: (text) => [
      change('createTable', {
        tableName: 'thing',
        columns: [
          { name: 'id', type: 'int' },
          { name: 'note', type: 'varchar(200)', defaultValue: text },
        ],
      }),
      change('insert', { tableName: 'thing', columns: [{ name: 'id', valueNumeric: '1' }] }),
    ],
    query: note,
  },
  'the default of a new column': {
    changes: (text) => [
      thing,
      change('addColumn', { tableName: 'thing', columns: [{ name: 'more', type: 'varchar(200)', defaultValue: text }] }),
      into(['id', '1']),
    ],
    query: 'SELECT more FROM thing',
  },
  'the value that a new column gets in old rows': {
    changes: (text) => [
      thing,
      into(['id', '1']),
      change('addColumn', { tableName: 'thing', columns: [{ name: 'more', type: 'varchar(200)', value: text }] }),
    ],
    query: 'SELECT more FROM thing',
  },
  'a default that is added': {
    changes: (text) => [
      thing,
      change('addDefaultValue', { tableName: 'thing', columnName: 'note', columnDataType: 'varchar(200)', defaultValue: text }),
      into(['id', '1']),
    ],
    query: note,
  },
  'the value in place of NULL': {
    changes: (text) => [
      thing,
      into(['id', '1']),
      change('addNotNullConstraint', { tableName: 'thing', columnName: 'note', columnDataType: 'varchar(200)', defaultNullValue: text }),
    ],
    query: note,
  },
  'a cell of a file': { changes: () => [thing, change('loadData', { tableName: 'thing', file: 'data.csv' })], query: note },
  'a tag': { changes: (text) => [change('tagDatabase', { tag: text })], query: 'SELECT TAG FROM DATABASECHANGELOG WHERE TAG IS NOT NULL' },
};

/** Remarks, with the query for those of the table or its column `note`. */
const remarks: Readonly<Record<string, { readonly table: string; readonly column: string }>> = {
  postgresql: {
    table: `SELECT obj_description('thing'::regclass)`,
    column: `SELECT col_description('thing'::regclass, 2)`,
  },
  mariadb: {
    table: `SELECT table_comment FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'thing'`,
    column: `SELECT column_comment FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'thing' AND column_name = 'note'`,
  },
};

/** What is created under a hostile name, beside a table and its column of that name. */
const namings: Readonly<Record<string, (name: string) => readonly PlainChange[]>> = {
  'a table and a column': () => [],
  'an index': (name) => [change('createIndex', { tableName: name, indexName: `i${name}`, columns: [{ name }] })],
  'a unique constraint': (name) => [change('addUniqueConstraint', { tableName: name, columnNames: 'id', constraintName: `u${name}` })],
  'a view': (name) => [
    change('createView', { viewName: `v${name}`, selectQuery: 'SELECT 1 AS one' }),
    change('dropView', { viewName: `v${name}` }),
  ],
  'a new column': (name) => [change('addColumn', { tableName: name, columns: [{ name: `c${name}`, type: 'int' }] })],
  'a renamed table': (name) => [
    change('renameTable', { oldTableName: name, newTableName: `r${name}` }),
    change('renameTable', { oldTableName: `r${name}`, newTableName: name }),
  ],
};

const proven: readonly string[] = ['postgresql', 'mariadb', 'sqlite'];

describeTargets(
  'hostile text',
  (target) => {
    let database: TestDatabase;
    let engine: Engine;
    let cell = '';

    beforeAll(async () => {
      database = await target.open();
      const files = filesOf({});
      const text = (): string => `note\n"${cell.replaceAll('"', '""')}"\n`;
      engine = await openEngine(database, {
        ...files,
        text,
        bytes: () => Buffer.from(text()),
        pieces: () => [Buffer.from(text())],
        chunks: () => [text()],
      });
      await engine.start();
      await engine.connection.execute({ sql: 'CREATE TABLE victim (id int)' });
    });
    afterAll(async () => {
      await engine?.close();
      await database?.[Symbol.asyncDispose]();
    });

    /** MariaDB's catalog is utf8mb3, whatever the tables are. */
    const stored = (text: string): string => (target.dialect === 'mariadb' ? text.replace(/[^\0-\uffff]/gu, '?') : text).trim();
    /** Blanks at the ends of remarks may go. */
    const kept = async (queries: { readonly table: string; readonly column: string }) =>
      [...(await rows(queries.table)), ...(await rows(queries.column))].map(([remark]) => remark?.trim());
    const rows = async (sql: string) => (await engine.connection.queryRows(sql)).rows;

    describe.each(Object.entries(places))('as %s', (_title, place) => {
      it.each(hostile)('%j arrives as data', async (text) => {
        cell = text;
        const changes = place.changes(text);
        await engine.update({
          changes,
          rollback: changes.includes(thing) || place.query.includes('thing') ? [change('dropTable', { tableName: 'thing' })] : [],
        });
        expect(await rows(place.query)).toEqual([[text]]);
        await engine.rollback(1);
        expect(await rows('SELECT count(*) FROM victim')).toEqual([['0']]);
      });
    });

    const asRemarks = remarks[target.dialect];
    if (asRemarks !== undefined)
      it.each(hostile)('%j arrives as remarks of a table and a column, given at once and later', async (text) => {
        const column = { name: 'note', type: 'varchar(200)', remarks: text };
        const drop = [change('dropTable', { tableName: 'thing' })];
        await engine.update({
          changes: [change('createTable', { tableName: 'thing', remarks: text, columns: [{ name: 'id', type: 'int' }, column] })],
          rollback: drop,
        });
        expect(await kept(asRemarks)).toEqual([stored(text), stored(text)]);
        await engine.rollback(1);
        const later = [
          change('setTableRemarks', { tableName: 'thing', remarks: text }),
          change('setColumnRemarks', { tableName: 'thing', columnName: 'note', columnDataType: 'varchar(200)', remarks: text }),
        ];
        await engine.update({ changes: [thing, ...later], rollback: drop });
        expect(await kept(asRemarks)).toEqual([stored(text), stored(text)]);
        await engine.rollback(1);
        expect(await rows('SELECT count(*) FROM victim')).toEqual([['0']]);
      });

    const asked = [
      'table',
      'view',
      'sequence',
      'index',
      'column',
      'primaryKey',
      'foreignKeyConstraint',
      'uniqueConstraint',
      'rowCount',
      'tableIsEmpty',
    ];
    it.each(hostile)('%j is asked for as a name by preconditions', async (text) => {
      const props: Readonly<Record<string, Readonly<Record<string, string>>>> = {
        table: { tableName: text },
        view: { viewName: text },
        sequence: { sequenceName: text },
        index: { indexName: text, tableName: text },
        column: { tableName: 'victim', columnName: text },
        primaryKey: { tableName: text, primaryKeyName: text },
        foreignKeyConstraint: { foreignKeyTableName: text, foreignKeyName: text },
        uniqueConstraint: { tableName: text, constraintName: text },
        rowCount: { tableName: text, expectedRows: '1' },
        tableIsEmpty: { tableName: text },
      };
      for (const kind of asked) {
        const name = kind === 'rowCount' || kind === 'tableIsEmpty' ? kind : `${kind}Exists`;
        const condition = { name, props: props[kind] ?? {}, nested: [], source };
        const preconditions = { onFail: 'MARK_RAN', onError: 'MARK_RAN', onSqlOutput: 'IGNORE', conditions: [condition], source } as const;
        await engine.update({ changes: [change('dropTable', { tableName: 'victim' })], extra: { preconditions } });
        expect(await rows('SELECT EXECTYPE FROM DATABASECHANGELOG')).toEqual([['MARK_RAN']]);
        expect(await rows('SELECT count(*) FROM victim')).toEqual([['0']]);
        await engine.connection.execute({ sql: 'DELETE FROM DATABASECHANGELOG' });
        await engine.start();
      }
    });

    /** Types whose values Liquibase writes as they are. What the database refuses is no harm. */
    it.each(['int', 'decimal(9,2)', 'date', 'timestamp', 'clob', 'blob', 'mood'])(
      'does no harm as a default of the type %s',
      async (type) => {
        for (const text of hostile) {
          const columns = [{ name: 'id', type, defaultValue: text }];
          try {
            await engine.update({ changes: [change('createTable', { tableName: 'typed', columns })] });
            await engine.rollback(1);
          } catch (error) {
            expect(error).toMatchObject({ code: 'SQL_FAILED' });
          }
          expect(await rows('SELECT count(*) FROM victim')).toEqual([['0']]);
        }
      },
    );

    it.each(hostile)('%j arrives as the identity, comment and labels of a changeset', async (text) => {
      const extra = { author: text, comment: text, labels: text };
      await engine.update({ changes: [change('empty', {})], extra });
      const [found] = await rows('SELECT AUTHOR, COMMENTS, LABELS FROM DATABASECHANGELOG');
      expect(found?.slice(0, 2)).toEqual([text, text.trim()]);
      await engine.rollback(1);
      expect(await rows('SELECT count(*) FROM DATABASECHANGELOG')).toEqual([['0']]);
      expect(await rows('SELECT count(*) FROM victim')).toEqual([['0']]);
    });

    describe.each(Object.entries(namings))('as the name of %s', (_title, more) => {
      it.each(hostileNames)('%j is a name', async (name) => {
        const columns = [
          { name: 'id', type: 'varchar(20)' },
          { name, type: 'varchar(20)' },
        ];
        await engine.update({
          changes: [
            change('createTable', { tableName: name, columns }),
            ...more(name),
            change('insert', { tableName: name, columns: [{ name, value: 'x' }] }),
          ],
          rollback: [change('dropTable', { tableName: name })],
          extra: { objectQuotingStrategy: 'QUOTE_ALL_OBJECTS' },
        });
        await engine.rollback(1);
        expect(await rows('SELECT count(*) FROM victim')).toEqual([['0']]);
      });
    });
  },
  (target) => proven.includes(target.dialect),
);
