import type { Column } from '../../../model/schema-column.js';
import type { Placed, PrintContext } from '../../schema-sql.js';
import { typeSql } from './clauses.js';
import { remarks } from './create.js';

/** The statements that make one object of Oracle into another; undefined where it has to be dropped and created. */
export function alter(from: Placed, to: Placed, print: PrintContext): readonly string[] | undefined {
  const [a, b] = [from.object, to.object];
  const own = ((): readonly string[] | undefined => {
    if (a.kind === 'column' && b.kind === 'column') return alterColumn(a, b, to, print);
    // Their texts say CREATE OR REPLACE.
    if (a.kind === 'function' || a.kind === 'procedure' || a.kind === 'package' || a.kind === 'packageBody')
      return a.kind === b.kind && a.definition !== b.definition ? [b.definition.trim()] : undefined;
    return undefined;
  })();
  if (own === undefined) return undefined;
  return 'remarks' in a && 'remarks' in b && a.remarks !== b.remarks ? [...own, ...remarks(to, print)] : own;
}

/** What is not said stays, so only what changes is: NOT NULL of a column that has it already is an error. */
function alterColumn(
  from: Column,
  to: Column,
  { owner = { name: '' } }: Placed,
  { sql, local }: PrintContext,
): readonly string[] | undefined {
  const rest = ({ generated, identity }: Column): string => JSON.stringify([generated, identity]);
  if (rest(from) !== rest(to)) return undefined;
  const onNull = (column: Column): boolean => column.options?.['default on null'] !== undefined;
  const hidden = (column: Column): boolean => column.options?.['invisible'] !== undefined;
  const fallback = to.default === undefined ? 'DEFAULT NULL' : `DEFAULT ${onNull(to) ? 'ON NULL ' : ''}${to.default.sql}`;
  const words = [
    typeSql(from) === typeSql(to) ? '' : typeSql(to),
    hidden(from) === hidden(to) ? '' : hidden(to) ? 'INVISIBLE' : 'VISIBLE',
    from.default?.sql === to.default?.sql && onNull(from) === onNull(to) ? '' : fallback,
    from.nullable === to.nullable ? '' : to.nullable ? 'NULL' : 'NOT NULL',
  ].filter((word) => word !== '');
  return words.length === 0 ? [] : [`ALTER TABLE ${sql.table(local(owner))} MODIFY ${sql.column(to.name)} ${words.join(' ')}`];
}
