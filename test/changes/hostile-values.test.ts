import { describe, expect, it } from 'vitest';
import { fieldValue } from '../../src/changes/load-data/values.js';
import type { LoadColumn } from '../../src/changes/load-data/columns.js';
import { formatScript } from '../../src/execute/script.js';
import { dialects, sqlFor } from '../dialects/context.js';
import { changeNode, renderChange } from './render.js';

const hostile = [
  `'; DROP TABLE victim; --`,
  `1); DROP TABLE victim; --`,
  String.raw`\'; DROP TABLE victim; -- `,
  `1; DROP TABLE victim; --()`,
  'to_date(1); DROP TABLE victim; --',
  `'a'; DROP TABLE victim; --'`,
  `2020-01-31'; DROP TABLE victim; --`,
];
const types = ['int', 'bigint', 'decimal(5,2)', 'double', 'date', 'time', 'datetime', 'timestamp', 'char(3)', 'varchar(9)', 'clob']
  .concat(['blob', 'uuid', 'xml', 'tinyint', 'smallint', 'number', 'mood'])
  .filter((type) => type !== 'boolean');

describe.each(dialects)('on $title, a text given as a value', (dialect) => {
  it.each(types)('of the type %s stays a value', (type) => {
    const sql = sqlFor(dialect.name);
    for (const text of hostile) {
      const literal = sql.type(type).literal({ kind: 'string', text });
      const statements = dialect.split(`SELECT ${literal} FROM t`, { splitStatements: true, stripComments: true });
      expect(statements.map((one) => one.sql)).toEqual([`SELECT ${literal} FROM t`]);
    }
  });
});

describe('a cell of a data file', () => {
  const read = (text: string, type: string) => fieldValue(text, { type, config: {} } as unknown as LoadColumn, undefined, {} as never);

  it.each(['numeric', 'date', 'datetime', 'time'])(
    'in a column of the type %s is a value or an expression, and never a statement',
    (type) => {
      for (const text of hostile)
        expect(() => read(text, type)).toThrow(
          expect.objectContaining({ code: 'PARSE_CSV', message: expect.stringContaining('nor an expression') }),
        );
      expect(read('coalesce((SELECT max(id) FROM t), 1)', type)).toMatchObject({ kind: 'computed' });
    },
  );
});

describe('a comment in a script', () => {
  const text = 'one\nDROP TABLE a;\rDROP TABLE b;\r\nDROP TABLE c;';

  it('stays a comment on every line, however lines end', () => {
    const script = formatScript([{ comment: text }], { lineComment: '--', delimiter: ';' });
    expect(script).toBe('-- one\n-- DROP TABLE a;\n-- DROP TABLE b;\n-- DROP TABLE c;\n');
  });

  it.each(dialects.map(({ name }) => name))('that names a command, too, on %s', async (dialect) => {
    const [comment] = await renderChange(changeNode('executeCommand', { executable: text }), dialect);
    expect(comment?.sql.split(/[\r\n]/).every((line) => line.startsWith('-- '))).toBe(true);
  });
});
