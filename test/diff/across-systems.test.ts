import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diff, generateChangelog, update } from '../../src/index.js';
import type { Snapshot } from '../../src/model/schema.js';
import type { Table } from '../../src/model/schema-table.js';
import { targets, type TestDatabase } from '../db/targets.js';
import { schemaText } from '../snapshot/introspect.js';
import { sideOfDatabase } from './round-trip.js';

/** An object with everything that is said of it, but for how the system spells it. */
type Told = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Spellings of one system, and what is compared by meaning (types and defaults) in `diff`. */
const spellings: ReadonlySet<string> = new Set(
  'kind schema position type sql text definition dependsOn isPublic query expression onDelete onUpdate dataType generation inherited overrides'.split(
    ' ',
  ),
);

function propertiesOf(value: unknown, path: string, found: Map<string, string>): void {
  if (typeof value === 'object' && value !== null)
    for (const [key, own] of Object.entries(value)) {
      if (!spellings.has(key)) propertiesOf(own, path === '' ? key : `${path}.${key}`, found);
    }
  else if (value !== undefined) found.set(path, JSON.stringify(value));
}

/** What a snapshot tells, by `kind table.name`. */
function told(snapshot: Snapshot): Told {
  const all = new Map<string, ReadonlyMap<string, string>>();
  const add = (kind: string, name: string, value: object): void => {
    const found = new Map<string, string>();
    propertiesOf(value, '', found);
    all.set(`${kind} ${name}`, found);
  };
  const part = (table: Table, kind: string, own: { readonly name?: string | undefined; readonly columns?: unknown }): void =>
    add(kind, `${table.name}.${own.name ?? String(own.columns)}`, { ...own, name: undefined });
  for (const table of snapshot.tables) {
    const { remarks, options, partitioning, partitionOf, inherits } = table;
    add('table', table.name, { remarks, options, partitioning, partitionOf, inherits });
    for (const column of table.columns) {
      const { default: fallback, generated, identity, ...rest } = column;
      const { generation, ...numbering } = identity ?? {};
      const own = { hasDefault: fallback && 'yes', numbered: identity && 'yes', always: generation === 'always' ? 'yes' : undefined };
      part(table, 'column', { ...rest, ...own, ...{ numbering, generated: generated && 'yes' } });
    }
    // The name of a key is nobody's choice on MariaDB.
    if (table.primaryKey !== undefined) add('primaryKey', table.name, { ...table.primaryKey, name: undefined });
    for (const one of [...table.uniqueConstraints, ...table.indexes]) {
      const columns = 'columns' in one ? one.columns : one.keys.map(({ column }) => column);
      const keys = 'keys' in one ? one.keys.map(({ column: _column, ...rest }) => rest) : [];
      part(table, 'index', { ...one, ...{ unique: undefined, columns, keys } });
    }
    for (const one of table.checkConstraints) part(table, 'checkConstraint', one);
    for (const one of table.exclusionConstraints) part(table, 'exclusionConstraint', one);
    for (const one of table.foreignKeys) {
      const sets = one.onDelete === 'set default' || one.onUpdate === 'set default' ? 'yes' : undefined;
      part(table, 'foreignKey', { ...one, ...{ references: one.references.name, sets } });
    }
  }
  for (const one of snapshot.sequences) add('sequence', one.name, { ...one, hasType: one.dataType && 'yes', cache: undefined });
  for (const one of [...snapshot.extensions, ...snapshot.enums, ...snapshot.domains, ...snapshot.compositeTypes])
    add(one.kind, one.name, {});
  for (const one of [...snapshot.views, ...snapshot.routines, ...snapshot.triggers]) add(one.kind, one.name, {});
  for (const one of snapshot.unmodelled) add(one.kind, one.name, {});
  for (const { grantee, on } of snapshot.grants) add('grant', `${grantee} on ${on.kind} ${on.name}`, {});
  for (const { name, remarks } of snapshot.schemas) if (remarks !== undefined) add('schema', name, { remarks });
  return all;
}

/** The objects of the one that the other does not have, or not with all that is said of them. */
function lostIn(source: Told, copy: Told): readonly string[] {
  return [...source].flatMap(([name, properties]) => {
    const other = copy.get(name);
    const whole = other !== undefined && [...properties].every(([path, value]) => other.get(path) === value);
    return whole ? [] : [name];
  });
}

const postgres = targets.find(({ name }) => name === 'postgres');

describe.skipIf(postgres === undefined)('a rich schema of PostgreSQL', () => {
  let cwd = '';
  let source: TestDatabase;
  beforeAll(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'changelog-across-'));
    if (postgres === undefined) return;
    source = await postgres.open();
    await using connection = await source.connect();
    for (const { sql } of source.dialect.split(schemaText('postgres.sql'), { splitStatements: true, stripComments: true }))
      await connection.execute({ sql });
  });
  afterAll(async () => {
    await source[Symbol.asyncDispose]();
    await rm(cwd, { recursive: true });
  });

  it.each(['mssql', 'oracle'])('is written for %s without what only PostgreSQL has', async (dialect) => {
    const changelogFile = `schema.${dialect}.sql`;
    const { leftOut } = await generateChangelog({ url: source.url, changelogFile }, { cwd });
    const made = (await readFile(join(cwd, changelogFile), 'utf8')).split('\n').filter((line) => /^(?:CREATE|ALTER)/.test(line));
    expect(made.length).toBeGreaterThan(20);
    const foreign = /\b(?:tsvector|inet|citext|interval|jsonb?|tsrange|bytea|serial)\b|\[\]|::|GENERATED ALWAYS|USING gi/i;
    expect(made.filter((line) => foreign.test(line))).toEqual([]);
    expect(leftOut).toContainEqual({ kind: 'column', table: 'film', name: 'flags', reason: 'bit(8) is kept as text', in: 'reference' });
  });

  for (const target of targets.filter(({ dialect }) => dialect === 'mariadb' || dialect === 'sqlite'))
    it(`is generated for ${target.name} and loses there what is stated, and nothing else`, async () => {
      await using copy = await target.open();
      const changelogFile = `schema.${target.dialect}.sql`;
      const { leftOut } = await generateChangelog({ url: source.url, changelogFile }, { cwd });
      await update({ url: copy.url, changelogFile }, { cwd });

      const compared = await diff({ referenceUrl: source.url, url: copy.url }, { cwd });
      expect([...compared.missing, ...compared.unexpected, ...compared.changed]).toEqual([]);
      expect(compared.notCompared.map(({ kind, name, reason }) => ({ kind, name, reason }))).toEqual(
        leftOut.map(({ kind, name, reason }) => ({ kind, name, reason })),
      );

      const [before, after] = [told((await sideOfDatabase(source)).snapshot), told((await sideOfDatabase(copy)).snapshot)];
      const stated = new Set(
        leftOut.map(({ kind, table, name }) => {
          if (kind === 'primaryKey') return `primaryKey ${table ?? ''}`;
          const shown = kind === 'uniqueConstraint' ? 'index' : kind;
          return `${shown} ${table === undefined || kind === 'trigger' ? '' : `${table}.`}${name}`;
        }),
      );
      const lost = new Set(lostIn(before, after));
      // Types may lose by meaning alone, which the properties do not show.
      const byType = new Set(leftOut.filter(({ kind }) => kind === 'column').map(({ table, name }) => `column ${table ?? ''}.${name}`));
      // What belongs to a table goes with it.
      const goesWithTable = (name: string): boolean => !after.has(`table ${/^\w+ (\w+)\./.exec(name)?.[1] ?? name}`) && name.includes('.');
      expect([...lost].filter((name) => !stated.has(name) && !goesWithTable(name))).toEqual([]);
      expect([...stated].filter((name) => !lost.has(name) && !byType.has(name))).toEqual([]);
    });
});
