import { shellNames, type CompletedCommand, type CompletedOption, type WriteCompletion } from './completion-script.js';

/** A function for zsh's completion system, to be autoloaded from a folder of `fpath` or sourced. */
export const zshCompletion: WriteCompletion = (commands) => `#compdef changelog
# Completion of changelog for zsh. Write it to a folder of fpath as _changelog, or load it with: source <(changelog completion zsh)
_changelog() {
  local context state state_descr line
  typeset -A opt_args
  local -a commands=(
${[
  ...commands,
  { name: 'help', summary: 'Help on a command or an error code' },
  { name: 'completion', summary: 'Script that completes words in a shell' },
]
  .map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`)
  .join('\n')}
  )
  _arguments -C -A '-*' \\
${everyOption(commands)} \\
    '1: :->command' '*:: :->rest'
  case $state in
    command) _describe -t commands command commands ;;
    rest)
      case $words[1] in
        help) _describe -t commands command commands ;;
        completion) _values shell ${shellNames.join(' ')} ;;
${argumentCases(commands)}
      esac ;;
  esac
}
if [[ $funcstack[1] == _changelog ]]; then _changelog "$@"; else compdef _changelog changelog; fi
`;

/** Options may stand before the command, where all of them are offered. */
function everyOption(commands: readonly CompletedCommand[]): string {
  const all = new Map(commands.flatMap(({ options }) => options.map((option) => [option.name, option] as const)));
  return [...all.values()].map((option) => `    ${argument(option)}`).join(' \\\n');
}

function argumentCases(commands: readonly CompletedCommand[]): string {
  const groups = new Map<string, string[]>();
  for (const { name, options } of commands) {
    // Some commands take a tag, a count or a date without a name.
    const specs = [...options.map(argument), quoted('--help[Options of the command]'), quoted('*: : ')]
      .map((spec) => `            ${spec}`)
      .join(' \\\n');
    groups.set(specs, [...(groups.get(specs) ?? []), name]);
  }
  return [...groups].map(([specs, names]) => `        ${names.join('|')})\n          _arguments \\\n${specs} ;;`).join('\n');
}

function argument({ name, summary, value, words }: CompletedOption): string {
  const text = `[${summary.replace(/[[\]\\:]/g, '\\$&')}]`;
  if (value === 'none') return quoted(`${name}${text}`);
  const action = { words: `(${words.join(' ')})`, file: '_files', folder: '_files -/', any: ' ' }[value];
  return quoted(`${name}=${text}:${name.slice(2)}:${action}`);
}

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
