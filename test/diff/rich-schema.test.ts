import { expect, it } from 'vitest';
import { describeTargets, targets } from '../db/targets.js';
import { schemaText } from '../snapshot/introspect.js';
import { applyGenerated, differences, emptySide, generate, sideOfDatabase } from './round-trip.js';

/** Rich schemas by the name of the target that they are written for. */
const schemas: Readonly<Record<string, string>> = { postgres: 'postgres.sql', mariadb: 'mariadb.sql', sqlite: 'sqlite.sql' };

describeTargets(
  'a rich schema',
  (target) => {
    it('is the same after it was generated and applied to an empty database, and empty again after rollback', async () => {
      await using source = await target.open();
      await using copy = await target.open();
      await using connection = await source.connect();
      for (const { sql } of source.dialect.split(schemaText(schemas[target.name] ?? ''), { splitStatements: true, stripComments: true }))
        await connection.execute({ sql });
      const reference = await sideOfDatabase(source);
      const empty = emptySide(reference);
      const generated = await generate(reference, empty, 'generated.xml');
      const applied = await applyGenerated(generated, copy);
      expect(differences(reference, await sideOfDatabase(copy))).toEqual([]);
      await applied.undo();
      expect(differences(empty, await sideOfDatabase(copy))).toEqual([]);
    });

    it('is generated to the same changesets each time, and in the three formats of one meaning', async () => {
      await using source = await target.open();
      await using connection = await source.connect();
      for (const { sql } of source.dialect.split(schemaText(schemas[target.name] ?? ''), { splitStatements: true, stripComments: true }))
        await connection.execute({ sql });
      const [one, other] = [await sideOfDatabase(source), await sideOfDatabase(source)];
      expect(await generate(one, emptySide(one), 'generated.xml')).toEqual(await generate(other, emptySide(other), 'generated.xml'));
      for (const format of ['yaml', 'json'] as const) {
        await using copy = await target.open();
        await applyGenerated(await generate(one, emptySide(one), `generated.${format}`), copy, format);
        expect(differences(one, await sideOfDatabase(copy))).toEqual([]);
      }
    });
  },
  ({ name }) => targets.some((target) => target.name === name) && schemas[name] !== undefined,
);
