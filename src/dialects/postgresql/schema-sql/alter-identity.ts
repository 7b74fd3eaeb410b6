import type { Column, ColumnIdentity } from '../../../model/schema-column.js';
import { identityText } from '../../ansi/schema-clauses.js';
import type { PrintContext } from '../../schema-sql.js';
import { usualName } from '../usual-name.js';
import { sequenceName } from './clauses.js';

/** The numbering of a column, before and after its table is altered. */
export interface IdentityChange {
  /** What has to be said before the type and the default change. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/**
 * Changes how a column numbers rows. What stays an identity keeps its sequence, and with it the number that comes next.
 * https://www.postgresql.org/docs/current/sql-altertable.html
 * @param column `ALTER TABLE … ALTER COLUMN …`
 */
export function alterIdentity(from: Column, to: Column, table: string, column: string, print: PrintContext): IdentityChange {
  const [old, next] = [from.identity, to.identity];
  if (JSON.stringify(old) === JSON.stringify(next)) return { before: [], after: [] };
  if (old === undefined || next === undefined)
    return {
      before: old === undefined ? [] : [`${column} DROP IDENTITY`],
      after: next === undefined ? [] : [`${column} ADD ${identityText(next, sequenceName(next, print))}`],
    };
  const { sql, local } = print;
  const name = (identity: ColumnIdentity) => local(identity.sequence ?? { name: usualName(table, to.name, 'seq') });
  const [was, is] = [name(old), name(next)];
  const renamed = was.name !== is.name;
  const settings = settingsOf(old, next);
  return {
    before: [],
    after: [
      ...(settings.length === 0 ? [] : [`${column} ${settings.map((one) => (one === 'RESTART' ? one : `SET ${one}`)).join(' ')}`]),
      ...(renamed ? [`ALTER SEQUENCE ${sql.object(was, 'sequence')} RENAME TO ${sql.name(is.name, 'sequence')}`] : []),
    ],
  };
}

function settingsOf(old: ColumnIdentity, next: ColumnIdentity): readonly string[] {
  const changed = (word: keyof ColumnIdentity): boolean => old[word] !== next[word];
  const descends = next.increment?.startsWith('-') === true;
  const turned = descends !== (old.increment?.startsWith('-') === true);
  const first = descends ? (next.maximum ?? '-1') : (next.minimum ?? '1');
  return [
    ...(changed('generation') ? [`GENERATED ${next.generation === 'always' ? 'ALWAYS' : 'BY DEFAULT'}`] : []),
    ...(changed('increment') ? [`INCREMENT BY ${next.increment ?? '1'}`] : []),
    ...(changed('minimum') || turned ? [next.minimum === undefined ? 'NO MINVALUE' : `MINVALUE ${next.minimum}`] : []),
    ...(changed('maximum') || turned ? [next.maximum === undefined ? 'NO MAXVALUE' : `MAXVALUE ${next.maximum}`] : []),
    ...(changed('start') || turned || (changed('minimum') && next.start === undefined) ? [`START WITH ${next.start ?? first}`] : []),
    ...(turned ? ['RESTART'] : []),
    ...(changed('cache') ? [`CACHE ${next.cache ?? '1'}`] : []),
    ...(changed('cycle') ? [next.cycle === true ? 'CYCLE' : 'NO CYCLE'] : []),
  ];
}
