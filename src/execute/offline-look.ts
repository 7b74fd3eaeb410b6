import type { ChangeContext } from '../define/change.js';
import type { SqlContext } from '../dialects/dialect.js';
import type { Changeset } from '../model/changelog.js';
import type { ObjectQuotingStrategy } from '../model/names.js';
import { changeContext, type SqlEnvironment } from './changeset-sql.js';

/** What a change knows when it is only looked at: nothing live, and nothing it says is heard. */
export interface OfflineLook {
  readonly context: ChangeContext;
  readonly sql: SqlContext;
  /** It asked for what only a run can give, or said something: it must be asked again when it runs. */
  readonly isFinal: () => boolean;
}

/** Looks at one changeset after the other. What they share is made anew only after one of them has asked, or said something. */
export function offlineLooks(environment: SqlEnvironment): (changeset: Changeset) => OfflineLook {
  const shared = new Map<ObjectQuotingStrategy, SharedLook>();
  return (changeset) => {
    const { objectQuotingStrategy: quoting } = changeset;
    const known = shared.get(quoting);
    const look = known?.isFinal() ? known : shareLook(quoting, environment);
    const { sql, silent, ask, isFinal } = look;
    shared.set(quoting, look);
    return {
      sql,
      context: {
        ...changeContext(changeset, silent, sql, ask),
        get live() {
          ask();
          return undefined;
        },
        get runProgram() {
          ask();
          return undefined;
        },
      },
      isFinal,
    };
  };
}

interface SharedLook {
  readonly sql: SqlContext;
  readonly silent: SqlEnvironment;
  readonly ask: () => void;
  readonly isFinal: () => boolean;
}

function shareLook(quoting: ObjectQuotingStrategy, environment: SqlEnvironment): SharedLook {
  let asked = false;
  const ask = (): void => {
    asked = true;
  };
  const silent: SqlEnvironment = { ...environment, schema: undefined, runProgram: undefined, settle: undefined, emit: ask };
  return { sql: environment.database.sql(quoting, ask), silent, ask, isFinal: () => !asked };
}
