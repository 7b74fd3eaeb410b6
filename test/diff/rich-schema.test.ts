import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { diff, diffChangelog, generateChangelog, update } from '../../src/index.js';
import { describeTargets, targets, type TestDatabase } from '../db/targets.js';
import { schemaText } from '../snapshot/introspect.js';
import { applyGenerated, differences, emptySide, generate, sideOfDatabase } from './round-trip.js';

/** Rich schemas by the name of the target that they are written for. */
const schemas: Readonly<Record<string, string>> = { postgres: 'postgres.sql', mariadb: 'mariadb.sql', sqlite: 'sqlite.sql' };

describeTargets(
  'a rich schema',
  (target) => {
    let cwd = '';
    let source: TestDatabase;
    beforeAll(async () => {
      cwd = await mkdtemp(join(tmpdir(), 'changelog-rich-'));
      source = await target.open();
      await using connection = await source.connect();
      for (const { sql } of source.dialect.split(schemaText(schemas[target.name] ?? ''), { splitStatements: true, stripComments: true }))
        await connection.execute({ sql });
    });
    afterAll(async () => {
      await source[Symbol.asyncDispose]();
      await rm(cwd, { recursive: true });
    });

    it('is the same after it was generated and applied to an empty database, and empty again after rollback', async () => {
      await using copy = await target.open();
      const reference = await sideOfDatabase(source);
      const empty = emptySide(reference);
      const generated = await generate(reference, empty, 'generated.xml');
      const applied = await applyGenerated(generated, copy);
      expect(differences(reference, await sideOfDatabase(copy))).toEqual([]);
      await applied.undo();
      expect(differences(empty, await sideOfDatabase(copy))).toEqual([]);
    });

    it.each(['xml', 'yaml', 'json', 'sql'])(
      'arrives whole, or is listed by name, by a changelog in %s, the same bytes each time',
      async (format) => {
        await using copy = await target.open();
        await using none = await target.open();
        const [changelogFile, again] = [`schema.${format}`, `again.${format}`];
        const made = await generateChangelog({ url: source.url, changelogFile }, { cwd });
        await generateChangelog({ url: source.url, changelogFile: again }, { cwd });
        expect(await readFile(join(cwd, again), 'utf8')).toBe(await readFile(join(cwd, changelogFile), 'utf8'));
        await update({ url: copy.url, changelogFile }, { cwd });

        expect(differences(await sideOfDatabase(source), await sideOfDatabase(copy))).toEqual([]);
        const found = await diff({ referenceUrl: source.url, url: copy.url }, { cwd });
        const nameOf = ({ kind, name }: { readonly kind: string; readonly name: string }): string => `${kind} ${name}`;
        expect(found.missing.map(nameOf)).toEqual(made.leftOut.map(nameOf));
        expect([...found.unexpected, ...found.changed]).toEqual([]);
        const count = async (url: string): Promise<number> => (await diff({ referenceUrl: url, url: none.url }, { cwd })).missing.length;
        expect(await count(copy.url)).toBe((await count(source.url)) - made.leftOut.length);
        expect(await diffChangelog({ referenceUrl: source.url, url: copy.url, changelogFile: `more.${format}` }, { cwd })).toMatchObject({
          changesets: 0,
        });
      },
    );
  },
  ({ name }) => targets.some((target) => target.name === name) && schemas[name] !== undefined,
);
