import { changeDefinitions } from '../changes/index.js';
import { within, type Diagnostics } from '../core/diagnostics.js';
import { reportProblems } from '../define/change.js';
import { readElement } from '../define/read.js';
import type { ChangeNode } from '../model/change.js';
import type { TreeNode } from '../model/tree.js';
import { reportUnknown, type Known } from './unknown.js';
import { readFields } from './validate.js';

/** An attribute that `removeChangeSetProperty` takes from the columns of a change. */
export interface RemovedProperty {
  readonly change: string;
  readonly remove: string;
}

/** What reading a change depends on. */
export interface ChangeReading {
  readonly diagnostics: Diagnostics;
  readonly removed: readonly RemovedProperty[];
  /** An unknown change type is only worth a warning: the changeset is for another database. */
  readonly forAnotherDatabase: boolean;
}

export const isChangeType = (name: string): boolean => changeDefinitions.has(name);

/** Reads an element whose name is a change type. Problems go to the diagnostics; a change that has one is left out. */
export function readChange(node: TreeNode, reading: ChangeReading): ChangeNode | undefined {
  const definition = changeDefinitions.get(node.name);
  if (definition === undefined) return undefined;
  const diagnostics = within(reading.diagnostics, { change: node.name });
  const read = readFields(node, definition.fields, diagnostics);
  if (read === undefined) return undefined;
  const props = definition.normalize(
    reading.removed.reduce((left, one) => (one.change === node.name ? without(left, one.remove) : left), read),
  );
  const change: ChangeNode = { name: definition.name, props, source: node.source };
  reportProblems(definition, change, diagnostics, (field) => readElement(node, definition.fields).places().get(`/${field}`)?.source);
  return change;
}

function without(props: Readonly<Record<string, unknown>>, name: string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(props).map(([key, value]) => [
      key,
      Array.isArray(value)
        ? value.map((entry: object) => Object.fromEntries(Object.entries(entry).filter(([attribute]) => attribute !== name)))
        : value,
    ]),
  );
}

/**
 * Reports a child that should be a change and is none.
 * @param also names of what else may stand there.
 */
export function reportUnknownChange(
  child: TreeNode,
  parent: TreeNode,
  reading: ChangeReading,
  also: Known = { attributes: [], elements: [] },
): void {
  const { diagnostics } = reading;
  const known = { attributes: also.attributes, elements: [...changeDefinitions.keys(), ...also.elements] };
  reportUnknown(
    child,
    parent,
    known,
    'PARSE_UNKNOWN_CHANGE',
    reading.forAnotherDatabase ? { ...diagnostics, error: diagnostics.warn } : diagnostics,
  );
}
