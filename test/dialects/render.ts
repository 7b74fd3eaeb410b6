import type { SqlSettings } from '../../src/dialects/dialect.js';
import type { Statement } from '../../src/model/statement.js';
import { sqlFor } from './context.js';

/** Renders statements in one dialect, as texts. */
export const renderer =
  (dialect: string) =>
  (statement: Statement, settings: Partial<SqlSettings> = {}): readonly string[] =>
    sqlFor(dialect, settings)
      .render(statement)
      .map(({ sql }) => sql);
