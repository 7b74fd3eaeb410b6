import type { Column } from '../model/schema-column.js';
import type { Side } from './side.js';

/** The type of a column as the database prints it, or for a domain the one that it is made of. */
export function baseType({ type }: Column, { snapshot }: Pick<Side, 'snapshot'>): string {
  const { definedBy } = type;
  const domain =
    definedBy === undefined
      ? undefined
      : snapshot.domains.find(({ name, schema }) => name === definedBy.name && schema === definedBy.schema);
  return domain?.type.text ?? type.text;
}
