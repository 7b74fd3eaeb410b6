import type { Column } from '../../../model/schema-column.js';
import type { Placed, PrintContext } from '../../schema-sql.js';
import { columnSql, typeSql } from './clauses.js';
import { sequenceSql } from './create.js';
import { remarks } from './remarks.js';

/** The statements that make one object of SQL Server into another; undefined where it has to be dropped and created. */
export function alter(from: Placed, to: Placed, print: PrintContext): readonly string[] | undefined {
  const [a, b] = [from.object, to.object];
  const own = ((): readonly string[] | undefined => {
    if (a.kind === 'column' && b.kind === 'column') return alterColumn(a, b, to, print);
    if (a.kind === 'sequence' && b.kind === 'sequence') return a.dataType === b.dataType ? [sequenceSql('ALTER', b, print)] : undefined;
    if ((a.kind === 'procedure' || a.kind === 'function' || a.kind === 'trigger') && a.kind === b.kind)
      return a.definition === b.definition ? undefined : altered(b.definition);
    return undefined;
  })();
  if (own === undefined) return undefined;
  return 'remarks' in a && 'remarks' in b && a.remarks !== b.remarks ? [...own, ...remarks(to, print)] : own;
}

/** Type, what it sorts by and whether it may be NULL. A default is a constraint of its own. */
function alterColumn(from: Column, to: Column, { owner = { name: '' } }: Placed, print: PrintContext): readonly string[] | undefined {
  const { sql, local } = print;
  // What stands in the definition beside type and NULL must be the same.
  const rest = (column: Column): string =>
    columnSql({ ...column, type: { text: 'x', base: 'x' }, collation: undefined, nullable: true }, print);
  if (from.generated !== undefined || to.generated !== undefined || rest(from) !== rest(to)) return undefined;
  return [`ALTER TABLE ${sql.table(local(owner))} ALTER COLUMN ${sql.column(to.name)} ${typeSql(to)} ${to.nullable ? 'NULL' : 'NOT NULL'}`];
}

/** The text with ALTER in the place of its CREATE; undefined where comments before it hide that. */
function altered(definition: string): readonly string[] | undefined {
  const text = definition.trim();
  return /^CREATE\s/i.test(text) && !/^CREATE\s+OR\s/i.test(text) ? [text.replace(/^CREATE/i, 'ALTER')] : undefined;
}
