import { nextTurn } from '../core/time-slices.js';
import type { Step } from '../plan/plan.js';
import type { SqlEnvironment } from './changeset-sql.js';
import { validateSteps, type ValidatedSteps } from './validate-steps.js';

/** Gives what `validateSteps` finds for the steps of a plan. */
export type Look = (steps: readonly Step[]) => Promise<ValidatedSteps>;

/**
 * Begins to look at the steps of a plan that is going to be made anew, while a server is waited for. What is found is told when it is asked
 * for; where the new plan has other steps, those are looked at then.
 */
export function lookAhead(ahead: readonly Step[], environment: SqlEnvironment): Look {
  const looked = nextTurn().then(() => validateSteps(ahead, environment));
  looked.catch(() => {});
  return (steps) => (areSame(ahead, steps) ? looked : validateSteps(steps, environment));
}

const areSame = (ahead: readonly Step[], steps: readonly Step[]): boolean =>
  ahead.length === steps.length &&
  steps.every(({ changeset, action }, at) => ahead[at]?.changeset === changeset && ahead[at]?.action === action);
