import { required, string, type Infer } from '../../define/fields.js';
import type { ObjectName } from '../../model/names.js';
import { location } from './table-ref.js';

/** Where a trigger is. */
export const triggerPlace = {
  ...location,
  tableName: string('Table of the trigger; PostgreSQL needs it'),
  scope: string('What the trigger watches: TABLE, SCHEMA or DATABASE; kept for compatibility, the table says it'),
};

/** The trigger a change works on. */
export const triggerRef = { ...triggerPlace, triggerName: required(string('Name of the trigger')) };

type Place = Infer<typeof triggerPlace>;

export function triggerNamed(name: string, p: Place): ObjectName {
  return { catalog: p.catalogName, schema: p.schemaName, name };
}

/** The table of a trigger, where the change names it. */
export function triggerTableOf(p: Place): ObjectName | undefined {
  return p.tableName === undefined ? undefined : { catalog: p.catalogName, schema: p.schemaName, name: p.tableName };
}
