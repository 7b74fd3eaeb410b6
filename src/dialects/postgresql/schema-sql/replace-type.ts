import type { Column } from '../../../model/schema-column.js';
import type { Placed, PrintContext } from '../../schema-sql.js';
import { create } from './create.js';

/** The name of a type while another one takes its place. */
const FORMER = 'changelog_former_type';
const words = { enum: 'TYPE', domain: 'DOMAIN' } as const;

/** Columns, which have no defaults now, are converted by their text: that is what both types have in common. */
export function replaceType(to: Placed, columns: readonly Placed<Column>[], print: PrintContext): readonly string[] | undefined {
  const { sql, local } = print;
  const { object } = to;
  const made = create(to, print);
  if ((object.kind !== 'enum' && object.kind !== 'domain') || made === undefined) return undefined;
  const word = words[object.kind];
  const [name, former] = [local(object), { ...local(object), name: FORMER }];
  return [
    `ALTER ${word} ${sql.object(name, 'type')} RENAME TO ${FORMER}`,
    ...made,
    ...columns.flatMap(({ object: column, owner = { name: '' } }) => {
      const alter = `ALTER TABLE ${sql.table(local(owner))} ALTER COLUMN ${sql.column(column.name)}`;
      const text = column.type.array === true ? '::text[]' : '::text';
      return [`${alter} TYPE ${column.type.text} USING ${sql.column(column.name)}${text}::${column.type.text}`];
    }),
    `DROP ${word} ${sql.object(former, 'type')}`,
  ];
}
