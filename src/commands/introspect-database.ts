import type { Snapshot } from '../model/schema.js';
import { namedSchemas } from '../snapshot/in-schemas.js';
import { stepTableName, type Database } from '../state/database.js';
import { live } from './session.js';

/**
 * The schema of an open database without the tables of the history, the lock and the journal, in whatever schema they are.
 * @throws CONFIG_UNSUPPORTED_OPTION, CONFIG_INVALID_VALUE for schemas that are not there
 */
export async function introspectDatabase(database: Database, schemas: readonly string[]): Promise<Snapshot> {
  const { dialect, settings } = database;
  const snapshot = await dialect.introspect(live(database), database.sql('LEGACY'), schemas.length === 0 ? {} : { schemas });
  namedSchemas(snapshot, schemas);
  const own = new Set(
    [settings.databaseChangelogTableName, settings.databaseChangelogLockTableName, stepTableName(settings)].map((name) =>
      name.toLowerCase(),
    ),
  );
  const isOwn = (name: string | undefined): boolean => name !== undefined && own.has(name.toLowerCase());
  return {
    ...snapshot,
    tables: snapshot.tables.filter(({ name }) => !isOwn(name)),
    triggers: snapshot.triggers.filter(({ table }) => !isOwn(table.name)),
    grants: snapshot.grants.filter(({ on }) => !isOwn(on.name) && !isOwn(on.table)),
    unmodelled: snapshot.unmodelled.filter(({ table }) => !isOwn(table)),
  };
}
