import { string } from '../../define/fields.js';

/** The attributes that say where an object lives. */
export const schemaRef = {
  catalogName: string('Catalog of the object; default: the current one'),
  schemaName: string('Schema of the object; default: the current one'),
};

/** Catalog and schema as given; empty ones are the current ones. */
export function place(props: { readonly catalogName?: string | undefined; readonly schemaName?: string | undefined }) {
  return { catalog: filled(props.catalogName), schema: filled(props.schemaName) };
}

/** The text without surrounding blanks, or undefined where nothing is left. */
export function filled(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === '' ? undefined : trimmed;
}

/** A comma-separated list of column names as an array, or undefined where it names none. */
export function columnNames(text: string | undefined): readonly string[] | undefined {
  return filled(text)?.split(/\s*,\s*/);
}
