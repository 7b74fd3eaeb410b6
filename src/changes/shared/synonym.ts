import { boolean, required, string, type Infer } from '../../define/fields.js';
import type { ObjectName } from '../../model/names.js';

/** The synonym a change works on. */
export const synonymRef = {
  synonymCatalogName: string('Catalog of the synonym'),
  synonymSchemaName: string('Schema of the synonym'),
  synonymName: required(string('Name of the synonym')),
  private: boolean('Whether the synonym belongs to a schema instead of being public (Oracle); default false'),
  objectType: string('What the synonym stands for: TABLE, VIEW, SEQUENCE …; kept for compatibility, the object says it'),
};

export function synonymOf(p: Infer<typeof synonymRef>): ObjectName {
  return { catalog: p.synonymCatalogName, schema: p.synonymSchemaName, name: p.synonymName };
}
