import { describe } from 'vitest';
import { fault, sql, xml, yaml } from './fault.js';

const good = '<changeSet id="1" author="a"><createTable tableName="t"><column name="id" type="int"/></createTable></changeSet>';

describe('a statement that the database refuses', () => {
  fault('the second of three, with its place; the changeset is undone, the one before stays', {
    files: {
      'a.xml': xml(
        good,
        '<changeSet id="2" author="a">',
        '<insert tableName="t"><column name="id" valueNumeric="1"/></insert>',
        '<insert tableName="nowhere"><column name="id" valueNumeric="1"/></insert>',
        '<insert tableName="t"><column name="id" valueNumeric="2"/></insert>',
        '</changeSet>',
      ),
    },
    at: 'a.xml:5',
    code: 'SQL_FAILED',
    says: /nowhere/,
    exit: 5,
    recorded: 1,
  });
  fault('within a formatted SQL changeset', {
    files: { 'a.sql': sql('--changeset a:1', 'create table t (id int);', 'insert into t values (1, 2);', 'select 1;') },
    at: 'a.sql',
    code: 'SQL_FAILED',
    says: /column|values/,
    exit: 5,
  });
});

describe('a run that must not go on', () => {
  fault('a precondition that does not hold', {
    files: {
      'a.xml': xml(
        '<changeSet id="1" author="a">',
        '<preConditions onFailMessage="the table is missing"><tableExists tableName="none"/></preConditions>',
        '<empty/></changeSet>',
      ),
    },
    at: 'a.xml:3',
    code: 'PRECONDITION_FAILED',
    says: /the table is missing/,
    exit: 7,
  });
  fault('a precondition of the changelog', {
    files: { 'a.xml': xml('<preConditions><dbms type="oracle"/></preConditions>', good) },
    at: 'a.xml:2',
    code: 'PRECONDITION_FAILED',
    says: /oracle/,
    exit: 7,
  });
  fault('a stop change', {
    files: { 'a.yaml': yaml('- changeSet:', '    id: 1', '    author: a', '    changes:', '    - stop: { message: not yet }') },
    at: 'a.yaml:6',
    code: 'STOPPED',
    says: /not yet/,
    exit: 7,
  });
  fault('a rollback that nobody wrote', {
    files: { 'a.xml': xml('<changeSet id="1" author="a">', '<sql>select 1</sql>', '</changeSet>') },
    command: ['future-rollback-sql'],
    at: 'a.xml:3',
    code: 'PLAN_NO_ROLLBACK',
    says: /rollback/,
    exit: 3,
  });
  fault('a tag that does not exist', {
    files: { 'a.xml': xml(good) },
    command: ['rollback', '--tag=v9'],
    code: 'PLAN_TAG_NOT_FOUND',
    says: /v9/,
    exit: 1,
  });
});

describe('a database that cannot be used', () => {
  fault('a server that is not there', {
    files: { 'a.xml': xml(good) },
    url: () => 'postgres://postgres@127.0.0.1:1/test',
    code: 'CONNECT_REFUSED',
    says: /127\.0\.0\.1:1/,
    exit: 4,
  });
  fault('a host that nobody knows', {
    files: { 'a.xml': xml(good) },
    url: () => 'mysql://root@no-such-host.invalid/test',
    code: 'CONNECT_HOST',
    says: /no-such-host\.invalid/,
    exit: 4,
  });
  fault('a URL of no known database', {
    files: { 'a.xml': xml(good) },
    url: () => 'postgrse://127.0.0.1/test',
    code: 'CONNECT_URL',
    says: /postgres/,
    exit: 2,
  });
  fault('a folder that is not there', {
    files: { 'a.xml': xml(good) },
    url: (folder) => `sqlite:${folder}/none/test.db`,
    code: 'CONNECT_FAILED',
    says: /none/,
    exit: 4,
  });
  fault('a file that is no database', {
    files: {
      'a.xml': xml(good),
      'test.db': 'this is a text, not a database; it is long enough to have a header of one hundred bytes, which is what is read first',
    },
    url: (folder) => `sqlite:${folder}/test.db`,
    code: 'CONNECT_FAILED',
    says: /database/,
    exit: 4,
  });
});
