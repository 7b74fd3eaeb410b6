import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { javaSetOrder } from '../../src/core/java-set.js';
import type { ChangeNode, SqlModifier } from '../../src/model/change.js';
import type { Changeset } from '../../src/model/changelog.js';
import { storedChecksum, type ChecksumEnvironment } from '../../src/plan/checksum.js';

const source = { file: 'db.xml', line: 1, column: 1 };
const environment: ChecksumEnvironment = {
  files: undefined as never,
  properties: { get: () => undefined, expand: (text) => text },
  matchesDbms: (list) => list === 'sqlite',
  appliesModifier: () => true,
};
const changesetOf = (changes: readonly Omit<ChangeNode, 'source'>[], modifySql: readonly Omit<SqlModifier, 'source'>[] = []): Changeset =>
  ({
    id: '1',
    author: 'ann',
    path: 'db.xml',
    source,
    changes: changes.map((change) => ({ ...change, source })),
    modifySql: modifySql.map((step) => ({ ...step, source })),
  }) as unknown as Changeset;
const md5 = (text: string, version: number): string => `${version}:${createHash('md5').update(text).digest('hex')}`;

describe('the checksum of a changeset', () => {
  const foreign = { name: 'sql', props: { sql: 'x', dbms: 'oracle' } };

  it('counts a change for another database up to version 8 only', () => {
    const empty = changesetOf([]);
    const one = changesetOf([foreign]);
    expect(storedChecksum(one, environment)).toBe(storedChecksum(empty, environment));
    expect(storedChecksum(one, environment, { version: 8 })).toBe(md5(`${md5('null:true:false:x', 8)}:`, 8));
  });

  it('counts up to version 8 what a modifySql step applies to', () => {
    const step = {
      name: 'append',
      props: { value: ' x' },
      applyToRollback: false,
      dbms: 'postgresql, mysql',
      contextFilter: 'a or b',
      labels: 'L',
    } as const;
    const changeset = changesetOf([], [step]);
    const text = 'append:[\n    applyToRollback="false"\n    value=" x"\n]';
    expect(storedChecksum(changeset, environment)).toBe(md5(`${md5(text, 9)};`, 9));
    const old =
      'append:[\n    applicableDbms=[\n        postgresql,\n        mysql\n    ]\n    applyToRollback="false"\n    contextFilter="a or b"\n    labels="l"\n    value=" x"\n]';
    expect(storedChecksum(changeset, environment, { version: 8 })).toBe(md5(`${md5(old, 8)};`, 8));
  });

  it('does not count a step that Liquibase passes over', () => {
    const step = { name: 'appendSqlIfNotPresent', props: { value: ';' }, applyToRollback: false } as const;
    expect(storedChecksum(changesetOf([], [step]), environment)).toBe(storedChecksum(changesetOf([]), environment));
  });
});

describe('an element without attributes', () => {
  it('counts with the indentation that Liquibase gives it', () => {
    const columns = [{ name: 'id', type: 'int', constraints: {} }];
    const changeset = changesetOf([{ name: 'createTable', props: { tableName: 'person', columns } }]);
    expect(storedChecksum(changeset, environment)).toBe('9:585b5be0eb8b5ec52b1ef4db39623e22');
  });
});

describe("the order of Java's hash set", () => {
  it('is the one that a JVM gives', () => {
    const twelve = 'db2,derby,firebird,h2,hsqldb,mariadb,mssql,mysql,oracle,percona-xtradb-cluster,snowflake,sqlite';
    expect(javaSetOrder(twelve.split(',')).join()).toBe(
      'mariadb,snowflake,firebird,oracle,sqlite,db2,hsqldb,percona-xtradb-cluster,derby,h2,mysql,mssql',
    );
    expect(javaSetOrder([...twelve.split(','), 'postgresql', 'Aa', 'BB']).join()).toBe(
      'Aa,BB,snowflake,firebird,oracle,sqlite,hsqldb,h2,mariadb,postgresql,db2,percona-xtradb-cluster,derby,mysql,mssql',
    );
  });
});
