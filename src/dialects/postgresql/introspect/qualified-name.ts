import type { ObjectName } from '../../../model/names.js';

/** A name as the server prints it: `seq`, `"My seq"`, `other."Seq"`. Without a schema it is in the default one, for that is the search path. */
export function readQualifiedName(text: string, defaultSchema: string): ObjectName {
  const parts = [...text.matchAll(/"((?:[^"]|"")*)"|[^".]+/g)].map(([whole, quoted]) => quoted?.replaceAll('""', '"') ?? whole);
  const name = parts.at(-1) ?? text;
  return { schema: parts.at(-2) ?? defaultSchema, name };
}
