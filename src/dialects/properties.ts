import type { SqlContext } from './dialect.js';

/** Facts about a database that only changelogs ask for, by property. */
export interface PropertyFacts {
  /** The clause that numbers rows. */
  readonly autoIncrementClause: string | ((sql: SqlContext) => string);
  /** Foreign keys can be switched off for a session. */
  readonly foreignKeyDisable?: boolean;
  /** ON DELETE RESTRICT and ON UPDATE RESTRICT are known. */
  readonly restrictForeignKeys?: boolean;
  readonly sequences?: (sql: SqlContext) => boolean;
}

/**
 * The `database.*` changelog properties that follow from dialect and settings; what a live connection tells about itself (product name
 * and version) is not among them. Source: Liquibase `ChangeLogParameters` (4.28.0).
 */
export function databaseProperties(facts: PropertyFacts) {
  return (sql: SqlContext): Readonly<Record<string, string>> => {
    const { dialect, traits } = sql;
    const clause = facts.autoIncrementClause;
    const live = sql.live ?? false;
    const catalog = traits.schemas ? sql.defaultCatalog : (sql.defaultSchema ?? sql.defaultCatalog);
    const schema = traits.schemas ? sql.defaultSchema : catalog;
    return {
      'database.autoIncrementClause': typeof clause === 'string' ? clause : clause(sql),
      'database.currentDateTimeFunction': dialect.now,
      'database.databaseChangeLogLockTableName': dialect.tracking.tableName('DATABASECHANGELOGLOCK', live),
      'database.databaseChangeLogTableName': dialect.tracking.tableName('DATABASECHANGELOG', live),
      'database.databaseMajorVersion': String(sql.version.major),
      'database.databaseMinorVersion': String(sql.version.minor),
      ...(catalog !== undefined && { 'database.defaultCatalogName': catalog }),
      ...(schema !== undefined && { 'database.defaultSchemaName': schema, 'database.liquibaseSchemaName': schema }),
      ...(!live && offline(sql)),
      'database.defaultSchemaNamePrefix': schema === undefined ? '' : `.${schema}`,
      'database.lineComment': dialect.lineComment,
      'database.typeName': dialect.name,
      'database.requiresPassword': 'true',
      'database.requiresUsername': 'true',
      'database.supportsForeignKeyDisable': String(facts.foreignKeyDisable ?? false),
      'database.supportsInitiallyDeferrableColumns': String(traits.initiallyDeferrableColumns),
      'database.supportsRestrictForeignKeys': String(facts.restrictForeignKeys ?? true),
      'database.supportsSchemas': String(traits.schemas),
      'database.supportsSequences': String(facts.sequences?.(sql) ?? traits.sequences),
      'database.supportsTablespaces': String(traits.tablespaces),
      'database.supportsNotNullConstraintNames': String(traits.notNullConstraintNames),
    };
  };
}

/** What a connection would tell, as Liquibase has it without one. */
const offline = ({ dialect, version }: SqlContext): Readonly<Record<string, string>> => ({
  'database.databaseProductName': `Offline ${dialect.name}`,
  'database.databaseProductVersion': `${version.major}.${version.minor}`,
  'database.isSafeToRunUpdate': 'false',
});
