import type { CatalogPart } from '../../model/effect.js';
import type { ObjectName } from '../../model/names.js';

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const string = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A stored name as SQL. */
export const quotedName = ({ schema, name }: ObjectName): string => (schema === undefined ? '' : `${quote(schema)}.`) + quote(name);

const summary = (identity: string, from: string): string => `(SELECT count(*) || ':' || coalesce(min(${identity}::text), '') FROM ${from})`;

/** Parts of the catalog that statements outside a transaction touch; everything else is covered by one. */
export function describePart(part: CatalogPart): string {
  switch (part.kind) {
    case 'index': {
      const { name, table } = part;
      const is =
        table === undefined
          ? `i.indexrelid = to_regclass(${string(quotedName(name))})`
          : `i.indrelid = to_regclass(${string(quotedName(table))}) AND c.relname = ${string(name.name)}`;
      return (
        "(SELECT CASE WHEN count(*) = 0 THEN '0' ELSE CASE WHEN bool_and(i.indisvalid AND i.indisready) THEN '1:' ELSE 'broken:' END" +
        ` || min(i.indexrelid::text) END FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE ${is})`
      );
    }
    case 'value':
      return summary(
        'enumsortorder',
        `pg_enum WHERE enumtypid = to_regtype(${string(quotedName(part.type))}) AND enumlabel = ${string(part.value)}`,
      );
    case 'schema':
      return summary('oid', `pg_database WHERE datname = ${string(part.name.name)}`);
    default:
      return "'0'";
  }
}
