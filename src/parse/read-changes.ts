import { changeDefinitions } from '../changes/index.js';
import { within, withErrors, type Diagnostics } from '../core/diagnostics.js';
import type { ChangeDefinition } from '../define/change.js';
import { elementPlaces } from '../define/read.js';
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
  const props = definition.normalize(reading.removed.length === 0 ? read : withoutRemoved(read, node.name, reading.removed));
  const change: ChangeNode = { name: definition.name, props, source: node.source };
  reportProblems(definition, change, diagnostics, node);
  return change;
}

/**
 * Reports the problems of a change at its place.
 * @param written what the change was read from
 */
function reportProblems(definition: ChangeDefinition, change: ChangeNode, diagnostics: Diagnostics, written: TreeNode): void {
  const problems = definition.check(change.props);
  if (problems.length === 0) return;
  const places = elementPlaces(written, definition.fields);
  for (const problem of problems) {
    diagnostics.error(problem.unsupported ? 'PARSE_UNSUPPORTED' : 'PARSE_CHANGE', {
      message: `${definition.name}: ${problem.message}`,
      source: (problem.field === undefined ? undefined : places.get(`/${problem.field}`)?.source) ?? change.source,
      change: definition.name,
      hint: problem.hint,
    });
  }
}

function withoutRemoved(
  props: Readonly<Record<string, unknown>>,
  change: string,
  removed: readonly RemovedProperty[],
): Readonly<Record<string, unknown>> {
  return removed.reduce((left, one) => (one.change === change ? without(left, one.remove) : left), props);
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
    reading.forAnotherDatabase ? withErrors(diagnostics, (code, fields) => diagnostics.warn(code, fields)) : diagnostics,
  );
}
