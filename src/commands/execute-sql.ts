import { fail } from '../core/error.js';
import { numberedFailure } from '../execute/numbered-failure.js';
import { defineCommand, stringOption } from './define.js';
import { databaseOptions } from './options.js';
import { live, openSession } from './session.js';

/** What each statement gave: rows for a query, otherwise the number of rows it changed. */
export interface ExecuteSqlResult {
  readonly statements: readonly {
    readonly sql: string;
    readonly columns: readonly string[];
    readonly rows: readonly (readonly unknown[])[];
  }[];
}

export const executeSql = defineCommand({
  name: 'execute-sql',
  summary: 'Runs SQL given as text or as a file',
  example: "changelog execute-sql --sql='select count(*) from person'",
  options: {
    ...databaseOptions,
    sql: stringOption('The SQL to run'),
    sqlFile: stringOption('A file with the SQL to run, on the search path'),
    delimiter: stringOption('What ends a statement; default: a semicolon, and GO where the database has it'),
  },
  async run(context, options): Promise<ExecuteSqlResult> {
    if ((options.sql === undefined) === (options.sqlFile === undefined)) {
      fail('CONFIG_MISSING_OPTION', { message: 'give the SQL either as --sql or as --sql-file' });
    }
    await using session = await openSession(context, options);
    const { database, files } = session;
    const connection = live(database);
    const text = options.sql ?? files.text(options.sqlFile ?? '', {});
    const split = database.dialect.split(text, { splitStatements: true, stripComments: true, endDelimiter: options.delimiter });
    const statements: { sql: string; columns: readonly string[]; rows: readonly (readonly unknown[])[] }[] = [];
    await connection.begin();
    try {
      for (const [at, { sql }] of split.entries()) {
        const result = await connection.queryRows(sql).catch((error: unknown) => {
          throw numberedFailure(error, sql, at + 1, split.length);
        });
        statements.push({ sql, ...result });
      }
      await connection.commit();
    } catch (error) {
      await connection.rollback().catch(() => {});
      throw error;
    }
    return { statements };
  },
});
