import type { PreconditionContext } from '../define/precondition.js';
import type { Changeset } from '../model/changelog.js';
import type { RanChangeset } from '../model/history.js';
import type { ObjectQuotingStrategy } from '../model/names.js';
import { looseChangesetKey } from '../plan/changeset-key.js';
import type { HistoryStore } from '../state/history-store.js';
import type { SqlEnvironment } from './changeset-sql.js';

/** What running or writing changesets depends on besides the plan. */
export interface RunEnvironment extends SqlEnvironment {
  readonly history: HistoryStore;
  readonly signal?: AbortSignal | undefined;
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
    catalog: database.catalog(quotingStrategy),
    async query(text) {
      if (database.connection === undefined) throw new Error('the condition asks the database, and the URL is offline');
      return (await database.connection.queryRows(text)).rows;
    },
    defaultSchema: sql.defaultSchema ?? sql.defaultCatalog,
    objectSql: (object, kind) => (kind === 'table' ? sql.table(object) : sql.object(object, kind)),
    nameSql: (name, kind) => sql.name(name, kind),
  };
}
