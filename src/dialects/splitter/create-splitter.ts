import { ChangelogError } from '../../core/error.js';
import { withinTime } from '../../core/time-limit.js';
import type { SplitOptions, SplitStatement } from '../../define/change.js';
import type { SqlSplitter } from '../split-sql.js';
import { createBlockTracker, type BlockTracker } from './blocks.js';
import { delimiterRule } from './delimiter.js';
import { createLexer, type Lexer, type Token } from './lexer.js';
import { createPlsqlTracker } from './plsql-blocks.js';
import type { SqlSyntax } from './syntax.js';

/** How long splitting with a delimiter that repeats something may take. */
const delimiterMilliseconds = 10_000;

/**
 * The splitter of a family: what Liquibase makes of a script, except where that cuts a statement in the middle or leaves two together
 * that the server takes one by one. Source: Liquibase `StringUtil.processMultiLineSQL` (4.28.0); `docs/compatibility.md` lists the differences.
 * Carriage returns go, as they go in Liquibase. Each statement keeps the offset of its first character.
 * @returns a splitter that throws PARSE_SQL where a string, quoted name, comment or dollar quote is never closed.
 */
export function createSplitter(syntax: SqlSyntax): SqlSplitter {
  return (text, options) => {
    if (!options.splitStatements && !options.stripComments) return whole(text, options.endDelimiter);
    const { endDelimiter = '' } = options;
    // A delimiter is a regular expression, too, and may be one that never ends.
    return /[*+{]/.test(endDelimiter)
      ? withinTime(delimiterMilliseconds, splitEitherWay, () => ({
          message: `splitting takes longer than ${delimiterMilliseconds / 1000} s with the endDelimiter "${endDelimiter}"`,
          hint: 'a delimiter is read as a regular expression; write it without repetitions inside repetitions',
        }))
      : splitEitherWay();

    function splitEitherWay(): readonly SplitStatement[] {
      try {
        return splitWith(syntax);
      } catch (thrown) {
        if (!(thrown instanceof ChangelogError) || thrown.code !== 'PARSE_SQL') throw thrown;
        // Whether backslashes escape depends on a server setting; the other reading may be the one that was meant.
        const backslashEscapes = syntax.backslashEscapes === 'always' ? 'never' : 'always';
        try {
          return splitWith({ ...syntax, backslashEscapes });
        } catch {
          throw thrown;
        }
      }
    }

    function splitWith(chosen: SqlSyntax): readonly SplitStatement[] {
      const statements = split(text, chosen, options);
      return options.splitStatements ? statements : withoutLastDelimiter(statements, options.endDelimiter);
    }
  };
}

/** The text as one statement. */
function whole(text: string, endDelimiter: string | undefined): readonly SplitStatement[] {
  const start = text.search(/\S/);
  return start < 0 ? [] : withoutLastDelimiter([{ sql: text.trim().replaceAll('\r', ''), offset: start }], endDelimiter);
}

/** A delimiter given for a text that is not to be split is left out at its very end, as Liquibase leaves it out. */
function withoutLastDelimiter(statements: readonly SplitStatement[], endDelimiter: string | undefined): readonly SplitStatement[] {
  const [statement] = statements;
  if (statement === undefined || endDelimiter === undefined || endDelimiter === '' || !statement.sql.endsWith(endDelimiter))
    return statements;
  const rest = statement.sql.slice(0, -endDelimiter.length);
  // It may also be the end of a word or of a comment.
  if (/^[\p{L}\p{N}_]/u.test(endDelimiter) ? /[\p{L}\p{N}_$]$/u.test(rest) : rest.endsWith('*')) return statements;
  return rest.trim() === '' ? [] : [{ ...statement, sql: rest.trimEnd() }];
}

function split(text: string, syntax: SqlSyntax, options: SplitOptions): readonly SplitStatement[] {
  const statements: SplitStatement[] = [];
  let from = 0;
  let endDelimiter = options.endDelimiter;
  // A DELIMITER command changes how the rest is read.
  for (;;) {
    const part = splitPart(text, from, syntax, { ...options, endDelimiter });
    for (const statement of part.statements) statements.push(statement);
    if (part.command === undefined) return statements;
    from = part.command.end;
    endDelimiter = part.command.delimiter === ';' ? options.endDelimiter : part.command.delimiter;
  }
}

interface Part {
  readonly statements: readonly SplitStatement[];
  readonly command?: { readonly delimiter: string; readonly end: number };
}

/** Splits up to a DELIMITER command or the end. Blocks and groups that never close are none, so a second try goes without them. */
function splitPart(text: string, from: number, syntax: SqlSyntax, options: SplitOptions): Part {
  const chosen = options.endDelimiter !== undefined && options.endDelimiter !== ';';
  const first = scan(text, from, syntax, options, 'all');
  if (first.left === 'group') return scan(text, from, syntax, options, 'blocks').part;
  return first.left === 'block' && chosen ? scan(text, from, syntax, options, 'none').part : first.part;
}

function scan(
  text: string,
  from: number,
  syntax: SqlSyntax,
  options: SplitOptions,
  heed: 'all' | 'blocks' | 'none',
): { readonly part: Part; readonly left: BlockTracker['open'] } {
  const { endDelimiter, stripComments } = options;
  const standard = endDelimiter === undefined || endDelimiter === ';';
  const partial = options.splitStatements && endDelimiter !== undefined && endDelimiter.length > 1;
  const lexer = createLexer(text, syntax, endDelimiter);
  const rule = delimiterRule(text, syntax, endDelimiter, lexer);
  const tracker = syntax.plsql && standard ? createPlsqlTracker() : createBlockTracker({ ...syntax, groups: syntax.groups && standard });
  const statements: SplitStatement[] = [];
  let current = collector(text, stripComments);
  let previous: Token | undefined;
  let offset = from;

  const finish = (): void => {
    const statement = current.take();
    if (statement !== undefined) statements.push(tracker.keepsDelimiter ? { ...statement, endDelimiter: '\n/' } : statement);
    current = collector(text, stripComments);
    tracker.reset();
  };

  const textEnd = text.trimEnd().length;
  while (offset < text.length) {
    const token = lexer(offset);
    offset = token.end;
    // The beginning of a delimiter at the very end is dropped, as Liquibase drops it.
    if (partial && token.kind === 'symbol' && token.end === textEnd && endDelimiter?.startsWith(text.slice(token.start, token.end)))
      continue;
    if (token.kind === 'comment' && stripComments) {
      current.skip(token);
      continue;
    }
    const command = token.kind === 'word' && syntax.delimiterCommand && !current.hasCode ? delimiterCommand(text, token) : undefined;
    if (command !== undefined) {
      finish();
      return { part: { statements, command }, left: 'nothing' };
    }
    const ends = options.splitStatements ? rule(token, previous) : undefined;
    const open = heed === 'none' || (heed === 'blocks' && tracker.open === 'group') ? 'nothing' : tracker.open;
    if (ends !== undefined && (open === 'nothing' || ends.always)) {
      if (tracker.keepsDelimiter && ends.semicolon) current.add(token);
      const count = statements.length;
      finish();
      const [ended] = statements.slice(count);
      if (ended !== undefined) for (let run = 1; run < (ends.times ?? 1); run++) statements.push(ended);
      offset = ends.end;
    } else {
      current.add(token);
      if (token.kind === 'word' && !/[@:#]/.test(text[token.start - 1] ?? '')) track(text, token, tracker, lexer);
      else if (token.kind === 'symbol') tracker.symbol(text.slice(token.start, token.end));
    }
    previous = token;
  }
  const left = tracker.open;
  finish();
  return { part: { statements }, left };
}

function track(text: string, token: Token, tracker: BlockTracker, lexer: Lexer): void {
  const word = text.slice(token.start, token.end).toLowerCase();
  tracker.word(word, nextWord(text, token.end, lexer));
}

/** The next word in lower case, or the next character that is no word; empty at the end. */
function nextWord(text: string, from: number, lexer: Lexer): string {
  for (let offset = from; offset < text.length;) {
    const token = lexer(offset);
    offset = token.end;
    if (token.kind === 'space' || token.kind === 'comment' || token.kind === 'hash-comment') continue;
    return token.kind === 'word' ? text.slice(token.start, token.end).toLowerCase() : (text[token.start] ?? '');
  }
  return '';
}

/** `DELIMITER //` on a line of its own. Source: the mysql and mariadb clients. */
function delimiterCommand(text: string, token: Token): { delimiter: string; end: number } | undefined {
  if (text.slice(token.start, token.end).toLowerCase() !== 'delimiter') return undefined;
  const command = /delimiter[ \t]+(\S+)[^\n]*\n?/iy;
  command.lastIndex = token.start;
  const found = command.exec(text);
  return found?.[1] === undefined ? undefined : { delimiter: found[1], end: command.lastIndex };
}

/** Gathers the tokens of one statement; white space around it and stripped comments are left out. */
function collector(text: string, stripComments: boolean) {
  const parts: string[] = [];
  let start = -1;
  let end = -1;
  let pieceStart = -1;
  let hasCode = false;
  return {
    get hasCode() {
      return hasCode;
    },
    add(token: Token): void {
      if (start < 0 && token.kind === 'space') return;
      if (start < 0) start = token.start;
      if (pieceStart < 0) pieceStart = token.start;
      end = token.end;
      // MySQL runs what stands in `/*! … */`.
      const remark =
        token.kind === 'hash-comment' || (token.kind === 'comment' && !/^\/\*M?!/.test(text.slice(token.start, token.start + 4)));
      hasCode ||= token.kind !== 'space' && !remark;
    },
    /** Leaves a comment out; where it alone kept two words apart, a space takes its place. */
    skip(comment: Token): void {
      if (pieceStart >= 0) parts.push(text.slice(pieceStart, end));
      pieceStart = -1;
      const around = `${text[comment.start - 1] ?? ' '}${text[comment.end] ?? ' '}`;
      if (start >= 0 && /^[\p{L}\p{N}_$'"]{2}$/u.test(around)) parts.push(' ');
    },
    take(): SplitStatement | undefined {
      if (start < 0) return undefined;
      const gathered = stripComments ? parts.join('') + (pieceStart >= 0 ? text.slice(pieceStart, end) : '') : text.slice(start, end);
      const sql = gathered.replaceAll('\r', '').trim();
      return sql === '' ? undefined : { sql, offset: start, ...(!hasCode && { commentOnly: true as const }) };
    },
  };
}
