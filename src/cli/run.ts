import { commands } from '../commands/index.js';
import type { CommandContext } from '../commands/context.js';
import type { CommandDefinition } from '../commands/define.js';
import { asChangelogError, ChangelogError } from '../core/error.js';
import { exitCodeOf, exitCodes } from '../core/error-codes.js';
import type { ChangelogEvent } from '../core/events.js';
import { createRedactor } from '../core/redact.js';
import { didYouMean } from '../core/suggest.js';
import { engineVersion } from '../core/version.js';
import { splitArguments, type SplitArguments } from './arguments.js';
import { Interruption, type CliIo } from './cli-io.js';
import { commandAliases, missingCommands } from './config/liquibase-surface.js';
import type { Configuration } from './config/configure.js';
import { commandHelp, errorHelp, generalHelp } from './help.js';
import { normalName } from './names.js';
import { openData } from './output.js';
import { createReporter, type Reporter } from './report.js';
import { jsonForm, renderText } from './render/results.js';
import { createStyle } from './render/style.js';
import { stringify } from './log.js';

const byNormalName = new Map(Object.keys(commands).map((name) => [normalName(name), name]));
const commandName = (word: string): string | undefined => byNormalName.get(normalName(word)) ?? commandAliases[normalName(word)];

/**
 * One call of the command line, from arguments to exit code. Everything is written to the streams of `io`; nothing is thrown.
 */
export async function runCli(argv: readonly string[], io: CliIo): Promise<number> {
  const redactor = createRedactor();
  let reporter: Reporter = createReporter({ io, redactor, argv });
  try {
    const split = splitArguments(argv, isCommand);
    const style = createStyle(reporter.colours(io.stdout));
    if (split.version) {
      io.stdout.write(`${engineVersion()}\n`);
      return 0;
    }
    if (split.command === 'completion' && !split.help) return await writeCompletion(split, io);
    if (split.command === 'help' || split.help || split.command === undefined) return await showHelp(split, argv, io, style);
    const [command, { configure }] = await Promise.all([loadCommand(split.command), import('./config/configure.js')]);
    const configuration = await configure({
      command,
      split,
      io,
      redactor,
      commands,
      warn: (warning) => reporter.emit({ type: 'warning', warning }),
    });
    reporter = createReporter({ io, redactor, argv, configuration });
    return await runCommand(command, configuration, io, reporter);
  } catch (thrown) {
    return reportFailure(thrown, io, reporter);
  } finally {
    reporter.close();
  }
}

/** Whether a word names a command, also one that Liquibase has and is not here. */
function isCommand(word: string): boolean {
  return commandName(word) !== undefined || Object.keys(missingCommands).some((known) => normalName(known) === normalName(word));
}

async function writeCompletion({ rest }: SplitArguments, io: CliIo): Promise<number> {
  const { completionScript } = await import('./completion/completion-script.js');
  io.stdout.write(
    await completionScript(
      rest.find((word) => !word.startsWith('-')),
      commands,
    ),
  );
  return 0;
}

async function loadCommand(word: string): Promise<CommandDefinition> {
  const name = commandName(word);
  const entry = name === undefined ? undefined : commands[name];
  if (entry !== undefined) return entry.load();
  const normal = normalName(word);
  const missing = Object.entries(missingCommands).find(([known]) => normalName(known) === normal || known.startsWith(`${word}-`));
  if (missing !== undefined) throw new ChangelogError('CONFIG_UNKNOWN_COMMAND', { message: `${word} is not supported: ${missing[1]}` });
  throw new ChangelogError('CONFIG_UNKNOWN_COMMAND', {
    message: `unknown command "${word}"`,
    hint: didYouMean(word, Object.keys(commands)),
  });
}

async function showHelp(split: SplitArguments, argv: readonly string[], io: CliIo, style: ReturnType<typeof createStyle>): Promise<number> {
  const words = split.command === 'help' ? split.rest.filter((word) => !word.startsWith('-')) : [split.command];
  const joined = words.slice(0, 2).join('-');
  const [topic, detail] = words.length > 1 && isCommand(joined) ? [joined] : words;
  if (split.command === 'help' && topic === 'errors') io.stdout.write(errorHelp(detail, style));
  else if (topic === 'completion') io.stdout.write((await import('./completion/completion-script.js')).completionHelp(style));
  else if (topic !== undefined) io.stdout.write(commandHelp(await loadCommand(topic), style));
  else if (split.help || split.command === 'help') io.stdout.write(generalHelp(commands, style));
  else {
    if (argv.length > 0) throw new ChangelogError('CONFIG_UNKNOWN_COMMAND', { message: 'no command was given' });
    io.stderr.write(generalHelp(commands, createStyle(false)));
    return exitCodes.usage;
  }
  return 0;
}

async function runCommand(command: CommandDefinition, configuration: Configuration, io: CliIo, reporter: Reporter): Promise<number> {
  const { values, cli } = configuration;
  if (cli.showBanner) reporter.note(`changelog ${engineVersion()}`);
  if (!cli.shouldRun) {
    reporter.note(`${command.name} did not run, for shouldRun is false`);
    return 0;
  }
  const { ask } = io;
  const data = openData({ stdout: io.stdout, cwd: io.cwd, ...cli });
  try {
    const context: CommandContext = {
      cwd: io.cwd,
      emit: (event: ChangelogEvent) => {
        const toStdout = event.type === 'output' && event.target.toUpperCase() === 'STDOUT' && cli.format !== 'json';
        if (toStdout) data.write(`${event.message}\n`);
        reporter.emit(event);
      },
      signal: io.signal,
      confirm:
        ask === undefined || cli.headless
          ? undefined
          : async (question) => /^\s*y(es)?\s*$/i.test(await ask(`${question} [y/N] `, { hidden: false })),
      ask: ask === undefined || cli.headless ? undefined : (question) => ask(question, { hidden: false }),
      askPassword: ask === undefined || cli.headless ? undefined : passwordQuestion(ask, reporter),
      parameters: configuration.parameters,
      host: io.host,
      version: engineVersion(),
      onLongRun: io.onLongRun,
    };
    const result = await command.run(context, values);
    reporter.clear();
    const text =
      cli.format === 'json'
        ? undefined
        : renderText(command.name, result, {
            format: cli.givenFormat,
            showSummary: cli.showSummary,
            showSummaryOutput: cli.showSummaryOutput,
          });
    if (text === undefined) data.write(`${stringify(jsonForm(result), undefined, 2)}\n`);
    else {
      data.write(text.data);
      if (text.logged !== undefined) reporter.emit({ type: 'log', level: 'info', message: text.logged });
      if (text.note !== undefined) reporter.note(text.note);
    }
    const failure = command.failure?.(result, values);
    if (failure !== undefined) throw failure;
    return 0;
  } finally {
    data.close();
  }
}

/** Asks for the password of each login once, however many sessions the command opens. */
function passwordQuestion(ask: NonNullable<CliIo['ask']>, reporter: Reporter): NonNullable<CommandContext['askPassword']> {
  const answers = new Map<string, Promise<string>>();
  return ({ url, username }) => {
    const question = `Password${username === undefined ? '' : ` of ${username}`} for ${url}: `;
    const answer = answers.get(question) ?? askHidden(question);
    answers.set(question, answer);
    return answer;
  };
  async function askHidden(question: string): Promise<string> {
    reporter.clear();
    const password = await ask(question, { hidden: true });
    reporter.learnSecret(password);
    return password;
  }
}

function reportFailure(thrown: unknown, io: CliIo, reporter: Reporter): number {
  const error = asChangelogError(thrown);
  const { reason } = io.signal as { reason: unknown };
  const exitCode = io.signal.aborted && reason instanceof Interruption ? reason.exitCode : exitCodeOf(error.code);
  reporter.fail(error, exitCode);
  return exitCode;
}
