import type { Table } from '../../../model/schema-table.js';
import type { Unmodelled } from '../../../model/schema.js';
import type { Reader } from '../../mysql/introspect/reader.js';
import { quoted } from '../../mysql/introspect/text.js';

const name = '`((?:[^`]|``)*)`';
const periodLine = new RegExp(`^ *PERIOD FOR (${name} \\(${name}, ?${name}\\)),?$`, 'm');
const keyLine = new RegExp(`^ *((?:PRIMARY|UNIQUE) KEY(?: ${name})? \\(.* WITHOUT OVERLAPS\\).*?),?$`, 'gm');

/**
 * The tables with their application-time periods, which the model has no place for, and without what stands for these in the catalog: a check
 * of the period's name, and keys of its columns. No catalog before that of version 11.4 has periods: the check tells which tables to ask.
 * Source: https://mariadb.com/kb/en/application-time-periods/
 */
export async function readPeriods(
  reader: Reader,
  tables: readonly Table[],
): Promise<{ readonly tables: readonly Table[]; readonly periods: readonly Unmodelled[] }> {
  const periods: Unmodelled[] = [];
  const without: Table[] = [];
  for (const table of tables) {
    const mayHave = table.checkConstraints.some(({ expression }) => /^`(?:[^`]|``)*` < `(?:[^`]|``)*`$/.test(expression));
    const written = mayHave ? await reader.createStatement(table.schema ?? '', table.name) : '';
    const [, period, called = ''] = periodLine.exec(written) ?? [];
    if (period === undefined) {
      without.push(table);
      continue;
    }
    const keys = [...written.matchAll(keyLine)].map(([, key = '', of]) => ({ key, of: of?.replaceAll('``', '`') }));
    const place = table.schema === reader.defaultSchema ? quoted(table.name) : `${quoted(table.schema ?? '')}.${quoted(table.name)}`;
    const own = called.replaceAll('``', '`');
    periods.push({
      kind: 'period',
      schema: table.schema,
      table: table.name,
      name: own,
      definition: `ALTER TABLE ${place} ADD PERIOD FOR ${[period, ...keys.map(({ key }) => `ADD ${key}`)].join(', ')}`,
    });
    without.push({
      ...table,
      primaryKey: keys.some(({ of }) => of === undefined) ? undefined : table.primaryKey,
      uniqueConstraints: table.uniqueConstraints.filter((key) => !keys.some(({ of }) => of === key.name)),
      checkConstraints: table.checkConstraints.filter((check) => check.name !== own),
    });
  }
  return { tables: without, periods };
}
