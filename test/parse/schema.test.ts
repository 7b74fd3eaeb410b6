import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { changeDefinitions } from '../../src/changes/index.js';
import { changelogSchema } from '../../src/parse/changelog-schema.js';
import { lines } from './read.js';

const validate = new Ajv({ strict: false, allErrors: true }).compile(changelogSchema());
const faults = (text: string): readonly string[] =>
  validate(parse(text)) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);

const sample = lines(`
  $schema: ./changelog.schema.json
  x-common: &who {author: ann}
  databaseChangeLog:
  - logicalFilePath: db.yaml
  - property: {name: size, value: 10, global: false}
  - preConditions:
    - onFail: WARN
    - or:
      - dbms: {type: h2}
      - not:
          tableExists: {tableName: t}
  - changeSet:
      id: 1
      <<: *who
      runOnChange: \${again}
      comment: first
      validCheckSum: [ANY]
      changes:
      - createTable:
          tableName: t
          columns:
          - column: {name: id, type: int, autoIncrement: true, startWith: "\${start}", constraints: {primaryKey: true}}
          - column: {name: n, type: "varchar(\${size})", defaultValueNumeric: 1.5}
      - sql: select 1
      - sql: {splitStatements: false, sql: select 2}
      - empty:
      rollback:
      - dropTable: {tableName: t}
      modifySql:
        dbms: mysql
        append: {value: " engine=innodb"}
  - changeSet: {id: "2", author: a, changes: [{tagDatabase: {tag: v1}}], rollback: delete from t}
  - changeSet: {id: "3", author: a, changes: [], rollback: {changeSetId: 1, changeSetAuthor: ann}}
  - include: {file: more.yaml, relativeToChangelogFile: true}
  - includeAll: {path: all, maxDepth: 2}
`);

describe('the JSON Schema for editors', () => {
  it('accepts a changelog that uses a bit of everything', () => {
    expect(faults(sample.replace('<<: *who', 'author: ann'))).toEqual([]);
  });

  it.each([
    ['a mistyped key of the changelog', 'databaseChangeLog', 'databaseChangelog'],
    ['a mistyped entry', '- include:', '- inklude:'],
    ['a mistyped attribute of a changeset', 'runOnChange', 'runOnChnage'],
    ['a mistyped change', 'createTable:', 'creatTable:'],
    ['a mistyped attribute of a change', 'columns:', 'column:'],
    ['a mistyped attribute of a column', 'autoIncrement', 'autoincrement'],
    ['a mistyped constraint', 'primaryKey', 'primarykey'],
    ['a mistyped precondition', 'tableExists', 'tableExist'],
    ['a value that is not allowed', 'onFail: WARN', 'onFail: NEVER'],
    ['a missing attribute', 'dropTable: {tableName: t}', 'dropTable: {}'],
    ['a word for a boolean', 'global: false', 'global: never'],
    ['a missing id', 'id: "2", ', ''],
    ['two changes in one entry', '- sql: select 1', '- sql: select 1\n      output: {message: x}'],
  ])('refuses %s', (_, right, wrong) => {
    expect(sample).toContain(right);
    expect(faults(sample.replace('<<: *who', 'author: ann').replace(right, wrong)).length).toBeGreaterThan(0);
  });

  it('is the one in the file', () => {
    const file = JSON.parse(readFileSync(new URL('../../schemas/changelog.schema.json', import.meta.url), 'utf8')) as unknown;
    expect(file).toEqual(JSON.parse(JSON.stringify(changelogSchema())));
  });

  it.each(['db.changelog-master.yaml', 'customers.yaml', 'loyalty.yaml', 'sample-data.yaml', 'orders.json'])(
    'accepts %s of the example',
    (file) => {
      expect(faults(readFileSync(new URL(`../../changelogs/shop/${file}`, import.meta.url), 'utf8'))).toEqual([]);
    },
  );

  it('accepts every example of every change', () => {
    const written = (fields: object, props: object): object =>
      Object.fromEntries(
        Object.entries(props).map(([name, value]) => {
          const field = (fields as Record<string, { item?: string; fields?: object }>)[name];
          if (Array.isArray(value))
            return [name, value.map((item: object) => ({ [field?.item ?? '']: written(field?.fields ?? {}, item) }))];
          return [
            name,
            typeof value === 'object' ? written(field?.fields ?? {}, value as object) : typeof value === 'bigint' ? Number(value) : value,
          ];
        }),
      );
    for (const { name, fields, examples } of changeDefinitions.values()) {
      const changes = examples.map((example) => ({ [name]: written(fields, example) }));
      const changelog = { databaseChangeLog: [{ changeSet: { id: '1', author: 'a', changes } }] };
      expect(validate(changelog) ? [] : [name, validate.errors]).toEqual([]);
    }
  });
});
