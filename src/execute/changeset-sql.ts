import { changeDefinitions } from '../changes/index.js';
import { fail, ChangelogError } from '../core/error.js';
import type { Emit } from '../core/events.js';
import type { ChangeContext, ChangeFiles, LiveSchema } from '../define/change.js';
import { parseType } from '../dialects/data-types.js';
import type { SqlContext } from '../dialects/dialect.js';
import type { Connection } from '../dialects/driver.js';
import type { ChangeNode, SqlModifier } from '../model/change.js';
import type { Changelog, Changeset } from '../model/changelog.js';
import type { ObjectName } from '../model/names.js';
import type { Sql, Statement } from '../model/statement.js';
import { formatChangeset } from '../plan/changeset-key.js';
import { targetsDatabase } from '../plan/checksum.js';
import type { Database } from '../state/database.js';
import { modifySql } from './modify-sql.js';

/** What turning changesets into SQL depends on. */
export interface SqlEnvironment {
  readonly database: Database;
  readonly changelog: Changelog;
  readonly files: ChangeFiles;
  readonly emit: Emit;
  /** The schema that live-dependent statements read: the database itself, or a stand-in for it while a script is written. */
  readonly schema: Connection | undefined;
  appliesModifier(modifier: SqlModifier): boolean;
  /** Runs programs for executeCommand; absent while a script is written. It throws where the option is not set. */
  readonly runProgram?: ChangeContext['runProgram'];
  /** Is told of a statement whose SQL is made from the live schema, before it is made. */
  readonly noteLook?: ((statement: Statement) => void) | undefined;
  /** Columns of a table that statements which were not sent will make; undefined where the live schema is to be asked. */
  readonly foreseenColumns?: ((table: ObjectName) => readonly { name: string; type: string }[] | undefined) | undefined;
  /** The time that data files mean by NOW; default the computer's. */
  readonly now?: (() => Date) | undefined;
  /** Is told of each statement after its SQL. */
  readonly noteStatement?: ((statement: Statement) => void) | undefined;
  /** What was rendered when all steps were looked at, for changes whose SQL depends on nothing that may still change. */
  readonly rendered?: RenderedChanges | undefined;
  /** Sends what is still waiting to be sent, so that the schema is what the statements before have made it. */
  readonly settle?: (() => Promise<void>) | undefined;
}

export type RenderedChanges = ReadonlyMap<Changeset, ReadonlyMap<ChangeNode, readonly Sql[]>>;

/** One statement of a changeset as SQL, with the change it comes from. */
export interface ChangesetSql extends Sql {
  readonly change: ChangeNode;
}

/** The SQL that runs a changeset, statement by statement, in order. */
export async function* forwardSql(changeset: Changeset, environment: SqlEnvironment): AsyncGenerator<ChangesetSql> {
  for (const change of changeset.changes) {
    yield* changeSql(change, changeset, environment, 'forward');
  }
}

/**
 * The SQL that undoes a changeset.
 * @throws PLAN_NO_ROLLBACK where a change has no inverse and the changeset no rollback block.
 */
export async function* rollbackSql(changeset: Changeset, environment: SqlEnvironment): AsyncGenerator<ChangesetSql> {
  for (const change of rollbackChanges(changeset, environment)) yield* changeSql(change, changeset, environment, 'rollback');
}

/** The changes that undo a changeset, in the order they run. */
export function rollbackChanges(changeset: Changeset, environment: Pick<SqlEnvironment, 'changelog' | 'database'>): readonly ChangeNode[] {
  const { rollback } = changeset;
  switch (rollback.kind) {
    case 'none':
      return [];
    case 'changes':
      return rollback.changes;
    case 'auto':
      // It never ran.
      if (changeset.invalid !== undefined) return [];
      return changeset.changes
        .filter((change) => targetsDatabase(change, (list) => environment.database.matchesDbms(list)))
        .toReversed()
        .flatMap((change) => {
          const inverse = changeDefinitions.get(change.name)?.inverse(change);
          if (inverse !== undefined) return inverse;
          return fail('PLAN_NO_ROLLBACK', {
            message: `${change.name} cannot be undone automatically in changeset ${formatChangeset(changeset)}`,
            source: change.source,
            changeset,
            change: change.name,
          });
        });
  }
}

/** One statement of a changeset before it is SQL. */
export interface StatementUnit {
  readonly change: ChangeNode;
  /** Changes of the list before this one, and statements of the change before this one. */
  readonly changes: number;
  readonly statements: number;
  readonly statement: Statement;
  /** Its SQL depends on the schema as it is, so that it cannot be made again once it was done. */
  readonly live: boolean;
  compile(): Promise<readonly ChangesetSql[]>;
}

/** Which way a list of changes is run. */
export type Direction = 'forward' | 'rollback';

/** The statements of a change, as they are asked for. @param changes number of changes before it, where that matters */
export async function* changeUnits(
  change: ChangeNode,
  changeset: Changeset,
  environment: SqlEnvironment,
  direction: Direction,
  changes = 0,
): AsyncGenerator<StatementUnit> {
  const { database } = environment;
  if (!targetsDatabase(change, (list) => database.matchesDbms(list))) return;
  const definition = changeDefinitions.get(change.name);
  if (definition === undefined)
    fail('PARSE_UNKNOWN_CHANGE', { message: `unknown change type "${change.name}"`, source: change.source, changeset });
  const place = { source: change.source, changeset, change: change.name, dialect: database.dialect.name };
  if (definition.needsOption !== undefined && environment.settle !== undefined && environment.runProgram === undefined) {
    const option = definition.needsOption.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    fail('CONFIG_MISSING_OPTION', { ...place, message: `${change.name} runs only where an option allows it`, hint: `add --${option}` });
  }
  const warn = (message: string): void =>
    environment.emit({ type: 'warning', warning: new ChangelogError('PLAN_UNSUPPORTED_CHANGE', { ...place, message }) });
  const sql = database.sql(changeset.objectQuotingStrategy, warn);
  const placed = (error: unknown): unknown => (error instanceof ChangelogError ? error.with(place) : error);
  const { compileLive } = database.dialect;
  const finish = finisher(change, changeset, environment, direction);
  try {
    const context = changeContext(changeset, environment, sql, warn);
    let statements = 0;
    for await (const statement of change.undo ? definition.undo(change.props, context) : definition.statements(change.props, context)) {
      yield {
        change,
        changes,
        statements,
        statement,
        live: compileLive[statement.kind] !== undefined,
        async compile() {
          try {
            return (await compileStatement(statement, sql, environment)).map(finish);
          } catch (error) {
            throw placed(error);
          }
        },
      };
      statements += 1;
    }
  } catch (error) {
    throw placed(error);
  }
}

async function* changeSql(
  change: ChangeNode,
  changeset: Changeset,
  environment: SqlEnvironment,
  direction: Direction,
): AsyncGenerator<ChangesetSql> {
  const rendered = environment.rendered?.get(changeset)?.get(change);
  if (rendered !== undefined) return yield* rendered.map(finisher(change, changeset, environment, direction));
  for await (const unit of changeUnits(change, changeset, environment, direction)) {
    yield* await unit.compile();
    environment.noteStatement?.(unit.statement);
  }
}

/** Puts the last touches to the SQL of a change: those of `modifySql`, and the dialect's own. */
function finisher(change: ChangeNode, changeset: Changeset, environment: SqlEnvironment, direction: Direction): (one: Sql) => ChangesetSql {
  const steps = changeset.modifySql.filter(
    (step) => environment.appliesModifier(step) && (direction === 'forward' || step.applyToRollback),
  );
  const { terminator, forServer = same } = environment.database.dialect;
  return (one) => ({ ...terminated(forServer(modifySql(one, steps)), direction, terminator), change });
}

const same = (sql: Sql): Sql => sql;

/** One statement as SQL: through the live schema where the dialect must look at it, otherwise from the statement alone. */
export async function compileStatement(statement: Statement, sql: SqlContext, environment: SqlEnvironment): Promise<readonly Sql[]> {
  const live = sql.dialect.compileLive[statement.kind];
  if (live !== undefined) {
    environment.noteLook?.(statement);
    await environment.settle?.();
  }
  const rendered = await live?.(statement as never, sql, environment.schema);
  return rendered === undefined ? sql.render(statement) : rendered.map((one) => (typeof one === 'string' ? { sql: one } : one));
}

function terminated(sql: Sql, direction: Direction, terminator: string | undefined): Sql {
  const own = sql.endDelimiter !== undefined && sql.endDelimiter !== ';';
  if (terminator === undefined || direction === 'rollback' || own || sql.comment || sql.sql.trimEnd().endsWith(terminator)) return sql;
  return { ...sql, sql: sql.sql + terminator };
}

/** What a change may ask for while its statements are made. */
export function changeContext(
  changeset: Changeset,
  environment: SqlEnvironment,
  sql: SqlContext,
  warn: (message: string) => void,
): ChangeContext {
  const { database, changelog, files, emit } = environment;
  return {
    traits: database.dialect.traits,
    changeset,
    files,
    expand: (text) => changelog.properties.expand(text, changeset.source.file),
    splitSql: (text, options) => database.dialect.split(text, options),
    typeFamily: (declared) => parseType(declared, false).family,
    live: liveSchema(environment, sql),
    now: environment.now,
    runProgram:
      environment.runProgram &&
      (async (command, options) => {
        await environment.settle?.();
        await environment.runProgram?.(command, options);
      }),
    say: (message, target) => emit({ type: 'output', target, message }),
    warn,
  };
}

/** The live schema, looked at only after everything before has been sent. */
function liveSchema(environment: SqlEnvironment, sql: SqlContext): LiveSchema | undefined {
  if (environment.schema === undefined) return undefined;
  const schema = sql.dialect.liveSchema(environment.schema, sql);
  return {
    async columns(table) {
      const foreseen = environment.foreseenColumns?.(table);
      if (foreseen !== undefined) return foreseen;
      await environment.settle?.();
      return schema.columns(table);
    },
  };
}
