import { required, string, type Infer } from '../../define/fields.js';
import type { ObjectName } from '../../model/names.js';
import { location } from './table-ref.js';

/** The composite type a change works on. */
export const typeRef = { ...location, typeName: required(string('Name of the composite type')) };

export function typeOf(p: Infer<typeof typeRef>): ObjectName {
  return { catalog: p.catalogName, schema: p.schemaName, name: p.typeName };
}

/** What happens to objects that use the type. */
export const cascade = (summary: string) => string(summary, { values: ['CASCADE', 'RESTRICT'], anyCase: true });
