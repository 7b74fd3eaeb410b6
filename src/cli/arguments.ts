import { ChangelogError } from '../core/error.js';
import { didYouMean } from '../core/suggest.js';
import type { NamedOption, OptionTable } from './config/option-table.js';
import { hasNoEffect, isFlag, refusedSetting } from './config/liquibase-surface.js';
import { parseBoolean } from './config/parse-value.js';
import { kebabCase } from './names.js';

/** An argument list cut at the command. */
export interface SplitArguments {
  /** The command as typed; absent where there is none. */
  readonly command: string | undefined;
  /** Everything else, in order. */
  readonly rest: readonly string[];
  /** How many of those stand before the command. */
  readonly before: number;
  readonly help: boolean;
  readonly version: boolean;
}

/**
 * Finds the command among arguments whose options are not known yet: the first word that is not the value of an option before it.
 * `isCommand` breaks the tie where an unknown option stands before the command without its value.
 */
export function splitArguments(argv: readonly string[], isCommand: (word: string) => boolean): SplitArguments {
  const rest: string[] = [];
  let command: string | undefined;
  let before = 0;
  let help = false;
  let version = false;
  for (let i = 0; i < argv.length; i++) {
    const argument = argv[i] ?? '';
    if (argument === '--') {
      rest.push(...argv.slice(i));
      break;
    }
    if (argument === '--help' || argument === '-h') help = true;
    else if (command === undefined && (argument === '--version' || argument === '-v')) version = true;
    else if (command === undefined && !argument.startsWith('-')) {
      command = argument;
      before = rest.length;
      // Some commands of Liquibase are two words: init project.
      const joined = `${argument}-${argv[i + 1] ?? ''}`;
      if (!isCommand(argument) && isCommand(joined)) {
        command = joined;
        i++;
      }
    } else {
      rest.push(argument);
      const next = argv[i + 1];
      if (command !== undefined || next === undefined || next.startsWith('-')) continue;
      const takesNext =
        argument === '-D' || (argument.startsWith('--') && !argument.includes('=') && takesValue(argument, argv.slice(i + 1), isCommand));
      if (takesNext) rest.push(argv[++i] ?? '');
    }
  }
  return { command, rest, before, help, version };
}

function takesValue(option: string, [next = '', ...others]: readonly string[], isCommand: (word: string) => boolean): boolean {
  const name = option.slice(2);
  if (/^no-/i.test(name) && isFlag(name.slice(3))) return false;
  if (isFlag(name)) return parseBoolean(next) !== undefined && !isCommand(next);
  // Where no other word can be the command, it is this one, and the option lacks its value or does not exist.
  return !isCommand(next) || others.some(isCommand);
}

/** One option as given, before its text is read. */
export interface GivenOption {
  /** As typed, e.g. `--changeLogFile`. */
  readonly typed: string;
  readonly text: string;
}

export interface GeneralOption {
  readonly name: string;
  readonly problem: ChangelogError;
  /** Where another command has the option: it was given without its value. */
  readonly lacksValue: ChangelogError | undefined;
}

export interface ParsedArguments {
  /** By canonical name; the last one given counts. */
  readonly given: ReadonlyMap<string, GivenOption>;
  /** -D properties, in order. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly problems: readonly ChangelogError[];
  /** Unknown options before the command: a problem each, unless another command has the option and it is whole. */
  readonly general: readonly GeneralOption[];
}

/** Reads the arguments of one command. All problems are collected, so that one call reports them together. */
export function parseArguments(
  { rest, before }: Pick<SplitArguments, 'rest' | 'before'>,
  command: string,
  table: OptionTable,
  positional: NamedOption | undefined,
): ParsedArguments {
  const given = new Map<string, GivenOption>();
  const parameters: Record<string, string> = {};
  const problems: ChangelogError[] = [];
  const general: GeneralOption[] = [];
  const words: string[] = [];
  for (let i = 0; i < rest.length; i++) {
    const argument = rest[i] ?? '';
    if (argument === '--') {
      words.push(...rest.slice(i + 1));
      break;
    }
    if (argument.startsWith('-D')) {
      const text = argument === '-D' ? rest[++i] : argument.slice(2);
      const problem = addParameter(parameters, text);
      if (problem !== undefined) problems.push(problem);
      continue;
    }
    if (!argument.startsWith('-') || argument === '-') {
      words.push(argument);
      continue;
    }
    const { typed, name, inline } = optionParts(argument);
    const negated = /^no-/i.test(name) ? table.find(name.slice(3)) : undefined;
    const option = argument.startsWith('--') ? table.find(name) : undefined;
    if (option === undefined && negated?.spec.kind === 'boolean' && inline === undefined) {
      given.set(negated.name, { typed, text: 'false' });
      continue;
    }
    if (option === undefined || option.spec.kind === 'properties') {
      const next = rest[i + 1];
      const at = i;
      const refused = refusedSetting(name);
      const flag = isFlag(name) ? name : /^no-/i.test(name) && isFlag(name.slice(3)) ? name.slice(3) : undefined;
      const isValue = flag === undefined ? next?.startsWith('-') === false : at < before && parseBoolean(next ?? '') !== undefined;
      const value = inline ?? (isValue ? next : undefined);
      if (inline === undefined && value !== undefined) i++;
      if (refused?.asIs?.some((text) => text.toLowerCase() === (value ?? 'true').toLowerCase())) continue;
      if (refused !== undefined) problems.push(refusedOption(typed, refused.reason));
      else if (at < before && argument.startsWith('--')) {
        const lacksValue = flag === undefined && value === undefined ? needsValue(typed) : undefined;
        general.push({ name: flag ?? name, problem: unknownOption(typed, command, table), lacksValue });
      } else if (!hasNoEffect(command, name)) problems.push(unknownOption(typed, command, table));
      continue;
    }
    let text = inline;
    const next = rest[i + 1];
    if (text === undefined && option.spec.kind === 'boolean')
      text = next !== undefined && parseBoolean(next) !== undefined ? rest[++i] : 'true';
    else if (text === undefined && next !== undefined && !isOptionLike(next, table)) text = rest[++i];
    if (text === undefined) {
      problems.push(needsValue(typed));
      continue;
    }
    given.set(option.name, { typed, text });
  }
  if (words.length > 0) {
    if (positional === undefined) problems.push(unexpectedWord(words[0] ?? '', command, table));
    else if (given.has(positional.name)) {
      problems.push(
        new ChangelogError('CONFIG_UNKNOWN_OPTION', {
          message: `"${words.join(' ')}" is one argument too many`,
          hint: `--${kebabCase(positional.name)} was given already`,
        }),
      );
    } else given.set(positional.name, { typed: words.join(' '), text: words.join(' ') });
  }
  return { given, parameters, problems, general };
}

const needsValue = (typed: string): ChangelogError =>
  new ChangelogError('CONFIG_INVALID_VALUE', { message: `${typed} needs a value`, hint: `${typed}=VALUE` });

function optionParts(argument: string): { readonly typed: string; readonly name: string; readonly inline: string | undefined } {
  const equals = argument.indexOf('=');
  const typed = equals < 0 ? argument : argument.slice(0, equals);
  return { typed, name: typed.replace(/^--?/, ''), inline: equals < 0 ? undefined : argument.slice(equals + 1) };
}

/** A value may start with a dash (a password, a negative number); what is an option of this command is none. */
function isOptionLike(argument: string, table: OptionTable): boolean {
  if (argument.startsWith('-D')) return true;
  return argument.startsWith('--') && table.find(optionParts(argument).name) !== undefined;
}

function addParameter(parameters: Record<string, string>, text: string | undefined): ChangelogError | undefined {
  const equals = text?.indexOf('=') ?? -1;
  const name = equals < 0 ? text : text?.slice(0, equals);
  if (text === undefined || name === undefined || name === '') {
    return new ChangelogError('CONFIG_INVALID_VALUE', { message: '-D needs a changelog property', hint: '-Dname=value' });
  }
  parameters[name] = equals < 0 ? '' : text.slice(equals + 1);
  return undefined;
}

function unknownOption(typed: string, command: string, table: OptionTable): ChangelogError {
  const name = typed.replace(/^-+/, '');
  const style = (found: string): string => (/[A-Z]/.test(name) ? `--${found}` : `--${kebabCase(found)}`);
  const near = didYouMean(
    typed.startsWith('--') ? (/[A-Z]/.test(name) ? `--${name}` : `--${name.toLowerCase()}`) : `--${name}`,
    table.names.map(style),
  );
  return new ChangelogError('CONFIG_UNKNOWN_OPTION', {
    message: `unknown option ${typed} of ${command}`,
    hint: near ?? `changelog ${command} --help lists the options`,
  });
}

function refusedOption(typed: string, reason: string): ChangelogError {
  return new ChangelogError('CONFIG_UNSUPPORTED_OPTION', { message: `${typed} is not supported: ${reason}` });
}

function unexpectedWord(word: string, command: string, table: OptionTable): ChangelogError {
  const asOption = table.find(word);
  return new ChangelogError('CONFIG_UNKNOWN_OPTION', {
    message: `unexpected argument "${word}" of ${command}`,
    hint: asOption === undefined ? `changelog ${command} --help lists the options` : `did you mean "--${kebabCase(asOption.name)}"?`,
  });
}
