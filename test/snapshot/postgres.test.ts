import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connection } from '../../src/dialects/driver.js';
import type { Snapshot } from '../../src/model/schema.js';
import { describeTargets, pglite, type TestDatabase } from '../db/targets.js';
import { columnOf, introspect, schemaText, tableOf } from './introspect.js';

/**
 * What the server itself counts as objects that a user made: those of no extension and of no other object. Constraints, indexes and triggers
 * that a table has from its parent belong to the parent.
 */
const countQuery = `
  WITH o AS (
    SELECT 'pg_class'::regclass AS catalog, oid FROM pg_class WHERE relkind <> 't' AND relkind NOT IN ('i', 'I')
    UNION ALL SELECT 'pg_class'::regclass, indexrelid FROM pg_index WHERE NOT indrelid IN (SELECT oid FROM pg_class WHERE relkind = 't')
    UNION ALL SELECT 'pg_constraint'::regclass, oid FROM pg_constraint WHERE contype <> 't' AND conislocal
    UNION ALL SELECT 'pg_type'::regclass, oid FROM pg_type WHERE typtype <> 'b' AND typtype <> 'm'
    UNION ALL SELECT 'pg_proc'::regclass, oid FROM pg_proc UNION ALL SELECT 'pg_trigger'::regclass, oid FROM pg_trigger
    UNION ALL SELECT 'pg_rewrite'::regclass, oid FROM pg_rewrite UNION ALL SELECT 'pg_policy'::regclass, oid FROM pg_policy
    UNION ALL SELECT 'pg_statistic_ext'::regclass, oid FROM pg_statistic_ext UNION ALL SELECT 'pg_collation'::regclass, oid FROM pg_collation
    UNION ALL SELECT 'pg_ts_config'::regclass, oid FROM pg_ts_config UNION ALL SELECT 'pg_extension'::regclass, oid FROM pg_extension
    UNION ALL SELECT 'pg_cast'::regclass, oid FROM pg_cast UNION ALL SELECT 'pg_operator'::regclass, oid FROM pg_operator
    UNION ALL SELECT 'pg_opclass'::regclass, oid FROM pg_opclass UNION ALL SELECT 'pg_opfamily'::regclass, oid FROM pg_opfamily
  )
  SELECT (pg_identify_object(o.catalog, o.oid, 0)).type AS type, count(*)::int AS count FROM o
  WHERE o.oid >= 16384 AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = o.catalog AND d.objid = o.oid AND d.objsubid = 0 AND d.deptype IN ('e', 'i', 'P', 'S'))
  GROUP BY 1 ORDER BY 1`;

describeTargets(
  'introspection',
  (target) => {
    let database: TestDatabase;
    let connection: Connection;
    let snapshot: Snapshot;

    beforeAll(async () => {
      database = await target.open();
      connection = await database.connect();
      await connection.execute({ sql: schemaText('postgres.sql') });
      snapshot = await introspect(connection);
    }, 60_000);
    afterAll(async () => {
      await connection?.close();
      await database?.[Symbol.asyncDispose]();
    });

    it('shows or lists as many objects of each kind as the server counts', async () => {
      const rows = await connection.query<{ type: string; count: number }>(countQuery);
      const parts = snapshot.tables.map((table) => ({
        constraints:
          Number(table.primaryKey !== undefined) +
          table.uniqueConstraints.length +
          table.checkConstraints.length +
          table.exclusionConstraints.length +
          table.foreignKeys.length,
        indexes: table.indexes.length,
      }));
      const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
      const listed = (kind: string): number => snapshot.unmodelled.filter((object) => object.kind === kind).length;
      const serials = snapshot.tables.flatMap(({ columns }) => columns).filter(({ identity }) => identity?.generation === 'serial').length;
      expect(Object.fromEntries(rows.map(({ type, count }) => [type, count]))).toEqual({
        aggregate: listed('aggregate'),
        collation: listed('collation'),
        'domain constraint': sum(snapshot.domains.map(({ checkConstraints }) => checkConstraints.length)),
        extension: snapshot.extensions.length,
        function: snapshot.routines.filter(({ kind }) => kind === 'function').length,
        index: sum(parts.map(({ indexes }) => indexes)) + sum(snapshot.views.map(({ indexes }) => indexes?.length ?? 0)),
        'materialized view': snapshot.views.filter(({ kind }) => kind === 'materializedView').length,
        policy: listed('policy'),
        procedure: snapshot.routines.filter(({ kind }) => kind === 'procedure').length,
        rule: listed('rule'),
        sequence: snapshot.sequences.length + serials,
        'statistics object': listed('statistics'),
        table: snapshot.tables.length,
        'table constraint': sum(parts.map(({ constraints }) => constraints)),
        'text search configuration': listed('text search configuration'),
        trigger: snapshot.triggers.length,
        type: snapshot.enums.length + snapshot.domains.length + snapshot.compositeTypes.length + listed('range type'),
        view: snapshot.views.filter(({ kind }) => kind === 'view').length,
      });
    });

    it('tells types with length, precision and scale, arrays and types that users made', () => {
      const types = Object.fromEntries(tableOf(snapshot, 'film').columns.map(({ name, type }) => [name, type]));
      expect(types).toMatchObject({
        title: { text: 'character varying(255)', base: 'character varying', length: 255 },
        rental_rate: { text: 'numeric(4,2)', base: 'numeric', precision: 4, scale: 2 },
        loss: { text: 'numeric', base: 'numeric' },
        ratings: { text: 'rating[]', base: 'rating', array: true, definedBy: { schema: 'public', name: 'rating' } },
        flags: { text: 'bit(8)', base: 'bit', length: 8 },
        wait: { text: 'interval(3)', base: 'interval', precision: 3 },
        starts: { text: 'timestamp(3) with time zone', base: 'timestamp with time zone', precision: 3 },
        release_year: { text: 'year', definedBy: { schema: 'public', name: 'year' } },
      });
      expect(types['contact']).toEqual({ text: 'citext', base: 'citext' });
    });

    it.each([
      ['loss', { kind: 'value', type: 'numeric', text: '-1.5' }],
      ['debt', { kind: 'value', type: 'numeric', text: '-5' }],
      ['rating', { kind: 'value', type: 'string', text: 'G' }],
      ['ratings', { kind: 'value', type: 'string', text: '{G,PG}' }],
      ['flags', { kind: 'value', type: 'string', text: '00000001' }],
      ['day', { kind: 'value', type: 'date', text: '2020-02-29' }],
      ['today', { kind: 'computed', sql: 'CURRENT_DATE' }],
      ['active', { kind: 'value', type: 'boolean', text: 'true' }],
      ['note', { kind: 'value', type: 'string', text: "back\\slash and 'quote'" }],
      ['code', { kind: 'computed', sql: "code_of('abc'::text)" }],
      ['ticket', { kind: 'sequence', sequence: { schema: 'public', name: 'ticket_seq' } }],
      ['uid', { kind: 'computed', sql: 'gen_random_uuid()' }],
      ['money_amount', { kind: 'value', type: 'numeric', text: '0' }],
    ])('tells the default of %s', (name, expected) => {
      expect(columnOf(snapshot, 'film', name).default).toMatchObject(expected);
    });

    it('takes a default of NULL for none', () => {
      expect(columnOf(snapshot, 'film', 'nothing').default).toBeUndefined();
    });

    it('tells identity columns from serial ones and from sequences that only look alike', () => {
      expect(columnOf(snapshot, 'film', 'film_id').identity).toMatchObject({ generation: 'always', start: '1000', increment: '10' });
      expect(columnOf(snapshot, 'language', 'language_id')).toMatchObject({ identity: { generation: 'serial' }, default: undefined });
      expect(snapshot.sequences.map(({ name }) => name)).toEqual(['countdown_seq', 'owned_seq', 'plain_seq', 'ticket_seq']);
      expect(snapshot.sequences[3]).toMatchObject({
        start: '100',
        increment: '5',
        minimum: '10',
        maximum: '9000',
        cache: '20',
        cycle: true,
      });
    });

    it('tells constraints with actions, deferrability and whether old rows were checked', () => {
      const film = tableOf(snapshot, 'film');
      expect(film.foreignKeys).toMatchObject([
        { name: 'film_language_id_fkey', onDelete: 'restrict', onUpdate: 'cascade' },
        { name: 'film_original_fk', onDelete: 'set null', match: 'full', deferrable: true, initiallyDeferred: true },
      ]);
      expect(film.checkConstraints).toMatchObject([
        { name: 'film_length_check', expression: '(length > 0) AND (length < 1000)', remarks: 'in minutes' },
        { name: 'film_rate_check', noInherit: true, notValidated: true },
      ]);
      expect(film.uniqueConstraints).toMatchObject([{ columns: ['title', 'code'], include: ['length'], deferrable: true }]);
      expect(tableOf(snapshot, 'pair_use').foreignKeys).toMatchObject([{ columns: ['y', 'x'], referencedColumns: ['b', 'a'] }]);
      expect(tableOf(snapshot, 'booking').exclusionConstraints).toHaveLength(1);
    });

    it('tells all that an index can have', () => {
      const indexes = Object.fromEntries(tableOf(snapshot, 'film').indexes.map((index) => [index.name, index]));
      expect(indexes).toMatchObject({
        film_title_idx: { keys: [{ column: 'title', descending: true, operatorClass: 'varchar_pattern_ops' }, { column: 'language_id' }] },
        film_upper_title: {
          unique: true,
          keys: [{ expression: 'upper((title)::text)' }, { expression: 'length + 1', descending: true, nulls: 'last' }],
          include: ['rental_rate'],
          where: 'active AND (length IS NOT NULL)',
        },
        film_collate: { keys: [{ column: 'description', nulls: 'first', collation: 'POSIX' }] },
        film_brin: { method: 'brin', options: { pages_per_range: '32' } },
        film_nulls: { options: { 'nulls not distinct': 'true' } },
      });
      expect(tableOf(snapshot, 'payment').indexes[0]?.definition).toBe('CREATE INDEX payment_amount ON payment USING btree (amount)');
    });

    it('tells partitions and children with what they have from their parents', () => {
      expect(tableOf(snapshot, 'payment').partitioning).toEqual({ by: 'RANGE (paid)' });
      expect(tableOf(snapshot, 'payment_rest')).toMatchObject({
        partitionOf: { parent: { name: 'payment' }, bound: 'DEFAULT' },
        checkConstraints: [],
      });
      expect(tableOf(snapshot, 'truck')).toMatchObject({ inherits: [{ name: 'vehicle' }], checkConstraints: [] });
      expect(tableOf(snapshot, 'truck').columns.map(({ inherited }) => inherited)).toEqual([true, true, undefined]);
    });

    it('prints statements that do not depend on what the default schema is called', async () => {
      await connection.execute({ sql: 'ALTER SCHEMA public RENAME TO "the Shop"; CREATE SCHEMA public' });
      const renamed = await introspect(connection, { schemas: ['the Shop'] });
      await connection.execute({ sql: 'DROP SCHEMA public; ALTER SCHEMA "the Shop" RENAME TO public' });
      const plain = (of: Snapshot): unknown => JSON.parse(JSON.stringify(of).replaceAll('"the Shop"', '"public"'));
      expect(plain(renamed)).toEqual(plain(snapshot));
    });

    it('leaves the session as it was, in and outside of a transaction', async () => {
      await connection.execute({ sql: 'SET search_path TO pg_temp' });
      await connection.begin();
      await introspect(connection, { schemas: ['public'] });
      expect(connection.inTransaction).toBe(true);
      expect((await connection.queryRows('SHOW search_path')).rows).toEqual([['pg_temp']]);
      await connection.rollback();
      await introspect(connection, { schemas: ['public'] });
      expect(connection.inTransaction).toBe(false);
      await connection.execute({ sql: 'RESET search_path' });
    });

    it('needs no right but to connect', async () => {
      const role = `changelog_test_${process.pid}_reader`;
      await connection.execute({ sql: `CREATE ROLE ${role}; SET ROLE ${role}` });
      const seen = await introspect(connection).finally(() => connection.execute({ sql: `RESET ROLE; DROP ROLE ${role}` }));
      expect(seen).toEqual(snapshot);
    });

    it('tells what views, routines and tables need', () => {
      expect(snapshot.views.find(({ name }) => name === 'film_codes')?.dependsOn).toEqual([
        { kind: 'function', schema: 'public', name: 'code_of', arguments: 'text' },
        { kind: 'view', schema: 'public', name: 'film_list' },
      ]);
      expect(tableOf(snapshot, 'film').dependsOn).toMatchObject([{ kind: 'function', name: 'code_of' }]);
    });

    it('lists what others were granted', () => {
      expect(snapshot.grants).toEqual([
        { on: { kind: 'column', schema: 'public', name: 'title', table: 'film' }, grantee: 'PUBLIC', privileges: ['UPDATE'] },
        { on: { kind: 'sequence', schema: 'public', name: 'ticket_seq' }, grantee: 'PUBLIC', privileges: ['USAGE'] },
        { on: { kind: 'table', schema: 'public', name: 'film' }, grantee: 'PUBLIC', privileges: ['INSERT', 'SELECT'] },
      ]);
    });

    it('tells foreign servers and tables with their statements, but for options that are called like secrets', async () => {
      await using other = await target.open();
      await using connection = await other.connect();
      await connection.execute({ sql: 'CREATE FOREIGN DATA WRAPPER w' });
      await connection.execute({ sql: "CREATE SERVER far FOREIGN DATA WRAPPER w OPTIONS (host 'it''s')" });
      await connection.execute({ sql: "CREATE SERVER hidden FOREIGN DATA WRAPPER w OPTIONS (aws_secret_access_key 'k')" });
      await connection.execute({ sql: "CREATE USER MAPPING FOR PUBLIC SERVER far OPTIONS (password 'p')" });
      const { unmodelled } = await introspect(connection);
      const listed = unmodelled.map(({ kind, name, definition }) => [kind, name, definition]);
      expect(listed).toEqual([
        ['foreign data wrapper', 'w', 'CREATE FOREIGN DATA WRAPPER w'],
        ['foreign server', 'far', "CREATE SERVER far FOREIGN DATA WRAPPER w OPTIONS (host 'it''s')"],
        ['foreign server', 'hidden', undefined],
        ['user mapping', 'public on far', undefined],
      ]);
    });

    it('looks only for the kinds that are asked for', async () => {
      const some = await introspect(connection, { kinds: new Set(['table', 'column', 'view']) });
      expect([some.routines.length, some.triggers.length, some.extensions.length]).toEqual([0, 0, 0]);
      expect(some.tables.map(({ name }) => name)).toEqual(snapshot.tables.map(({ name }) => name));
    });

    it('names objects of other schemas with theirs', async () => {
      await connection.execute({
        sql: 'CREATE SCHEMA side; CREATE TABLE side.film_note (film_id integer REFERENCES public.film (film_id), note text, rating public.rating)',
      });
      const side = await introspect(connection, { schemas: ['side', 'SIDE'] });
      expect(side.schemas).toEqual([{ kind: 'schema', name: 'side' }]);
      expect(tableOf(side, 'film_note').foreignKeys).toMatchObject([
        { references: { schema: 'public', name: 'film' }, referencedColumns: ['film_id'] },
      ]);
      expect(columnOf(side, 'film_note', 'rating').type).toMatchObject({ text: 'public.rating' });
      const both = await introspect(connection, { schemas: ['public', 'side'] });
      expect(both.tables).toHaveLength(snapshot.tables.length + 1);
      await connection.execute({ sql: 'DROP SCHEMA side CASCADE' });
    });
  },
  (target) => target.dialect === 'postgresql',
);

describe('introspection on embedded PostgreSQL 18', () => {
  it('tells what older versions do not have', { timeout: 60_000 }, async () => {
    await using database = await pglite.open();
    await using connection = await database.connect();
    await connection.execute({
      sql: `CREATE TABLE room (id int4range, at daterange CONSTRAINT at_given NOT NULL, size int NOT NULL, twice int GENERATED ALWAYS AS (size * 2),
        CONSTRAINT room_key UNIQUE (id, at WITHOUT OVERLAPS), CONSTRAINT room_size CHECK (size > 0) NOT ENFORCED)`,
    });
    const snapshot = await introspect(connection);
    expect(columnOf(snapshot, 'room', 'at').notNullName).toBe('at_given');
    expect(columnOf(snapshot, 'room', 'size').notNullName).toBeUndefined();
    expect(columnOf(snapshot, 'room', 'twice').generated).toEqual({ expression: 'size * 2', stored: false });
    expect(tableOf(snapshot, 'room')).toMatchObject({
      uniqueConstraints: [{ name: 'room_key', options: { 'without overlaps': 'true' } }],
      checkConstraints: [{ name: 'room_size', disabled: true, notValidated: undefined }],
    });
  });
});
