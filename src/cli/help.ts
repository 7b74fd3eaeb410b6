import type { CommandDefinition, OptionSpec } from '../commands/define.js';
import type { CommandEntry, CommandGroup } from '../commands/index.js';
import { errorCodes, exitCodes, type ErrorCode } from '../core/error-codes.js';
import { ChangelogError } from '../core/error.js';
import { didYouMean } from '../core/suggest.js';
import { cliOptions } from './cli-options.js';
import { positionalOptions } from './config/liquibase-surface.js';
import { stringify } from './log.js';
import { environmentName, kebabCase } from './names.js';
import { columnsOf } from './render/table.js';
import type { Style } from './render/style.js';

const groupTitles: Readonly<Record<CommandGroup, string>> = {
  update: 'Update',
  rollback: 'Roll back',
  inspect: 'Look',
  compare: 'Compare and generate',
  maintain: 'Maintain',
};

/** The list of commands; it loads none of them. */
export function generalHelp(commands: Readonly<Record<string, CommandEntry>>, style: Style): string {
  const groups = Object.entries(groupTitles).map(([group, title]) => {
    const rows = Object.entries(commands).filter(([, entry]) => entry.group === group);
    return `${style.bold(title)}\n${columnsOf(
      rows.map(([name, { summary }]) => [name, summary]),
      '  ',
    )}`;
  });
  return `${style.bold('changelog')} COMMAND [OPTIONS]

Applies, tracks and rolls back database changes that are written down in Liquibase changelogs.

${groups.join('\n')}
${style.bold('More')}
${columnsOf(
  [
    ['COMMAND --help', 'options of a command'],
    ['help errors [CODE]', 'what an error code means'],
    ['completion bash|zsh|fish', 'script that completes commands and options in a shell'],
    ['--version', 'version of this program'],
  ],
  '  ',
)}
Settings come from options, then the environment (CHANGELOG_URL, LIQUIBASE_COMMAND_URL …), then
changelog.properties or liquibase.properties in the working directory.
`;
}

/** One command: usage, example, its options, and those of every command. */
export function commandHelp(command: CommandDefinition, style: Style): string {
  const positional = positionalOptions[command.name];
  const own = Object.entries(command.options).filter(([name]) => !(name in cliOptions));
  const usage = `changelog ${command.name}${positional === undefined || !(positional in command.options) ? '' : ` [${kebabCase(positional).toUpperCase()}]`} [OPTIONS]`;
  const properties = own.some(([, spec]) => spec.kind === 'properties') ? [['-DNAME=VALUE', 'changelog property; may be repeated']] : [];
  const required = own.filter(([, spec]) => spec.required);
  const optional = own.filter(([, spec]) => !spec.required && spec.kind !== 'properties' && spec.refused === undefined);
  return `${style.bold(usage)}

${command.summary}.

  ${command.example}

${required.length === 0 ? '' : `${style.bold('Required')}\n${optionRows(required)}\n`}${style.bold('Options')}
${optionRows(optional, properties)}
${style.bold('Output and settings')}
${optionRows(Object.entries(cliOptions))}
Every option can also be an environment variable (--url: ${environmentName('url')}) or a line of a properties file (url=…).
`;
}

function optionRows(options: readonly (readonly [string, OptionSpec])[], more: readonly (readonly string[])[] = []): string {
  return columnsOf([...options.map(([name, spec]) => [`--${kebabCase(name)}${valueName(spec)}`, description(spec)]), ...more], '  ');
}

function valueName(spec: OptionSpec): string {
  if (spec.kind === 'boolean') return '';
  return spec.kind === 'integer' ? '=NUMBER' : spec.kind === 'list' ? '=LIST' : '=VALUE';
}

function description(spec: OptionSpec): string {
  const values =
    spec.values === undefined ? undefined : [...new Map(spec.values.map((value) => [value.toLowerCase(), value])).values()].join(', ');
  const notes = [
    values === undefined ? undefined : `one of ${values}`,
    spec.default === undefined || spec.default === false
      ? undefined
      : `default ${stringify(spec.default, undefined).replace(/^"|"$/g, '')}`,
    spec.aliases === undefined ? undefined : `also --${spec.aliases.map(kebabCase).join(', --')}`,
  ].filter((note) => note !== undefined);
  return notes.length === 0 ? spec.summary : `${spec.summary} (${notes.join('; ')})`;
}

/** All error codes, or what one of them means. Throws CONFIG_INVALID_VALUE for a code that does not exist. */
export function errorHelp(code: string | undefined, style: Style): string {
  if (code === undefined) {
    const rows = Object.entries(errorCodes).map(([name, info]) => [name, String(exitCodes[info.exit]), info.title]);
    return columnsOf([['CODE', 'EXIT', 'MEANING'], ...rows]);
  }
  const name = code.toUpperCase();
  if (!(name in errorCodes)) {
    throw new ChangelogError('CONFIG_INVALID_VALUE', {
      message: `there is no error code ${code}`,
      hint: didYouMean(name, Object.keys(errorCodes)) ?? 'changelog help errors lists them',
    });
  }
  const info: { readonly title: string; readonly exit: keyof typeof exitCodes; readonly hint?: string } = errorCodes[name as ErrorCode];
  return `${style.bold(name)}\n${info.title}.\nExit code ${exitCodes[info.exit]} (${info.exit}).\n${info.hint === undefined ? '' : `${style.green('hint')} ${info.hint}\n`}`;
}
