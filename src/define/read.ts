import type { Scalar, TreeNode } from '../model/tree.js';
import type { Field, Fields } from './fields.js';

/** An element as plain JSON, with the node behind every key. */
export interface RawElement {
  readonly json: Readonly<Record<string, unknown>>;
  /**
   * Every key is declared, required ones are there, and every value has the type of its field: `objectSchema(fields, 'ast')` would find no
   * fault. The reader knows this on the way, so that the validator need not be loaded for the elements that are right.
   */
  readonly fits: boolean;
  /** Booleans written as `1`, which Liquibase takes for false. */
  readonly ones: readonly TreeNode[];
  /** The node of every key, by JSON pointer as ajv reports them. */
  places(): ReadonlyMap<string, TreeNode>;
}

const nothing: ReadonlySet<string> = new Set();

/**
 * Reads an element into JSON whose scalars have the type their field asks for where the text allows it; what it does not allow
 * stays text, and what no field knows stays under its own name, so that schema validation finds both.
 * @param skip names of children that somebody else reads.
 */
export function readElement(node: TreeNode, fields: Fields, skip: ReadonlySet<string> = nothing): RawElement {
  const reading: Reading = { fits: true, ones: [], places: undefined };
  const json = readInto(node, fields, '', skip, reading);
  return {
    json,
    fits: reading.fits,
    ones: reading.ones,
    places() {
      const places = new Map<string, TreeNode>();
      readInto(node, fields, '', skip, { fits: true, ones: [], places });
      return places;
    },
  };
}

interface Reading {
  fits: boolean;
  readonly ones: TreeNode[];
  readonly places: Map<string, TreeNode> | undefined;
}

function readInto(node: TreeNode, fields: Fields, at: string, skip: ReadonlySet<string>, reading: Reading): Record<string, unknown> {
  reading.places?.set(at, node);
  // Without a prototype, so that a key such as "constructor" is just a key.
  const json = Object.create(null) as Record<string, unknown>;
  const known = namesOf(fields);
  for (const child of node.children) {
    if (skip.has(child.name)) continue;
    const name = known.nameOf(child);
    const declared = name === undefined ? undefined : fields[name];
    if (name === undefined || declared === undefined) {
      const list = known.listOf(child.name);
      const entry = list === undefined ? undefined : fields[list];
      if (list === undefined || entry === undefined) unknown(child);
      else if (child.children.some((one) => one.name === child.name)) items(list, entry, child);
      else item(list, child);
    } else if (declared.kind === 'list') items(name, declared, child);
    else if (declared.kind === 'object') object(name, declared, child);
    else if (child.value?.type !== 'null' || child.children.length > 0) set(name, scalarOf(declared, child), child, declared);
  }
  if (node.value !== undefined && node.value.type !== 'null') body(node.value);
  else if (node.values !== undefined) unknown({ ...node, name: '#text' });
  for (const name of known.required) if (json[name] === undefined) reading.fits = false;
  return json;

  function set(name: string, value: unknown, child: TreeNode, declared?: Field): void {
    // Given twice (an attribute and its old spelling, or text and attribute): a list, which no such field allows.
    json[name] = json[name] === undefined || json[name] === value ? value : [json[name], value];
    if (declared === undefined || !fieldTakes(declared, json[name])) reading.fits = false;
    if (declared?.kind === 'boolean' && child.value?.text === '1') reading.ones.push(child);
    reading.places?.set(`${at}/${pointerToken(name)}`, child);
  }
  function unknown(child: TreeNode): void {
    set(child.name, child.value?.text ?? {}, child);
  }
  /** Text directly in the element: the field that takes it, or an error. */
  function body(value: Scalar): void {
    const name = known.body;
    const declared = name === undefined ? undefined : fields[name];
    if (name === undefined || declared === undefined) return unknown({ ...node, name: '#text' });
    set(name, typed(declared, value), node, declared);
  }
  function object(name: string, declared: Field, child: TreeNode): void {
    const value = child.value === undefined || child.value.type === 'null' || child.children.length > 0;
    const read = value ? readInto(child, declared.fields ?? {}, `${at}/${name}`, nothing, reading) : scalarOf(declared, child);
    set(name, read, child, declared);
  }
  function item(name: string, child: TreeNode): void {
    const list = (json[name] ??= []) as unknown[];
    reading.places?.set(`${at}/${name}`, child);
    list.push(readInto(child, fields[name]?.fields ?? {}, `${at}/${name}/${list.length}`, nothing, reading));
  }
  /** `columns: [{column: {…}}, …]`, or `columns: {name: …}` for a single one; `column` in place of `columns` will do, too. */
  function items(name: string, declared: Field, child: TreeNode): void {
    const wrapped = child.children.some((one) => one.name === declared.item);
    if (!wrapped && child.children.length > 0) return item(name, child);
    if (child.value !== undefined && child.value.type !== 'null') return set(name, child.value.text, child, declared);
    json[name] ??= [];
    reading.places?.set(`${at}/${name}`, child);
    for (const one of child.children) {
      if (one.name === declared.item) item(name, one);
      else stray(name, one);
    }
  }
  function stray(name: string, child: TreeNode): void {
    const list = json[name] as unknown[];
    reading.places?.set(`${at}/${name}/${list.length}`, child);
    reading.places?.set(`${at}/${name}/${list.length}/${pointerToken(child.name)}`, child);
    list.push({ [child.name]: child.value?.text ?? {} });
    reading.fits = false;
  }
}

interface Names {
  /** The field a child belongs to: by its name, an old spelling, or (in YAML and JSON, as in Liquibase) in another case. */
  nameOf(child: TreeNode): string | undefined;
  /** The list whose entries have this name. */
  listOf(item: string): string | undefined;
  readonly body: string | undefined;
  readonly required: readonly string[];
}

const cache = new WeakMap<Fields, Names>();

function namesOf(fields: Fields): Names {
  let names = cache.get(fields);
  if (names === undefined) cache.set(fields, (names = indexNames(fields)));
  return names;
}

function indexNames(fields: Fields): Names {
  const exact = new Map<string, string>();
  const lower = new Map<string, string>();
  const lists = new Map<string, string>();
  const entries = Object.entries(fields);
  for (const [name, declared] of entries) {
    for (const written of [name, ...declared.aliases]) {
      exact.set(written, name);
      lower.set(written.toLowerCase(), name);
    }
    if (declared.kind === 'list' && declared.item !== undefined) lists.set(declared.item, name);
  }
  return {
    nameOf: (child) =>
      exact.get(child.name) ?? (child.origin === 'key' && !lists.has(child.name) ? lower.get(child.name.toLowerCase()) : undefined),
    listOf: (item) => lists.get(item),
    body: entries.find(([, declared]) => declared.xml === 'body')?.[0],
    required: entries.filter(([, declared]) => declared.required).map(([name]) => name),
  };
}

function scalarOf(declared: Field, child: TreeNode): unknown {
  if (child.values !== undefined) return child.values.map((value) => value.text);
  return child.value === undefined || child.children.length > 0 ? {} : typed(declared, child.value);
}

function typed(declared: Field, value: Scalar): unknown {
  const { text } = value;
  switch (declared.kind) {
    case 'boolean':
      return /^true$/i.test(text) ? true : /^(?:false|0|1)$/i.test(text) ? false : text;
    case 'integer':
      return text.trim();
    case 'date':
      return value.iso ?? text;
    default:
      return declared.anyCase ? (declared.values?.find((one) => one.toLowerCase() === text.toLowerCase()) ?? text) : text;
  }
}

/** The pattern of a whole number. */
export const wholeNumber = /^[+-]?[0-9]+$/;

/** Whether a value has the type of its field; what is inside objects and lists was looked at when it was read. */
function fieldTakes(declared: Field, value: unknown): boolean {
  switch (declared.kind) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      return typeof value === 'string' && wholeNumber.test(value);
    case 'list':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && !Array.isArray(value);
    default:
      return typeof value === 'string' && (declared.values?.includes(value) ?? true);
  }
}

/** One step of a JSON pointer. */
export const pointerToken = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

/** Turns validated JSON into the typed attributes that `Infer` promises: whole numbers become bigint, lists and objects recursively. */
export function typedProps(json: Readonly<Record<string, unknown>>, fields: Fields): Record<string, unknown> {
  const props: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(json)) {
    const declared = fields[name];
    if (value === undefined || declared === undefined) continue;
    if (declared.kind === 'integer') props[name] = BigInt((value as string).replace(/^\+/, ''));
    else if (declared.kind === 'list')
      props[name] = (value as Record<string, unknown>[]).map((item) => typedProps(item, declared.fields ?? {}));
    else if (declared.kind === 'object') props[name] = typedProps(value as Record<string, unknown>, declared.fields ?? {});
    else props[name] = value;
  }
  return props;
}
