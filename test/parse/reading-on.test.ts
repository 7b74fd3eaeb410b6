import { describe, expect, it } from 'vitest';
import { parseFiles } from './memory-resources.js';

const xml = (...entries: readonly string[]): string => `<databaseChangeLog>\n${entries.join('\n')}\n</databaseChangeLog>`;
const changeSet = (id: string, inside = ''): string => `<changeSet id="${id}" author="a">${inside}</changeSet>`;
const unusual = '<sql>SELECT 1&#59;</sql>';

describe('a file that begins simply', () => {
  it('is read to its end, each changeset once, where something in it is unusual', async () => {
    const { changesets, errors } = await parseFiles({
      'a.xml': xml(changeSet('1'), '<include file="b.yaml"/>', changeSet('3', unusual), changeSet('4')),
      'b.yaml': 'databaseChangeLog:\n- changeSet: {id: 2, author: a}\n- changeSet: &x {id: 2b, author: a}\n',
    });
    expect(errors).toEqual([]);
    expect(changesets.map(({ id }) => id)).toEqual(['1', '2', '2b', '3', '4']);
    expect(changesets[3]?.changes[0]?.props).toMatchObject({ sql: 'SELECT 1;' });
  });

  it('has its syntax error told beside the faults before that, once each', async () => {
    const { errors } = await parseFiles({ 'a.xml': xml(changeSet('1', '<dropTabel/>'), '<changeSet id="2" author="a">') });
    expect(errors.map(({ code, at }) => `${code} ${at.replace(/:\d+$/, '')}`)).toEqual([
      'PARSE_UNKNOWN_CHANGE a.xml:2',
      expect.stringMatching(/^PARSE_SYNTAX a\.xml:[34]$/),
    ]);
  });

  it('is told of text in its root, whichever way it is read', async () => {
    for (const entry of ['', changeSet('2', unusual)]) {
      const { errors } = await parseFiles({ 'a.xml': xml(changeSet('1'), 'stray', entry) });
      expect(errors).toMatchObject([{ code: 'PARSE_INVALID_VALUE', message: 'databaseChangeLog takes no text of its own' }]);
    }
  });
});
