import { expect, it } from 'vitest';
import { describePart } from '../../../src/dialects/mysql/describe-part.js';
import { createSqlContext } from '../../../src/dialects/sql-context.js';
import type { CatalogPart } from '../../../src/model/effect.js';
import { describeTargets } from '../../db/targets.js';

const table = { name: 't' };
const parts: readonly CatalogPart[] = [
  ...(['table', 'view', 'sequence', 'trigger'] as const).map((kind) => ({ kind, name: table })),
  { kind: 'columns', table, columns: ['a'] },
  { kind: 'index', name: { name: 'i' }, table },
  { kind: 'constraint', table, name: 'c' },
  { kind: 'primaryKey', table },
  { kind: 'definition', table },
];

describeTargets(
  'a look at a part of the catalog',
  ({ open }) => {
    it.each(parts)('of kind $kind looks into no other database, where somebody may be changing a table', async (part) => {
      await using database = await open();
      await using connection = await database.connect();
      const sql = createSqlContext(
        database.dialect,
        { version: connection.info.version, quoting: 'LEGACY', outputDefaultCatalog: true, outputDefaultSchema: true, live: true },
        () => {},
      );
      const plan = await connection.query<{ Extra: string | null }>(`EXPLAIN SELECT ${describePart(part, sql)}`);
      const extras = plan.map(({ Extra }) => Extra ?? '').join('; ');
      expect(extras).toMatch(/Scanned [01] database/);
      expect(extras).not.toContain('Scanned all databases');
    });
  },
  ({ dialect }) => dialect === 'mariadb',
);
