import { shellNames, type CompletedOption, type WriteCompletion } from './completion-script.js';

/** One line for each command, and one for each option with the commands that have it. */
export const fishCompletion: WriteCompletion = (commands) => {
  const named = [
    ...commands,
    { name: 'help', summary: 'Help on a command or an error code' },
    { name: 'completion', summary: 'Script that completes words in a shell' },
  ];
  const byOption = new Map<string, { readonly option: CompletedOption; readonly commands: string[] }>();
  for (const { name, options } of commands) {
    for (const option of options) {
      const key = JSON.stringify(option);
      const known = byOption.get(key) ?? { option, commands: [] };
      known.commands.push(name);
      byOption.set(key, known);
    }
  }
  const optionLines = [...byOption.values()].map(({ option, commands: having }) => {
    const where = having.length === commands.length ? '' : ` -n ${quoted(`__fish_seen_subcommand_from ${having.join(' ')}`)}`;
    return `complete -c changelog${where} -l ${option.name.slice(2)}${argument(option)} -d ${quoted(option.summary)}`;
  });
  return `# Completion of changelog for fish. Load it with: changelog completion fish | source
complete -c changelog -f
${named.map(({ name, summary }) => `complete -c changelog -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`).join('\n')}
complete -c changelog -n '__fish_seen_subcommand_from help' -a ${quoted(`${commands.map(({ name }) => name).join(' ')} errors`)}
complete -c changelog -n '__fish_seen_subcommand_from completion' -a ${quoted(shellNames.join(' '))}
complete -c changelog -l help -d 'Options of the command'
${optionLines.join('\n')}
`;
};

function argument({ value, words }: CompletedOption): string {
  if (value === 'none') return '';
  if (value === 'words') return ` -x -a ${quoted(words.join(' '))}`;
  if (value === 'file') return ' -r -F';
  return value === 'folder' ? " -x -a '(__fish_complete_directories)'" : ' -x';
}

const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;
