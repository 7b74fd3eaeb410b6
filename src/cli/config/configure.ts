import type { CommandDefinition } from '../../commands/define.js';
import type { CommandEntry } from '../../commands/index.js';
import { createDiagnostics } from '../../core/diagnostics.js';
import { ChangelogError, fail } from '../../core/error.js';
import { readLocalFile } from '../../core/local-file.js';
import type { Redactor } from '../../core/redact.js';
import { parseArguments, type SplitArguments } from '../arguments.js';
import type { CliIo } from '../cli-io.js';
import { cliOptions } from '../cli-options.js';
import { kebabCase, normalName } from '../names.js';
import { lineSeparatorOf } from '../output.js';
import { logLevel, type LogFormat, type LogLevel } from '../log.js';
import { jdbcDrivers, missingCommands, positionalOptions } from './liquibase-surface.js';
import { createOptionTable } from './option-table.js';
import { readPropertiesFiles } from './properties-source.js';
import { searchPathWithClasspath } from './classpath.js';
import { definitionSource, environmentSource } from './setting-sources.js';
import { checkEntries, findSetting, resolveSettings, secretLike } from './settings.js';

/** Everything that one call was told, from all places, checked. */
export interface Configuration {
  readonly command: string;
  /** Options of the command, by canonical name. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly cli: CliSettings;
  /** Changelog parameters: environment, then properties file. */
  readonly parameters: readonly Readonly<Record<string, string>>[];
  /** Properties files that were read. */
  readonly files: readonly string[];
}

export interface CliSettings {
  readonly format: 'text' | 'json' | 'tabular';
  /** Only where `--format` was given. */
  readonly givenFormat: string | undefined;
  readonly outputFile: string | undefined;
  readonly encoding: string;
  readonly lineSeparator: string;
  readonly logFile: string | undefined;
  readonly logFormat: LogFormat;
  readonly logLevel: LogLevel;
  readonly sqlLogLevel: LogLevel;
  readonly showBanner: boolean;
  readonly showSummary: string;
  readonly showSummaryOutput: string;
  readonly headless: boolean;
  readonly color: boolean | undefined;
  readonly shouldRun: boolean;
}

export interface ConfigureInput {
  readonly command: CommandDefinition;
  readonly split: SplitArguments;
  readonly io: Pick<CliIo, 'cwd' | 'environment'>;
  readonly redactor: Redactor;
  readonly commands: Readonly<Record<string, CommandEntry>>;
  /** Is told about settings that nobody knows, also where other problems end the call: a mistyped one may be their cause. */
  readonly warn: (warning: ChangelogError) => void;
}

/** Reads all settings of a call. Throws every problem of options, environment and properties files together. */
export async function configure({ command, split, io, redactor, commands, warn }: ConfigureInput): Promise<Configuration> {
  const table = createOptionTable(command.options, cliOptions);
  const positional = command.name in positionalOptions ? table.find(positionalOptions[command.name] ?? '') : undefined;
  const typed = parseArguments(split, command.name, table, positional);
  const { source: definitions, parameters } = definitionSource(typed.parameters);
  const given = { ...typed, parameters };
  learnArgumentSecrets(given.given, table, redactor);
  for (const [name, value] of [...Object.entries(io.environment), ...Object.entries(typed.parameters)])
    if (secretLike(name)) redactor.add(value);

  const environment = environmentSource(io.environment);
  const defaultsFile = table.find('defaultsFile');
  const named = defaultsFile && findSetting(defaultsFile, command.name, given, [definitions, environment]);
  const files = readPropertiesFiles(io.cwd, named?.text, io.environment);
  const sources = [definitions, environment, ...files.sources];
  for (const { entries } of sources) for (const { key, text } of entries) if (secretLike(key)) redactor.add(text);
  for (const [name, value] of Object.entries(files.parameters)) if (secretLike(name)) redactor.add(value);

  const { values, origins, problems } = resolveSettings({ command: command.name, table, given, sources });
  for (const [name, { text }] of origins) if (isUrl(name)) redactor.addUrl(text);
  redactor.allow(stringValue(values['username']));

  const diagnostics = createDiagnostics();
  for (const problem of [...given.problems, ...problems]) diagnostics.add(problem);
  // Loads every command; asked only where a setting is not one of this command's.
  const otherOptions = async (): Promise<readonly string[]> => {
    const definitions = await Promise.all(Object.values(commands).map((entry) => entry.load()));
    return definitions.flatMap(({ options }) => Object.entries(options).flatMap(([name, spec]) => [name, ...(spec.aliases ?? [])]));
  };
  if (given.general.length > 0) {
    const others = new Set((await otherOptions()).map(normalName));
    // Common options in front of any command, as in scripts that put the same ones before all of them.
    for (const { name, problem, lacksValue } of given.general) {
      if (!others.has(normalName(name))) diagnostics.add(problem);
      else if (lacksValue !== undefined) diagnostics.add(lacksValue);
    }
  }
  const { refused, unknown } = await checkEntries(
    { command: command.name, table, sources },
    [...Object.keys(commands), ...Object.keys(missingCommands)],
    otherOptions,
  );
  for (const error of refused) diagnostics.add(error);
  for (const error of unknown) {
    if (values['strict'] === true) diagnostics.add(error);
    else warn(error);
  }

  for (const name of ['driver', 'referenceDriver']) {
    const driver = stringValue(values[name]);
    if (driver === undefined || jdbcDrivers.has(driver)) continue;
    const { origin = '', source } = origins.get(name) ?? {};
    diagnostics.error('CONFIG_UNSUPPORTED_OPTION', {
      message: `${kebabCase(name)} ${driver} (${origin}) is not supported: it is no JDBC class of a supported database`,
      source,
      hint: 'leave the setting out; the URL names the database',
    });
  }

  const all: Record<string, unknown> = { ...values };
  const { passwordFile, classpath } = values as { passwordFile?: string; classpath?: string };
  if ('password' in command.options && all['password'] === undefined && passwordFile !== undefined) {
    all['password'] = passwordFrom(passwordFile, io.cwd);
    redactor.add(all['password'] as string);
  }
  if (classpath !== undefined && all['searchPath'] === undefined) all['searchPath'] = searchPathWithClasspath(classpath);
  const cli = cliSettings(values, command, origins.has('format'), origins.has('logLevel'), diagnostics);
  diagnostics.throwIfAny();
  return {
    command: command.name,
    values: Object.fromEntries(Object.entries(all).filter(([name]) => name in command.options)),
    cli,
    parameters: [definedOnly(io.environment), files.parameters],
    files: files.paths,
  };
}

function learnArgumentSecrets(
  given: ReturnType<typeof parseArguments>['given'],
  table: ReturnType<typeof createOptionTable>,
  redactor: Redactor,
): void {
  for (const [name, { text }] of given) {
    if (table.find(name)?.spec.secret || secretLike(name)) redactor.add(text);
    if (isUrl(name)) redactor.addUrl(text);
  }
}

/** Whether an option names a database, with what it takes to log in. */
const isUrl = (name: string): boolean => /url$/i.test(name);

function passwordFrom(path: string, cwd: string): string {
  const text = readLocalFile(cwd, path);
  if (text === undefined) return fail('CONFIG_FILE', { message: `password file ${path} does not exist` });
  return text.split(/\r?\n/)[0] ?? '';
}

function cliSettings(
  values: Readonly<Record<string, unknown>>,
  command: CommandDefinition,
  formatGiven: boolean,
  levelGiven: boolean,
  diagnostics: ReturnType<typeof createDiagnostics>,
): CliSettings {
  const text = (name: string, fallback: string): string => stringValue(values[name]) ?? fallback;
  const format = text('format', 'text') as CliSettings['format'];
  if (format === 'tabular' && !tabularCommands.has(command.name)) {
    const known = [...tabularCommands].join(', ');
    diagnostics.error('CONFIG_INVALID_VALUE', { message: `--format=tabular is for ${known}; ${command.name} knows text and json` });
  }
  const lineSeparator = lineSeparatorOf(text('outputLineSeparator', 'LF'));
  if (lineSeparator === undefined) {
    diagnostics.error('CONFIG_INVALID_VALUE', {
      message: `--output-line-separator: "${text('outputLineSeparator', '')}" is no line end`,
      hint: 'LF or CRLF',
    });
  }
  const logFile = stringValue(values['logFile']);
  return {
    format,
    givenFormat: formatGiven ? format : undefined,
    outputFile: stringValue(values['outputFile']),
    encoding: text('outputFileEncoding', 'UTF-8'),
    lineSeparator: lineSeparator ?? '\n',
    logFile,
    logFormat: text('logFormat', 'TEXT') as LogFormat,
    // A log file without a level gets what went wrong. Source: `LiquibaseCommandLine.configureLogging` (4.28.0).
    logLevel: logFile !== undefined && !levelGiven ? 'severe' : logLevel(text('logLevel', 'off')),
    sqlLogLevel: logLevel(text('sqlLogLevel', 'fine')),
    showBanner: values['showBanner'] === true,
    showSummary: text('showSummary', 'SUMMARY'),
    showSummaryOutput: text('showSummaryOutput', 'ALL'),
    headless: values['headless'] === true,
    color: values['color'] as boolean | undefined,
    shouldRun: values['shouldRun'] !== false,
  };
}

/** Commands whose result is a list that can be drawn as a table. */
const tabularCommands: ReadonlySet<string> = new Set(['history', 'status', 'execute-sql']);

function stringValue(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function definedOnly(environment: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
