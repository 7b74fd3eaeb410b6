import type { ObjectName } from '../../../model/names.js';
import type { Placed, PrintContext } from '../../schema-sql.js';
import { national } from '../national.js';
import { remarksSql } from '../remarks.js';

/** The statement that gives a table, a view or a column its remarks, or takes them away. */
export function remarks({ object, owner }: Placed, { sql, local }: PrintContext): readonly string[] {
  // The procedures want a schema, also where names need none.
  const placed = (name: ObjectName): ObjectName => ({ name: name.name, schema: local(name).schema ?? name.schema ?? 'dbo' });
  const column = object.kind === 'column' ? object.name : undefined;
  const described = object.kind === 'column' ? owner : object.kind === 'table' || object.kind === 'view' ? object : undefined;
  if (described === undefined) return [];
  const kind = 'kind' in described && described.kind === 'view' ? 'VIEW' : 'TABLE';
  const name = placed(described);
  const text = 'remarks' in object ? object.remarks : undefined;
  if (text !== undefined) return [remarksSql({ kind, object: name, column, remarks: text }, sql)];
  const level2 = column === undefined ? '' : `, @level2type = N'COLUMN', @level2name = ${national(column, sql)}`;
  return [
    `EXEC sys.sp_dropextendedproperty @name = N'MS_Description', @level0type = N'SCHEMA', @level0name = ${national(name.schema ?? 'dbo', sql)}, ` +
      `@level1type = N'${kind}', @level1name = ${national(name.name, sql)}${level2}`,
  ];
}
