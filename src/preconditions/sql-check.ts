import { fail } from '../core/error.js';
import { required, string } from '../define/fields.js';
import { definePrecondition } from '../define/precondition.js';

/** Source: Liquibase `SqlPrecondition`: the answer must be one value, compared as the text that its driver prints. */
export const sqlCheck = definePrecondition({
  name: 'sqlCheck',
  summary: 'Holds where a query answers one expected value',
  fields: {
    expectedResult: required(string('The value, as text')),
    sql: required(string('A query with one row and one column', { xml: 'body' })),
  },
  examples: [{ expectedResult: '0', sql: 'SELECT COUNT(*) FROM person' }],
  line: {
    name: 'sql-check',
    example: 'expectedResult:0 SELECT COUNT(*) FROM person',
    read(text) {
      const match = /^(?:expectedResult:)?(?:(\w+)|'([^']+)'|"([^"]+)") (.*)$/i.exec(text);
      const expectedResult = match?.[1] ?? match?.[2] ?? match?.[3];
      const sql = match?.[4]?.trim() ?? '';
      return expectedResult === undefined || sql === '' ? 'an expected result and a query must follow' : { expectedResult, sql };
    },
    write({ expectedResult, sql }) {
      const quote = expectedResult.includes("'") ? '"' : "'";
      if (/[\r\n]/.test(sql) || expectedResult === '' || expectedResult.includes(quote)) return undefined;
      return `expectedResult:${quote}${expectedResult}${quote} ${sql}`;
    },
  },
  async evaluate({ expectedResult, sql }, { query }, _nested, node) {
    const rows = await query(sql.replace(/;\s*$/, ''));
    const [row] = rows;
    if (rows.length !== 1 || row?.length !== 1) {
      const got = row === undefined ? 'no row' : rows.length > 1 ? `${rows.length} rows` : `${row.length} columns`;
      fail('PRECONDITION_ERROR', {
        message: `sqlCheck: the query answers ${got} where one row with one column is expected`,
        source: node.source,
        hint: 'a query such as SELECT COUNT(*) FROM … always answers one value',
      });
    }
    const [actual] = row;
    if (actual === null || actual === undefined) return 'No rows returned from SQL Precondition';
    return actual === expectedResult || `SQL Precondition failed.  Expected '${expectedResult}' got '${actual}'`;
  },
});
