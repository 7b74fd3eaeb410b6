import { normalName } from '../names.js';

/** A setting of Liquibase that this program does not have. */
export interface RefusedSetting {
  readonly reason: string;
  /** Values that ask for what happens anyway (Liquibase's default among them); they are accepted. Absent: every value is refused. */
  readonly asIs?: readonly string[];
  /** The commands that it is about; absent: all. In a file or the environment, which commands share, it is no matter to the others. */
  readonly concerns?: readonly string[];
}

const words = (text: string): readonly string[] => text.split(' ');

const comparing = ['diff', 'diff-changelog'];
const generating = ['diff-changelog', 'generate-changelog', 'baseline'];

const java = 'it names a Java class, and nothing here runs on Java';

/**
 * Settings of Liquibase 4.28 that are refused by name, so that none is accepted and ignored. Keys are spelled as Liquibase's
 * configuration keys without `liquibase.`.
 */
const refusedSettings: Readonly<Record<string, RefusedSetting>> = {
  addEmptyMdcValues: { reason: 'log lines carry no Java MDC values', asIs: ['true'] },
  allowDuplicatedChangesetIdentifiers: { reason: 'two changesets with one identity cannot be told apart in the history', asIs: ['false'] },
  alwaysDropInsteadOfReplace: { reason: 'set replaceIfExists on the createView change instead', asIs: ['false'] },
  alwaysOverrideStoredLogicSchema: { reason: 'write the schema into the text of the procedure', asIs: ['false'] },
  autoReorg: { reason: 'it concerns DB2, which is not supported', asIs: ['true'] },
  changeExecListener: { reason: java },
  changeExecListenerClass: { reason: `${java}; programs listen to events through the library` },
  changeExecListenerPropertiesFile: { reason: java },
  changelogParseMode: { reason: 'unknown fields of a changelog are always errors', asIs: ['STRICT'] },
  convertDataTypes: { reason: 'data types are always converted to those of the database', asIs: ['true'] },
  databaseClass: { reason: java },
  ddlLockTimeout: { reason: 'set ddl_lock_timeout for the session in Oracle instead' },
  driverPropertiesFile: { reason: 'put driver parameters into the query of the URL' },
  duplicateFileMode: { reason: 'choosing one of two different files at random is never right', asIs: ['ERROR'] },
  errorOnCircularIncludeAll: { reason: 'a changelog that includes itself is always an error', asIs: ['true'] },
  enableEscaping: { reason: '${:name} is not read as an escape', asIs: ['false'] },
  fileEncoding: { reason: 'changelogs are read as UTF-8; give other files their encoding attribute', asIs: ['UTF-8', 'UTF8'] },
  filterLogMessages: { reason: 'Liquibase does not read it any more either', concerns: [] },
  generatedChangesetIdsContainsDescription: {
    reason: 'the ids of generated changesets always tell what they do',
    asIs: ['true', 'false'],
    concerns: generating,
  },
  includeCatalogInSpecification: {
    reason: 'objects are alike by schema and name, whatever their catalog is called',
    asIs: ['false'],
    concerns: comparing,
  },
  includeMatchingTagInRollbackOldest: {
    reason: 'rolling back to the oldest of several equal tags always includes the newer ones',
    asIs: ['true'],
  },
  includeRelationsForComputedColumns: {
    reason: 'a snapshot always keeps the expressions of an index with its table',
    asIs: ['true', 'false'],
    concerns: ['snapshot', 'snapshot-reference', ...comparing],
  },
  includeSystemClasspath: { reason: 'there is no Java class path', asIs: ['true'] },
  logChannels: { reason: 'there is one log', asIs: ['liquibase', 'all'] },
  mirrorConsoleMessagesToLog: { reason: 'messages always go to the log as well', asIs: ['true'] },
  missingPropertyMode: { reason: 'a ${} whose property is not set is left as it is', asIs: ['PRESERVE'] },
  monitorPerformance: { reason: 'Java flight recordings do not exist here', asIs: ['false'] },
  onMissingIncludeChangelog: { reason: 'a missing file is always an error', asIs: ['FAIL'] },
  onMissingSqlFile: { reason: 'a missing file is always an error', asIs: ['FAIL'] },
  preserveSchemaCase: { reason: 'use objectQuotingStrategy to keep the case of names', asIs: ['false'] },
  promptForNonLocalDatabase: { reason: 'commands that are hard to undo ask, whatever the database', asIs: ['false'] },
  propertyProviderClass: { reason: java },
  secureParsing: { reason: 'changelogs never load external entities', asIs: ['true'] },
  shouldSnapshotData: {
    reason: 'a snapshot holds no rows; --diff-types=data writes them into a generated changelog',
    asIs: ['false'],
    concerns: ['snapshot', 'snapshot-reference', ...comparing, ...generating],
  },
  showHiddenArgs: { reason: 'help hides no option', asIs: ['false'] },
  'sql.alwaysSetFetchSize': { reason: 'it concerns JDBC', asIs: ['true'] },
  supportPropertyEscaping: { reason: '${:name} is not read as an escape', asIs: ['false'] },
  uiService: { reason: 'messages go to standard error', asIs: ['CONSOLE'] },
  updateNullChecksums: { reason: 'missing checksums are filled in by update', asIs: ['false'] },
  useProcedureSchema: { reason: 'the schema attribute always goes into the text of a procedure', asIs: ['true'] },
  validateXmlChangelogFiles: { reason: 'every changelog is validated', asIs: ['true'] },
  workaroundOracleClobCharacterLimit: { reason: 'long strings are always split for Oracle', asIs: ['true'] },
};

/**
 * Settings found in existing properties files that ask for nothing: those of Liquibase's commands that do not exist here (they do
 * not concern a command that does), those that Liquibase itself no longer reads, and licence keys.
 */
const idleSettings = [
  // what only Java code sets
  ...words('compareControl objectChangeFilter outputSchemasAs referenceDatabase'),
  // init start-h2
  ...words('bindAddress dbPort launchBrowser webPort'),
  // read by older versions only
  ...words('changesetContext currentDateTimeFunction hubMode hubApiKey hubUrl hubConnectionId hubProjectId hubProjectName'),
  ...words('hub.mode hub.apiKey hub.url hub.connectionId hub.projectId'),
  // read by newer versions, or sold: nobody is told of runs here, and the reports of the paid edition are files of its own
  ...words('analytics.enabled reports.enabled reports.name reports.path'),
  // what is sold there is free here
  ...words('licenseKey liquibaseProLicenseKey proLicenseKey'),
];

/** Configuration keys of Liquibase that stand directly below `liquibase.`; all others stand below `liquibase.command.`. */
const liquibaseGlobals = [
  ...words('diffColumnOrder generateChangesetCreatedValues'),
  ...words('changelogLockPollRate changelogLockWaitTimeInMinutes classpath databaseChangelogLockTableName databaseChangelogTableName'),
  ...words('defaultsFile driver headless liquibaseCatalogName catalogName liquibaseSchemaName schemaName liquibaseTablespaceName'),
  ...words('databaseChangeLogTablespaceName logFile logFormat logLevel outputFile outputFileEncoding outputLineSeparator searchPath'),
  ...words('shouldRun showBanner sqlLogLevel sql.showSqlWarnings strict'),
  ...Object.keys(refusedSettings),
];

/** Options without a value that may stand before the command, where the command is not known yet; a test holds them against all commands. */
const flags = [
  ...words('headless strict showBanner shouldRun color outputDefaultSchema outputDefaultCatalog includeSystemClasspath'),
  ...words(
    'diffColumnOrder generateChangesetCreatedValues promptForNonLocalDatabase includeCatalog includeSchema includeTablespace overwriteOutputFile verbose force requireForce strictContexts rollbackOnError help version',
  ),
  ...words('sqlShowSqlWarnings allowExecuteCommand rehearse showSql failOnDifference useOrReplaceOption skipObjectSorting explain'),
  ...words('includeDrift done redo rollbackSteps forget kill keepTempFiles'),
  ...Object.entries(refusedSettings).flatMap(([name, { asIs }]) =>
    asIs?.some((value) => value === 'true' || value === 'false') ? [name] : [],
  ),
];

const refused = new Map(Object.entries(refusedSettings).map(([name, setting]) => [normalName(name), { name, ...setting }]));
const idle = new Set(idleSettings.map(normalName));
const globals = new Set(liquibaseGlobals.map(normalName));
const flagNames = new Set(flags.map(normalName));

export const refusedSetting = (name: string): (RefusedSetting & { readonly name: string }) | undefined => refused.get(normalName(name));
export const isIdleSetting = (name: string): boolean => idle.has(normalName(name));
export const isLiquibaseGlobal = (name: string): boolean => globals.has(normalName(name));
export const isFlag = (name: string): boolean => flagNames.has(normalName(name));
/** Options that a command of Liquibase declares and does nothing with. */
export const hasNoEffect = (command: string, name: string): boolean => command === 'history' && normalName(name) === 'changelogfile';
/** Names to suggest for a mistyped setting, besides those of the command. */
export const refusedNames: readonly string[] = Object.keys(refusedSettings);

/** Commands of Liquibase that are not here, and why. Keys are kebab-case. */
export const missingCommands: Readonly<Record<string, string>> = {
  'init-start-h2': 'it starts a Java database; use --url sqlite:file.db for a database without a server',
  checks: 'policy checks are not part of this version',
  flow: 'write the steps as a shell script',
  connect: 'list-locks or status says whether the database can be reached',
  'set-contexts': 'edit the changelog; contexts are no part of a checksum',
  'set-labels': 'edit the changelog; labels are no part of a checksum',
  'register-changelog': 'Liquibase Hub no longer exists',
  'sync-hub': 'Liquibase Hub no longer exists',
  'init-copy': 'it copies example files of the Java distribution',
};

/** Commands that take their main option without its name. Source: `LiquibaseCommandLine.legacyPositionalArguments` (4.28.0). */
export const positionalOptions: Readonly<Record<string, string>> = {
  'calculate-checksum': 'changesetIdentifier',
  'changelog-sync-to-tag': 'tag',
  'changelog-sync-to-tag-sql': 'tag',
  'db-doc': 'outputDirectory',
  'future-rollback-count-sql': 'count',
  'future-rollback-from-tag-sql': 'tag',
  tag: 'tag',
  'tag-exists': 'tag',
  rollback: 'tag',
  'rollback-sql': 'tag',
  'rollback-to-date': 'date',
  'rollback-to-date-sql': 'date',
  'rollback-count': 'count',
  'rollback-count-sql': 'count',
  'update-count': 'count',
  'update-count-sql': 'count',
  'update-to-tag': 'tag',
  'update-to-tag-sql': 'tag',
};

/** Names that commands had before. */
export const commandAliases: Readonly<Record<string, string>> = { migrate: 'update', migratesql: 'update-sql' };

/** JDBC driver classes of the supported databases. Properties files name them; the URL says as much, so naming one of these asks for nothing more. */
export const jdbcDrivers: ReadonlySet<string> = new Set([
  'org.postgresql.Driver',
  'com.mysql.jdbc.Driver',
  'com.mysql.cj.jdbc.Driver',
  'org.mariadb.jdbc.Driver',
  'com.microsoft.sqlserver.jdbc.SQLServerDriver',
  'net.sourceforge.jtds.jdbc.Driver',
  'oracle.jdbc.OracleDriver',
  'oracle.jdbc.driver.OracleDriver',
  'org.sqlite.JDBC',
]);
