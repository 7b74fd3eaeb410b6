import type { StepSql } from '../steps.js';
import { describePart } from './describe-part.js';
import { effect } from './effects.js';

export const steps: StepSql = {
  effect,
  describe: (parts, sql) => `CONCAT_WS(';', ${parts.map((part) => describePart(part, sql)).join(', ')})`,
};
