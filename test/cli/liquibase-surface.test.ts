import { describe, expect, it } from 'vitest';
import { cliOptions } from '../../src/cli/cli-options.js';
import { hasNoEffect, isIdleSetting, refusedSetting } from '../../src/cli/config/liquibase-surface.js';
import { createOptionTable } from '../../src/cli/config/option-table.js';
import { commands } from '../../src/commands/index.js';

/** Configuration keys of Liquibase 4.28.0, without `liquibase.`. */
const configurationKeys = `
  addEmptyMdcValues allowDuplicatedChangesetIdentifiers alwaysDropInsteadOfReplace alwaysOverrideStoredLogicSchema autoReorg changelogLockPollRate
  changelogLockWaitTimeInMinutes changelogParseMode classpath convertDataTypes databaseChangelogLockTableName databaseChangelogTableName databaseClass
  ddlLockTimeout defaultsFile diffColumnOrder driver driverPropertiesFile duplicateFileMode errorOnCircularIncludeAll fileEncoding filterLogMessages
  generateChangesetCreatedValues generatedChangesetIdsContainsDescription headless includeCatalogInSpecification includeMatchingTagInRollbackOldest
  includeRelationsForComputedColumns includeSystemClasspath liquibaseCatalogName liquibaseSchemaName liquibaseTablespaceName logChannels logFile
  logFormat logLevel mirrorConsoleMessagesToLog missingPropertyMode monitorPerformance onMissingIncludeChangelog onMissingSqlFile outputFile
  outputFileEncoding outputLineSeparator preserveSchemaCase promptForNonLocalDatabase propertyProviderClass searchPath secureParsing shouldRun
  shouldSnapshotData showBanner showHiddenArgs sql.alwaysSetFetchSize sql.logLevel sql.showSqlWarnings strict supportPropertyEscaping uiService
  useProcedureSchema validateXmlChangelogFiles workaroundOracleClobCharacterLimit
`
  .trim()
  .split(/\s+/);

const connection = 'url username password defaultSchemaName defaultCatalogName driver driverPropertiesFile';
const filtered = `${connection} changelogFile contextFilter labelFilter`;
const listeners = 'changeExecListenerClass changeExecListenerPropertiesFile';
const summary = `${filtered} ${listeners} showSummary showSummaryOutput`;
const script = 'outputDefaultSchema outputDefaultCatalog';

/** Options of Liquibase 4.28.0 by command. */
const commandOptions: Readonly<Record<string, string>> = {
  'calculate-checksum': `${connection} changelogFile changesetAuthor changesetId changesetIdentifier changesetPath`,
  'changelog-sync': filtered,
  'changelog-sync-sql': `${filtered} ${script}`,
  'changelog-sync-to-tag': `${filtered} tag`,
  'changelog-sync-to-tag-sql': `${filtered} ${script} tag`,
  'clear-checksums': connection,
  'drop-all': `${connection} force requireForce schemas`,
  'execute-sql': `${connection} delimiter sql sqlFile`,
  'future-rollback-sql': `${filtered} ${listeners} ${script}`,
  'future-rollback-count-sql': `${filtered} ${listeners} ${script} count`,
  'future-rollback-from-tag-sql': `${filtered} ${listeners} ${script} tag`,
  history: `${connection} changelogFile format`,
  'list-locks': connection,
  'mark-next-changeset-ran': filtered,
  'mark-next-changeset-ran-sql': `${filtered} ${script}`,
  'release-locks': connection,
  rollback: `${filtered} ${listeners} rollbackScript tag tagVersion`,
  'rollback-sql': `${filtered} ${listeners} ${script} rollbackScript tag tagVersion`,
  'rollback-count': `${filtered} ${listeners} count rollbackScript`,
  'rollback-count-sql': `${filtered} ${listeners} ${script} count rollbackScript`,
  'rollback-to-date': `${filtered} ${listeners} date rollbackScript`,
  'rollback-to-date-sql': `${filtered} ${listeners} ${script} date rollbackScript`,
  status: `${filtered} verbose`,
  tag: `${connection} tag`,
  'tag-exists': `${connection} tag`,
  'unexpected-changesets': `${filtered} verbose`,
  update: summary,
  'update-testing-rollback': `${filtered} ${listeners} tag`,
  'update-count': `${summary} count`,
  'update-count-sql': `${filtered} ${listeners} ${script} count`,
  'update-sql': `${filtered} ${listeners} ${script}`,
  'update-to-tag': `${summary} tag`,
  'update-to-tag-sql': `${filtered} ${listeners} ${script} tag`,
  validate: filtered,
};

describe('the settings of Liquibase', () => {
  it('are all either read, refused by name, or known to ask for nothing', async () => {
    const [update, diffChangelog] = [await commands['update']?.load(), await commands['diff-changelog']?.load()];
    const table = createOptionTable(update?.options ?? {}, diffChangelog?.options ?? {}, cliOptions);
    const forgotten = configurationKeys.filter(
      (key) => table.find(key) === undefined && refusedSetting(key) === undefined && !isIdleSetting(key),
    );
    expect(forgotten).toEqual([]);
    // A setting that is read must not be refused as well.
    expect(configurationKeys.filter((key) => table.find(key) !== undefined && refusedSetting(key) !== undefined)).toEqual([]);
  });

  it.each(Object.entries(commandOptions))('of %s are all read or refused', async (name, options) => {
    const command = await commands[name]?.load();
    const table = createOptionTable(command?.options ?? {}, cliOptions);
    const forgotten = options
      .split(' ')
      .filter((option) => table.find(option) === undefined && refusedSetting(option) === undefined && !hasNoEffect(name, option));
    expect(forgotten).toEqual([]);
  });
});
