import type { Source } from '../core/source.js';
import type { TreeNode } from '../model/tree.js';
import type { Field, Fields } from './fields.js';

/** An element as plain JSON, still untyped, with the place of every key. Pointers are JSON pointers, as ajv reports them. */
export interface RawElement {
  readonly json: Readonly<Record<string, unknown>>;
  readonly places: ReadonlyMap<string, Source>;
}

const trueWords = new Set(['true', 't', '1', '1.0', 'yes', 'y', 'on']);
const falseWords = new Set(['false', 'f', '0', '0.0', 'no', 'n', 'off']);

/**
 * Reads an element into JSON whose scalars have the type their field asks for where the text allows it; what it does not allow
 * stays text, and what no field knows stays under its own name, so that schema validation finds both.
 * @param skip names of children that somebody else reads.
 */
export function readElement(node: TreeNode, fields: Fields, skip: ReadonlySet<string> = new Set()): RawElement {
  const places = new Map<string, Source>();
  return { json: readInto(node, fields, '', places, skip), places };
}

function readInto(
  node: TreeNode,
  fields: Fields,
  at: string,
  places: Map<string, Source>,
  skip: ReadonlySet<string>,
): Record<string, unknown> {
  places.set(at, node.source);
  const json: Record<string, unknown> = {};
  if (node.value && node.value.type !== 'null') {
    const body = Object.entries(fields).find(([, f]) => f.xml === 'body');
    if (body) setKey(body[0], scalar(body[1], node.value.text), node.source);
    else if (node.value.text.trim() !== '') setKey('#text', node.value.text.trim(), node.source);
  }
  for (const child of node.children) {
    if (skip.has(child.name)) continue;
    const name = fieldName(fields, child.name);
    const declared = name === undefined ? undefined : fields[name];
    if (name === undefined || declared === undefined) {
      const list = Object.entries(fields).find(([, f]) => f.kind === 'list' && f.item === child.name);
      if (list) append(list[0], list[1], child);
      else setKey(child.name, child.value?.text ?? {}, child.source);
    } else if (declared.kind === 'list') {
      places.set(`${at}/${name}`, child.source);
      json[name] ??= [];
      // `columns: [{column: {…}}]` and `columns: [{name: …}]` are both in use.
      const items = child.children.filter((item) => item.name === declared.item);
      if (items.length > 0) for (const item of items) append(name, declared, item);
      for (const other of child.children) if (other.name !== declared.item) setUnknownItem(name, declared, other);
    } else if (declared.kind === 'object') {
      places.set(`${at}/${name}`, child.source);
      json[name] = { ...(json[name] as object | undefined), ...readInto(child, declared.fields ?? {}, `${at}/${name}`, places, new Set()) };
    } else if (child.value && child.value.type !== 'null') setKey(name, scalar(declared, child.value.text), child.source);
    else if (child.children.length > 0) setKey(name, {}, child.source);
  }
  return json;

  function setKey(name: string, value: unknown, source: Source): void {
    json[name] = value;
    places.set(`${at}/${pointerToken(name)}`, source);
  }
  function append(name: string, declared: Field, item: TreeNode): void {
    const items = (json[name] ??= []) as unknown[];
    items.push(readInto(item, declared.fields ?? {}, `${at}/${name}/${items.length}`, places, new Set()));
  }
  function setUnknownItem(name: string, declared: Field, other: TreeNode): void {
    const items = (json[name] ??= []) as unknown[];
    places.set(`${at}/${name}/${items.length}`, other.source);
    places.set(`${at}/${name}/${items.length}/${pointerToken(other.name)}`, other.source);
    items.push({ [other.name]: other.value?.text ?? {} });
    void declared;
  }
}

/** The declared name for a written one: itself, or the field it is an alias of. */
export function fieldName(fields: Fields, written: string): string | undefined {
  if (Object.hasOwn(fields, written)) return written;
  return Object.entries(fields).find(([, f]) => f.aliases.includes(written))?.[0];
}

function scalar(declared: Field, text: string): unknown {
  if (declared.kind === 'boolean') {
    const word = text.trim().toLowerCase();
    return trueWords.has(word) ? true : falseWords.has(word) ? false : text;
  }
  return declared.kind === 'integer' ? text.trim() : text;
}

const pointerToken = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

/** Turns validated JSON into the typed attributes that `Infer` promises: whole numbers become bigint, lists and objects recursively. */
export function typedProps(json: Readonly<Record<string, unknown>>, fields: Fields): Record<string, unknown> {
  const props: Record<string, unknown> = {};
  for (const [name, declared] of Object.entries(fields)) {
    const value = json[name];
    if (value === undefined) continue;
    if (declared.kind === 'integer') props[name] = BigInt(String(value).replace(/^\+/, ''));
    else if (declared.kind === 'list')
      props[name] = (value as Record<string, unknown>[]).map((item) => typedProps(item, declared.fields ?? {}));
    else if (declared.kind === 'object') props[name] = typedProps(value as Record<string, unknown>, declared.fields ?? {});
    else props[name] = value;
  }
  return props;
}
