import type { SqlContext } from '../dialect.js';

/** A string literal of Unicode, also where the text is ASCII. https://learn.microsoft.com/en-us/sql/t-sql/data-types/constants-transact-sql */
export const national = (text: string, sql: SqlContext): string => `N'${sql.dialect.escapeString(text)}'`;
