import { createHash } from 'node:crypto';
import { fail } from '../core/error.js';
import { openFileWriter, readLocalFile } from '../core/local-file.js';
import type { PlannedSteps } from '../execute/as-planned.js';
import type { ForeseenStep } from '../execute/foresee.js';
import { formatChangeset } from '../plan/changeset-key.js';
import type { Plan } from '../plan/plan.js';
import type { CommandContext } from './context.js';
import { live, type ChangelogSession } from './session.js';

/** A plan as a file, for `update --plan`. */
export interface SavedPlan {
  readonly formatVersion: 1;
  /** The program that made it. */
  readonly writer: string;
  readonly dialect: string;
  /** Digests of what the plan was made from; none of schema where the database cannot be read as a whole. */
  readonly history: string;
  readonly schema: string | null;
  readonly changesets: readonly SavedStep[];
}

interface SavedStep extends Pick<ForeseenStep, 'action' | 'doubt' | 'sql'> {
  readonly id: string;
  readonly author: string;
  readonly path: string;
  readonly checksum: string;
}

/** The plan as it is saved. Throws PLAN_CANNOT_SAVE where the run would end in the middle. */
export async function savedPlan(session: ChangelogSession, steps: readonly ForeseenStep[]): Promise<SavedPlan> {
  const halted = steps.find(({ action }) => action === 'halt');
  if (halted !== undefined)
    fail('PLAN_CANNOT_SAVE', {
      message: `the plan ends in the middle, at ${formatChangeset(halted.step.changeset)}: ${halted.why}`,
      source: halted.step.changeset.source,
      changeset: halted.step.changeset,
    });
  const open = steps.find(({ openSql }) => openSql);
  if (open !== undefined)
    fail('PLAN_CANNOT_SAVE', {
      message: `the SQL of ${formatChangeset(open.step.changeset)} is not known yet: ${open.doubt}`,
      source: open.step.changeset.source,
      changeset: open.step.changeset,
      hint: 'run what comes before it first, or write down what it looks up: columnDataType, types of the columns of loadData, a date in place of NOW',
    });
  const { database, history, context } = session;
  history.refresh();
  const rows = (await history.list()).map(({ id, author, path, md5sum, execType, orderExecuted, tag }) => [
    id,
    author,
    path,
    md5sum,
    execType,
    orderExecuted,
    tag,
  ]);
  return {
    formatVersion: 1,
    writer: `changelog ${context.version}`,
    dialect: database.dialect.name,
    history: digest(rows),
    schema: await schemaDigest(session),
    changesets: steps.map(({ step: { changeset, checksum }, action, doubt, sql }) => {
      const { id, author, path } = changeset;
      return { id, author, path, checksum, action, ...(doubt !== undefined && { doubt }), sql };
    }),
  };
}

const digest = (value: unknown): string => `sha256:${createHash('sha256').update(JSON.stringify(value)).digest('hex')}`;

/** All of the schema but the tracking tables. */
async function schemaDigest({ database }: ChangelogSession): Promise<string | null> {
  const { dialect, historyTable, lockTable } = database;
  if (dialect.introspect === undefined) return null;
  const { source: _, ...objects } = await dialect.introspect(live(database), database.sql('LEGACY'), {});
  const own = new Set([historyTable.name, lockTable.name].map((name) => name.toLowerCase()));
  return digest({ ...objects, tables: objects.tables.filter(({ name }) => !own.has(name.toLowerCase())) });
}

export function writeSavedPlan(plan: SavedPlan, path: string, { cwd }: CommandContext): void {
  const writer = openFileWriter(cwd, path, { append: false });
  writer.write(`${JSON.stringify(plan, null, 2)}\n`);
  writer.close();
}

/** Throws CONFIG_FILE where it cannot be read or is no plan. */
export function readSavedPlan(path: string, { cwd }: CommandContext): SavedPlan {
  const text = readLocalFile(cwd, path);
  if (text === undefined)
    fail('CONFIG_FILE', { message: `the plan ${path} does not exist`, hint: `make it with changelog plan --save=${path}` });
  try {
    const plan = JSON.parse(text) as SavedPlan;
    if (plan.formatVersion === 1 && Array.isArray(plan.changesets)) return plan;
  } catch {
    // Told below, like any other text that is no plan.
  }
  return fail('CONFIG_FILE', { message: `${path} is not a plan of this program`, hint: `make it with changelog plan --save=${path}` });
}

/**
 * Holds a saved plan against one that was made now.
 * @returns what the saved plan says, by changeset
 * @throws PLAN_MOVED, with all that differs
 */
export function assertNotMoved(saved: SavedPlan, now: SavedPlan, { steps }: Plan): PlannedSteps {
  const moved: string[] = [];
  if (saved.dialect !== now.dialect) moved.push(`it is for ${saved.dialect}, and this is ${now.dialect}`);
  if (saved.history !== now.history) moved.push('the history of the database is another');
  if (saved.schema !== now.schema) moved.push('the schema of the database is another');
  const key = ({ path, id, author }: SavedStep): string => `${path}::${id}::${author}`;
  if (saved.changesets.map(key).join('\n') !== now.changesets.map(key).join('\n')) {
    moved.push(`it has ${saved.changesets.length} changesets, and now there are ${now.changesets.length} others or in another order`);
  } else {
    const different = now.changesets.filter((one, at) => JSON.stringify(one) !== JSON.stringify({ ...one, ...saved.changesets[at] }));
    moved.push(...different.map((one) => `changeset ${key(one)} is another`));
  }
  if (moved.length > 0)
    fail('PLAN_MOVED', {
      message: `the plan does not fit any more: ${moved.join('; ')}`,
      hint: 'make a new one with changelog plan --save, and look at it',
    });
  return new Map(steps.map(({ changeset }, at) => [changeset, saved.changesets[at]!]));
}
