import type { Statement } from '../../model/statement.js';
import { disallow, ignored, refuse } from '../attributes.js';
import type { Compile, SqlContext } from '../dialect.js';
import { createLexer, type Token } from '../splitter/lexer.js';
import { standardSyntax } from '../splitter/syntax.js';

/** Stored logic. Source: Liquibase `CreateProcedureGenerator` and `DropProcedureGenerator` (4.28.0). */
export const routines: Pick<Compile, 'createRoutine' | 'dropProcedure' | 'dropRoutine' | 'renameTrigger' | 'enableTrigger'> = {
  createRoutine(s, sql) {
    disallow(sql, 'replaceIfExists', s.replace);
    return [routineText(s, sql)];
  },
  dropProcedure: (s, sql) => [`DROP PROCEDURE ${sql.object(s.procedure, 'procedure')}`],
  dropRoutine: (s, sql) => [`DROP ${s.type.toUpperCase()} ${routineName(s, sql)}`],
  renameTrigger: (_s, sql) => refuse(sql, `${sql.dialect.title} cannot rename a trigger`, 'drop it and create it anew'),
  enableTrigger: (_s, sql) => refuse(sql, `${sql.dialect.title} cannot switch triggers on and off`, 'drop it and create it anew'),
};

/** The qualified name of stored logic. */
export function routineName(s: Statement<'createRoutine' | 'dropRoutine'>, sql: SqlContext): string {
  return sql.object(s.routine, s.type === 'package body' ? 'package' : s.type);
}

/** The table of a trigger. Throws PLAN_UNSUPPORTED_CHANGE where the change names none and the database needs it. */
export function triggerTable(s: Statement<'dropRoutine' | 'renameTrigger' | 'enableTrigger'>, sql: SqlContext): string {
  if (s.table === undefined) refuse(sql, `tableName is required on ${sql.dialect.name}`, 'name the table of the trigger');
  return sql.table(s.table);
}

/**
 * The text of a routine: its name in the schema that the change names, and without the delimiter at its end.
 * @param delimiter what a script prints after it.
 */
export function routineText(s: Statement<'createRoutine'>, sql: SqlContext, delimiter = s.endDelimiter ?? ';'): string {
  const keyword = s.type === 'package body' ? 'body' : s.type;
  if (s.replace !== true) ignored(sql, 'catalogName', s.routine.catalog);
  return withoutDelimiter(inSchema(s.text, s.routine.schema?.trim() || undefined, keyword, sql), delimiter).trim();
}

/** The name after the keyword gets the schema; a schema written in the text gives way. Source: `CreateProcedureGenerator.addSchemaToText`. */
function inSchema(text: string, schema: string | undefined, keyword: string, sql: SqlContext): string {
  if (schema === undefined) return text;
  const [, name] = tokensFrom(text, keyword);
  if (name === undefined || (name.kind !== 'word' && name.kind !== 'name')) return text;
  const parts = text.slice(name.start, name.end).match(namePart) ?? [];
  const own = parts.length > 3 ? undefined : (parts.at(-1) ?? '').trim();
  if (own === undefined) return text;
  const catalog = parts.length === 3 ? `${parts[0]}.` : '';
  return `${text.slice(0, name.start)}${catalog}${sql.name(schema, 'schema')}.${own}${text.slice(name.end)}`;
}

/** A part of a qualified name: a point within quotes divides nothing. */
const namePart = /(?:"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[(?:[^\]]|\]\])*\]|[^."`[])+/g;

/** The first word that reads `keyword`, and the token after it; nothing where a package comes first, for its procedures have no schema. */
function tokensFrom(text: string, keyword: string): readonly Token[] {
  const lexer = createLexer(text, standardSyntax, undefined);
  const found: Token[] = [];
  for (let offset = 0; offset < text.length;) {
    const token = lexer(offset);
    offset = token.end;
    if (token.kind === 'space' || token.kind === 'comment') continue;
    if (found.length > 0) return [...found, token];
    const word = token.kind === 'word' ? text.slice(token.start, token.end).toLowerCase() : '';
    if (word === keyword) found.push(token);
    else if (word === 'package' && keyword !== 'body') return [];
  }
  return found;
}

/** The text without the delimiter that ends it, and then without the comments after that. Source: `CreateProcedureGenerator.removeTrailingDelimiter`. */
function withoutDelimiter(text: string, delimiter: string): string {
  const end = delimiter.replaceAll('\\r', '\r').replaceAll('\\n', '\n').trimEnd();
  const bare = withoutTrailingComments(text);
  return end !== '' && bare.endsWith(end) ? bare.slice(0, -end.length) : text;
}

function withoutTrailingComments(text: string): string {
  let bare = text.trimEnd();
  for (;;) {
    const block = /\/\*(?:(?!\*\/)[^])*\*\/$/.exec(bare);
    const line = block ?? /(?:^|\n)[^\S\n]*--[^\n]*$/.exec(bare) ?? trailingLineComment(bare);
    if (line === null) return bare;
    bare = bare.slice(0, line.index).trimEnd();
  }
}

/** A comment behind code on the last line; dashes inside a string literal are none. */
function trailingLineComment(text: string): { index: number } | null {
  const start = text.lastIndexOf('\n') + 1;
  const line = text.slice(start);
  const dashes = line.indexOf('--');
  if (dashes < 0 || (line.slice(0, dashes).match(/'/g) ?? []).length % 2 === 1) return null;
  return { index: start + dashes };
}
