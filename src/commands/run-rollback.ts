import { executePlan } from '../execute/execute.js';
import { executeRollbackScript, readRollbackScript } from '../execute/rollback-script.js';
import type { Plan } from '../plan/plan.js';
import { planRollback, type RollbackTarget } from '../plan/rollback.js';
import type { CommandContext } from './context.js';
import { stringOption, type OptionsOf, type OptionSpecs } from './define.js';
import { updateOptions, updateSqlOptions } from './options.js';
import { live, openChangelog } from './session.js';
import { scriptOf, type ScriptResult } from './script-result.js';
import { underLock } from './under-lock.js';

const rollbackScript = stringOption('SQL file, on the search path, that is run instead of the rollback of each changeset');

/** Options of a command that undoes changesets, and of one that writes how. */
export const rollbackOptions = { ...updateOptions, rollbackScript } satisfies OptionSpecs;
export const rollbackSqlOptions = { ...updateSqlOptions, rollbackScript } satisfies OptionSpecs;

/** What a rollback did. */
export interface RollbackResult {
  readonly url: string;
  readonly changesets: readonly { readonly id: string; readonly author: string; readonly path: string; readonly milliseconds: number }[];
}

/** Undoes what the target covers. What must hold before is asked of `confirm`, once it is known that there is such a thing. */
export async function runRollback(
  context: CommandContext,
  options: OptionsOf<typeof rollbackOptions>,
  target: RollbackTarget,
  confirm?: (plan: Plan) => Promise<void>,
): Promise<RollbackResult> {
  await using session = await openChangelog(context, options);
  const { environment } = session;
  const connection = live(session.database);
  const plan = async (): Promise<Plan> => planRollback({ ...session, ran: await session.history.list(), target });
  const script = options.rollbackScript === undefined ? undefined : readRollbackScript(options.rollbackScript, environment);
  await confirm?.(await plan());
  return await underLock(session, options, async (lock) => {
    const decided = await plan();
    context.emit({ type: 'run-started', direction: 'rollback', total: decided.steps.length });
    const done = await (script === undefined
      ? executePlan(decided, connection, lock, environment)
      : executeRollbackScript(decided, script, connection, lock, environment));
    return {
      url: session.database.url,
      changesets: done.map(({ step: { changeset }, milliseconds }) => ({
        id: changeset.id,
        author: changeset.author,
        path: changeset.path,
        milliseconds,
      })),
    };
  });
}

/** Writes what such a rollback would send. */
export async function writeRollback(
  context: CommandContext,
  options: OptionsOf<typeof rollbackSqlOptions>,
  target: RollbackTarget,
  title: string,
): Promise<ScriptResult> {
  await using session = await openChangelog(context, options);
  const plan = planRollback({ ...session, ran: await session.history.list(), target });
  const script = options.rollbackScript === undefined ? undefined : readRollbackScript(options.rollbackScript, session.environment);
  return await scriptOf(session, plan, title, options.changelogFile ?? '', script === undefined ? {} : { rollbackScript: script });
}
