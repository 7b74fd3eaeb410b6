import { escapePattern } from '../core/escape-pattern.js';
import type { Snapshot } from '../model/schema.js';
import type { Side } from './side.js';

/** Fields that hold SQL in which names may stand with their schema. */
const texts: ReadonlySet<string> = new Set(
  'text base sql expression query definition where by bound arguments returns onUpdate operatorClass collation'.split(' '),
);

/**
 * The side with other names for its schemas, wherever a schema is named: as the place of an object, and before a point in the texts of types,
 * expressions, queries and code. As the place of an object the default schema stays as it is, for it is left out.
 * @param names the new name by the old one.
 */
export function renameSchemas(side: Side, names: ReadonlyMap<string, string>): Side {
  const { defaultSchema } = side.snapshot.source;
  const renamed = new Map([...names].filter(([from, to]) => from !== to));
  if (renamed.size === 0) return side;
  const placed = (name: string): string => (name === defaultSchema ? name : (renamed.get(name) ?? name));
  const words = [...renamed.keys()].map(escapePattern).join('|');
  const qualifier = new RegExp(`(?<![\\p{L}\\p{N}_$.])(["\`]?)(${words})\\1(?=\\.)`, 'gu');
  const inText = (text: string): string =>
    text.replace(qualifier, (_all, quote: string, name: string) => `${quote}${renamed.get(name) ?? name}${quote}`);
  const walk = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return key === 'schema' ? placed(value) : texts.has(key) ? inText(value) : value;
    if (Array.isArray(value)) return value.map((entry) => walk(entry, key));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, own]) => [name, walk(own, name)]));
  };
  const snapshot = walk(side.snapshot, '') as Snapshot;
  const schemas = side.snapshot.schemas.map((schema) => ({ ...schema, name: placed(schema.name) }));
  return { ...side, snapshot: { ...snapshot, source: side.snapshot.source, schemas } };
}
