import { describe, expect, it } from 'vitest';
import type { Changeset } from '../../src/model/changelog.js';
import { appendChangesets } from '../../src/write/append.js';
import { writeChangelog, type ChangelogFormat } from '../../src/write/write.js';
import { parseFiles } from '../parse/memory-resources.js';
import { changesetDefaults } from '../../src/model/changeset-defaults.js';

const source = { file: 'c', line: 1, column: 1 };

function changeset(id: string, sql: string): Changeset {
  return {
    ...changesetDefaults,
    id,
    author: 'ann',
    path: 'c',
    source,
    changes: [{ name: 'sql', props: { sql }, source }],
    rollback: { kind: 'none' },
  };
}

const added = [changeset('new 1', "insert into t values ('</databaseChangeLog>', ']')"), changeset('new 2', 'select 1\nwhere 1 < 2')];

const xmlRoot = '<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"';
const xmlItem = '<changeSet id="old"   author="bob"><sql>select 0</sql></changeSet>';

/** Files as people write them, with the number of changesets in each. */
const files: Readonly<Record<ChangelogFormat, readonly (readonly [string, number])[]>> = {
  xml: [
    [`<?xml version="1.0"?>\n<!-- </databaseChangeLog> -->\n${xmlRoot}>\n\t${xmlItem}\n</databaseChangeLog>\n\n`, 1],
    [`${xmlRoot}>${xmlItem}</databaseChangeLog>`, 1],
    [`${xmlRoot}/>\n`, 0],
    [`${xmlRoot}>\r\n    ${xmlItem} <!-- mine -->\r\n</databaseChangeLog  >\r\n`, 1],
    [`${xmlRoot}>\n  ${xmlItem}\n</databaseChangeLog>\n<!-- the end: </databaseChangeLog> -->\n`, 1],
  ],
  yaml: [
    [
      '# mine\ndatabaseChangeLog:\n- changeSet:\n    id: old   # why\n    author: bob\n    changes:\n    - sql: {sql: select 0}\n\n# the end\n',
      1,
    ],
    ['databaseChangeLog:\n      - changeSet: {id: old, author: bob, changes: [{sql: {sql: "select 0"}}]}', 1],
    ['---\ndatabaseChangeLog: []\n', 0],
    ['databaseChangeLog: # nothing yet\n', 0],
    [
      'databaseChangeLog:\r\n  - changeSet:\r\n      id: old\r\n      author: bob\r\n      changes:\r\n        - sql:\r\n            sql: |\r\n              select 0\r\n...\r\n',
      1,
    ],
  ],
  json: [
    ['{"databaseChangeLog": [{"changeSet": {"id": "old", "author": "]", "changes": [{"sql": {"sql": "select 0"}}]}}]}', 1],
    [
      '{\n\t"databaseChangeLog": [\n\t\t{"changeSet": {"id": "old", "author": "bob", "changes": [{"sql": {"sql": "select 0"}}]}}\n\t]\n}\n',
      1,
    ],
    ['{"databaseChangeLog": []}\n', 0],
    ['{\n  "databaseChangeLog": [\n  ]\n}\n', 0],
  ],
  sql: [
    ['--liquibase formatted sql\n\n--changeset bob:old\nselect 0;\n-- mine\n', 1],
    ['-- liquibase formatted sql\r\n--changeset bob:old\r\nselect 0', 1],
    ['--liquibase formatted sql', 0],
  ],
};

describe.each(Object.keys(files) as ChangelogFormat[])('adding changesets to a changelog in %s', (format) => {
  const ids = async (text: string): Promise<readonly string[]> => {
    const { changesets, errors } = await parseFiles({ [`c.${format}`]: text });
    expect(errors).toEqual([]);
    return changesets.map(({ id }) => id);
  };

  it.each(files[format])('keeps every byte of %j', async (text, count) => {
    const result = appendChangesets(text, added, format, { file: 'c' });
    expect(await ids(result)).toEqual([...(count === 1 ? ['old'] : []), 'new 1', 'new 2']);
    const [start, end] = keptAround(text, result);
    // What is closed at once, an empty list or element, is opened.
    expect(text.length - start - end).toBeLessThanOrEqual(count === 0 ? 3 : 0);
    expect(result.slice(start, result.length - end).includes('\r\n')).toBe(text.includes('\r\n'));
  });

  it('can be done again and again', async () => {
    let text = writeChangelog([changeset('old', 'select 0')], format, { file: 'c' });
    for (const id of ['a', 'b', 'c']) text = appendChangesets(text, [changeset(id, 'select 1')], format, { file: 'c' });
    expect(await ids(text)).toEqual(['old', 'a', 'b', 'c']);
    expect(appendChangesets(text, [], format)).toBe(text);
  });

  it('starts a changelog where there is none', async () => {
    expect(appendChangesets('', added, format, { file: 'c' })).toBe(writeChangelog(added, format, { file: 'c' }));
  });
});

describe('adding changesets', () => {
  it.each([
    ['xml', '<lb:databaseChangeLog xmlns:lb="http://www.liquibase.org/xml/ns/dbchangelog"></lb:databaseChangeLog>'],
    ['yaml', 'databaseChangeLog: [{changeSet: {id: 1, author: a, changes: [{sql: {sql: select}}]}}]'],
    ['json', '{"other": []}'],
    ['sql', 'select 1;'],
  ] as const)('is refused where the place is not clear: %s', (format, text) => {
    expect(() => appendChangesets(text, added, format)).toThrow(expect.objectContaining({ code: 'WRITE_FORMAT' }));
  });
});

/** How much of the old text stands at the start and at the end of the new one. */
function keptAround(before: string, after: string): readonly [number, number] {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < before.length - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return [start, end];
}
