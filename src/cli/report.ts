import { searchPathResources } from '../core/files.js';
import type { ChangelogError, ChangesetRef } from '../core/error.js';
import type { ChangelogEvent } from '../core/events.js';
import { openFileWriter, readLocalFile } from '../core/local-file.js';
import type { Redactor } from '../core/redact.js';
import type { CliIo, OutputPort } from './cli-io.js';
import type { Configuration } from './config/configure.js';
import { createLog, stringify, type LogLevel } from './log.js';
import { errorToJson, renderError, type DiagnosticOptions } from './render/diagnostic.js';
import { logEvent, logLineOf } from './render/event-log.js';
import { createProgress } from './render/progress.js';
import { createStyle } from './render/style.js';

/** Everything that is said besides the data: progress, warnings, errors, log. All of it passes the redactor. */
export interface Reporter {
  emit(event: ChangelogEvent): void;
  fail(error: ChangelogError, exitCode: number): void;
  /** A closing word for people; programs have the data. */
  note(text: string): void;
  /** Removes transient progress before data is written. */
  clear(): void;
  close(): void;
  /** Hides a value from now on. */
  learnSecret(secret: string): void;
  /** Whether a stream gets colours. */
  colours(port: OutputPort): boolean;
}

export interface ReporterOptions {
  readonly io: CliIo;
  readonly redactor: Redactor;
  readonly argv: readonly string[];
  /** Absent while the settings are not known; then only errors are told. */
  readonly configuration?: Configuration | undefined;
}

export function createReporter({ io, redactor, argv, configuration }: ReporterOptions): Reporter {
  const cli = configuration?.cli;
  const json = cli === undefined ? asksForJson(argv) : cli.format === 'json';
  const { environment } = io;
  const colours = (port: OutputPort): boolean => {
    if (cli?.color !== undefined) return cli.color;
    if (argv.includes('--no-color')) return false;
    if (argv.includes('--color')) return true;
    if ((environment['NO_COLOR'] ?? '') !== '') return false;
    if ((environment['FORCE_COLOR'] ?? '') !== '' && environment['FORCE_COLOR'] !== '0') return true;
    return port.isTerminal && environment['TERM'] !== 'dumb';
  };
  const style = createStyle(!json && colours(io.stderr));
  const stderr: OutputPort = { ...io.stderr, write: (text) => io.stderr.write(typeof text === 'string' ? redactor.redact(text) : text) };
  const diagnostics: DiagnosticOptions & { readonly style: typeof style } = {
    style,
    sourceText: sourceReader(io.cwd, configuration),
    width: io.stderr.columns() ?? 120,
  };
  const live = stderr.isTerminal && (environment['CI'] ?? '') === '' && environment['TERM'] !== 'dumb';
  const progress = json ? undefined : createProgress({ ...diagnostics, out: stderr, live });
  const jsonLine = (value: Readonly<Record<string, unknown>>): void => io.stderr.write(`${stringify(value, redactor)}\n`);

  const logFile = cli?.logFile === undefined ? undefined : openFileWriter(io.cwd, cli.logFile, { append: true });
  const toStderr = (text: string): void => {
    progress?.clear();
    io.stderr.write(text);
  };
  const level: LogLevel = cli?.logLevel ?? 'off';
  const log = createLog({
    level,
    format: cli?.logFormat ?? 'TEXT',
    out: logFile === undefined ? toStderr : (text) => logFile.write(text),
    redactor,
  });
  const sqlLevel = cli?.sqlLogLevel ?? 'fine';
  for (const file of configuration?.files ?? []) log.write('fine', `Settings read from ${file}`);

  // What the run did and did not take back.
  const stays = new Set<string>();
  return {
    colours,
    clear: () => progress?.clear(),
    learnSecret: (secret) => redactor.add(secret),
    close() {
      progress?.close();
      logFile?.close();
    },
    note(text) {
      progress?.clear();
      if (!json) stderr.write(`${text}\n`);
      if (logFile !== undefined) log.write('info', text);
    },
    emit(event) {
      if (event.type === 'changeset-finished') stays.add(keyOf(event.changeset));
      if (event.type === 'changeset-rolled-back' && !stays.delete(keyOf(event.changeset))) stays.add(keyOf(event.changeset));
      if (json) {
        const line = logLineOf(event, sqlLevel);
        if (!detail.has(event.type) || (line !== undefined && log.writes(line.level))) jsonLine(eventToJson(event));
        if (logFile !== undefined) logEvent(log, event, sqlLevel);
        return;
      }
      progress?.show(event);
      // Where log and progress share standard error, what was shown is not said twice.
      if (logFile !== undefined || !shown.has(event.type)) logEvent(log, event, sqlLevel);
    },
    fail(error, exitCode) {
      progress?.close();
      if (json) jsonLine({ type: 'error', exitCode, problems: error.problems.map(errorToJson) });
      else
        stderr.write(
          renderError(error, diagnostics) +
            (stays.size === 0 ? '' : `The ${stays.size === 1 ? 'changeset' : `${stays.size} changesets`} before it stayed done.\n`),
        );
      const trace = error.code === 'INTERNAL' ? (error.cause instanceof Error ? error.cause.stack : error.stack) : undefined;
      if (trace !== undefined && !json) stderr.write(`${trace}\n`);
      if (logFile !== undefined) for (const problem of error.problems) log.write('severe', `${problem.code} ${problem.message}`);
    },
  };
}

const keyOf = ({ id, author, path }: ChangesetRef): string => `${path}::${id}::${author}`;

/** Events that are told to programs only when the log level asks for them. */
const detail: ReadonlySet<ChangelogEvent['type']> = new Set([
  'statement',
  'change-done',
  'log',
  'connected',
  'lock-acquired',
  'lock-released',
]);
/** Events that progress shows by itself. */
const shown: ReadonlySet<ChangelogEvent['type']> = new Set(['warning', 'precondition', 'changeset-started', 'lock-waiting']);

/** An event as one JSON line: changesets by identity, warnings like errors. */
function eventToJson(event: ChangelogEvent): Readonly<Record<string, unknown>> {
  if (event.type === 'warning') return { type: 'warning', ...errorToJson(event.warning) };
  if (!('changeset' in event) || event.changeset === undefined) return { ...event };
  const { id, author, path } = event.changeset;
  return { ...event, changeset: { id, author, path } };
}

function asksForJson(argv: readonly string[]): boolean {
  return argv.some(
    (argument, i) => /^--format=json$/i.test(argument) || (/^--format$/i.test(argument) && /^json$/i.test(argv[i + 1] ?? '')),
  );
}

/** Reads changelog lines for error messages: from the search path, or a local file such as a properties file. */
function sourceReader(cwd: string, configuration: Configuration | undefined): (file: string) => string | undefined {
  const { searchPath } = (configuration?.values ?? {}) as { searchPath?: string };
  const roots = (searchPath ?? '.').split(/[,;]/).map((root) => root.trim());
  return (file) => {
    try {
      return searchPathResources(roots, cwd).find(file)?.text() ?? readLocalFile(cwd, file);
    } catch {
      return undefined;
    }
  };
}
