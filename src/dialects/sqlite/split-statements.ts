import { tokenize, type Token } from './ddl/tokens.js';

/**
 * The statements of a text, each without its semicolon. The body of a trigger keeps its own semicolons. What holds comments only is none.
 * Source: https://www.sqlite.org/c3ref/complete.html, whose rule for the end of a trigger (`; END ;`) is followed.
 */
export function splitStatements(text: string): readonly string[] {
  const end = text.indexOf(';');
  if (end >= 0 && text.slice(end + 1).trim() === '') return [text.slice(0, end)];
  const statements: string[] = [];
  let current: Token[] = [];
  for (const token of tokenize(text)) {
    if (token.text !== ';' || (startsTrigger(current) && !endsBody(current))) current.push(token);
    else {
      take(token.start);
      current = [];
    }
  }
  take(text.length);
  return statements;

  function take(behind: number): void {
    const [first] = current;
    if (first !== undefined) statements.push(text.slice(first.start, behind));
  }
}

function startsTrigger(tokens: readonly Token[]): boolean {
  const words = tokens.slice(0, 4).map((token) => (token.kind === 'word' ? token.value : ''));
  let at = words[0] === 'EXPLAIN' ? 1 : 0;
  if (words[at++] !== 'CREATE') return false;
  if (words[at] === 'TEMP' || words[at] === 'TEMPORARY') at += 1;
  return words[at] === 'TRIGGER';
}

const endsBody = (tokens: readonly Token[]): boolean => tokens.at(-1)?.value === 'END' && tokens.at(-2)?.text === ';';
