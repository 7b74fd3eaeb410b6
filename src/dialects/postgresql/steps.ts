import type { StepSql } from '../steps.js';
import { describePart } from './describe-part.js';
import { effect } from './effects.js';

export const steps: StepSql = {
  effect,
  describe: (parts) => parts.map(describePart).join(" || ';' || "),
};
