import { ChangelogError } from '../core/error.js';
import type { Connection } from '../dialects/driver.js';
import type { ExecType } from '../model/history.js';
import { formatChangeset } from '../plan/changeset-key.js';
import type { Plan, Step } from '../plan/plan.js';
import { forwardSql } from './changeset-sql.js';
import { historyEntry } from './entry.js';
import { decide } from './execute.js';
import { createForeseenCatalog } from './foreseen-catalog.js';
import type { RunEnvironment } from './run-environment.js';
import { tried } from './script.js';
import { validateSteps } from './validate-steps.js';

/** What will become of one changeset. */
export interface ForeseenStep {
  readonly step: Step;
  /** `undecided`: a query decides when it is reached; `halt`: the run will end here; `not-reached`: it will have ended before. */
  readonly action: 'run' | 'rerun' | 'mark-ran' | 'skip' | 'undecided' | 'halt' | 'not-reached';
  readonly why: string;
  /** Why it may come otherwise. */
  readonly doubt?: string | undefined;
  /** The SQL will be made from what is not there yet, and may be another one: a table that the run itself changes before, or the time of the run. */
  readonly openSql?: true;
  /** What will be sent, statement by statement; in doubt, what will be sent if it runs. */
  readonly sql: readonly string[];
}

type Decided = Pick<ForeseenStep, 'action' | 'why'> & { readonly execType?: ExecType };

/**
 * What running a plan will do, changeset by changeset, without doing any of it: preconditions are evaluated on the live catalog with the
 * effects of the statements before them on top.
 * @param shadow a stand-in for the schema on which the statements are tried, where the dialect has one
 * @throws whatever would stop the run before its first statement
 */
export async function foreseePlan(
  plan: Plan,
  environment: RunEnvironment,
  shadow: Connection | undefined,
): Promise<readonly ForeseenStep[]> {
  const { marked } = await validateSteps(plan.steps, environment);
  const { database, history } = environment;
  const { schemas } = database.dialect.traits;
  const types = database.sql('LEGACY');
  const { defaultSchema, defaultCatalog } = types;
  const foreseen = createForeseenCatalog(({ schema, catalog }) =>
    schemas ? (schema ?? defaultSchema ?? '') : (schema ?? catalog ?? defaultSchema ?? defaultCatalog ?? ''),
  );
  const unasked = { doubt: undefined as string | undefined, isQuery: false, openSql: false, applies: true };
  let look = { ...unasked };
  let isFirst = true;
  const leaveOpen = (why: string): void => {
    look.openSql = true;
    look.doubt = why;
  };
  const ofTable = 'its SQL is made from the table as it will be by then';
  const looking: RunEnvironment = {
    ...environment,
    emit: () => {},
    runProgram: undefined,
    settle: undefined,
    schema: shadow ?? environment.schema,
    noteStatement: (statement) => look.applies && foreseen.note(statement),
    noteLook(statement) {
      if (shadow === undefined && foreseen.hasChanged(statement)) leaveOpen(ofTable);
    },
    foreseenColumns(table) {
      if (shadow !== undefined) return undefined;
      const columns = foreseen.columnsOf(table);
      if (columns === undefined && foreseen.mayHaveChanged(table)) leaveOpen(ofTable);
      return columns?.map(({ name, type }) => ({ name, type: types.type(type).sql }));
    },
    now() {
      leaveOpen('its data hold the time at which it runs');
      return new Date();
    },
    preconditionsLook: {
      catalog(live, quoting) {
        const ahead = foreseen.over(live);
        const reader =
          shadow === undefined ? ahead : { ...database.dialect.catalog(shadow, database.sql(quoting)), hasRows: ahead.hasRows };
        return { ...reader, ...doubting(reader, () => (look.doubt ??= shadow === undefined ? foreseen.doubt : undefined)) };
      },
      onQuery() {
        if (isFirst) return;
        look.isQuery = true;
        look.doubt = 'the query sees the database as it is now, before what is planned';
      },
    },
  };
  const steps: ForeseenStep[] = [];
  let ended = false;
  for (const step of plan.steps) {
    if (ended) {
      steps.push({ step, action: 'not-reached', why: 'the run ends before it', sql: [] });
      continue;
    }
    look = { ...unasked };
    const decided = await foresee(step, marked.get(step.changeset), looking);
    const outcome = look.isQuery ? { action: 'undecided' as const, why: 'a query decides when it is reached' } : decided;
    look.applies = outcome.action !== 'skip' && outcome.action !== 'mark-ran';
    const runs = look.doubt !== undefined || outcome.action === 'run' || outcome.action === 'rerun';
    const { sql, end } = runs ? await statementsOf(step, looking, shadow, () => look.openSql) : { sql: [], end: undefined };
    steps.push({
      step,
      action: outcome.action,
      why: outcome.why,
      ...(end !== undefined && { action: 'halt', why: end }),
      ...(look.doubt !== undefined && { doubt: look.doubt }),
      ...(look.openSql && { openSql: true as const }),
      sql,
    });
    ended = steps.at(-1)?.action === 'halt';
    if (outcome.action === 'undecided') foreseen.suspect(`whether ${formatChangeset(step.changeset)} runs is decided when it is reached`);
    if (outcome.action !== 'skip') {
      const entry = historyEntry(step, decided.execType ?? 'EXECUTED');
      history.record(entry);
      history.note(entry);
    }
    isFirst &&= sql.length === 0;
  }
  return steps;
}

/** @returns the SQL of a changeset, and why the run ends there where it does. */
async function statementsOf(
  { changeset }: Step,
  environment: RunEnvironment,
  shadow: Connection | undefined,
  isOpen: () => boolean,
): Promise<{ readonly sql: readonly string[]; readonly end?: string }> {
  const sql: string[] = [];
  try {
    for await (const statement of tried(forwardSql(changeset, environment), shadow))
      if (!statement.comment && !statement.commentOnly) sql.push(statement.sql);
    return { sql };
  } catch (error) {
    if (error instanceof ChangelogError && (error.code === 'STOPPED' || error.code.startsWith('PLAN_'))) return { sql, end: error.message };
    // The table that it looks at may be one that the run will have made.
    if (isOpen() && error instanceof ChangelogError && error.code === 'SQL_FAILED') return { sql };
    throw error;
  }
}

async function foresee(step: Step, invalid: string | undefined, environment: RunEnvironment): Promise<Decided> {
  try {
    const { execType, message } = await decide(step, invalid, environment, false);
    if (execType === 'SKIPPED') return { action: 'skip', why: message ?? 'its precondition does not hold' };
    if (execType === 'MARK_RAN') return { action: 'mark-ran', why: message ?? 'its precondition does not hold', execType };
    const again = step.action === 'rerun';
    const why =
      message ?? (again ? (step.changeset.runAlways ? 'runAlways is set' : 'it changed, and runOnChange is set') : 'it has not run yet');
    return { action: again ? 'rerun' : 'run', why, execType: again ? 'RERAN' : 'EXECUTED' };
  } catch (error) {
    if (!(error instanceof ChangelogError) || !error.code.startsWith('PRECONDITION_')) throw error;
    return { action: 'halt', why: error.message };
  }
}

/** The same reader, which says when it is asked. */
function doubting<R extends object>(reader: R, onAsk: () => void): R {
  return Object.fromEntries(
    Object.entries(reader).map(([name, ask]) => [
      name,
      (question: unknown) => {
        onAsk();
        return (ask as (question: unknown) => unknown)(question);
      },
    ]),
  ) as R;
}
