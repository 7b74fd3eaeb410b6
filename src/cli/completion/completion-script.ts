import type { OptionSpec } from '../../commands/define.js';
import type { CommandEntry } from '../../commands/index.js';
import { ChangelogError } from '../../core/error.js';
import { cliOptions } from '../cli-options.js';
import { kebabCase } from '../names.js';
import type { Style } from '../render/style.js';

/** What a shell is told of an option. */
export interface CompletedOption {
  /** `--changelog-file` */
  readonly name: string;
  readonly summary: string;
  /** What may follow: nothing, one of some words, a file, a folder, or something nobody can guess. */
  readonly value: 'none' | 'words' | 'file' | 'folder' | 'any';
  readonly words: readonly string[];
}

export interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly CompletedOption[];
}

/** Writes a shell's completion script from the command list. */
export type WriteCompletion = (commands: readonly CompletedCommand[]) => string;

const shells: Readonly<Record<string, () => Promise<WriteCompletion>>> = {
  bash: async () => (await import('./bash.js')).bashCompletion,
  zsh: async () => (await import('./zsh.js')).zshCompletion,
  fish: async () => (await import('./fish.js')).fishCompletion,
};

export const shellNames: readonly string[] = Object.keys(shells);

/**
 * The script that teaches a shell the commands and their options. It is complete in itself: pressing the completion key runs nothing.
 * @throws CONFIG_INVALID_VALUE for a shell that is not known.
 */
export async function completionScript(shell: string | undefined, commands: Readonly<Record<string, CommandEntry>>): Promise<string> {
  const write = await shells[shell ?? '']?.();
  if (write === undefined) {
    throw new ChangelogError('CONFIG_INVALID_VALUE', {
      message: shell === undefined ? 'no shell was named' : `no completion for the shell "${shell}"`,
      hint: `changelog completion ${shellNames.join('|')}`,
    });
  }
  return write(
    await Promise.all(
      Object.entries(commands).map(async ([name, entry]) => {
        const { options } = await entry.load();
        return { name, summary: entry.summary, options: Object.entries({ ...options, ...cliOptions }).flatMap(completedOption) };
      }),
    ),
  );
}

function completedOption([name, spec]: readonly [string, OptionSpec]): readonly CompletedOption[] {
  if (spec.kind === 'properties' || spec.refused !== undefined) return [];
  const words = [...new Set((spec.values ?? []).map((value) => value.toLowerCase()))].map(
    (lower) => spec.values?.find((value) => value.toLowerCase() === lower) ?? lower,
  );
  const value =
    spec.kind === 'boolean'
      ? 'none'
      : words.length > 0
        ? 'words'
        : /(file|script|path|classpath)$/i.test(name) && name !== 'changesetPath'
          ? 'file'
          : /dir$/i.test(name)
            ? 'folder'
            : 'any';
  return [{ name: `--${kebabCase(name)}`, summary: spec.summary, value, words }];
}

export function completionHelp(style: Style): string {
  return `${style.bold('changelog completion bash|zsh|fish')}

Prints a script that completes commands, options and their values in a shell.

  source <(changelog completion bash)                                   bash, in ~/.bashrc
  changelog completion zsh > "\${fpath[1]}/_changelog"                    zsh
  changelog completion fish > ~/.config/fish/completions/changelog.fish   fish
`;
}
