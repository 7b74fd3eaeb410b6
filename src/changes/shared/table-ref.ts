import { required, string } from '../../define/fields.js';
import type { ObjectName } from '../../model/names.js';

/** Where the object lives; every change on an object has these. */
export const location = {
  catalogName: string('Name of the database catalog'),
  schemaName: string('Name of the database schema'),
};

/** The table a change works on. */
export const tableRef = {
  ...location,
  tableName: required(string('Name of the table')),
};

/** The name of a table from the attributes of `tableRef`. */
export function tableOf(props: { catalogName?: string | undefined; schemaName?: string | undefined; tableName: string }): ObjectName {
  return { catalog: props.catalogName, schema: props.schemaName, name: props.tableName };
}
