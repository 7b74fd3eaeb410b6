import type { CatalogReader, PreconditionContext } from '../define/precondition.js';
import type { Changeset } from '../model/changelog.js';
import type { RanChangeset } from '../model/history.js';
import type { ObjectQuotingStrategy } from '../model/names.js';
import { looseChangesetKey } from '../plan/changeset-key.js';
import type { HistoryStore } from '../state/history-store.js';
import type { StepJournal } from '../state/step-journal.js';
import type { PlannedSteps } from './as-planned.js';
import type { SqlEnvironment } from './changeset-sql.js';

/** What running or writing changesets depends on besides the plan. */
export interface RunEnvironment extends SqlEnvironment {
  readonly history: HistoryStore;
  /** How far changesets came that no transaction covers. */
  readonly journal: StepJournal;
  readonly signal?: AbortSignal | undefined;
  /** What a plan that was made before says of the changesets: nothing else is run. */
  readonly planned?: PlannedSteps | undefined;
  /** Where preconditions are evaluated ahead of time: what they look at instead of the live catalog. */
  readonly preconditionsLook?: {
    catalog(live: CatalogReader, quoting: ObjectQuotingStrategy): CatalogReader;
    /** A precondition queries the database itself. */
    onQuery(): void;
  };
}

/** What a precondition may look at, for a changeset or (without one) for a changelog file. */
export async function preconditionContext(
  environment: RunEnvironment,
  place: { changeset?: Changeset; file: string; path: string },
): Promise<PreconditionContext> {
  const { database, changelog, history } = environment;
  const quotingStrategy: ObjectQuotingStrategy = place.changeset?.objectQuotingStrategy ?? 'LEGACY';
  const sql = database.sql(quotingStrategy);
  const ran = await history.list();
  const catalog = database.catalog(quotingStrategy);
  let rows: ReadonlyMap<string, RanChangeset> | undefined;
  return {
    dialect: { name: database.dialect.name, matches: (list) => database.matchesDbms(list) },
    user: database.user,
    quotingStrategy,
    ran(changeset) {
      rows ??= new Map(ran.map((row) => [looseChangesetKey(row), row]));
      return rows.get(looseChangesetKey(changeset));
    },
    changelogPath: changelog.path,
    property: (name) => changelog.properties.get(name, place.file),
    catalog: environment.preconditionsLook?.catalog(catalog, quotingStrategy) ?? catalog,
    async query(text) {
      environment.preconditionsLook?.onQuery();
      if (database.connection === undefined) throw new Error('the condition asks the database, and the URL is offline');
      return (await database.connection.queryRows(text)).rows;
    },
    defaultSchema: sql.defaultSchema ?? sql.defaultCatalog,
    objectSql: (object, kind) => (kind === 'table' ? sql.table(object) : sql.object(object, kind)),
    nameSql: (name, kind) => sql.name(name, kind),
  };
}
