import { afterAll, beforeAll, expect, it } from 'vitest';
import { changeDefinitions } from '../../src/changes/index.js';
import { ChangelogError } from '../../src/core/error.js';
import type { DialectName } from '../../src/dialects/dialect.js';
import { loadDialect } from '../../src/dialects/registry.js';
import { dbmsMatches } from '../../src/filter/dbms.js';
import { changeNode, renderChange } from '../changes/render.js';
import { fingerprint } from './catalog-fingerprint.js';
import { filesOf, openEngine, type Engine, type PlainChange } from './engine.js';
import { exampleFiles, neverRun, preparationOf } from './example-preparations.js';
import { describeTargets, type TestTarget } from './targets.js';

interface Example extends PlainChange {
  readonly title: string;
  readonly index: number;
}

const examples: readonly Example[] = [...changeDefinitions.values()].flatMap(({ name, examples }) =>
  examples.map((props, index) => ({ name, props, index, title: examples.length === 1 ? name : `${name} ${index + 1}` })),
);

/** What the server itself does not know, though its relatives do: its own error says so. */
const serverRefuses: Partial<Record<DialectName, Readonly<Record<string, RegExp>>>> = {
  // Packages are there in EnterpriseDB's PostgreSQL, and in MariaDB where sql_mode is ORACLE.
  postgresql: { dropPackage: /syntax/, dropPackageBody: /syntax/ },
  mariadb: { 'createIndex 2': /syntax/, dropPackage: /syntax/, dropPackageBody: /syntax/, 'sql 3': /syntax/ },
};

/** Objects that stay when an example was undone, because the server made them by itself and keeps them. */
const kept: Partial<Record<DialectName, Readonly<Record<string, RegExp>>>> = {
  // https://mariadb.com/kb/en/foreign-keys/: the index that a foreign key needs is made where there is none.
  mariadb: { addForeignKeyConstraint: /^index address \| fk_address_person /, addLookupTable: /^index address \| fk_address_state / },
};

/** The examples that a database refuses by name. */
const refusals: Partial<Record<DialectName, readonly string[]>> = {
  postgresql: ['createSynonym', 'disableCheckConstraint', 'dropSynonym', 'enableCheckConstraint', 'markUnused'],
  mariadb: [
    ...['alterCompositeTypeAttributes', 'changeCompositeTypeOwner', 'createCompositeType', 'createSynonym', 'disableCheckConstraint'],
    ...[
      'disableTrigger',
      'dropCompositeType',
      'dropSynonym',
      'enableCheckConstraint',
      'enableTrigger',
      'markUnused',
      'renameCompositeType',
    ],
    ...['renameCompositeTypeAttribute', 'renameTrigger'],
  ],
  sqlite: [
    ...['alterCompositeTypeAttributes', 'changeCompositeTypeOwner', 'createCompositeType', 'createSynonym', 'disableCheckConstraint'],
    ...['disableTrigger', 'dropCompositeType', 'dropFunction', 'dropPackage', 'dropPackageBody', 'dropProcedure', 'dropSynonym'],
    ...['enableCheckConstraint', 'enableTrigger', 'markUnused', 'renameCompositeType', 'renameCompositeTypeAttribute', 'renameSequence'],
    ...['renameTrigger', 'setColumnRemarks', 'setTableRemarks'],
  ],
};

/** Change types whose examples are all meant for other databases: text of a routine goes to the server as it is, and this one has none. */
const elsewhere: Partial<Record<DialectName, readonly string[]>> = {
  postgresql: ['createPackage', 'createPackageBody'],
  mariadb: ['createPackage', 'createPackageBody'],
  sqlite: ['createFunction', 'createPackage', 'createPackageBody', 'createProcedure'],
};

const refused = 'refused by name (PLAN_UNSUPPORTED_CHANGE)';

/** Why an example is not run on a database; undefined where it runs. */
async function reasonAgainst(
  { name, props }: Example,
  dialect: DialectName,
  isFor: (dbms: unknown) => boolean,
): Promise<string | undefined> {
  const never = neverRun[name];
  if (never !== undefined) return never;
  if (!isFor(props['dbms'])) return `for ${String(props['dbms'])} only`;
  const warnings: string[] = [];
  try {
    const statements = await renderChange(changeNode(name, props), dialect, warnings);
    if (statements.length === 0 && warnings.length > 0) return 'nothing to do, with a warning that says so';
  } catch (error) {
    if (!(error instanceof ChangelogError)) throw error;
    if (error.code === 'PLAN_UNSUPPORTED_CHANGE') return refused;
    if (error.code !== 'PLAN_NEEDS_DATABASE') throw error;
  }
  return undefined;
}

/** A session on an empty schema, again and again. */
async function emptySchemas(target: TestTarget) {
  const files = filesOf(exampleFiles);
  let database = await target.open();
  let engine = await openEngine(database, files);
  const reset: Partial<Record<DialectName, (engine: Engine) => Promise<readonly string[]>>> = {
    postgresql: async () => ['DROP SCHEMA public CASCADE', 'CREATE SCHEMA public'],
    mariadb: async ({ connection }) => {
      const { rows } = await connection.queryRows('SELECT DATABASE()');
      const name = `\`${rows[0]?.[0] ?? ''}\``;
      return [`DROP DATABASE ${name}`, `CREATE DATABASE ${name}`, `USE ${name}`];
    },
  };
  const close = async (): Promise<void> => {
    await engine.close();
    await database[Symbol.asyncDispose]();
  };
  return {
    async next(): Promise<Engine> {
      const statements = reset[target.dialect];
      if (statements === undefined) {
        await close();
        database = await target.open();
        engine = await openEngine(database, files);
      } else for (const sql of await statements(engine)) await engine.connection.execute({ sql });
      await engine.start();
      return engine;
    },
    [Symbol.asyncDispose]: close,
  };
}

const proven: readonly DialectName[] = ['postgresql', 'mariadb', 'sqlite'];

describeTargets(
  'every example of every change type',
  (target) => {
    const { dialect: name } = target;
    const executed: string[] = [];
    const left: Record<string, string[]> = {};
    const leave = (reason: string, title: string): void => void (left[reason] ??= []).push(title);
    let schemas: Awaited<ReturnType<typeof emptySchemas>>;
    let names: readonly string[];

    beforeAll(async () => {
      schemas = await emptySchemas(target);
      names = [name, ...(await loadDialect(name)).aliases];
    });
    afterAll(async () => {
      await schemas?.[Symbol.asyncDispose]();
      const types = new Set(executed.map((title) => title.split(' ')[0]));
      const reasons = Object.entries(left).map(([reason, titles]) => `  ${reason}: ${titles.join(', ')}`);
      console.info(
        `${target.name}: ${executed.length} examples of ${types.size} change types executed and undone; not executed:\n${reasons.join('\n')}`,
      );
    });

    it.each(examples)('$title runs, is seen in the catalog, and goes back', async (example) => {
      const isFor = (dbms: unknown): boolean => typeof dbms !== 'string' || dbmsMatches(dbms, names);
      const against = await reasonAgainst(example, name, isFor);
      if (against !== undefined) return leave(against, example.title);
      const engine = await schemas.next();
      const { needs, undo, noTrace } = preparationOf(example.name, example.index, isFor);
      if (needs.length > 0) await engine.update({ changes: needs });
      const before = await fingerprint(engine.connection, name);
      const refusal = serverRefuses[name]?.[example.title];
      if (refusal !== undefined) {
        await expect(engine.update({ changes: [example], rollback: undo })).rejects.toThrow(refusal);
        return leave('refused by the server', example.title);
      }
      await engine.update({ changes: [example], rollback: undo });
      const during = await fingerprint(engine.connection, name);
      if (noTrace) expect(during).toEqual(before);
      else expect(during).not.toEqual(before);
      await engine.rollback(1);
      const after = await fingerprint(engine.connection, name);
      const stays = kept[name]?.[example.title];
      expect({ ...after, catalog: after.catalog.filter((line) => stays?.test(line) !== true) }).toEqual(before);
      if (stays !== undefined) expect(after.catalog.some((line) => stays.test(line))).toBe(true);
      executed.push(example.title);
    });

    it('refuses by name what the database has nothing for, and nothing else', () => {
      expect(left[refused]?.toSorted()).toEqual(refusals[name]);
    });

    it('has an example of every change type that the database has something for', () => {
      const typesOf = (titles: readonly string[]): readonly string[] => titles.map((title) => title.split(' ')[0] ?? '');
      const accounted = Object.entries(left).flatMap(([reason, titles]) => (reason.startsWith('for ') ? [] : typesOf(titles)));
      const seen = new Set([...typesOf(executed), ...accounted]);
      expect([...changeDefinitions.keys()].filter((type) => !seen.has(type))).toEqual(elsewhere[name] ?? []);
    });
  },
  (target) => proven.includes(target.dialect),
);
