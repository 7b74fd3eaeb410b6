import type { View } from '../../../model/schema-code.js';
import type { ObjectRef } from '../../../model/schema-ref.js';
import { optionsOf } from '../../introspect/options.js';
import { compareText } from '../../introspect/order.js';
import { columnType } from './column-type.js';
import type { ColumnRow } from './columns.js';
import { placeKey } from './place-key.js';
import type { Reader } from './reader.js';
import { namesOf, withoutSchema } from './text.js';

interface ViewRow {
  readonly schema: string;
  readonly name: string;
  readonly query: string;
  readonly check_option: string;
  readonly definer: string;
  readonly security: string;
  readonly algorithm: string | null;
}

/**
 * Views in scope.
 * @param refs what a view can depend on, by `placeKey`.
 */
export async function readViews(
  reader: Reader,
  columns: ReadonlyMap<string, readonly ColumnRow[]>,
  refs: ReadonlyMap<string, ObjectRef>,
): Promise<readonly View[]> {
  const rows = await reader.query<ViewRow>(
    `SELECT TABLE_SCHEMA AS \`schema\`, TABLE_NAME AS \`name\`, VIEW_DEFINITION AS \`query\`, CHECK_OPTION AS \`check_option\`, DEFINER AS \`definer\`,
       SECURITY_TYPE AS \`security\`, ${reader.variant.viewAlgorithm} AS \`algorithm\` FROM information_schema.VIEWS WHERE TABLE_SCHEMA = ?`,
  );
  return rows.map((row) => {
    const { schema, name } = row;
    const check = row.check_option.toLowerCase();
    return {
      kind: 'view',
      schema,
      name,
      query: schema === reader.defaultSchema ? withoutSchema(row.query, schema) : row.query,
      columns: (columns.get(placeKey(schema, name)) ?? []).map((column) => ({ name: column.name, type: columnType(column.type) })),
      checkOption: check === 'local' || check === 'cascaded' ? check : undefined,
      options: optionsOf({
        'sql security': row.security !== 'DEFINER' && row.security.toLowerCase(),
        algorithm: row.algorithm !== 'UNDEFINED' && row.algorithm?.toLowerCase(),
        definer: row.definer !== reader.user && row.definer,
      }),
      dependsOn: reader.databases
        .flatMap((database) =>
          [...namesOf(row.query, database.name)].sort(compareText).map((used) => refs.get(placeKey(database.name, used))),
        )
        .filter((ref) => ref !== undefined && !(ref.kind === 'view' && ref.schema === schema && ref.name === name))
        .map((ref) => ref as ObjectRef),
    };
  });
}
