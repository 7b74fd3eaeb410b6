import { changeDefinitions } from '../changes/index.js';
import { fail } from '../core/error.js';
import type { Connection } from '../dialects/driver.js';
import type { ChangeNode } from '../model/change.js';
import type { Changeset } from '../model/changelog.js';
import type { Sql } from '../model/statement.js';
import { formatChangeset } from '../plan/changeset-key.js';
import { targetsDatabase } from '../plan/checksum.js';
import { commitGuarded } from '../state/commit-guarded.js';
import type { ChangelogLock } from '../state/lock-service.js';
import type { StepPosition, StepRow } from '../state/step-row.js';
import { changeUnits, type Direction } from './changeset-sql.js';
import { changesOf, changesetOf, prospectOf } from './interrupted.js';
import type { RunEnvironment } from './run-environment.js';
import { runsSilently } from './runs-silently.js';
import { createStepTracker } from './step-tracker.js';

/** What a person says about a changeset that was cut off. */
export type Repair = 'done' | 'redo' | 'forget' | 'rollbackSteps';

export interface RepairContext {
  readonly environment: RunEnvironment;
  readonly connection: Connection;
  readonly lock: ChangelogLock;
}

/**
 * Does what a person decided about a changeset that was cut off, and returns what an update will do with it.
 * @throws RESUME_UNCERTAIN, RESUME_CHANGED, PLAN_NO_ROLLBACK where it cannot be done
 */
export async function repair(row: StepRow, action: Repair, context: RepairContext): Promise<string> {
  const { environment } = context;
  const { journal } = environment;
  switch (action) {
    case 'forget':
      await write(journal.clear(row), context);
      return 'the next update runs it from its first statement';
    case 'redo':
      await write(journal.write({ ...row, state: 'READY', error: null }), context);
      return `the next update sends statement ${row.position.sent + 1}`;
    case 'done': {
      const position = await positionBehind(row, environment);
      const goesOn = position === row.position;
      const next = { ...row, position, state: 'READY', error: null, sql: '', stepDigest: '', left: 0 } as const;
      await write(journal.write({ ...next, doneDigest: goesOn ? row.doneDigest : row.stepDigest }), context);
      return `statement ${row.position.sent + 1} counts as done, and the next update goes on behind it`;
    }
    case 'rollbackSteps':
      return rollbackSteps(row, context);
  }
}

async function write(statements: readonly Sql[], { connection, lock }: RepairContext): Promise<void> {
  await commitGuarded(connection, lock, statements);
}

/** The place behind the statement that a row stands at; the same place where what is left of the statement shows in the schema. */
async function positionBehind(row: StepRow, environment: RunEnvironment): Promise<StepPosition> {
  const { position } = row;
  const sent = position.sent + 1;
  if (row.program) return { ...position, parts: position.parts + 1, sent };
  if (row.left === 0) return { ...position, statements: position.statements + 1, parts: 0, sent };
  const changeset = changesetOf(row, environment);
  const change = changeset && changesOf(row, changeset, environment)[position.changes];
  if (changeset !== undefined && change !== undefined && runsSilently(change)) {
    for await (const unit of changeUnits(change, changeset, { ...environment, emit: () => {} }, directionOf(row)))
      if (unit.statements === position.statements && unit.live) return position;
  }
  return { ...position, parts: position.parts + 1, sent };
}

/** Undoes the changes of a changeset that are done, the last first, and records each. */
async function rollbackSteps(row: StepRow, context: RepairContext): Promise<string> {
  const { environment, connection } = context;
  const { database, journal, emit } = environment;
  const changeset = changesetOf(row, environment) ?? unknownChangeset(row);
  const place = { source: changeset.source, changeset };
  const name = formatChangeset(changeset);
  if (row.direction === 'rollback')
    fail('PLAN_NO_ROLLBACK', {
      ...place,
      message: `${name} was cut off while it was rolled back`,
      hint: 'run the rollback again: it goes on',
    });
  const { done, why } = await prospectOf(row, environment);
  if (done === null)
    fail('RESUME_UNCERTAIN', {
      ...place,
      message: `what is to be undone of ${name} is not certain: ${why}`,
      hint: 'say --done or --redo first',
    });
  const { changes: count, statements, parts } = done ? await positionBehind(row, environment) : row.position;
  const change = changeset.changes[count];
  const isWhole =
    parts === 0 &&
    (statements === 0 || (change !== undefined && statements === (await countStatements(change, row, changeset, environment))));
  if (!isWhole)
    fail('PLAN_NO_ROLLBACK', {
      ...place,
      message: `change ${count + 1} of ${name} is done in part, and only whole changes can be undone`,
      hint: 'undo by hand what is done of it, then changelog repair --forget',
    });
  const doneChanges = changeset.changes.slice(0, statements === 0 ? count : count + 1);
  const undoing = doneChanges.map((change) => {
    const inverse = targetsDatabase(change, (list) => database.matchesDbms(list))
      ? changeDefinitions.get(change.name)?.inverse(change)
      : [];
    if (inverse !== undefined && (changeset.rollback.kind === 'auto' || inverse.length === 0)) return inverse;
    return fail('PLAN_NO_ROLLBACK', {
      ...place,
      message: `${change.name} of ${name} cannot be undone by itself`,
      hint: 'undo by hand what is done of the changeset, then changelog repair --forget',
    });
  });
  for (const [index, nodes] of [...undoing.entries()].toReversed()) {
    const tracker = createStepTracker(changeset, environment);
    for (const change of doneChanges.slice(0, index)) tracker.changeDone(change);
    for (const node of nodes) {
      for await (const unit of changeUnits(node, changeset, environment, 'rollback')) {
        for (const sql of (await unit.compile()).filter((one) => !one.comment && !one.commentOnly)) {
          await write(journal.write({ ...row, state: 'INTENT', sql: sql.sql, error: null }), context);
          emit({ type: 'statement', changeset, sql: sql.sql });
          await connection.execute(sql);
        }
      }
    }
    const { changesDigest, doneDigest } = tracker.mark();
    const position = { changes: index, statements: 0, parts: 0, sent: index };
    const rest = { ...row, position, changesDigest, doneDigest, state: 'READY', sql: '', stepDigest: '', error: null } as const;
    await write(index === 0 ? journal.clear(row) : journal.write(rest), context);
  }
  if (doneChanges.length === 0) await write(journal.clear(row), context);
  return 'what was done of it is undone, and the next update runs it from its first statement';
}

/** How many statements a change has; NaN where that shows only when it runs. */
async function countStatements(change: ChangeNode, row: StepRow, changeset: Changeset, environment: RunEnvironment): Promise<number> {
  if (!runsSilently(change)) return Number.NaN;
  let count = 0;
  for await (const _ of changeUnits(change, changeset, { ...environment, emit: () => {} }, directionOf(row))) count += 1;
  return count;
}

const directionOf = (row: StepRow): Direction => (row.direction === 'rollback' ? 'rollback' : 'forward');

function unknownChangeset(row: StepRow): Changeset {
  return fail('PLAN_CHANGESET_NOT_FOUND', {
    message: `the changelog does not have ${formatChangeset(row)}, of which a part is done`,
    hint: 'undo that part by hand, then changelog repair --forget',
  });
}
