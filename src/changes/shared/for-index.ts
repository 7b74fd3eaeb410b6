import { string } from '../../define/fields.js';
import type { ObjectName } from '../../model/names.js';

/** The existing index that a key is to use. */
export const forIndexFields = {
  forIndexName: string('Existing index that the constraint uses'),
  forIndexSchemaName: string('Schema of that index'),
  forIndexCatalogName: string('Catalog of that index'),
};

/** The index from the attributes of `forIndexFields`. */
export function forIndexOf(props: { readonly [K in keyof typeof forIndexFields]?: string | undefined }): ObjectName | undefined {
  if (props.forIndexName === undefined) return undefined;
  return { catalog: props.forIndexCatalogName, schema: props.forIndexSchemaName, name: props.forIndexName };
}
