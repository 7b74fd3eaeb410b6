import { shellNames, type CompletedCommand, type WriteCompletion } from './completion-script.js';

/** Runs on bash 3.2, which macOS has. */
export const bashCompletion: WriteCompletion = (commands) => {
  const names = commands.map(({ name }) => name).join(' ');
  return `# Completion of changelog for bash. Load it with: source <(changelog completion bash)
_changelog() {
  local IFS=$' \\t\\n' cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command= options= word i
  COMPREPLY=()
  # bash cuts words at "=": --format=json comes as three.
  if [[ $cur == '=' ]]; then cur=
  elif [[ $prev == '=' ]]; then prev=\${COMP_WORDS[COMP_CWORD-2]}; fi
  case $prev in
${valueCases(commands)}
  esac
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    case $word in
      ${takingValues(commands).join('|')})
        [[ \${COMP_WORDS[i+1]} == '=' ]] && ((i++))
        ((i++)) ;;
      -*|=) ;;
      *) command=$word; break ;;
    esac
  done
  case $command in
    '') options='${names} help completion --help --version' ;;
    help) options='${names} errors completion' ;;
    completion) options='${shellNames.join(' ')}' ;;
${optionCases(commands)}
  esac
  COMPREPLY=( $(compgen -W "$options" -- "$cur") )
  [[ \${#COMPREPLY[@]} -eq 1 && \${COMPREPLY[0]} == *= ]] && compopt -o nospace 2>/dev/null
  return 0
}
complete -F _changelog changelog
`;
};

/** What follows an option that takes a value; an option of one name means the same in every command. */
function valueCases(commands: readonly CompletedCommand[]): string {
  const all = new Map(commands.flatMap(({ options }) => options.map((option) => [option.name, option] as const)));
  const groups = new Map<string, string[]>();
  for (const { name, value, words } of all.values()) {
    if (value === 'none') continue;
    const action =
      value === 'words'
        ? `COMPREPLY=( $(compgen -W '${words.join(' ')}' -- "$cur") ); return`
        : value === 'any'
          ? 'return'
          : `IFS=$'\\n'; compopt -o filenames 2>/dev/null; COMPREPLY=( $(compgen ${value === 'file' ? '-f' : '-d'} -- "$cur") ); return`;
    groups.set(action, [...(groups.get(action) ?? []), name]);
  }
  return [...groups].map(([action, names]) => `    ${names.join('|')}) ${action} ;;`).join('\n');
}

function takingValues(commands: readonly CompletedCommand[]): readonly string[] {
  const names = commands.flatMap(({ options }) => options.filter(({ value }) => value !== 'none').map(({ name }) => name));
  return [...new Set(names)];
}

function optionCases(commands: readonly CompletedCommand[]): string {
  const groups = new Map<string, string[]>();
  for (const { name, options } of commands) {
    const words = [...options.map((option) => (option.value === 'none' ? option.name : `${option.name}=`)), '--help'].join(' ');
    groups.set(words, [...(groups.get(words) ?? []), name]);
  }
  return [...groups].map(([words, names]) => `    ${names.join('|')}) options='${words}' ;;`).join('\n');
}
