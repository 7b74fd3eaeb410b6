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
  /** Whole numbers are among the values: `typedProps` makes of `json` what the fields promise. Without them it is that already. */
  readonly integers: boolean;
  /** Booleans written as `1`, which Liquibase takes for false. */
  readonly ones: readonly TreeNode[] | undefined;
  /** Elements that should hold a text and hold nothing, which count as absent. */
  readonly empty: readonly TreeNode[] | undefined;
}

/**
 * Reads an element into JSON whose scalars have the type their field asks for where the text allows it; what it does not allow
 * stays text, and what no field knows stays under its own name, so that schema validation finds both.
 * @param isOwn false for children that somebody else reads
 */
export function readElement(node: TreeNode, fields: Fields, isOwn?: (child: TreeNode) => boolean): RawElement {
  const reading: Reading = { json: {}, fits: true, integers: false, ones: undefined, empty: undefined, places: undefined };
  readInto(reading.json, node, fields, '', isOwn, reading);
  return reading;
}

/** The node of every key that `readElement` gives, by JSON pointer as ajv reports them. */
export function elementPlaces(node: TreeNode, fields: Fields, isOwn?: (child: TreeNode) => boolean): ReadonlyMap<string, TreeNode> {
  const places = new Map<string, TreeNode>();
  readInto({}, node, fields, '', isOwn, { json: {}, fits: true, integers: false, ones: undefined, empty: undefined, places });
  return places;
}

/** What is found out while an element and all below it is read. */
interface Reading {
  readonly json: Record<string, unknown>;
  fits: boolean;
  integers: boolean;
  ones: TreeNode[] | undefined;
  empty: TreeNode[] | undefined;
  readonly places: Map<string, TreeNode> | undefined;
}

/** One element being read. */
interface Frame {
  readonly node: TreeNode;
  readonly fields: Fields;
  /** JSON pointer of the element. */
  readonly at: string;
  readonly json: Record<string, unknown>;
  readonly reading: Reading;
}

function readInto(
  json: Record<string, unknown>,
  node: TreeNode,
  fields: Fields,
  at: string,
  isOwn: ((child: TreeNode) => boolean) | undefined,
  reading: Reading,
): Record<string, unknown> {
  const frame: Frame = { node, fields, at, json, reading };
  const names = namesOf(fields);
  reading.places?.set(at, node);
  // By number: an iterator makes an object for each of what are tens of thousands of nodes.
  for (let i = 0; i < node.children.length; i++) {
    const child = node.children[i]!;
    if (isOwn === undefined || isOwn(child)) readChild(frame, names, child);
  }
  if (node.value !== undefined && node.value.type !== 'null') readBody(frame, names, node.value);
  else if (node.values !== undefined) setUnknown(frame, '#text', node);
  for (let i = 0; i < names.required.length; i++) if (json[names.required[i]!] === undefined) reading.fits = false;
  return json;
}

/** The pointer to something in the element; nobody asks for it where places are not kept. */
function pointerTo(frame: Frame, name: string, entry?: number): string {
  if (frame.reading.places === undefined) return '';
  return entry === undefined ? `${frame.at}/${name}` : `${frame.at}/${name}/${entry}`;
}

function readChild(frame: Frame, names: Names, child: TreeNode): void {
  const name = names.nameOf(child);
  const declared = name === undefined ? undefined : frame.fields[name];
  if (name !== undefined && declared !== undefined) {
    if (declared.kind === 'list') readItems(frame, name, declared, child);
    else if (declared.kind === 'object') set(frame, name, readObject(frame, name, declared, child), child, declared);
    else if (isEmpty(child)) (frame.reading.empty ??= []).push(child);
    else if (child.value?.type !== 'null' || child.children.length > 0) set(frame, name, scalarOf(declared, child), child, declared);
    return;
  }
  const list = names.listOf(child.name);
  const entry = list === undefined ? undefined : frame.fields[list];
  if (list === undefined || entry === undefined) setUnknown(frame, child.name, child);
  else if (child.children.some((one) => one.name === child.name)) readItems(frame, list, entry, child);
  else readItem(frame, list, entry, child);
}

/** `<where/>`, also with nothing but white space in it. */
const isEmpty = ({ value, values, children }: TreeNode): boolean => value === undefined && values === undefined && children.length === 0;

function set(frame: Frame, name: string, value: unknown, child: TreeNode, declared: Field): void {
  const { json, reading } = frame;
  // Given twice (an attribute and its old spelling, or text and attribute): a list, which no such field allows.
  json[name] = json[name] === undefined || json[name] === value ? value : [json[name], value];
  if (!fieldTakes(declared, json[name])) reading.fits = false;
  if (declared.kind === 'integer') reading.integers = true;
  if (declared.kind === 'boolean' && child.value?.text === '1') (reading.ones ??= []).push(child);
  reading.places?.set(`${frame.at}/${pointerToken(name)}`, child);
}

function setUnknown(frame: Frame, name: string, child: TreeNode): void {
  // Defined, not assigned: the name can be anything, even `__proto__`.
  Object.defineProperty(frame.json, name, { value: child.value?.text ?? {}, enumerable: true, configurable: true, writable: true });
  frame.reading.fits = false;
  frame.reading.places?.set(`${frame.at}/${pointerToken(name)}`, child);
}

/** Text directly in the element: the field that takes it, or an error. */
function readBody(frame: Frame, names: Names, value: Scalar): void {
  const declared = names.body === undefined ? undefined : frame.fields[names.body];
  if (names.body === undefined || declared === undefined) setUnknown(frame, '#text', frame.node);
  else set(frame, names.body, typed(declared, value), frame.node, declared);
}

function readObject(frame: Frame, name: string, declared: Field, child: TreeNode): unknown {
  const isScalar = child.value !== undefined && child.value.type !== 'null' && child.children.length === 0;
  if (isScalar || child.values !== undefined) return scalarOf(declared, child);
  return readInto({}, child, declared.fields ?? none, pointerTo(frame, name), undefined, frame.reading);
}

function readItem(frame: Frame, name: string, declared: Field, child: TreeNode): void {
  const list = listAt(frame, name, child);
  list.push(readInto({}, child, declared.fields ?? none, pointerTo(frame, name, list.length), undefined, frame.reading));
}

/** `columns: [{column: {…}}, …]`, or `columns: {name: …}` for a single one; `column` in place of `columns` will do, too. */
function readItems(frame: Frame, name: string, declared: Field, child: TreeNode): void {
  const wrapped = child.children.some((one) => one.name === declared.item);
  if (!wrapped && child.children.length > 0) return readItem(frame, name, declared, child);
  const list = listAt(frame, name, child);
  for (const one of child.children) {
    if (one.name === declared.item) readItem(frame, name, declared, one);
    else {
      const entry: Frame = { ...frame, at: pointerTo(frame, name, list.length), json: {} };
      frame.reading.places?.set(entry.at, child);
      setUnknown(entry, one.name, one);
      list.push(entry.json);
    }
  }
  // Texts are no entries; the schema says so.
  for (const { type, text } of child.values ?? (child.value === undefined ? [] : [child.value])) {
    if (type === 'null') continue;
    frame.reading.fits = false;
    list.push(text);
  }
}

function listAt(frame: Frame, name: string, child: TreeNode): unknown[] {
  frame.reading.places?.set(`${frame.at}/${name}`, child);
  const list = frame.json[name];
  return Array.isArray(list) ? list : (frame.json[name] = []);
}

const none: Fields = {};

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
  const inAnyCase = ({ name, origin }: TreeNode): string | undefined =>
    origin === 'key' && !lists.has(name) ? lower.get(name.toLowerCase()) : undefined;
  return {
    nameOf: (child) => exact.get(child.name) ?? inAnyCase(child),
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
  if (declared.kind === 'boolean') return /^true$/i.test(text) ? true : /^(?:false|0|1)$/i.test(text) ? false : text;
  if (declared.kind === 'integer') return text.trim();
  if (declared.kind === 'date') return value.iso ?? text;
  return declared.anyCase ? (declared.values?.find((one) => one.toLowerCase() === text.toLowerCase()) ?? text) : text;
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
    case 'string':
    case 'numeric':
    case 'date':
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
