import { changeDefinitions } from '../changes/index.js';
import type { Fields } from '../define/fields.js';
import { preconditionDefinitions } from '../preconditions/index.js';
import { changesetFields } from '../define/changelog-elements.js';

/** Every attribute name that means something somewhere. */
interface Vocabulary {
  /** In the entries of lists: columns and parameters. */
  readonly entry: ReadonlySet<string>;
  /** Everywhere else. */
  readonly other: ReadonlySet<string>;
}

let known: Vocabulary | undefined;

/** The vocabulary of all changes, preconditions and changesets; put together when it is first asked for. */
export function vocabulary(): Vocabulary {
  if (known !== undefined) return known;
  const entry = new Set<string>();
  const other = new Set<string>();
  const add = (fields: Fields, names: Set<string>): void => {
    for (const [name, field] of Object.entries(fields)) {
      names.add(name);
      for (const alias of field.aliases) names.add(alias);
      if (field.fields !== undefined) add(field.fields, field.kind === 'list' ? entry : other);
    }
  };
  for (const definition of [...changeDefinitions.values(), ...preconditionDefinitions.values()]) add(definition.fields, other);
  add(changesetFields, other);
  return (known = { entry, other });
}

/** Whether a name is an attribute of anything. */
export function isKnownElsewhere(name: string): boolean {
  const { entry, other } = vocabulary();
  return entry.has(name) || other.has(name);
}
