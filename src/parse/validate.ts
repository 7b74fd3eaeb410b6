import { createRequire } from 'node:module';
import type { Ajv, ErrorObject, ValidateFunction } from 'ajv';
import type { Diagnostics } from '../core/diagnostics.js';
import { didYouMean, suggest } from '../core/suggest.js';
import type { Field, Fields, Infer } from '../define/fields.js';
import { objectSchema } from '../define/json-schema.js';
import { elementPlaces, pointerToken, readElement, typedProps } from '../define/read.js';
import type { TreeNode } from '../model/tree.js';
import { isKnownElsewhere, vocabulary } from './vocabulary.js';

let ajv: Ajv | undefined;
const validators = new WeakMap<Fields, ValidateFunction>();

/**
 * Reads the declared fields of an element and validates them by the JSON Schema of the declaration.
 * @param isOwn false for children that somebody else reads
 * @returns the typed attributes, or undefined where `diagnostics` got at least one error.
 */
export function readFields<F extends Fields>(
  node: TreeNode,
  fields: F,
  diagnostics: Diagnostics,
  isOwn?: (child: TreeNode) => boolean,
): Infer<F> | undefined {
  const raw = readElement(node, fields, isOwn);
  raw.ones?.forEach(({ name, source }) =>
    diagnostics.warn('PARSE_INVALID_VALUE', { message: `"${name}" is "1", which counts as false`, source, hint: 'write true or false' }),
  );
  raw.empty?.forEach(({ name, source }) =>
    diagnostics.warn('PARSE_INVALID_VALUE', {
      message: `"${name}" is empty, as if it were not there`,
      source,
      hint: 'give it a text, or take it out',
    }),
  );
  if (!raw.fits && !report(raw.json, fields, () => elementPlaces(node, fields, isOwn), diagnostics)) return undefined;
  return (raw.fits && !raw.integers ? raw.json : typedProps(raw.json, fields)) as Infer<F>;
}

/**
 * Loads ajv and compiles the schema of an element when it is asked for. Both cost tens of milliseconds, and only an element that does not
 * fit its declaration needs them.
 */
function validatorOf(fields: Fields): ValidateFunction {
  let validate = validators.get(fields);
  if (validate === undefined) {
    const { Ajv } = createRequire(import.meta.url)('ajv') as typeof import('ajv');
    ajv ??= new Ajv({ allErrors: true, verbose: true, meta: false, validateSchema: false });
    validate = ajv.compile(objectSchema(fields, 'ast'));
    validators.set(fields, validate);
  }
  return validate;
}

/** Reports what the schema finds. True where it finds nothing worse than a warning. */
function report(
  json: Readonly<Record<string, unknown>>,
  fields: Fields,
  placesOf: () => ReadonlyMap<string, TreeNode>,
  diagnostics: Diagnostics,
): boolean {
  const validate = validatorOf(fields);
  if (validate(json)) return true;
  const places = placesOf();
  const before = diagnostics.errors.length;
  const errors = validate.errors ?? [];
  const unknown = errors.filter((error) => error.keyword === 'additionalProperties');
  for (const error of errors) if (!isConsequence(error, unknown, fields, places)) reportError(error, fields, places, diagnostics);
  return diagnostics.errors.length === before;
}

/**
 * Whether something is missing only because it was misspelt: the element has an unknown child whose name is near, or one with content of its
 * own, or text where its attributes should be. The unknown child is told by itself, and one fault is to be one message.
 */
function isConsequence(
  error: ErrorObject,
  unknown: readonly ErrorObject[],
  fields: Fields,
  places: ReadonlyMap<string, TreeNode>,
): boolean {
  if (error.keyword !== 'required') return false;
  const missing = (error.params as { missingProperty: string }).missingProperty;
  const { below } = lookUp(fields, error.instancePath);
  return (
    unknown
      .filter(({ instancePath }) => instancePath === error.instancePath)
      .map(({ params }) => (params as { additionalProperty: string }).additionalProperty)
      .some((name) => name === '#text' || (places.get(`${error.instancePath}/${pointerToken(name)}`)?.children.length ?? 0) > 0) ||
    misspelt(missing)
  );

  function misspelt(name: string): boolean {
    const children = places.get(error.instancePath)?.children ?? [];
    const names = writtenNames(below);
    const known = new Set([...names, ...Object.values(below).flatMap((field) => field.aliases)]);
    return children.some((child) => !known.has(child.name) && suggest(child.name, names) === name);
  }
}

function reportError(error: ErrorObject, fields: Fields, places: ReadonlyMap<string, TreeNode>, diagnostics: Diagnostics): void {
  const at = nearest(places, error.instancePath);
  const { field: declared, below } = lookUp(fields, error.instancePath);
  const element = at.name;
  switch (error.keyword) {
    case 'additionalProperties': {
      const name = (error.params as { additionalProperty: string }).additionalProperty;
      const place = places.get(`${error.instancePath}/${pointerToken(name)}`) ?? at;
      if (name === '#text') {
        diagnostics.error('PARSE_INVALID_VALUE', { message: `${element} takes no text of its own`, source: place.source });
        return;
      }
      const hint = place.prefixed
        ? undefined
        : (misplacedHint(place, siblingsOf(places, error.instancePath)) ??
          didYouMean(name, place.children.length > 0 && declared?.item !== undefined ? [declared.item] : writtenNames(below)));
      if (hint === undefined && isReadOver(place, error.instancePath)) {
        diagnostics.warn('PARSE_UNKNOWN_ATTRIBUTE', { message: `"${name}" has no effect in ${element}`, source: place.source });
        return;
      }
      const isElement = place.origin === 'element' || (place.origin === 'key' && place.children.length > 0);
      diagnostics.error(isElement ? 'PARSE_UNKNOWN_ELEMENT' : 'PARSE_UNKNOWN_ATTRIBUTE', {
        message: `${element} has no ${isElement ? 'element' : place.origin} "${name}"`,
        source: place.source,
        hint,
      });
      return;
    }
    case 'required': {
      const name = (error.params as { missingProperty: string }).missingProperty;
      const missing = below[name];
      const message = missing?.kind === 'list' ? `${element} needs at least one ${missing.item}` : `${element} needs "${name}"`;
      diagnostics.error('PARSE_MISSING_ATTRIBUTE', { message, source: at.source, hint: missing && lowerFirst(missing.summary) });
      return;
    }
    default:
      diagnostics.error('PARSE_INVALID_VALUE', {
        message: `"${nameOf(error.instancePath, declared)}" ${expectation(declared, error.data)}`,
        source: at.source,
        hint: valueHint(declared, error.data),
      });
  }
}

function expectation(declared: Field | undefined, data: unknown): string {
  const got = typeof data === 'string' ? `, not "${shorten(data)}"` : '';
  if (Array.isArray(data) && declared?.kind !== 'list') return 'is given more than once, or as a list';
  if (declared?.values) return `must be ${declared.values.map((value) => `"${value}"`).join(' or ')}${got}`;
  if (declared?.kind === 'boolean') return `must be true or false${got}`;
  if (declared?.kind === 'integer') return `must be a whole number${got}`;
  return declared?.kind === 'list' || declared?.kind === 'object' ? `must hold attributes of its own${got}` : `must be text${got}`;
}

function valueHint(declared: Field | undefined, data: unknown): string | undefined {
  if (typeof data !== 'string') return undefined;
  if (data.includes('${')) return 'the property is not defined here';
  return declared?.values && didYouMean(data, declared.values);
}

const shorten = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** What a pointer points at, as people write it. */
function nameOf(pointer: string, declared: Field | undefined): string {
  const token = pointer.slice(pointer.lastIndexOf('/') + 1);
  return /^\d+$/.test(token) ? (declared?.item ?? token) : token.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** The node at a pointer, or the nearest one above it that has a place. */
function nearest(places: ReadonlyMap<string, TreeNode>, pointer: string): TreeNode {
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
    const place = places.get(at);
    if (place !== undefined) return place;
  }
}

/**
 * Whether Liquibase accepts and forgets a key that an element does not have. It does so with any key of YAML and JSON, and in XML with any
 * column attribute in any column, and attributes of extensions. Existing changelogs hold such keys, so a name that has a meaning elsewhere is let pass with a warning; a
 * name that is known nowhere is a slip.
 */
function isReadOver(place: TreeNode, pointer: string): boolean {
  if (place.prefixed) return true;
  const inEntry = /\/\d+$/.test(pointer);
  return inEntry ? vocabulary().entry.has(place.name) : place.origin === 'key' && isKnownElsewhere(place.name);
}

/** The children among which the entry at a pointer stands; a stray entry of a list counts as one of its own. */
function siblingsOf(places: ReadonlyMap<string, TreeNode>, pointer: string): readonly TreeNode[] {
  return nearest(places, pointer.replace(/\/\d+$/, '')).children;
}

/** The field that a pointer leads to (none for the element itself), and the fields below it. List indexes are read over. */
function lookUp(fields: Fields, pointer: string): { readonly field: Field | undefined; readonly below: Fields } {
  let field: Field | undefined;
  let below = fields;
  for (const token of pointer.split('/').slice(1)) {
    if (field?.kind === 'list' && /^\d+$/.test(token)) continue;
    field = below[token];
    below = field?.fields ?? {};
  }
  return { field, below };
}

/** Every name that may be written in an element. */
export function writtenNames(fields: Fields): readonly string[] {
  return Object.entries(fields).flatMap(([name, field]) => (field.item === undefined ? [name] : [name, field.item]));
}

/** For the slip of `- column:` with its attributes beside it instead of below it. */
export function misplacedHint(stray: TreeNode, siblings: readonly TreeNode[]): string | undefined {
  const before = siblings
    .slice(0, Math.max(0, siblings.indexOf(stray)))
    .findLast((one) => one.children.length === 0 && one.value?.type === 'null');
  return before === undefined || stray.origin !== 'key'
    ? undefined
    : `indent "${stray.name}" further, so that it stands below "${before.name}"`;
}
