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

/** The table that a foreign key belongs to. */
export const baseTableRef = {
  baseTableCatalogName: string('Catalog of the table that the foreign key belongs to'),
  baseTableSchemaName: string('Schema of the table that the foreign key belongs to'),
  baseTableName: required(string('Table that the foreign key belongs to')),
};

/** The name of a table from the attributes of `baseTableRef`. */
export function baseTableOf(props: {
  baseTableCatalogName?: string | undefined;
  baseTableSchemaName?: string | undefined;
  baseTableName: string;
}): ObjectName {
  return { catalog: props.baseTableCatalogName, schema: props.baseTableSchemaName, name: props.baseTableName };
}
