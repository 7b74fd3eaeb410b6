import type { DiffRef } from '../entry.js';
import type { Ordered } from './order.js';
import type { Step } from './step.js';

export type Verb = 'create' | 'alter' | 'drop' | 'rename';

/** What happens to one object: one changeset for each step. */
export interface Operation extends Ordered {
  readonly verb: Verb;
  readonly ref: DiffRef;
  readonly steps: readonly Step[];
  /** Words for people, and a mark for label filters, beside those of the steps. */
  readonly comment?: string | undefined;
  readonly label?: string | undefined;
}

/** A difference that no change of a changelog makes, and why. */
export interface LeftOut {
  readonly ref: DiffRef;
  readonly side: 'reference' | 'target';
  readonly reason: string;
}
