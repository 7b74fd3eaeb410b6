import { editDistance } from '../core/suggest.js';

/** Java's blanks; the platform's `\s` has more. */
export const blanks = '[ \\t\\v\\f]';

/** What a line of a formatted SQL file is. `name` and `rest` (from the character `from` of the line) belong to directives. */
export type Directive =
  /** `warning`: Liquibase reads the line as SQL although a directive may be meant. */
  | { readonly kind: 'sql'; readonly warning?: string }
  | { readonly kind: 'header' }
  | { readonly kind: 'changeset'; readonly author: string; readonly id: string; readonly from: number }
  | {
      readonly kind: 'property' | 'preconditions' | 'include' | 'includeAll' | 'rollbackSqlFile';
      readonly from: number;
    }
  | { readonly kind: 'precondition'; readonly name: string; readonly body: string; readonly from: number }
  | { readonly kind: 'comment' | 'validCheckSum' | 'rollback' | 'ignoreLines' | 'tagDatabase'; readonly text: string }
  | { readonly kind: 'rollbackBlock' }
  /** The line is meant as a directive and is none: what it should look like, and what is wrong where that is known. */
  | { readonly kind: 'malformed'; readonly message: string; readonly expected: string };

const sql: Directive = { kind: 'sql' };

/** How each directive is written, for messages. */
const forms = {
  changeset: '--changeset author:id attribute:value',
  property: '--property name:NAME value:VALUE',
  comment: '--comment: TEXT',
  validCheckSum: '--validCheckSum: CHECKSUM',
  rollback: '--rollback SQL',
  preconditions: '--preconditions onFail:HALT onError:HALT',
  precondition: '--precondition-sql-check expectedResult:0 SELECT COUNT(*) FROM person',
  ignoreLines: '--ignoreLines:COUNT, or --ignoreLines:start and --ignoreLines:end',
  include: '--include file:PATH',
  includeAll: '--includeAll path:PATH',
  tagDatabase: '--tagDatabase: TAG',
  rollbackSqlFile: '--rollbackSqlFile path:PATH',
} as const;

const headerLine = new RegExp(`^${blanks}*--${blanks}*liquibase${blanks}*formatted`, 'i');
const changesetStart = new RegExp(`^${blanks}*--${blanks}*changeset${blanks}+`, 'i');
const quotedAuthor = /^"[^"]+"(?=:)/;
const changesetId = new RegExp(`^(${blanks}*)("[^"]+"|[^ \\t\\v\\f]+)`);
const propertyStart = new RegExp(`^${blanks}*--${blanks}*property`, 'i');
const blank = new RegExp(blanks);
const preconditionLine = new RegExp(`^(${blanks}*--${blanks}*precondition-([a-zA-Z0-9-]+))(?: (.*))?$`, 'i');
const word = new RegExp(`^(${blanks}*)(-+)(${blanks}*)([A-Za-z]+)`);
const blockStart = new RegExp(`^${blanks}*/\\*${blanks}*liquibase${blanks}*rollback(.*)$`, 'i');
const onlyBlanks = new RegExp(`^${blanks}*$`);
const blankFirst = new RegExp(`^${blanks}`);
const fileAttribute = /^[ \t]+(?:\w+:\S+[ \t]+)*file:\S/i;
const pathAttribute = /^[ \t]+(?:\w+:\S+[ \t]+)*path:\S/i;

/** Whether the line says that the file is formatted SQL. Source: Liquibase `AbstractFormattedChangeLogParser.supports`. */
export function isHeader(line: string): boolean {
  return headerLine.test(line);
}

/**
 * Tells what a line is. Which spellings count, and that some need the line to begin with the dashes, is as in Liquibase's
 * `AbstractFormattedChangeLogParser` (4.28.0).
 */
export function directiveOf(line: string): Directive {
  const first = line.trimStart()[0];
  if (first === '/') return blockOf(line);
  if (first !== '-') return sql;
  const match = word.exec(line);
  if (match === null) return sql;
  const [upTo, indent = '', dashes = '', gap = '', name = ''] = match;
  const lower = name.toLowerCase();
  const rest = line.slice(upTo.length);
  if (lower === 'property' && blankFirst.test(rest)) {
    return propertyOf(line);
  }
  if (dashes.length === 1) return oneDash(indent, lower, rest);
  if (dashes.length !== 2) return sql;
  const from = upTo.length;
  const atStart = indent === '';
  switch (lower) {
    case 'liquibase':
    case 'liquibaseformatted':
      return isHeader(line) ? { kind: 'header' } : sql;
    case 'rollback':
      if (rest.startsWith(' ')) return { kind: 'rollback', text: rest.slice(1) };
      return /^[\t:]\s*\S/.test(rest) ? { kind: 'sql', warning: 'a line is no rollback unless a blank follows "rollback"' } : sql;
    case 'comment':
    case 'comments': {
      const text = /^:? (.*)$/.exec(rest)?.[1];
      if (!atStart || text === undefined) return sql;
      return lower === 'comment' ? { kind: 'comment', text } : malformed('comment');
    }
    case 'validchecksum': {
      const text = /^:? (.*)$/.exec(rest)?.[1];
      if (!atStart || text === undefined)
        return /^:\S/.test(rest) ? { kind: 'sql', warning: 'a line is no valid checksum unless a blank follows the colon' } : sql;
      return { kind: 'validCheckSum', text };
    }
    case 'ignorelines': {
      const text = /^:(\w+)$/.exec(rest)?.[1];
      return text === undefined || !atStart
        ? malformed('ignoreLines', atStart ? undefined : 'the line must begin with the dashes')
        : { kind: 'ignoreLines', text };
    }
    case 'ignore':
      return atStart && /^:\w+$/.test(rest) ? malformed('ignoreLines') : sql;
    case 'precondition': {
      const precondition = preconditionLine.exec(line);
      if (precondition === null) return /^(?:-|[ \t]+(?:sql|table|view)-)/i.test(rest) ? malformed('precondition') : sql;
      const [head, , type = '', body] = precondition;
      return {
        kind: 'precondition',
        name: type,
        body: (body ?? '').trim(),
        from: body === undefined ? head.length : line.length - body.length,
      };
    }
    case 'include':
      return fileAttribute.test(rest) ? { kind: 'include', from } : sql;
    case 'includeall':
      return pathAttribute.test(rest) ? { kind: 'includeAll', from } : gap === '' ? malformed('includeAll') : sql;
    case 'rollbacksqlfile':
      return pathAttribute.test(rest) ? { kind: 'rollbackSqlFile', from } : gap === '' ? malformed('rollbackSqlFile') : sql;
    case 'tagdatabase': {
      const text = /^[: \t]/.test(rest) ? rest.slice(1).trim() : '';
      return text === '' ? (gap === '' ? malformed('tagDatabase') : sql) : { kind: 'tagDatabase', text };
    }
    default:
      if (lower.startsWith('changeset')) return changesetOf(line);
      if (lower.startsWith('preconditions'))
        return { kind: 'preconditions', from: indent.length + 2 + gap.length + 'preconditions'.length };
      return misspelt(lower, gap === '', rest);
  }
}

/** Two colons are wanted, with a blank between them. */
function propertyOf(line: string): Directive {
  const from = propertyStart.exec(line)?.[0].length;
  const first = from === undefined ? -1 : line.indexOf(':', from);
  const between = first < 0 ? -1 : line.slice(first).search(blank);
  return from === undefined || between < 0 || line.lastIndexOf(':') < first + between ? malformed('property') : { kind: 'property', from };
}

function changesetOf(line: string): Directive {
  const start = changesetStart.exec(line)?.[0].length;
  const rest = line.slice(start);
  const author = quotedAuthor.exec(rest)?.[0] ?? rest.slice(0, Math.max(0, rest.indexOf(':')));
  const match = start === undefined || author === '' ? null : changesetId.exec(rest.slice(author.length + 1));
  if (match === null) {
    const after = line.replace(/^.*?changeset/i, '');
    const missing = /^[ \t]*$/.test(after)
      ? 'author and id are missing'
      : /^\s*:/.test(after)
        ? 'the author is missing'
        : after.includes(':')
          ? 'the id is missing'
          : undefined;
    return malformed(
      'changeset',
      /^\S/.test(after) && !after.startsWith(':') ? undefined : (missing ?? 'author and id must be set apart by a colon'),
    );
  }
  const [whole, gap = '', id = ''] = match;
  if (gap !== '') return malformed('changeset', 'there is a blank between the colon and the id');
  if (author.trim() === '') return malformed('changeset', 'the author is missing');
  return { kind: 'changeset', author, id, from: line.length - rest.length + author.length + 1 + whole.length };
}

/** A directive with a single dash, which Liquibase reports too. */
function oneDash(indent: string, lower: string, rest: string): Directive {
  const blankAfter = blankFirst.test(rest);
  const message = 'a directive begins with two dashes';
  if (lower === 'rollback' && blankAfter) return malformed('rollback', message);
  if (lower.startsWith('preconditions') && blankAfter) return malformed('preconditions', message);
  if (lower.startsWith('precondition')) return malformed('precondition', message);
  if (indent !== '') return sql;
  if (lower === 'changeset' && blankAfter) return malformed('changeset', message);
  if (lower === 'comment' && /^:? /.test(rest)) return malformed('comment', message);
  if (lower.startsWith('validchecksum')) return malformed('validCheckSum', message);
  if (lower === 'ignorelines' && /^:\w/.test(rest)) return malformed('ignoreLines', message);
  return sql;
}

function blockOf(line: string): Directive {
  const match = blockStart.exec(line);
  if (match === null) return sql;
  if (onlyBlanks.test(match[1] ?? '')) return { kind: 'rollbackBlock' };
  return { kind: 'sql', warning: 'a comment is no rollback unless its first line ends with "rollback"' };
}

function malformed(form: keyof typeof forms, message?: string): Directive {
  return { kind: 'malformed', message: message ?? 'the directive cannot be read', expected: forms[form] };
}

/** Directives that a misspelt word may mean, with what must follow it where a blank stands before it, so that prose is left alone. */
const misspellings: readonly { readonly form: keyof typeof forms; readonly name: string; readonly follows: RegExp }[] = [
  { form: 'changeset', name: 'changeset', follows: /^[ \t]+(?:"[^"]+"|[^\s:]+):\S/ },
  { form: 'rollback', name: 'rollback', follows: /^[ \t]+\S/ },
  { form: 'rollbackSqlFile', name: 'rollbacksqlfile', follows: /^[ \t]+path:/i },
  { form: 'preconditions', name: 'preconditions', follows: /^[ \t]+on\w+:/i },
  { form: 'precondition', name: 'precondition', follows: /^-[a-z]+-/i },
  { form: 'property', name: 'property', follows: /^[ \t]+name:/i },
  { form: 'validCheckSum', name: 'validchecksum', follows: /^:?[ \t]/ },
  { form: 'ignoreLines', name: 'ignorelines', follows: /^:\w/ },
  { form: 'comment', name: 'comment', follows: /^:[ \t]/ },
  { form: 'include', name: 'include', follows: /^[ \t]+file:/i },
  { form: 'includeAll', name: 'includeall', follows: /^[ \t]+path:/i },
  { form: 'tagDatabase', name: 'tagdatabase', follows: /^:/ },
];

function misspelt(lower: string, close: boolean, rest: string): Directive {
  for (const { form, name, follows } of misspellings) {
    // An inflection (comments, ignored, rollbacks) is prose.
    if (lower === name || lower.startsWith(name) || Math.abs(lower.length - name.length) > 2) continue;
    const most = name.length >= 9 ? 2 : 1;
    const slips = editDistance(lower, name, most + 1);
    if (slips > most || !(follows.test(rest) || (close && slips === 1 && name !== 'property' && name !== 'include'))) continue;
    return { kind: 'malformed', message: `"${lower}" is no directive; did you mean "${name}"?`, expected: forms[form] };
  }
  return sql;
}
