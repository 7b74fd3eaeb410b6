import { defineChange } from '../define/change.js';
import { required, string } from '../define/fields.js';
import { scriptChecksum, scriptFields, scriptStatements } from './shared/script.js';

export const sql = defineChange({
  name: 'sql',
  summary: 'Runs SQL as it is written',
  plainSql: true,
  fields: {
    sql: required(string('The SQL', { xml: 'body' })),
    ...scriptFields,
    comment: string('A remark for readers of the changelog', { xml: 'element' }),
  },
  examples: [
    { sql: "insert into person (name) values ('Bob'); insert into person (name) values ('Ann')" },
    { sql: "update person set name = 'Bob'; -- never null", stripComments: true, comment: 'tidy up' },
    { sql: 'select 1;\nselect 2', splitStatements: false },
  ],
  normalize: (p) => ({ ...p, sql: p.sql.trim() }),
  check: (p) => (p.sql.trim() === '' ? [{ message: 'has no SQL', hint: 'write the SQL inside the change, or use <empty/>' }] : []),
  checksum: (p, context) =>
    scriptChecksum(
      p,
      context,
      () => p.sql,
      () => p.sql,
    ),
  describe: () => 'sql',
  confirm: () => 'Custom SQL executed',
  statements: (p, context) => scriptStatements(p, p.sql, context),
});
