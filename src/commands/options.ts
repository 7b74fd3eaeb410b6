import { booleanOption, integerOption, stringOption, type OptionSpecs } from './define.js';

/** Options that every command takes, before or after its name. */
export const globalOptions = {
  searchPath: stringOption('Folders that changelog files are looked up in, comma-separated; default: the working directory', {
    aliases: ['classpath'],
  }),
  logLevel: stringOption('What is logged: off, severe, warning, info, fine', {
    default: 'off',
    values: ['off', 'severe', 'warning', 'info', 'fine', 'debug', 'OFF', 'SEVERE', 'WARNING', 'INFO', 'FINE', 'DEBUG'],
  }),
  strict: booleanOption('Treat warnings about the changelog as errors', { default: false }),
} satisfies OptionSpecs;

/** What the tracking tables are called. */
const trackingNames = {
  databaseChangelogTableName: stringOption('Name of the history table', {
    default: 'DATABASECHANGELOG',
    aliases: ['databaseChangeLogTableName'],
  }),
  databaseChangelogLockTableName: stringOption('Name of the lock table', {
    default: 'DATABASECHANGELOGLOCK',
    aliases: ['databaseChangeLogLockTableName'],
  }),
} satisfies OptionSpecs;

/** How patient to be with a server, and what to tell of it. */
const reachOptions = {
  connectTimeout: integerOption('Seconds to wait for the server to answer', { default: 30, minimum: 1 }),
  connectRetries: integerOption('How often to try again where the server does not answer yet', { default: 0, minimum: 0 }),
  connectRetryDelay: integerOption('Seconds before the first new try; each pause is half as long again as the one before', {
    default: 1,
    minimum: 0,
  }),
  sqlShowSqlWarnings: booleanOption('Log what the server says besides results: notices and warnings', { default: true }),
} satisfies OptionSpecs;

/** How to reach the database, and where its tracking tables are. */
export const connectionOptions = {
  url: stringOption(
    'Database URL, JDBC or native: postgres://host/db, jdbc:mysql://host/db, sqlite:file.db, pglite:folder, offline:postgresql?version=15',
    { required: true },
  ),
  username: stringOption('Login name, where the URL has none'),
  password: stringOption('Password, where the URL has none; better given through CHANGELOG_PASSWORD', { secret: true }),
  defaultSchemaName: stringOption('Schema that unqualified names mean'),
  defaultCatalogName: stringOption('Catalog (database) that unqualified names mean'),
  liquibaseSchemaName: stringOption('Schema of the tracking tables', { aliases: ['schemaName'] }),
  liquibaseCatalogName: stringOption('Catalog of the tracking tables', { aliases: ['catalogName'] }),
  liquibaseTablespaceName: stringOption('Tablespace of the tracking tables', { aliases: ['databaseChangeLogTablespaceName'] }),
  ...trackingNames,
  driver: stringOption('JDBC driver class; read from existing properties files and not needed: the URL names the database'),
  ...reachOptions,
} satisfies OptionSpecs;

/** Which changelog, and which part of it. */
export const changelogOptions = {
  changelogFile: stringOption('The root changelog file', { required: true, aliases: ['changeLogFile'] }),
  contextFilter: stringOption('Contexts of this run, comma-separated; changesets whose context expression does not match are left out', {
    aliases: ['contexts'],
  }),
  strictContexts: booleanOption('Refuse to run without contexts where the changelog uses some', { default: false }),
  labelFilter: stringOption('Label expression; changesets whose labels do not match are left out', { aliases: ['labels'] }),
  parameters: { kind: 'properties', summary: 'Changelog property, as -Dname=value; beats the ones in the changelog' } as {
    kind: 'properties';
    summary: string;
    type?: Readonly<Record<string, string>>;
  },
} satisfies OptionSpecs;

const lockModeOption = {
  changelogLockMode: stringOption(
    'What proves that a holder of the lock is alive: auto (its session, where the database can tell, otherwise a lease) or lease (a row that is renewed; also works through a transaction pooler)',
    { default: 'auto', values: ['auto', 'lease'] },
  ),
} satisfies OptionSpecs;

/** How to wait for the lock, and what to hold with it. */
export const lockOptions = {
  ...lockModeOption,
  changelogLockWaitTimeInMinutes: integerOption('Minutes to wait for the changelog lock', {
    default: 5,
    minimum: 0,
    aliases: ['changeLogLockWaitTimeInMinutes'],
  }),
  changelogLockPollRate: integerOption('Most seconds between two looks at a held lock', {
    default: 1,
    minimum: 1,
    aliases: ['changeLogLockPollRate'],
  }),
  changelogLockTakeover: stringOption(
    'Whether to take over the lock of a Liquibase that may have died: never, or no-sessions (where no other session uses the database)',
    { default: 'never', values: ['never', 'no-sessions'] },
  ),
} satisfies OptionSpecs;

/** How scripts spell names. */
export const scriptOptions = {
  outputDefaultSchema: booleanOption('Write the default schema before object names', { default: true }),
  outputDefaultCatalog: booleanOption('Write the default catalog before object names', { default: true }),
} satisfies OptionSpecs;

export const summaryOptions = {
  showSummary: stringOption('What the summary lists: OFF, SUMMARY or VERBOSE', {
    default: 'SUMMARY',
    values: ['OFF', 'SUMMARY', 'VERBOSE', 'off', 'summary', 'verbose'],
  }),
  showSummaryOutput: stringOption('Where the summary goes: console, log or all', {
    default: 'ALL',
    values: ['ALL', 'CONSOLE', 'LOG', 'all', 'console', 'log'],
  }),
} satisfies OptionSpecs;

export const programOptions = {
  allowExecuteCommand: booleanOption('Let executeCommand changes run programs on this machine', { default: false }),
} satisfies OptionSpecs;

/** Options of a command that writes to the history. */
export const recordOptions = { ...globalOptions, ...connectionOptions, ...changelogOptions, ...lockOptions };
/** Options of a command that applies a changelog to a database. */
export const updateOptions = { ...recordOptions, ...programOptions };
/** Options of a command that writes such a run as a script. */
export const updateSqlOptions = { ...globalOptions, ...connectionOptions, ...changelogOptions, ...scriptOptions };
/** Options of a command that looks at the lock. */
export const lockLookOptions = { ...globalOptions, ...connectionOptions, ...lockModeOption };
/** Options of a command that looks at a database without a changelog. */
export const databaseOptions = { ...globalOptions, ...connectionOptions };

/** Options of a command that looks at the reference alone. */
export const referenceDatabaseOptions = {
  ...globalOptions,
  url: stringOption('Names the system that a changelog or file of DDL is for, where no scratch server says it'),
  ...trackingNames,
  ...reachOptions,
};

/** Where schemas are built that stand in a changelog or a file of DDL. */
export const scratchOptions = {
  scratchUrl: stringOption(
    'Server on which a changelog or DDL file is applied to a new database, which is dropped again; default: an embedded database, where there is one of the same system',
  ),
  scratchUsername: stringOption('Login name for the scratch server, where its URL has none'),
  scratchPassword: stringOption('Password for the scratch server; better given through CHANGELOG_SCRATCH_PASSWORD', { secret: true }),
} satisfies OptionSpecs;

/** The schema that another one is compared with. */
export const referenceOptions = {
  referenceUrl: stringOption(
    'What the other schema shall be like: a database URL, offline:postgresql?snapshot=file.json, changelog:file.yaml, or ddl:schema.sql',
    { required: true },
  ),
  referenceUsername: stringOption('Login name for the reference, where its URL has none'),
  referencePassword: stringOption('Password for the reference; better given through CHANGELOG_REFERENCE_PASSWORD', { secret: true }),
  referenceDefaultSchemaName: stringOption('Schema that unqualified names of the reference mean'),
  referenceDefaultCatalogName: stringOption('Catalog (database) that unqualified names of the reference mean'),
  referenceLiquibaseSchemaName: stringOption('Schema of the tracking tables of the reference'),
  referenceLiquibaseCatalogName: stringOption('Catalog of the tracking tables of the reference'),
  referenceSchemas: stringOption('Schemas of the reference to compare, comma-separated; default: those of --schemas'),
  referenceDriver: stringOption('JDBC driver class of the reference; not needed: the URL names the database'),
  referenceDriverPropertiesFile: stringOption('Driver parameters of the reference', {
    refused: 'put driver parameters into the query of the reference URL',
  }),
  ...scratchOptions,
} satisfies OptionSpecs;

/** Which objects take part. */
export const scopeOptions = {
  schemas: stringOption('Schemas to look at, comma-separated; default: the one that unqualified names mean'),
  diffTypes: stringOption('Types of objects, comma-separated: tables, columns, indexes, views, functions, data …; default: all but data'),
  includeObjects: stringOption('Objects that take part, comma-separated regular expressions, each may start with a type: table:order.*'),
  excludeObjects: stringOption('Objects that do not take part, in the form of --include-objects'),
} satisfies OptionSpecs;

/** How two schemas are compared. */
export const comparisonOptions = {
  diffColumnOrder: booleanOption('Compare the order of columns, where the database can change it', { default: true }),
} satisfies OptionSpecs;

/** How generated changesets look. */
export const generatedOptions = {
  outputSchemas: stringOption('Schema names to write instead of those of --schemas, in the same order'),
  author: stringOption('Author of the changesets', { default: 'changelog (generated)' }),
  contextFilter: stringOption('Contexts that the changesets get', { aliases: ['contexts'] }),
  labelFilter: stringOption('Labels that the changesets get', { aliases: ['labels'] }),
  includeCatalog: booleanOption('Write the catalog of every object', { default: false }),
  includeSchema: booleanOption('Write the schema of every object, the default one too', { default: false }),
  includeTablespace: booleanOption('Write the tablespace of tables, keys and indexes', { default: false }),
  objectQuotingStrategy: stringOption(
    'Quoting strategy of the changesets; default: LEGACY, and QUOTE_ALL_OBJECTS where a name would lose its case',
    {
      values: ['LEGACY', 'QUOTE_ALL_OBJECTS', 'QUOTE_ONLY_RESERVED_WORDS'],
    },
  ),
  replaceIfExistsTypes: stringOption('Change types that get replaceIfExists, comma-separated: createView, createProcedure', {
    default: 'none',
  }),
  runOnChangeTypes: stringOption('Change types whose changesets get runOnChange, comma-separated', { default: 'none' }),
  useOrReplaceOption: booleanOption('Create views with OR REPLACE', { default: false }),
  generateChangesetCreatedValues: booleanOption('Write the current time as the created attribute of the changesets', { default: false }),
  skipObjectSorting: booleanOption('Order objects by kind and name alone, not by what they need', { default: false }),
} satisfies OptionSpecs;
