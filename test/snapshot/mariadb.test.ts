import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Connection } from '../../src/dialects/driver.js';
import type { Snapshot } from '../../src/model/schema.js';
import { describeTargets, type TestDatabase } from '../db/targets.js';
import { columnOf, introspect, schemaText, tableOf } from './introspect.js';

describeTargets(
  'introspection',
  (target) => {
    let database: TestDatabase;
    let connection: Connection;
    let snapshot: Snapshot;
    let schema: string;

    beforeAll(async () => {
      database = await target.open();
      const driver = await database.dialect.driver();
      connection = await driver.connect({ ...database.target, parameters: { allowmultiqueries: 'true' } }, {});
      await connection.execute({ sql: schemaText('mariadb.sql') });
      snapshot = await introspect(connection);
      schema = connection.info.catalog ?? '';
    }, 60_000);
    afterAll(async () => {
      await connection?.close();
      await database?.[Symbol.asyncDispose]();
    });

    it('shows as many columns, keys, checks and foreign keys as SHOW CREATE TABLE prints', async () => {
      for (const table of snapshot.tables) {
        const printed = (await connection.queryRows(`SHOW CREATE TABLE \`${table.name}\``)).rows[0]?.[1] ?? '';
        const count = (pattern: RegExp): number => printed.match(pattern)?.length ?? 0;
        const columnChecks = count(/^ {2}`.*\bCHECK \(/gm) - count(/CHECK \(json_valid/g);
        expect({ name: table.name, ...partsOf(snapshot, table.name) }).toEqual({
          name: table.name,
          columns: count(/^ {2}`/gm),
          primaryKeys: count(/^ {2}PRIMARY KEY/gm),
          keys: count(/^ {2}(?:UNIQUE |FULLTEXT |SPATIAL )?KEY/gm),
          foreignKeys: count(/^ {2}CONSTRAINT .* FOREIGN KEY/gm),
          checks: count(/^ {2}CONSTRAINT .* CHECK/gm) + columnChecks,
          partitions: count(/^ *\(?PARTITION (?!BY )`?\w+`? /gm) + Number(/PARTITIONS (\d+)/.exec(printed)?.[1] ?? 0),
        });
      }
    });

    it('shows or lists every other object', async () => {
      const names = async (sql: string): Promise<readonly string[]> =>
        (await connection.queryRows(sql)).rows.map(([name]) => name ?? '').sort();
      const kind = async (type: string): Promise<readonly string[]> => names(`SHOW FULL TABLES WHERE Table_type = '${type}'`);
      const shown = (objects: readonly { readonly name: string }[]): readonly string[] => objects.map(({ name }) => name).sort();
      expect(shown(snapshot.tables)).toEqual([...(await kind('BASE TABLE')), ...(await kind('SYSTEM VERSIONED'))].sort());
      expect(shown(snapshot.views)).toEqual(await kind('VIEW'));
      expect(shown(snapshot.sequences)).toEqual(await kind('SEQUENCE'));
      expect(shown(snapshot.triggers)).toEqual(await names('SHOW TRIGGERS'));
      expect(shown(snapshot.routines)).toEqual(await names(`SELECT name FROM mysql.proc WHERE db = '${schema}'`));
      expect(shown(snapshot.unmodelled)).toEqual(await names(`SELECT name FROM mysql.event WHERE db = '${schema}'`));
    });

    it('looks into no other database, where somebody may be changing a table', async () => {
      const asked: string[] = [];
      const watched: Connection = {
        ...connection,
        query: (sql, values) => {
          if (sql.includes('information_schema.') && values !== undefined) asked.push(sql);
          return connection.query(sql, values);
        },
      };
      await introspect(watched);
      expect(asked.length).toBeGreaterThan(10);
      for (const sql of asked) {
        const plan = await connection.query<{ Extra: string | null }>(`EXPLAIN ${sql}`, [schema]);
        expect(plan.map(({ Extra }) => Extra).join(), sql).not.toContain('Scanned all databases');
      }
    });

    it('tells types with length, precision and scale, signs and values', () => {
      const types = Object.fromEntries(tableOf(snapshot, 'film').columns.map(({ name, type }) => [name, type]));
      expect(types).toMatchObject({
        film_id: { text: 'int(10) unsigned', base: 'int', unsigned: true },
        title: { base: 'varchar', length: 255 },
        rental_rate: { text: 'decimal(4,2)', base: 'decimal', precision: 4, scale: 2 },
        length: { text: 'smallint(5) unsigned zerofill', base: 'smallint', unsigned: true },
        rating: { base: 'enum', values: ['G', 'PG', 'R', "it's adult"] },
        special_features: { base: 'set', values: ['Trailers', 'Cuts'] },
        flags: { base: 'bit', length: 8 },
        starts: { base: 'datetime', precision: 3 },
        amount: { base: 'float', precision: 7, scale: 4 },
        data: { text: 'json', base: 'json' },
      });
    });

    it.each([
      ['debt', { kind: 'value', type: 'numeric', text: '-5' }],
      ['rating', { kind: 'value', type: 'string', text: 'G' }],
      ['flags', { kind: 'value', type: 'string', text: '101', sql: "b'101'" }],
      ['day', { kind: 'value', type: 'date', text: '2020-02-29' }],
      ['today', { kind: 'computed', sql: 'curdate()' }],
      ['note', { kind: 'value', type: 'string', text: "back\\slash and 'quote'" }],
      ['lines_text', { kind: 'value', type: 'string', text: 'a\nb' }],
      ['ticket', { kind: 'sequence', sequence: { name: 'ticket_seq' }, sql: 'nextval(`ticket_seq`)' }],
      ['data', { kind: 'value', type: 'string', text: '{}' }],
    ])('tells the default of %s', (name, expected) => {
      expect(columnOf(snapshot, 'film', name).default).toMatchObject(expected);
    });

    it('tells what else a column can have', () => {
      expect(columnOf(snapshot, 'film', 'nothing').default).toBeUndefined();
      expect(columnOf(snapshot, 'film', 'film_id').identity).toEqual({ generation: 'auto' });
      expect(columnOf(snapshot, 'film', 'title_length').generated).toEqual({ expression: 'char_length(`title`)', stored: false });
      expect(columnOf(snapshot, 'film', 'title_upper').generated?.stored).toBe(true);
      expect(columnOf(snapshot, 'film', 'starts').onUpdate).toBe('current_timestamp(3)');
      expect(columnOf(snapshot, 'film', 'hidden').options).toEqual({ invisible: 'true' });
      expect(columnOf(snapshot, 'film', 'latin')).toMatchObject({ charset: 'latin1', collation: 'latin1_swedish_ci' });
      expect(columnOf(snapshot, 'film', 'title')).toMatchObject({ remarks: 'as on the poster', collation: undefined });
    });

    it('takes a unique key for a constraint where a constraint can say all of it', () => {
      const { uniqueConstraints, indexes } = tableOf(snapshot, 'film');
      expect(uniqueConstraints.map(({ name }) => name)).toEqual(['film_uid']);
      expect(Object.fromEntries(indexes.map((index) => [index.name, index]))).toMatchObject({
        film_title_part: { unique: true, keys: [{ column: 'title', length: 10 }, { column: 'length' }] },
        film_title: { unique: false, keys: [{ column: 'title' }, { column: 'length', descending: true }], remarks: 'for the search' },
        film_text: { method: 'fulltext' },
        film_place: { method: 'spatial', keys: [{ column: 'place' }] },
        film_ignored: { options: { ignored: 'true' } },
      });
      expect(tableOf(snapshot, 'memo').indexes).toMatchObject([{ name: 'memo_body', method: 'btree' }, { name: 'memo_hash' }]);
      expect(tableOf(snapshot, 'long_unique').uniqueConstraints).toMatchObject([{ name: 'long_body', columns: ['body'] }]);
    });

    it('tells constraints, partitions and options of tables', () => {
      expect(tableOf(snapshot, 'film').foreignKeys).toMatchObject([
        { name: 'film_language', onDelete: 'restrict', onUpdate: 'cascade' },
        { name: 'film_original', onDelete: 'set null', onUpdate: 'no action' },
      ]);
      expect(tableOf(snapshot, 'film').checkConstraints).toMatchObject([
        { name: 'film_rate_check', expression: "`rental_rate` >= 0 and `note` <> 'it\\'s'" },
        { name: 'qty', expression: '`qty` > 0' },
      ]);
      expect(tableOf(snapshot, 'region').partitioning).toEqual({
        by: 'LIST COLUMNS (`code`)',
        partitions: [
          { name: 'north', definition: 'VALUES IN (1,2)' },
          { name: 'other', definition: 'DEFAULT' },
        ],
      });
      expect(tableOf(snapshot, 'film').options).toMatchObject({ row_format: 'DYNAMIC', stats_persistent: '1' });
      expect(tableOf(snapshot, 'store').options).toEqual({ charset: 'latin1', collation: 'latin1_german1_ci' });
      expect(tableOf(snapshot, 'price').options).toEqual({ 'system versioning': 'true' });
    });

    it('prints statements that run again, in a database of another name', async () => {
      await using other = await target.open();
      await using session = await other.connect();
      for (const routine of snapshot.routines) await session.execute({ sql: routine.definition });
      await session.execute({ sql: 'CREATE TABLE film (title text, length int)' });
      await session.execute({ sql: 'CREATE TABLE memo (id int, body text)' });
      for (const trigger of snapshot.triggers.filter(({ name }) => name !== 'film_update'))
        await session.execute({ sql: trigger.definition });
      for (const event of snapshot.unmodelled) await session.execute({ sql: event.definition ?? '' });
      const again = await introspect(session);
      const plain = (of: Snapshot): unknown => [
        of.routines.map((routine) => routine.definition),
        of.triggers.filter(({ name }) => name !== 'film_update').map((trigger) => trigger.definition),
        of.unmodelled.map((event) => event.definition),
      ];
      expect(plain(again)).toEqual(plain(snapshot));
    });

    it('tells what views need, and their queries without the name of the database', () => {
      const [codes, list] = snapshot.views;
      expect(codes?.dependsOn?.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['function code_of', 'view film_list']);
      expect(list?.query).toContain('from (`film` `f` join `language` `l`');
      expect(list?.query).toContain("'it\\'s `x`.'");
      expect(snapshot.views.map(({ query }) => query).join('')).not.toContain(schema);
    });

    it('prints the same in a session with quotes of its own', async () => {
      await connection.execute({ sql: "SET SESSION sql_mode = 'ANSI_QUOTES'" });
      const plain = (of: Snapshot): unknown => [of.tables, of.views];
      expect(plain(await introspect(connection))).toEqual(plain(snapshot));
      expect((await connection.queryRows('SELECT @@sql_mode')).rows).toEqual([['ANSI_QUOTES']]);
      await connection.execute({ sql: 'SET SESSION sql_mode = DEFAULT' });
    });
  },
  (target) => target.dialect === 'mariadb',
);

function partsOf(snapshot: Snapshot, name: string): Readonly<Record<string, number>> {
  const table = tableOf(snapshot, name);
  return {
    columns: table.columns.length,
    primaryKeys: Number(table.primaryKey !== undefined),
    keys: table.uniqueConstraints.length + table.indexes.length,
    foreignKeys: table.foreignKeys.length,
    checks: table.checkConstraints.length,
    partitions: table.partitioning?.partitions?.length ?? 0,
  };
}
