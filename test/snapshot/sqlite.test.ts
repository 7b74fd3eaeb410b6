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

    beforeAll(async () => {
      database = await target.open();
      connection = await database.connect();
      await connection.execute({ sql: schemaText('sqlite.sql') });
      snapshot = await introspect(connection);
    });
    afterAll(async () => {
      await connection?.close();
      await database?.[Symbol.asyncDispose]();
    });

    it('shows or lists as many objects as the database has', async () => {
      const rows = await connection.query<{ type: string; name: string }>(
        `SELECT type, name FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE 'search\\_%' ESCAPE '\\'
         ORDER BY type, name`,
      );
      const shown = [
        ...snapshot.tables.flatMap((table) => table.indexes).map(({ name }) => ({ type: 'index', name })),
        ...[...snapshot.tables, ...snapshot.unmodelled].map(({ name }) => ({ type: 'table', name })),
        ...snapshot.triggers.map(({ name }) => ({ type: 'trigger', name })),
        ...snapshot.views.map(({ name }) => ({ type: 'view', name })),
      ];
      const sorted = (objects: readonly { type: string; name: string }[]): readonly string[] =>
        objects.map(({ type, name }) => `${type} ${name}`).sort();
      expect(sorted(shown)).toEqual(sorted(rows));
    });

    it('tells of every table what the pragmas tell', async () => {
      for (const table of snapshot.tables) {
        const columns = await connection.query<{ name: string; type: string; pk: number; hidden: number }>(
          'SELECT name, type, pk, hidden FROM pragma_table_xinfo(?)',
          [table.name],
        );
        expect(table.columns.map(({ name, type }) => [name, type.text])).toEqual(columns.map(({ name, type }) => [name, type]));
        expect(table.columns.filter(({ generated }) => generated !== undefined).map(({ name }) => name)).toEqual(
          columns.filter(({ hidden }) => hidden > 1).map(({ name }) => name),
        );
        const key = columns.filter(({ pk }) => pk > 0).sort((one, other) => one.pk - other.pk);
        expect(table.primaryKey?.columns ?? []).toEqual(key.map(({ name }) => name));
        const foreignKeys = await connection.query<{
          id: number;
          table: string;
          from: string;
          on_update: string;
          on_delete: string;
          match: string;
        }>('SELECT * FROM pragma_foreign_key_list(?) ORDER BY id, seq', [table.name]);
        const told = table.foreignKeys.flatMap((one) =>
          one.columns.map((from) => [one.references.name, from.toLowerCase(), one.onUpdate, one.onDelete].join()),
        );
        expect(told.sort()).toEqual(
          foreignKeys
            .map((row) => [row.table, row.from.toLowerCase(), row.on_update.toLowerCase(), row.on_delete.toLowerCase()].join())
            .sort(),
        );
        const uniques = await connection.query<{ origin: string }>("SELECT origin FROM pragma_index_list(?) WHERE origin = 'u'", [
          table.name,
        ]);
        expect(table.uniqueConstraints).toHaveLength(uniques.length);
      }
    });

    it.each([
      ['title', { kind: 'value', type: 'string', text: `it's "here"` }],
      ['price', { kind: 'value', type: 'numeric', text: '-0.99' }],
      ['rating', { kind: 'value', type: 'numeric', text: '1e3' }],
      ['made', { kind: 'computed', sql: 'CURRENT_TIMESTAMP' }],
      ['active', { kind: 'value', type: 'boolean', text: 'true' }],
      ['code', { kind: 'computed', sql: "(upper('x') || '(;)')" }],
      ['backslash', { kind: 'value', type: 'string', text: '\\' }],
    ])('tells the default of %s', (name, expected) => {
      expect(columnOf(snapshot, 'album', name).default).toMatchObject(expected);
    });

    it('tells what else a column can have', () => {
      expect(columnOf(snapshot, 'album', 'absent').default).toBeUndefined();
      expect(columnOf(snapshot, 'artist', 'born').default).toMatchObject({ type: 'date', text: '1970-01-01' });
      expect(columnOf(snapshot, 'artist', 'artist_id')).toMatchObject({ identity: { generation: 'auto' }, nullable: false });
      expect(columnOf(snapshot, 'track', 'track_id')).toMatchObject({ identity: undefined, nullable: false });
      expect(columnOf(snapshot, 'artist', 'name')).toMatchObject({ collation: 'NOCASE', type: { base: 'nvarchar', length: 120 } });
      expect(columnOf(snapshot, 'album', 'title')).toMatchObject({
        notNullName: 'album_title_required',
        options: { 'not null on conflict': 'ignore' },
      });
      expect(columnOf(snapshot, 'album', 'price').type).toMatchObject({ base: 'numeric', precision: 10, scale: 2 });
      expect(columnOf(snapshot, 'album', 'gross').generated).toEqual({ expression: 'price * 1.2', stored: false });
      expect(columnOf(snapshot, 'album', 'label').generated).toEqual({ expression: "title || ')'", stored: true });
    });

    it('tells constraints, named or not, with what the pragmas leave out', () => {
      const album = tableOf(snapshot, 'album');
      expect(album.primaryKey).toMatchObject({ name: 'album_pk', columns: ['album_id'] });
      expect(album.uniqueConstraints).toMatchObject([
        {
          name: 'album_title_unique',
          columns: ['title', 'made'],
          options: { keys: 'title COLLATE NOCASE, made DESC', 'on conflict': 'replace' },
        },
        { name: undefined, columns: ['title', 'price'], options: undefined },
      ]);
      expect(album.checkConstraints).toMatchObject([
        { name: 'album_price', expression: "price < 1000 AND title <> '\\' AND (code IS NULL OR code <> ')')" },
        { name: undefined, expression: 'active IN (0, 1)' },
      ]);
      expect(album.foreignKeys).toMatchObject([
        {
          name: 'album_artist_fk',
          columns: ['artist id'],
          references: { name: 'artist' },
          referencedColumns: ['artist_id'],
          onDelete: 'cascade',
          onUpdate: 'set null',
          deferrable: true,
          initiallyDeferred: true,
        },
      ]);
      expect(tableOf(snapshot, 'use_playlist').foreignKeys).toMatchObject([{ referencedColumns: ['track_id', 'playlist_id'] }]);
      expect(tableOf(snapshot, 'track').foreignKeys).toMatchObject([
        { name: 'track_album', match: 'full' },
        { references: { name: 'track' } },
      ]);
      expect(tableOf(snapshot, 'exact').options).toEqual({ strict: 'true', 'without rowid': 'true' });
    });

    it('tells keys, expressions and conditions of indexes', () => {
      expect(tableOf(snapshot, 'album').indexes).toMatchObject([
        {
          name: 'album_lower',
          unique: true,
          keys: [{ expression: 'lower(title)' }, { expression: 'price + 1' }],
          where: 'active = 1 AND price > 0',
        },
        { name: 'album_title', unique: false, keys: [{ column: 'title', collation: 'NOCASE', descending: true }, { column: 'price' }] },
      ]);
      expect(tableOf(snapshot, 'track').indexes).toMatchObject([{ name: 'odd index', keys: [{ column: 'select' }] }]);
    });

    it('tells views with their columns, and those that are broken without', () => {
      const views = Object.fromEntries(snapshot.views.map((view) => [view.name, view]));
      expect(views['album_list']?.columns.map(({ name }) => name)).toEqual(['id', 'what']);
      expect(views['album_list']?.query).toMatch(/^SELECT a\.album_id/);
      expect(views['short_list']?.dependsOn).toEqual([{ kind: 'view', name: 'album_list' }]);
      expect(views['broken']).toMatchObject({ columns: [], query: 'SELECT * FROM no_such_table' });
    });
  },
  (target) => target.dialect === 'sqlite',
);
