import { describe, expect, it } from 'vitest';
import { postgresql } from '../../src/dialects/postgresql/index.js';
import { modifySql } from '../../src/execute/modify-sql.js';
import { parseFiles } from '../parse/memory-resources.js';

const source = { file: 'a.xml', line: 3, column: 2 };
const endless = `${'a'.repeat(60)}!`;

describe('a regular expression of the changelog', () => {
  const step = { name: 'regExpReplace', props: { replace: '(a+)+b', with: 'x' }, applyToRollback: false, source } as const;

  it('ends the run where it takes too long for a statement', () => {
    expect(() => modifySql({ sql: endless }, [step])).toThrow(expect.objectContaining({ code: 'PARSE_LIMIT', source }));
  });

  it('that cannot be read is an error with its place', async () => {
    const modify = '<modifySql>\n<regExpReplace replace="(" with="x"/></modifySql>';
    const text = `<databaseChangeLog><changeSet id="1" author="a">${modify}<sql>select 1</sql></changeSet></databaseChangeLog>`;
    const { errors } = await parseFiles({ 'a.xml': text });
    expect(errors).toEqual([expect.objectContaining({ code: 'PARSE_INVALID_VALUE', at: 'a.xml:2:2' })]);
  });

  it('ends splitting where it takes too long as a delimiter', () => {
    const options = { splitStatements: true, stripComments: false, endDelimiter: '(a+)+b' };
    expect(() => postgresql.split(endless, options)).toThrow(expect.objectContaining({ code: 'PARSE_LIMIT' }));
  });
});
