import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import withoutEffect from '../../../docs/generator/options-without-effect.json' with { type: 'json' };
import { sampleChangelog } from '../command-arguments.js';
import { onPostgres } from './calls.js';
import { isIdle, toldPostgres, toldSqlserver, type Check } from './checks.js';
import { asking } from './every-command.js';

/** One reason for which an option can make no difference to some commands. */
interface Reason {
  readonly commands: readonly string[];
  readonly reason: string;
}

const reasons = withoutEffect as Readonly<Record<string, readonly Reason[] | undefined>>;

/** Why a command has no use for an option that all of its kind take; undefined where it has one. */
export const reasonOf = (command: string, option: string): string | undefined =>
  reasons[option]?.find(({ commands }) => commands.includes(command))?.reason;

/** Every pair of option and command that is said to be without effect. */
export const idlePairs: readonly (readonly [option: string, command: string])[] = Object.entries(reasons).flatMap(([option, list = []]) =>
  list.flatMap(({ commands }) => commands.map((command) => [option, command] as const)),
);

/** The option makes no difference to an SQLite database, and neither its value nor these words reach a server. */
const nobodyHears =
  (option: string, words: RegExp): Check =>
  async (command, calls) => {
    const given = [`--${option}=value_by_option`];
    const told = `${await toldPostgres(command, calls, given)}${await toldSqlserver(command, calls, given)}`;
    expect(told).not.toContain('value_by_option');
    expect(told).not.toMatch(words);
    await isIdle(given)(command, calls);
  };

/** The same, for the reference of a comparison. */
const nobodyHearsOfReference =
  (option: string): Check =>
  async (command, calls) => {
    const [given, needs] = [[`--${option}=value_by_option`], [`--reference-url=${onPostgres(calls)}`]];
    expect(await toldPostgres(command, calls, given, { url: 'sqlite:shop.db', needs })).not.toMatch(/DATABASECHANGELOG|value_by_option/i);
    await isIdle(given)(command, calls);
  };

/** Programs that leave a file behind. */
const touching = sampleChangelog.replace(
  '{ createTable: { tableName: c, columns: [{ column: { name: id, type: int } }] } }',
  '{ executeCommand: { executable: touch, args: [{ arg: { value: touched.txt } }] } }',
);

/** By option: shows that there is nothing in the command for the option to change, rather than that it was forgotten. */
export const proofs: Readonly<Record<string, Check | undefined>> = {
  // A folder that does not exist is told by whoever looks for a file.
  searchPath: isIdle(['--search-path=elsewhere'], { files: { 'elsewhere/x.yaml': '' } }),
  liquibaseSchemaName: nobodyHears('liquibase-schema-name', /DATABASECHANGELOG/i),
  liquibaseCatalogName: nobodyHears('liquibase-catalog-name', /DATABASECHANGELOG/i),
  liquibaseTablespaceName: nobodyHears('liquibase-tablespace-name', /CREATE TABLE \S*DATABASECHANGELOG/i),
  databaseChangelogTableName: nobodyHears('database-changelog-table-name', /DATABASECHANGELOG(?!LOCK|LEASE|STEP)/i),
  databaseChangelogLockTableName: nobodyHears('database-changelog-lock-table-name', /DATABASECHANGELOGLOCK/i),
  referenceLiquibaseSchemaName: nobodyHearsOfReference('reference-liquibase-schema-name'),
  referenceLiquibaseCatalogName: nobodyHearsOfReference('reference-liquibase-catalog-name'),
  classpath: isIdle(['--classpath=elsewhere'], { files: { 'elsewhere/x.yaml': '' } }),
  headless: async (command, calls) => expect((await calls.run(command, [], asking(command))).asked).toBe(false),
  // No statement is in the log, whatever the level.
  sqlLogLevel: isIdle(['--sql-log-level=off'], { always: ['--log-level=debug', '--log-file=run.log'] }),
  passwordFile: isIdle(['--password-file=secret.txt'], { files: { 'secret.txt': 'x' } }),
  allowExecuteCommand: async (command, calls) => {
    const { folder } = await calls.run(command, ['--allow-execute-command'], { files: { 'changelog.yaml': touching } });
    expect(existsSync(join(folder, 'touched.txt'))).toBe(false);
  },
};
