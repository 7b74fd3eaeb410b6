import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A shell that completes words with the script that was written for it. */
export interface CompletingShell {
  readonly name: string;
  /** What it offers for a line whose end is unfinished, in alphabetical order, without descriptions and what is quoted. */
  offers(folder: string, line: string): readonly string[];
}

const lines = (text: string): readonly string[] => [...new Set(text.split('\n').filter(Boolean))].toSorted();

const bash: CompletingShell = {
  name: 'bash',
  offers(folder, line) {
    // As readline cuts it: at blanks, and at "=".
    const words = line.split(/ +|(?==)|(?<==)(?!$)/).map((word) => `'${word}'`);
    const script = `source ./completion.bash; COMP_WORDS=(${words.join(' ')}); COMP_CWORD=${words.length - 1}; _changelog; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return lines(execFileSync('bash', ['--norc', '-c', script], { cwd: folder, encoding: 'utf8' }))
      .map((word) => word.replace(/=$/, ''))
      .toSorted();
  },
};

const fish: CompletingShell = {
  name: 'fish',
  offers(folder, line) {
    const script = `source ./completion.fish; complete -C "${line}"`;
    const told = lines(execFileSync('fish', ['--no-config', '-c', script], { cwd: folder, encoding: 'utf8' }));
    return told.map((one) => one.split('\t')[0]?.replace(/^--[\w-]+=/, '') ?? '').toSorted();
  },
};

/** Presses the completion key in a zsh of its own, where what would be offered is printed. */
const pressTab = `
zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z 'source ./ask.zsh'
while zpty -r z line; do [[ $line == ready* ]] && break; done
zpty -n -w z "$1"$'\\t'
while zpty -r z line; do
  [[ $line == *hit:* ]] && print -r -- \${\${line#*hit:}%%$'\\r'*}
  [[ $line == *'>>>'* ]] && break
done
`;
const ask = `
PROMPT= PS2=
autoload -U compinit; compinit -u -D
bindkey "^M" undefined; bindkey "^J" undefined; bindkey "^I" complete-word
ask-done () { print -r -- ">>>" }
comppostfuncs=( ask-done exit )
zstyle ":completion:*" insert-tab false
compadd () {
  if [[ \${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]]; then builtin compadd "$@"; return $?; fi
  local -a hits
  builtin compadd -A hits "$@"
  local hit
  for hit in $hits; do print -r -- "hit:$hit"; done
}
source ./completion.zsh
print ready
`;
const zsh: CompletingShell = {
  name: 'zsh',
  offers(folder, line) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'tab.zsh'), pressTab);
    writeFileSync(join(folder, 'ask.zsh'), ask);
    const told = execFileSync('zsh', ['-f', 'tab.zsh', line], { cwd: folder, encoding: 'utf8', timeout: 20_000 });
    return lines(told.replaceAll('\\', '')).filter((word) => !/^[a-z]+\.zsh$/.test(word));
  },
};

/** The shells for which there are scripts, and those that are not here. */
const known = [bash, zsh, fish].map((shell) => ({ shell, isHere: spawnSync(shell.name, ['--version']).error === undefined }));
export const shells = known.filter(({ isHere }) => isHere).map(({ shell }) => shell);
export const missingShells = known.filter(({ isHere }) => !isHere).map(({ shell }) => shell.name);
