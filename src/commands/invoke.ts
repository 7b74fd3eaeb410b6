import { fail } from '../core/error.js';
import type { ChangelogEvent } from '../core/events.js';
import { thisHost } from '../core/host.js';
import { didYouMean } from '../core/suggest.js';
import { engineVersion } from '../core/version.js';
import type { CommandContext } from './context.js';
import type { CommandDefinition, OptionSpec, OptionSpecs } from './define.js';

/** What a program gives a command besides its options. */
export interface RunOptions {
  /** Folder that relative paths start from; default: the working directory. */
  readonly cwd?: string | undefined;
  /** Cancels the statement that runs, and ends the run; it then throws INTERRUPTED. */
  readonly signal?: AbortSignal | undefined;
  /** Is told what happens while it happens. Where it throws, the run ends as it does by the signal, and throws the same. */
  readonly onEvent?: ((event: ChangelogEvent) => void) | undefined;
  /** Changelog properties that are weaker than the option `parameters`, strongest first; the command line gives the environment here. */
  readonly parameters?: readonly Readonly<Record<string, string>>[] | undefined;
  /** Name and address written into the lock row; default: those of this machine. */
  readonly host?: { readonly name: string; readonly address: string } | undefined;
}

/** A definition whatever its options and result; both are inferred from it below. */
interface AnyDefinition {
  readonly options: OptionSpecs;
  run(context: CommandContext, options: never): Promise<unknown>;
}

type ValueOf<S> = S extends { kind: 'boolean' }
  ? boolean
  : S extends { kind: 'integer' }
    ? number
    : S extends OptionSpec<infer T>
      ? Widen<T>
      : never;
type Widen<T> = T extends string ? string : T extends number ? number : T extends boolean ? boolean : T;
type RequiredKeys<O> = { [K in keyof O]: O[K] extends { required: true } ? K : never }[keyof O];

/** The options object of a command: what is required must be there, everything else may be. */
export type InputOf<D extends AnyDefinition> = { readonly [K in RequiredKeys<D['options']>]: ValueOf<D['options'][K]> } & {
  readonly [K in Exclude<keyof D['options'], RequiredKeys<D['options']>>]?: ValueOf<D['options'][K]> | undefined;
};

export type ResultOf<D extends AnyDefinition> = Awaited<ReturnType<D['run']>>;

/** A command as a function. Throws ChangelogError; prints nothing, reads no environment and no properties file. */
export type Invoke<D extends AnyDefinition> = (options: InputOf<D>, run?: RunOptions) => Promise<ResultOf<D>>;

/** Makes a function of a command; the command loads when the function is first called. */
export function invoker<D extends AnyDefinition>(load: () => Promise<D>): Invoke<D> {
  const invoke = async (options: InputOf<D>, run: RunOptions = {}): Promise<unknown> => {
    if (run.signal?.aborted) fail('INTERRUPTED', { message: 'the run was interrupted before it began', cause: run.signal.reason });
    const definition = await load();
    const listener = listening(run);
    const context: CommandContext = {
      cwd: run.cwd ?? '.',
      ...listener.watched,
      parameters: run.parameters ?? [],
      host: () => run.host ?? thisHost(),
      version: engineVersion(),
    };
    const values = completeOptions(definition as unknown as CommandDefinition, options);
    const result = await definition.run(context, values as never).catch((error: unknown) => {
      listener.throwWhatItThrew();
      throw error;
    });
    listener.throwWhatItThrew();
    return result;
  };
  return invoke as Invoke<D>;
}

/** An event may be told anywhere, inside a callback of a driver too: what the listener throws waits until the run has ended in good order. */
function listening({ onEvent, signal }: RunOptions): {
  readonly watched: Pick<CommandContext, 'emit' | 'signal'>;
  throwWhatItThrew(): void;
} {
  if (onEvent === undefined) return { watched: { emit: () => {}, signal }, throwWhatItThrew: () => {} };
  const failure = new AbortController();
  const emit = (event: ChangelogEvent): void => {
    try {
      onEvent(event);
    } catch (thrown) {
      failure.abort(thrown);
    }
  };
  return {
    watched: { emit, signal: signal === undefined ? failure.signal : AbortSignal.any([signal, failure.signal]) },
    throwWhatItThrew() {
      if (failure.signal.aborted) throw failure.signal.reason;
    },
  };
}

/** Fills in defaults and checks what types cannot: names, enumerations, missing values. Throws CONFIG_*. */
export function completeOptions(
  definition: CommandDefinition,
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const { options: specs, name: command } = definition;
  const values: Record<string, unknown> = {};
  for (const name of Object.keys(given)) {
    if (name in specs || given[name] === undefined) continue;
    const renamed = Object.entries(specs).find(([, spec]) => spec.aliases?.includes(name))?.[0];
    const hint = renamed === undefined ? didYouMean(name, Object.keys(specs)) : `it is called ${renamed} here`;
    fail('CONFIG_UNKNOWN_OPTION', { message: `${command} has no option ${name}`, hint });
  }
  for (const [name, spec] of Object.entries(specs)) {
    const value = given[name];
    if (value === undefined) {
      if (spec.default !== undefined) values[name] = spec.default;
      else if (spec.required) fail('CONFIG_MISSING_OPTION', { message: `${command} needs the option ${name}` });
      continue;
    }
    values[name] = checked(command, name, spec, value);
  }
  return values;
}

const typeOf: Readonly<Record<OptionSpec['kind'], (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  integer: (value) => Number.isSafeInteger(value),
  list: (value) => Array.isArray(value),
  properties: (value) => typeof value === 'object' && value !== null,
};

function checked(command: string, name: string, spec: OptionSpec, value: unknown): unknown {
  if (!typeOf[spec.kind](value)) fail('CONFIG_INVALID_VALUE', { message: `option ${name} of ${command} must be a ${spec.kind}` });
  if (spec.minimum !== undefined && (value as number) < spec.minimum)
    fail('CONFIG_INVALID_VALUE', { message: `option ${name} of ${command} must be at least ${spec.minimum}` });
  if (spec.values === undefined) return value;
  const found = spec.values.find((allowed) => allowed.toLowerCase() === String(value).toLowerCase());
  return (
    found ??
    fail('CONFIG_INVALID_VALUE', {
      message: `option ${name} of ${command} cannot be "${String(value)}"`,
      hint: `one of ${spec.values.join(', ')}`,
    })
  );
}
