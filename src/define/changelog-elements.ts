import { boolean, integer, required, string, type Infer } from './fields.js';

const quotingStrategies = ['LEGACY', 'QUOTE_ALL_OBJECTS', 'QUOTE_ONLY_RESERVED_WORDS'] as const;
const failures = ['HALT', 'CONTINUE', 'MARK_RAN', 'WARN'] as const;

const contextFilter = string('Context expression that decides whether this counts', { aliases: ['context'] });
const labels = string('Comma-separated labels, for the label filter of a run');
const dbms = string('Comma-separated databases that this is for; "!" excludes one');

/** The attributes of `databaseChangeLog`. Source: Liquibase `DatabaseChangeLog.load` and the XSD (4.28.0), like all below. */
export const changelogFields = {
  logicalFilePath: string('Path that identifies the changesets of this file, whatever the file is called'),
  contextFilter: string('Context expression that all changesets of this file and of included ones must match, too', {
    aliases: ['context'],
  }),
  objectQuotingStrategy: string('When identifiers are quoted, for changesets that do not say', { values: quotingStrategies }),
  changeLogId: string('Identifier that a hosted service gave to the changelog; not used'),
};

/** The attributes of `changeSet`. */
export const changesetFields = {
  id: required(string('Identifies the changeset, together with author and file')),
  author: required(string('Who wrote the changeset')),
  contextFilter,
  labels,
  dbms,
  runAlways: boolean('Run the changeset on every update', { aliases: ['alwaysRun'] }),
  runOnChange: boolean('Run the changeset again when its checksum has changed'),
  failOnError: boolean('Stop the run when the changeset fails (default true)'),
  runInTransaction: boolean('Run the changeset in a transaction where the database can (default true)'),
  onValidationFail: string('What happens when the changeset does not validate', { values: ['HALT', 'MARK_RAN'] }),
  ignore: boolean('Leave the changeset out of every run'),
  runOrder: string('Run the changeset before or after all others', { values: ['first', 'last'] }),
  created: string('When the changeset was written; not used'),
  logicalFilePath: string('Path that identifies the changeset instead of that of its file'),
  objectQuotingStrategy: string('When identifiers are quoted', { values: quotingStrategies }),
  runWith: string('Native tool that runs the SQL instead of the driver'),
  runWithSpoolFile: string('Where that tool writes its output'),
};

/** What else a changeset holds, besides its changes. */
export const changesetElements = {
  comment: 'What the changeset is for',
  validCheckSum: 'A checksum that is accepted besides the current one; "ANY" accepts all',
  preConditions: 'What must hold before the changeset runs',
  modifySql: 'Edits of the SQL that the changes become',
  rollback: 'How the changeset is undone',
  changes: 'The changes, in order',
} as const;

export const includeFields = {
  file: required(string('Path of the changelog to include')),
  relativeToChangelogFile: boolean('The path starts at the directory of this file, not at the search path'),
  errorIfMissing: boolean('Stop where the file does not exist (default true)'),
  contextFilter,
  labels,
  ignore: boolean('Leave the changesets of the file out of every run'),
  id: string('Not used'),
  author: string('Not used'),
  created: string('Not used'),
};

export const includeAllFields = {
  path: required(string('Directory whose changelogs are included, in order of their paths')),
  relativeToChangelogFile: includeFields.relativeToChangelogFile,
  errorIfMissingOrEmpty: boolean('Stop where the directory does not exist or holds no changelog (default true)'),
  minDepth: integer('How many directories down the files are at least'),
  maxDepth: integer('How many directories down the files are at most'),
  endsWithFilter: string('Only files whose path ends with this'),
  filter: string('Java class that picks files; not supported', { aliases: ['resourceFilter'] }),
  resourceComparator: string('Java class that orders files; not supported'),
  contextFilter,
  labels,
  ignore: includeFields.ignore,
};

export const propertyFields = {
  name: string('Name of the property, used as ${name}'),
  value: string('Its value; the first definition of a name counts'),
  file: string('A Java properties file to read properties from'),
  relativeToChangelogFile: includeFields.relativeToChangelogFile,
  errorIfMissing: includeFields.errorIfMissing,
  global: boolean('The property counts in all files, not only in this one and those it includes (default true)'),
  contextFilter,
  labels,
  dbms,
  target: string('Not used'),
};

export const modifyChangeSetsFields = {
  runWith: changesetFields.runWith,
  runWithSpoolFile: changesetFields.runWithSpoolFile,
  endDelimiter: string('Not used'),
};

export const removePropertyFields = {
  change: required(string('The change type that loses an attribute', { values: ['addColumn'] })),
  remove: required(string('The attribute of its columns that goes', { values: ['afterColumn', 'beforeColumn', 'position'] })),
  dbms: required(string('Comma-separated databases on which it goes; "!" excludes one')),
};

export const preconditionsFields = {
  onFail: string('What happens when a condition does not hold', { values: failures, anyCase: true }),
  onError: string('What happens when a condition cannot be checked', { values: failures, anyCase: true }),
  onSqlOutput: string('What commands that only print SQL do', { values: ['IGNORE', 'TEST', 'FAIL'], anyCase: true }),
  onFailMessage: string('Message for a condition that does not hold'),
  onErrorMessage: string('Message for a condition that cannot be checked'),
};

/** `<rollback changeSetId="…">`: undo by running another changeset's changes. */
export const rollbackReferenceFields = {
  changeSetId: string('Id of the changeset whose changes undo this one'),
  changeSetAuthor: string('Author of that changeset'),
  changeSetPath: string("Path of that changeset, if it is not this one's"),
};

const applyToRollback = boolean('Edit the SQL of the rollback, too');

export const modifySqlFields = { contextFilter, labels, dbms, applyToRollback };

const stepScope = { contextFilter: string(contextFilter.summary, { aliases: ['context', 'contexts'] }), dbms, applyToRollback };
const replacing = { replace: required(string('What is replaced')), with: required(string('What stands there instead')), ...stepScope };
const adding = { value: required(string('The text to add')), ...stepScope };

/** The steps of `modifySql`, by name. */
export const modifySqlSteps = {
  prepend: adding,
  append: adding,
  /** Liquibase has it for its own use only and passes it over in a changelog. */
  appendSqlIfNotPresent: adding,
  replace: replacing,
  regExpReplace: replacing,
};

export type ChangelogAttributes = Partial<Infer<typeof changelogFields>>;
export type ChangesetAttributes = Infer<typeof changesetFields>;
