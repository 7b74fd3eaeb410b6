import type { ChangelogError } from '../core/error.js';
import type { CommandContext } from './context.js';

/** One option of a command, declared once: command line, environment, properties file, library and reference page follow from it. */
export interface OptionSpec<T = unknown> {
  readonly kind: 'string' | 'boolean' | 'integer' | 'list' | 'properties';
  readonly summary: string;
  readonly default?: T;
  readonly required?: true;
  /** Other camelCase names that are read (Liquibase's old spellings). */
  readonly aliases?: readonly string[];
  /** The value must never be printed. */
  readonly secret?: true;
  readonly values?: readonly string[];
  /** The least number that makes sense. */
  readonly minimum?: number;
  /** Liquibase has it and it is refused by name: the reason. */
  readonly refused?: string;
  readonly type?: T;
}

export type OptionSpecs = { readonly [camelCaseName: string]: OptionSpec };

/** The values of a command's options; absent ones are undefined unless they have a default. */
export type OptionsOf<O extends OptionSpecs> = {
  readonly [K in keyof O]: O[K] extends { default: infer D } ? Widen<D> : O[K] extends OptionSpec<infer T> ? T | undefined : never;
};
type Widen<D> = D extends boolean ? boolean : D extends number ? number : D extends string ? string : D;

export const stringOption = <const E extends Partial<OptionSpec<string>>>(summary: string, extra?: E) =>
  ({ kind: 'string', summary, ...extra }) as OptionSpec<string> & E;
export const booleanOption = <const E extends Partial<OptionSpec<boolean>>>(summary: string, extra?: E) =>
  ({ kind: 'boolean', summary, ...extra }) as OptionSpec<boolean> & E;
export const integerOption = <const E extends Partial<OptionSpec<number>>>(summary: string, extra?: E) =>
  ({ kind: 'integer', summary, ...extra }) as OptionSpec<number> & E;

/** Declares a command; its options are typed by their declaration. */
export function defineCommand<O extends OptionSpecs, R>(
  command: CommandDefinition<O, R, CommandContext>,
): CommandDefinition<O, R, CommandContext> {
  return command;
}

/** One command. `run` returns data; what a terminal or a script prints is made from it in `cli/render`. */
export interface CommandDefinition<O extends OptionSpecs = OptionSpecs, R = unknown, C = unknown> {
  /** kebab-case, as typed. */
  readonly name: string;
  readonly summary: string;
  readonly example: string;
  readonly options: O;
  run(context: C, options: OptionsOf<O>): Promise<R>;
  /** The error that the command line ends with after it has printed the result, for results that a script is to stop at. */
  failure?(result: R, options: OptionsOf<O>): ChangelogError | undefined;
}
