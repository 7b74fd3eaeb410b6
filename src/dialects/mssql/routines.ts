import type { Statement } from '../../model/statement.js';
import { routines as ansi, routineText } from '../ansi/routines.js';
import { disallow, need } from '../attributes.js';
import type { Compile, SqlContext } from '../dialect.js';
import { createLexer } from '../splitter/lexer.js';
import { standardSyntax } from '../splitter/syntax.js';

/** Stored logic. Source: Liquibase `CreateProcedureGenerator` for SQL Server (4.28.0). */
export const routines: Partial<Compile> = {
  createRoutine(s, sql) {
    if (s.type === 'procedure') disallow(sql, 'catalogName', s.routine.catalog);
    const body = routineText(s, sql);
    if (s.replace !== true || replacesItself(body)) return [withMergeEnd(body)];
    if (s.type !== 'procedure') return [createOrAlter(s, body, sql)];
    return [stub(s, sql), withMergeEnd(altered(body))];
  },
  dropProcedure(s, sql) {
    disallow(sql, 'catalogName', s.procedure.catalog);
    return ansi.dropProcedure(s, sql);
  },
};

/** Other stored logic is created or altered by one statement; CREATE and ALTER each have to be the first of their batch. */
function createOrAlter(s: Statement<'createRoutine'>, body: string, sql: SqlContext): string {
  const name = `${s.routine.schema ?? sql.defaultSchema ?? 'dbo'}.${s.routine.name}`;
  return `if object_id(${sql.string(name)}) is null exec (${sql.string(body)}) else exec (${sql.string(altered(body))})`;
}

/** Whether the text is a CREATE OR ALTER, which needs nothing before it; Liquibase makes `ALTER or alter` of it. */
function replacesItself(body: string): boolean {
  const verb = firstWord(body, ['create', 'alter']);
  return verb !== undefined && /^\s+or\s+alter\b/i.test(body.slice(verb.end));
}

/** The statement as one that alters what is there. */
function altered(body: string): string {
  const verb = firstWord(body, ['create', 'alter']);
  return verb === undefined ? body : `${body.slice(0, verb.start)}ALTER${body.slice(verb.end)}`;
}

/** A procedure to be altered has to exist, so one is made where there is none. */
function stub(s: Statement<'createRoutine'>, sql: SqlContext): string {
  const own = sql.name(need(sql, 'procedureName', s.routine.name), 'procedure');
  const name = s.routine.schema === undefined ? own : `${sql.name(s.routine.schema, 'schema')}.${own}`;
  return `if object_id(${sql.string(name)}, 'p') is null exec (${sql.string(`create procedure ${name} as select 1 a`)})`;
}

/** A MERGE has to end in a semicolon. https://learn.microsoft.com/en-us/sql/t-sql/statements/merge-transact-sql */
function withMergeEnd(body: string): string {
  return body.endsWith(';') || firstWord(body, ['merge']) === undefined ? body : `${body};`;
}

/** The first word that is one of `words` (lower case), outside strings and comments. */
function firstWord(body: string, words: readonly string[]): { readonly start: number; readonly end: number } | undefined {
  const lexer = createLexer(body, standardSyntax, undefined);
  for (let offset = 0; offset < body.length;) {
    const token = lexer(offset);
    offset = token.end;
    if (token.kind === 'word' && words.includes(body.slice(token.start, token.end).toLowerCase())) return token;
  }
  return undefined;
}
