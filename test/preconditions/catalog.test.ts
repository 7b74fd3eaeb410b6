import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ChangelogError } from '../../src/core/error.js';
import type { PreconditionContext, Verdict } from '../../src/define/precondition.js';
import type { SqlContext } from '../../src/dialects/dialect.js';
import type { Connection } from '../../src/dialects/driver.js';
import { createSqlContext } from '../../src/dialects/sql-context.js';
import type { ObjectQuotingStrategy } from '../../src/model/names.js';
import { preconditionDefinitions } from '../../src/preconditions/index.js';
import { describeTargets, type TestDatabase } from '../db/targets.js';

interface Live {
  readonly database: TestDatabase;
  readonly connection: Connection;
}

function sqlOf({ database, connection }: Live, quoting: ObjectQuotingStrategy): SqlContext {
  const { version, catalog, schema } = connection.info;
  return createSqlContext(
    database.dialect,
    {
      version,
      quoting,
      defaultCatalog: catalog,
      defaultSchema: schema,
      connectionSchema: schema,
      outputDefaultCatalog: true,
      outputDefaultSchema: true,
      live: true,
    },
    () => {},
  );
}

function evaluate(
  live: Live,
  name: string,
  props: Readonly<Record<string, unknown>>,
  quoting: ObjectQuotingStrategy = 'LEGACY',
): Promise<Verdict> {
  const { database, connection } = live;
  const sql = sqlOf(live, quoting);
  const context = {
    catalog: database.dialect.catalog(connection, sql),
    query: async (text: string) => (await connection.queryRows(text)).rows,
    defaultSchema: sql.defaultSchema ?? sql.defaultCatalog,
    objectSql: (object, kind) => sql.object(object, kind),
    nameSql: (text, kind) => sql.name(text, kind),
  } as Partial<PreconditionContext> as PreconditionContext;
  const definition = preconditionDefinitions.get(name);
  if (definition === undefined) throw new Error(`no precondition ${name}`);
  return definition.evaluate({ name, props, nested: [], source: { file: 'x', line: 1, column: 1 } }, context, []);
}

/** Objects that every database can have. */
const objects = [
  'CREATE TABLE person (id int NOT NULL, name varchar(50), email varchar(50), boss int, CONSTRAINT pk_person PRIMARY KEY (id), CONSTRAINT uq_email UNIQUE (email, name))',
  'CREATE TABLE address (id int NOT NULL, person_id int, CONSTRAINT pk_address PRIMARY KEY (id), CONSTRAINT fk_person FOREIGN KEY (person_id) REFERENCES person (id))',
  'CREATE TABLE bare (id int)',
  'CREATE VIEW person_view AS SELECT id, name FROM person',
  'CREATE INDEX ix_name ON person (name, boss)',
  "INSERT INTO person (id, name) VALUES (1, 'ann')",
];

type Case = readonly [name: string, props: Readonly<Record<string, unknown>>, holds: boolean];

const everywhere: readonly Case[] = [
  ['tableExists', { tableName: 'person' }, true],
  ['tableExists', { tableName: 'person', schemaName: ' ', catalogName: '' }, true],
  ['tableExists', { tableName: 'person_view' }, false],
  ['tableExists', { tableName: 'pers_n' }, false],
  ['tableExists', { tableName: 'nothing' }, false],
  ['viewExists', { viewName: 'person_view' }, true],
  ['viewExists', { viewName: 'person' }, false],
  ['columnExists', { tableName: 'person', columnName: 'name' }, true],
  ['columnExists', { tableName: 'person', columnName: 'NAME' }, true],
  ['columnExists', { tableName: 'person_view', columnName: 'name' }, true],
  ['columnExists', { tableName: 'person', columnName: 'nick' }, false],
  ['columnExists', { tableName: 'nothing', columnName: 'name' }, false],
  ['indexExists', { indexName: 'ix_name' }, true],
  ['indexExists', { indexName: 'ix_name', tableName: 'person' }, true],
  ['indexExists', { indexName: 'ix_name', tableName: 'address' }, false],
  ['indexExists', { indexName: 'ix_nam_' }, false],
  ['indexExists', { tableName: 'person', columnNames: 'name, boss' }, true],
  ['indexExists', { tableName: 'person', columnNames: 'boss, name' }, false],
  ['indexExists', { tableName: 'person', columnNames: 'name' }, false],
  ['primaryKeyExists', { tableName: 'person' }, true],
  ['primaryKeyExists', { tableName: 'bare' }, false],
  ['primaryKeyExists', { tableName: 'bare', primaryKeyName: 'pk_person' }, false],
  ['uniqueConstraintExists', { tableName: 'person', columnNames: 'email, name' }, true],
  ['uniqueConstraintExists', { tableName: 'person', columnNames: 'email' }, false],
  ['uniqueConstraintExists', { tableName: 'bare', columnNames: 'id' }, false],
  ['tableIsEmpty', { tableName: 'bare' }, true],
  ['tableIsEmpty', { tableName: 'person' }, false],
  ['rowCount', { tableName: 'person', expectedRows: 1n }, true],
  ['rowCount', { tableName: 'person', expectedRows: 2n }, false],
  ['sqlCheck', { expectedResult: '1', sql: 'SELECT COUNT(*) FROM person;' }, true],
];

/** Constraints keep their names everywhere but in SQLite's catalog. */
const namedConstraints: readonly Case[] = [
  ['foreignKeyConstraintExists', { foreignKeyName: 'fk_person' }, true],
  ['foreignKeyConstraintExists', { foreignKeyName: 'fk_person', foreignKeyTableName: 'address' }, true],
  ['foreignKeyConstraintExists', { foreignKeyName: 'fk_person', foreignKeyTableName: 'person' }, false],
  ['foreignKeyConstraintExists', { foreignKeyName: 'fk_nobody' }, false],
  ['uniqueConstraintExists', { tableName: 'person', constraintName: 'uq_email' }, true],
  ['uniqueConstraintExists', { tableName: 'address', constraintName: 'uq_email' }, false],
];

describeTargets('preconditions', ({ dialect, open }) => {
  let live: Live;
  beforeAll(async () => {
    const database = await open();
    live = { database, connection: await database.connect() };
    for (const sql of objects) await live.connection.execute({ sql });
  });
  afterAll(async () => {
    await live?.connection.close();
    await live?.database[Symbol.asyncDispose]();
  });

  it.for(everywhere)('%s %o: %s', async ([name, props, holds]) => {
    const verdict = await evaluate(live, name, props);
    if (holds) expect(verdict).toBe(true);
    else expect(verdict).toMatch(/exist|empty|row count/);
  });

  it.for(dialect === 'sqlite' ? [] : namedConstraints)('%s %o: %s', async ([name, props, holds]) => {
    expect((await evaluate(live, name, props)) === true).toBe(holds);
  });

  it('of a table that is not there are errors, where they count rows', async () => {
    for (const name of ['tableIsEmpty', 'rowCount']) {
      const error = await evaluate(live, name, { tableName: 'nothing', expectedRows: 0n }).catch((thrown: unknown) => thrown);
      expect((error as ChangelogError).code).toBe('SQL_FAILED');
    }
  });

  it('take hostile names as names', async () => {
    for (const name of ["x' OR '1'='1", 'x"; DROP TABLE person; --', 'x\\', "\\' OR 1=1 -- ", 'ä漢😀', '%', '?']) {
      expect(await evaluate(live, 'tableExists', { tableName: name, schemaName: undefined })).not.toBe(true);
      expect(await evaluate(live, 'columnExists', { tableName: 'person', columnName: name })).not.toBe(true);
      expect(await evaluate(live, 'indexExists', { indexName: name })).not.toBe(true);
      // SQLite has no schemas, so what is asked of one is asked of the file.
      if (dialect !== 'sqlite') expect(await evaluate(live, 'tableExists', { tableName: 'person', schemaName: name })).not.toBe(true);
    }
    expect(await evaluate(live, 'tableExists', { tableName: 'person' })).toBe(true);
  });

  it('tell a loader the columns of a table, and nothing of one that is not there', async () => {
    const schema = live.database.dialect.liveSchema(live.connection, sqlOf(live, 'LEGACY'));
    const columns = await schema.columns({ name: 'person' });
    expect(columns?.map(({ name }) => name.toLowerCase())).toEqual(['id', 'name', 'email', 'boss']);
    expect(columns?.[1]?.type.toLowerCase()).toMatch(/char/);
    expect(await schema.columns({ name: 'person_view' })).toHaveLength(2);
    expect(await schema.columns({ name: 'nothing' })).toBeUndefined();
  });
});

/** What Liquibase 4.28 answers on PostgreSQL for names in mixed case, per quoting strategy. */
const postgresNames: readonly (readonly [name: string, props: Readonly<Record<string, unknown>>, legacy: boolean, quoteAll: boolean])[] = [
  ['tableExists', { tableName: 'LOW' }, true, true],
  ['tableExists', { tableName: 'mixed' }, true, true],
  ['tableExists', { tableName: 'parts' }, true, true],
  ['tableExists', { tableName: 'mat' }, false, false],
  ['tableExists', { tableName: 'other', schemaName: 'Second' }, true, true],
  ['tableExists', { tableName: 'other' }, false, false],
  ['viewExists', { viewName: 'mat' }, false, false],
  ['columnExists', { tableName: 'mixed', columnName: 'id' }, true, true],
  ['columnExists', { tableName: 'mat', columnName: 'id' }, true, true],
  ['indexExists', { indexName: 'IX_LOW' }, true, false],
  ['indexExists', { indexName: 'Ix_low' }, false, false],
  ['indexExists', { indexName: 'IxMixed' }, true, true],
  ['indexExists', { indexName: 'ixmixed' }, false, false],
  ['indexExists', { tableName: 'Mixed', columnNames: 'id' }, true, true],
  ['indexExists', { tableName: 'mixed', columnNames: 'Id' }, false, false],
  ['indexExists', { tableName: 'low', columnNames: 'lower(name)' }, true, true],
  ['indexExists', { indexName: 'low_pkey' }, true, true],
  ['primaryKeyExists', { tableName: 'LOW' }, true, false],
  ['primaryKeyExists', { tableName: 'Low' }, false, false],
  ['primaryKeyExists', { primaryKeyName: 'Low_PKEY' }, true, true],
  ['uniqueConstraintExists', { tableName: 'low', constraintName: 'low_pkey' }, true, true],
  ['uniqueConstraintExists', { tableName: 'LOW', constraintName: 'uq_low' }, true, false],
  ['uniqueConstraintExists', { tableName: 'low', constraintName: 'ux_low' }, false, false],
  ['sequenceExists', { sequenceName: 'counter' }, true, true],
  ['sequenceExists', { sequenceName: 'COUNTER' }, false, false],
  ['sequenceExists', { sequenceName: 'counter', schemaName: 'second' }, false, false],
];

describeTargets(
  'names in mixed case',
  ({ open }) => {
    let live: Live;
    beforeAll(async () => {
      const database = await open();
      live = { database, connection: await database.connect() };
      await live.connection.execute({
        sql: `CREATE TABLE low (id int PRIMARY KEY, name text, CONSTRAINT uq_low UNIQUE (name));
          CREATE TABLE "Mixed" ("Id" int);
          CREATE INDEX ix_low ON low (name, id);
          CREATE INDEX ix_expression ON low (lower(name));
          CREATE UNIQUE INDEX ux_low ON low (id, name);
          CREATE INDEX "IxMixed" ON "Mixed" ("Id");
          CREATE MATERIALIZED VIEW mat AS SELECT * FROM low;
          CREATE TABLE parts (d date) PARTITION BY RANGE (d);
          CREATE SEQUENCE counter;
          CREATE SCHEMA second;
          CREATE TABLE second.other (id int)`,
      });
    });
    afterAll(async () => {
      await live?.connection.close();
      await live?.database[Symbol.asyncDispose]();
    });
    it.for(postgresNames)('%s %o', async ([name, props, legacy, quoteAll]) => {
      expect((await evaluate(live, name, props, 'LEGACY')) === true, 'LEGACY').toBe(legacy);
      expect((await evaluate(live, name, props, 'QUOTE_ALL_OBJECTS')) === true, 'QUOTE_ALL_OBJECTS').toBe(quoteAll);
    });
  },
  ({ dialect }) => dialect === 'postgresql',
);

describeTargets(
  'names in mixed case',
  ({ open }) => {
    let live: Live;
    let exact: boolean;
    beforeAll(async () => {
      const database = await open();
      live = { database, connection: await database.connect() };
      for (const sql of [
        'CREATE TABLE Mixed (Id int PRIMARY KEY, Name varchar(9), KEY IxMixed (Name))',
        'CREATE VIEW MixedView AS SELECT 1 AS a',
      ]) {
        await live.connection.execute({ sql });
      }
      const [row] = await live.connection.query<{ setting: number }>('SELECT @@lower_case_table_names AS setting');
      exact = row?.setting === 0;
    });
    afterAll(async () => {
      await live?.connection.close();
      await live?.database[Symbol.asyncDispose]();
    });
    it('count where the server tells them apart', async () => {
      expect(await evaluate(live, 'tableExists', { tableName: 'Mixed' })).toBe(true);
      expect((await evaluate(live, 'tableExists', { tableName: 'mixed' })) === true).toBe(!exact);
      expect((await evaluate(live, 'viewExists', { viewName: 'mixedview' })) === true).toBe(!exact);
      expect((await evaluate(live, 'indexExists', { indexName: 'ixmixed' })) === true).toBe(!exact);
      expect(await evaluate(live, 'columnExists', { tableName: 'Mixed', columnName: 'NAME' })).toBe(true);
    });
    it('do not count for a primary key, which is always called PRIMARY', async () => {
      expect(await evaluate(live, 'primaryKeyExists', { tableName: 'Mixed', primaryKeyName: 'primary' })).toBe(true);
      expect(await evaluate(live, 'primaryKeyExists', { tableName: 'Mixed', primaryKeyName: 'pk_mixed' })).not.toBe(true);
      const error = await evaluate(live, 'primaryKeyExists', { primaryKeyName: 'PRIMARY' }).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'PRECONDITION_ERROR' });
    });
    it('find a schema given as catalog or as schema', async () => {
      const { catalog } = live.connection.info;
      expect(await evaluate(live, 'tableExists', { tableName: 'Mixed', schemaName: catalog })).toBe(true);
      expect(await evaluate(live, 'tableExists', { tableName: 'Mixed', catalogName: catalog })).toBe(true);
      expect(await evaluate(live, 'tableExists', { tableName: 'Mixed', catalogName: 'mysql' })).not.toBe(true);
    });
  },
  ({ dialect }) => dialect === 'mariadb' || dialect === 'mysql',
);

describeTargets('dropping all', ({ dialect, open }) => {
  it('empties a database whose objects depend on each other, and keeps what it is told', async () => {
    await using database = await open();
    const connection = await database.connect();
    const live: Live = { database, connection };
    for (const sql of [
      ...objects,
      'CREATE TABLE history (id int)',
      'CREATE VIEW second_view AS SELECT id FROM person_view',
      ...(dialect === 'sqlite' ? [] : ['ALTER TABLE person ADD CONSTRAINT fk_cycle FOREIGN KEY (boss) REFERENCES address (id)']),
      ...(['postgresql', 'mariadb', 'mssql', 'oracle'].includes(dialect) ? ['CREATE SEQUENCE counter'] : []),
      ...(dialect === 'postgresql'
        ? ['CREATE TABLE "Odd ""name" (id serial)', 'CREATE MATERIALIZED VIEW mat AS SELECT * FROM person_view']
        : []),
      ...(dialect === 'mariadb' || dialect === 'mysql' ? ['CREATE TABLE `Odd ``name` (id int)'] : []),
    ])
      await connection.execute({ sql });
    const { catalog, schema } = connection.info;
    for (const statement of await database.dialect.dropAll(connection, sqlOf(live, 'LEGACY'), { except: ['HISTORY'] }))
      await connection.execute(statement);
    expect(await database.dialect.dropAll(connection, sqlOf(live, 'LEGACY'), { except: ['HISTORY'] })).toEqual([]);
    expect(await evaluate(live, 'tableExists', { tableName: 'history' })).toBe(true);
    expect(await database.dialect.dropAll(connection, sqlOf(live, 'LEGACY'), { except: [], schema: schema ?? catalog })).toHaveLength(1);
    await connection.close();
  });
});
