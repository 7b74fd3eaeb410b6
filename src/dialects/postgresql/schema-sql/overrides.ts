import type { Column } from '../../../model/schema-column.js';
import type { PrintContext } from '../../schema-sql.js';
import { columnSettings } from './clauses.js';

/**
 * What makes a column that comes from a parent differ from the parent's, as actions of ALTER TABLE.
 * @param from what it is; undefined: as it comes from the parent.
 */
export function overridden(from: Column | undefined, to: Column, print: PrintContext): readonly string[] {
  if (to.overrides !== true && from?.overrides !== true) return [];
  const column = `ALTER COLUMN ${print.sql.column(to.name)}`;
  const given = to.generated !== undefined || (from !== undefined && from.default?.sql === to.default?.sql);
  return [
    ...(given ? [] : [`${column} ${to.default === undefined ? 'DROP DEFAULT' : `SET DEFAULT ${to.default.sql}`}`]),
    ...((from?.nullable ?? true) === to.nullable ? [] : [`${column} ${to.nullable ? 'DROP' : 'SET'} NOT NULL`]),
    ...changedSettings(from ?? { ...to, options: undefined }, to, print),
  ];
}

/** What is said of a column besides its definition, where it changes, as actions of ALTER TABLE. */
export function changedSettings(from: Column, to: Column, print: PrintContext): readonly string[] {
  const [before, after] = [from.options ?? {}, to.options ?? {}];
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const column = `ALTER COLUMN ${print.sql.column(to.name)}`;
  const gone = (word: string): boolean => before[word] !== undefined && after[word] === undefined;
  const reset = ['n_distinct', 'n_distinct_inherited'].filter(gone);
  return [
    ...(gone('statistics') ? [`${column} SET STATISTICS -1`] : []),
    ...(gone('storage') ? [`${column} SET STORAGE ${/^(?:numeric|inet|cidr)/.test(to.type.base) ? 'MAIN' : 'EXTENDED'}`] : []),
    ...(before['compression'] === after['compression'] ? [] : [`${column} SET COMPRESSION ${after['compression'] ?? 'default'}`]),
    ...(reset.length === 0 ? [] : [`${column} RESET (${reset.join(', ')})`]),
    ...columnSettings(to, print),
  ];
}
