import type { ElementPart, Part } from './written.js';

/** What YAML and JSON write: whole numbers are bigint, so that none loses digits. */
export type Data = string | bigint | boolean | readonly Data[] | DataMap;
export interface DataMap {
  readonly [name: string]: Data;
}

/** The whole document. */
export function changelogData(changesets: readonly ElementPart[]): DataMap {
  return { databaseChangeLog: changesets.map((changeset) => ({ [changeset.name]: elementData(changeset) })) };
}

function elementData({ name, parts, many }: ElementPart): Data {
  const entries = parts.flatMap(entriesOf);
  // An empty rollback is an empty text: Liquibase reads no empty list there.
  if (name === 'rollback' && entries.length === 0) return '';
  return many ? entries.map(([name, value]) => ({ [name]: value })) : Object.fromEntries(entries);
}

function entriesOf(part: Part): readonly (readonly [string, Data])[] {
  switch (part.kind) {
    case 'scalar':
      return [[part.name, part.value]];
    case 'element':
      return [[part.name, elementData(part)]];
    case 'list':
      return [[part.name, part.entries.map((parts) => ({ [part.item]: elementData({ kind: 'element', name: part.item, parts }) }))]];
    case 'texts':
      return [[part.name, part.texts]];
    case 'changes':
      return [['changes', part.elements.map((element) => ({ [element.name]: elementData(element) }))]];
  }
}
