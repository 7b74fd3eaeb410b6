import type { Step } from '../plan/plan.js';
import { sendInSteps } from './send-in-steps.js';
import { sendInTransaction } from './send-in-transaction.js';
import type { Sending } from './sending.js';

/** Sends a changeset's statements and its history row: together, where the changeset wants it and the database can roll DDL back. */
export function sendChangeset(step: Step, sending: Sending): Promise<void> {
  const covered = step.changeset.runInTransaction && sending.environment.database.dialect.traits.transactionalDdl;
  return covered ? sendInTransaction(step, sending) : sendInSteps(step, sending);
}
