import type { Step } from '../plan/plan.js';
import type { RunEnvironment } from './run-environment.js';
import { sendInSteps } from './send-in-steps.js';
import { sendInTransaction } from './send-in-transaction.js';
import type { Sending } from './sending.js';
import type { TransactionQueue } from './transaction-queue.js';

/**
 * Sends a changeset's statements and its history row: together, where the changeset wants it and the database can roll DDL back, and then it
 * may still wait in the queue on return.
 */
export async function sendChangeset(step: Step, sending: Sending, queue: TransactionQueue): Promise<void> {
  if (isCovered(step, sending.environment)) return sendInTransaction(step, sending, queue);
  await queue.drain();
  // Elsewhere the first record of a step asks for the lock.
  if (!step.changeset.runInTransaction) await sending.lock.check();
  sending.onStart();
  await sendInSteps(step, sending);
  sending.onCommit();
}

/** Whether one transaction covers a changeset. */
const isCovered = ({ changeset }: Step, { database }: RunEnvironment): boolean =>
  changeset.runInTransaction && database.dialect.traits.transactionalDdl;

/** Whether an earlier run began a changeset that no transaction covers, and did not end it. */
export async function isUnderWay(step: Step, environment: RunEnvironment): Promise<boolean> {
  return !isCovered(step, environment) && (await environment.journal.find(step.changeset)) !== undefined;
}
