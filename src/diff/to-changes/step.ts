import { changeDefinitions } from '../../changes/index.js';
import type { NewChange } from './maker.js';

/** One change with what undoes it. */
export interface Step {
  readonly change: NewChange;
  /** Undefined: the change's own inverse. Empty: nothing has to be done, for what undoes the step before undoes this one too. */
  readonly undo?: readonly NewChange[] | undefined;
  /** What rows or guarantees are lost. */
  readonly destroys?: string | undefined;
}

const source = { file: '', line: 1, column: 1 };

/** The step with an undo of its own only where the change has no inverse that undoes it. */
export function step(change: NewChange, undo: readonly NewChange[], destroys?: string): Step {
  const inverse = changeDefinitions.get(change.name)?.inverse({ ...change, source });
  return { change, ...(inverse === undefined && { undo }), ...(destroys !== undefined && { destroys }) };
}

/** A step with exactly this undo. */
export const stepWith = (change: NewChange, undo: readonly NewChange[], destroys?: string): Step => ({
  change,
  undo,
  ...(destroys !== undefined && { destroys }),
});
