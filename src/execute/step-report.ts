import type { ChangelogEvent, Emit } from '../core/events.js';
import type { ExecType } from '../model/history.js';
import type { Step } from '../plan/plan.js';

/** What became of one step. */
export interface StepResult {
  readonly step: Step;
  readonly execType: ExecType;
  readonly milliseconds: number;
  /** Why it was skipped or marked, or the error that failOnError=false let pass. */
  readonly message?: string;
}

/** Tells what one step does, in its turn: a step may be prepared while those before it still run, and is heard only when it starts. */
export interface StepReport {
  /** Keeps what is said before the start. */
  readonly emit: Emit;
  /** It is next. Says so once, and what was kept. */
  start(): void;
  finish(execType: ExecType, message?: string): void;
}

export function reportStep(
  step: Step,
  place: { readonly index: number; readonly total: number },
  emit: Emit,
  results: StepResult[],
): StepReport {
  const { changeset } = step;
  let kept: ChangelogEvent[] | undefined = [];
  let started = 0;
  return {
    emit(event) {
      if (kept === undefined) emit(event);
      else kept.push(event);
    },
    start() {
      if (kept === undefined) return;
      const before = kept;
      kept = undefined;
      started = performance.now();
      emit({ type: 'changeset-started', changeset, ...place });
      for (const event of before) emit(event);
    },
    finish(execType, message) {
      const milliseconds = performance.now() - started;
      results.push({ step, execType, milliseconds, ...(message !== undefined && { message }) });
      if (step.action === 'rollback') emit({ type: 'changeset-rolled-back', changeset, ...place, milliseconds });
      else emit({ type: 'changeset-finished', changeset, ...place, execType, milliseconds });
    },
  };
}
