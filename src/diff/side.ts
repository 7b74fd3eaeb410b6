import type { DatabaseVersion, Dialect } from '../dialects/dialect.js';
import type { Localize, PrintContext, SchemaSql } from '../dialects/schema-sql.js';
import { createSqlContext } from '../dialects/sql-context.js';
import type { ObjectName } from '../model/names.js';
import type { Snapshot } from '../model/schema.js';

/** A snapshot with the database system that it is of. */
export interface Side {
  readonly snapshot: Snapshot;
  readonly dialect: Dialect;
  readonly ddl: SchemaSql;
  /** The snapshot is of another system and has been made one of this system. */
  readonly translated?: true;
}

/** Loads what comparing and printing need to know of the snapshot's database system. */
export async function sideOf(snapshot: Snapshot, dialect: Dialect): Promise<Side> {
  return { snapshot, dialect, ddl: await dialect.schemaSql() };
}

/** The name without the schema where that is the default one, so that databases compare whatever their schemas are called. */
export const localName =
  (side: Pick<Side, 'snapshot'>): Localize =>
  (name: ObjectName) =>
    name.schema === undefined || name.schema === side.snapshot.source.defaultSchema
      ? { name: name.name }
      : { schema: name.schema, name: name.name };

/** How statements about the objects of a side are printed, for a database of the given system. */
export function printContext(dialect: Dialect, version: DatabaseVersion, local: Localize): PrintContext {
  return {
    local,
    sql: createSqlContext(
      exactNames(dialect),
      { version, quoting: 'LEGACY', outputDefaultCatalog: true, outputDefaultSchema: true, live: true },
      () => {},
    ),
  };
}

/** The same dialect, which quotes every name that the server would otherwise store in another case. */
function exactNames(dialect: Dialect): Dialect {
  const { identifiers } = dialect;
  return {
    ...dialect,
    identifiers: {
      ...identifiers,
      mustQuote: (name, kind, sql) => identifiers.mustQuote(name, kind, sql) || folds(name, dialect),
    },
  };
}

/** Whether the server would store the name in another case if it were not quoted. */
export function folds(name: string, { identifiers: { unquotedCase } }: Dialect): boolean {
  if (unquotedCase === 'keep') return false;
  return name !== (unquotedCase === 'lower' ? name.toLowerCase() : name.toUpperCase());
}

/** The version that a snapshot tells, or the dialect's default where it tells none. */
export function versionOf(side: Pick<Side, 'snapshot' | 'dialect'>): DatabaseVersion {
  const [, major, minor, patch] = /(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(side.snapshot.source.version) ?? [];
  if (major === undefined) return side.dialect.defaultVersion;
  return { major: Number(major), minor: Number(minor ?? 0), ...(patch !== undefined && { patch: Number(patch) }) };
}
