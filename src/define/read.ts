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
  const reading = new Reading(undefined);
  reading.into(reading.json, node, fields, '', isOwn);
  return reading;
}

/** The node of every key that `readElement` gives, by JSON pointer as ajv reports them. */
export function elementPlaces(node: TreeNode, fields: Fields, isOwn?: (child: TreeNode) => boolean): ReadonlyMap<string, TreeNode> {
  const places = new Map<string, TreeNode>();
  const reading = new Reading(places);
  reading.into(reading.json, node, fields, '', isOwn);
  return places;
}

type Json = Record<string, unknown>;

/** What is found out while an element and all below it is read. `at` is always the JSON pointer of the element at hand. */
class Reading implements RawElement {
  readonly json: Json = {};
  fits = true;
  integers = false;
  ones: TreeNode[] | undefined = undefined;
  empty: TreeNode[] | undefined = undefined;
  /** Absent where nobody will ask for them. */
  private readonly places: Map<string, TreeNode> | undefined;

  constructor(places: Map<string, TreeNode> | undefined) {
    this.places = places;
  }

  /** Reads an element into an object, and returns that. */
  into(json: Json, node: TreeNode, fields: Fields, at: string, isOwn?: (child: TreeNode) => boolean): Json {
    const names = namesOf(fields);
    const { children, value } = node;
    this.places?.set(at, node);
    // By number: an iterator makes an object for each of what are tens of thousands of nodes.
    for (let i = 0; i < children.length; i++) {
      const child = children[i]!;
      if (isOwn === undefined || isOwn(child)) this.readChild(json, names, child, at);
    }
    if (value !== undefined && value.type !== 'null') this.readBody(json, names, node, value, at);
    else if (node.values !== undefined) this.setUnknown(json, '#text', node, at);
    for (let i = 0; i < names.required.length; i++) if (json[names.required[i]!] === undefined) this.fits = false;
    return json;
  }

  private readChild(json: Json, names: Names, child: TreeNode, at: string): void {
    const own = names.exact.get(child.name) ?? names.inAnyCase(child);
    if (own !== undefined) {
      const { field } = own;
      const { value, children } = child;
      // Most fields are like this, and there are tens of thousands of them.
      if (own.isText && value !== undefined && value.type !== 'null' && children.length === 0 && json[own.name] === undefined) {
        json[own.name] = value.text;
        this.places?.set(`${at}/${pointerToken(own.name)}`, child);
      } else if (field.kind === 'list') this.readItems(json, own, child, at);
      else if (field.kind === 'object') this.set(json, own, this.readObject(own, child, at), child, at);
      else if (isEmpty(child)) (this.empty ??= []).push(child);
      else if (child.value?.type !== 'null' || child.children.length > 0) this.set(json, own, scalarOf(field, child), child, at);
      return;
    }
    const list = names.lists.get(child.name);
    if (list === undefined) this.setUnknown(json, child.name, child, at);
    else if (child.children.some((one) => one.name === child.name)) this.readItems(json, list, child, at);
    else this.readItem(json, list, child, at);
  }

  private set(json: Json, { name, field }: Written, value: unknown, child: TreeNode, at: string): void {
    const before = json[name];
    // Given twice (an attribute and its old spelling, or text and attribute): a list, which no such field allows.
    const now = before === undefined || before === value ? value : [before, value];
    json[name] = now;
    if (!fieldTakes(field, now)) this.fits = false;
    if (field.kind === 'integer') this.integers = true;
    if (field.kind === 'boolean' && child.value?.text === '1') (this.ones ??= []).push(child);
    this.places?.set(`${at}/${pointerToken(name)}`, child);
  }

  private setUnknown(json: Json, name: string, child: TreeNode, at: string): void {
    // Defined, not assigned: the name can be anything, even `__proto__`.
    Object.defineProperty(json, name, { value: child.value?.text ?? {}, enumerable: true, configurable: true, writable: true });
    this.fits = false;
    this.places?.set(`${at}/${pointerToken(name)}`, child);
  }

  /** Text directly in the element: the field that takes it, or an error. */
  private readBody(json: Json, { body }: Names, node: TreeNode, value: Scalar, at: string): void {
    if (body === undefined) this.setUnknown(json, '#text', node, at);
    else this.set(json, body, typed(body.field, value), node, at);
  }

  private readObject({ name, field }: Written, child: TreeNode, at: string): unknown {
    const isScalar = child.value !== undefined && child.value.type !== 'null' && child.children.length === 0;
    if (isScalar || child.values !== undefined) return scalarOf(field, child);
    return this.into({}, child, field.fields ?? none, this.pointerTo(at, name));
  }

  private readItem(json: Json, { name, field }: Written, child: TreeNode, at: string): void {
    this.places?.set(`${at}/${name}`, child);
    const pointer = this.pointerToNext(json, name, at);
    append(json, name, this.into({}, child, field.fields ?? none, pointer));
  }

  /** `columns: [{column: {…}}, …]`, or `columns: {name: …}` for a single one; `column` in place of `columns` will do, too. */
  private readItems(json: Json, list: Written, child: TreeNode, at: string): void {
    const { name, field } = list;
    const wrapped = child.children.some((one) => one.name === field.item);
    if (!wrapped && child.children.length > 0) return this.readItem(json, list, child, at);
    if (!Array.isArray(json[name])) json[name] = [];
    this.places?.set(`${at}/${name}`, child);
    for (const one of child.children) {
      if (one.name === field.item) this.readItem(json, list, one, at);
      else {
        const entry = this.pointerToNext(json, name, at);
        this.places?.set(entry, child);
        const stray: Json = {};
        this.setUnknown(stray, one.name, one, entry);
        append(json, name, stray);
      }
    }
    // Texts are no entries; the schema says so.
    for (const { type, text } of child.values ?? (child.value === undefined ? [] : [child.value])) {
      if (type === 'null') continue;
      this.fits = false;
      append(json, name, text);
    }
  }

  private pointerTo(at: string, name: string): string {
    return this.places === undefined ? '' : `${at}/${name}`;
  }

  /** The pointer to the next entry of a list. */
  private pointerToNext(json: Json, name: string, at: string): string {
    if (this.places === undefined) return '';
    const list = json[name];
    return `${at}/${name}/${Array.isArray(list) ? list.length : 0}`;
  }
}

/** `<where/>`, also with nothing but white space in it. */
const isEmpty = ({ value, values, children }: TreeNode): boolean => value === undefined && values === undefined && children.length === 0;

/** A list that is made to grow takes room for seventeen, and most have one entry or two. */
const shortList = 4;

/** Adds an entry to a list. */
function append(json: Json, name: string, entry: unknown): void {
  const list = json[name];
  if (!Array.isArray(list)) json[name] = [entry];
  else if (list.length >= shortList) list.push(entry);
  else json[name] = list.concat([entry]);
}

const none: Fields = {};

/** A field with its name. */
interface Written {
  readonly name: string;
  readonly field: Field;
  /** It takes any text, and keeps it as it is written. */
  readonly isText: boolean;
}

interface Names {
  /** The field a child belongs to, by its name or an old spelling. */
  readonly exact: ReadonlyMap<string, Written>;
  /** The same in YAML and JSON, where case does not count, as in Liquibase. */
  inAnyCase(child: TreeNode): Written | undefined;
  /** The list whose entries have this name. */
  readonly lists: ReadonlyMap<string, Written>;
  readonly body: Written | undefined;
  readonly required: readonly string[];
}

const cache = new WeakMap<Fields, Names>();

function namesOf(fields: Fields): Names {
  let names = cache.get(fields);
  if (names === undefined) cache.set(fields, (names = indexNames(fields)));
  return names;
}

const isText = ({ kind, values }: Field): boolean => (kind === 'string' || kind === 'numeric') && values === undefined;

function indexNames(fields: Fields): Names {
  const exact = new Map<string, Written>();
  const lower = new Map<string, Written>();
  const lists = new Map<string, Written>();
  const all = Object.entries(fields).map(([name, field]): Written => ({ name, field, isText: isText(field) }));
  for (const one of all) {
    for (const written of [one.name, ...one.field.aliases]) {
      exact.set(written, one);
      lower.set(written.toLowerCase(), one);
    }
    if (one.field.kind === 'list' && one.field.item !== undefined) lists.set(one.field.item, one);
  }
  return {
    exact,
    inAnyCase: ({ name, origin }) => (origin === 'key' && !lists.has(name) ? lower.get(name.toLowerCase()) : undefined),
    lists,
    body: all.find(({ field }) => field.xml === 'body'),
    required: all.filter(({ field }) => field.required).map(({ name }) => name),
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
