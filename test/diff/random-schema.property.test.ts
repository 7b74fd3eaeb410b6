import fc from 'fast-check';
import { expect, it } from 'vitest';
import { describeTargets, type TestDatabase } from '../db/targets.js';
import { randomSchema, type RandomSchema } from './random-schema.js';
import { applyGenerated, differences, generate, sideOfDatabase } from './round-trip.js';

/** `npm run diff:random` is the long form, of 200; `RUNS=50 SEED=1` before it makes it 50, always the same. */
const runs = Number(process.env['RUNS'] ?? 2);
/** The short form always tries the same schemas. */
const seed =
  process.env['SEED'] !== undefined ? { seed: Number(process.env['SEED']) } : process.env['RUNS'] === undefined ? { seed: 7 } : {};
const systems = new Set(['postgres', 'mariadb', 'sqlite']);

async function build(database: TestDatabase, schema: RandomSchema): Promise<void> {
  await using connection = await database.connect();
  for (const sql of schema) await connection.execute({ sql });
}

describeTargets(
  'two random schemas',
  (target) => {
    it('become one by what is generated of their diff, and two again by its rollback', { timeout: runs * 60_000 }, async () => {
      await fc.assert(
        fc.asyncProperty(randomSchema(target.dialect), randomSchema(target.dialect), async (one, other) => {
          await using wanted = await target.open();
          await using changing = await target.open();
          await build(wanted, other);
          await build(changing, one);
          const [reference, before] = [await sideOfDatabase(wanted), await sideOfDatabase(changing)];
          const generated = await generate(reference, before, 'generated.xml');
          expect(generated.leftOut).toEqual([]);
          const applied = await applyGenerated(generated, changing);
          expect(differences(reference, await sideOfDatabase(changing))).toEqual([]);
          await applied.undo();
          expect(differences(before, await sideOfDatabase(changing))).toEqual([]);
        }),
        {
          numRuns: runs,
          endOnFailure: process.env['SHRINK'] === undefined,
          ...seed,
        },
      );
    });
  },
  ({ name }) => systems.has(name),
);
