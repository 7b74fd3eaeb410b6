import type { DialectName } from '../dialects/dialect.js';
import { executePlan } from '../execute/execute.js';
import { numberedFailure } from '../execute/numbered-failure.js';
import type { Changeset } from '../model/changelog.js';
import type { Snapshot } from '../model/schema.js';
import { planUpdate } from '../plan/update.js';
import type { CommandContext } from './context.js';
import { introspectDatabase } from './introspect-database.js';
import type { changelogOptions } from './options.js';
import type { OptionsOf } from './define.js';
import { withScratch, type ScratchChoice } from './scratch-database.js';
import { live, openChangelog, openSession } from './session.js';
import { underLock } from './under-lock.js';

/** Which schema is built, and what for. */
export interface BuildRequest {
  /** The system that the schema is for, where no scratch server says so. */
  readonly like: DialectName | undefined;
  readonly schemas: readonly string[];
}

/** Which changelog, and what of it. */
export type BuiltChangelog = Partial<OptionsOf<typeof changelogOptions>> & {
  readonly changelogFile: string;
  /** Changesets that take part; default: all that the filters let through. */
  readonly takes?: ((changeset: Changeset) => boolean) | undefined;
};

/** The schema that a changelog builds in an empty database. Throws what reading and running it throw. */
export async function buildChangelog(
  context: CommandContext,
  options: ScratchChoice,
  { takes = () => true, ...chosen }: BuiltChangelog,
  request: BuildRequest,
): Promise<Snapshot> {
  return withScratch(context, options, request.like, async (database) => {
    const choice = {
      ...database,
      contextFilter: undefined,
      labelFilter: undefined,
      parameters: undefined,
      strictContexts: false,
      ...chosen,
    };
    await using session = await openChangelog(quiet(context), choice);
    const changelog = { ...session.changelog, changesets: session.changelog.changesets.filter(takes) };
    await underLock(session, {}, async (lock) => {
      const plan = planUpdate({ ...session, changelog, ran: await session.history.list(), target: { kind: 'all' } });
      return executePlan(plan, live(session.database), lock, session.environment);
    });
    return await introspectDatabase(session.database, request.schemas);
  });
}

/** The schema that a file of DDL makes of an empty database. Throws what the database says of a statement, with its number. */
export async function buildDdl(context: CommandContext, options: ScratchChoice, path: string, request: BuildRequest): Promise<Snapshot> {
  return withScratch(context, options, request.like, async (database) => {
    await using session = await openSession(quiet(context), database);
    const text = session.files.text(path, {});
    const statements = session.database.dialect
      .split(text, { splitStatements: true, stripComments: false })
      .filter(({ commentOnly }) => !commentOnly);
    for (const [at, { sql }] of statements.entries()) {
      await live(session.database)
        .execute({ sql })
        .catch((error: unknown) => {
          throw numberedFailure(error, sql, at + 1, statements.length);
        });
    }
    return await introspectDatabase(session.database, request.schemas);
  });
}

/** What happens on the way is not what the command was asked for; warnings are told all the same. */
function quiet(context: CommandContext): CommandContext {
  return { ...context, emit: (event) => (event.type === 'warning' ? context.emit(event) : undefined) };
}
