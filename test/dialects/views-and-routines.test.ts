import { describe, expect, it } from 'vitest';
import { ChangelogError } from '../../src/core/error.js';
import type { SqlSettings } from '../../src/dialects/dialect.js';
import type { Statement } from '../../src/model/statement.js';
import { renderer } from './render.js';

const postgresql = renderer('postgresql');
const mysql = renderer('mysql');
const mariadb = renderer('mariadb');

function refusal(dialect: string, statement: Statement, settings: Partial<SqlSettings> = {}): string {
  try {
    renderer(dialect)(statement, settings);
  } catch (error) {
    if (error instanceof ChangelogError) return error.message;
  }
  throw new Error('not refused');
}

describe('a view', () => {
  const view = { name: 'v' };

  it('replaces another one by the first CREATE of its own definition, or of none', () => {
    const replace = true;
    expect(postgresql({ kind: 'createView', view, query: "select 'or replace' as create_me", replace })).toEqual([
      "CREATE OR REPLACE VIEW v AS select 'or replace' as create_me",
    ]);
    const query = "-- create\ncreate  view v as select 'create' from t";
    expect(postgresql({ kind: 'createView', view, query, replace, fullDefinition: true })).toEqual([
      "-- create\nCREATE OR REPLACE  view v as select 'create' from t",
    ]);
    const whole = 'create or  replace view v as select 1';
    expect(postgresql({ kind: 'createView', view, query: whole, replace, fullDefinition: true })).toEqual([whole]);
    expect(refusal('postgresql', { kind: 'createView', view, query: 'select 1', replace, fullDefinition: true })).toContain('CREATE');
  });

  it('is renamed as each database can', () => {
    const rename = { kind: 'renameView', view: { schema: 's', name: 'v' }, newName: 'w' } as const;
    expect(postgresql(rename)).toEqual(['ALTER TABLE s.v RENAME TO w']);
    expect(mysql(rename)).toEqual(['RENAME TABLE s.v TO s.w']);
  });
});

describe('the text of a routine', () => {
  const routine = (text: string, schema?: string): Statement<'createRoutine'> => ({
    kind: 'createRoutine',
    type: 'procedure',
    routine: { schema, name: 'p' },
    text,
  });

  it('gets the schema of the change before its name, in place of its own', () => {
    expect(postgresql(routine('CREATE /* PROCEDURE x */ PROCEDURE p() AS $$ PROCEDURE q $$', 's'))).toEqual([
      'CREATE /* PROCEDURE x */ PROCEDURE s.p() AS $$ PROCEDURE q $$',
    ]);
    expect(postgresql(routine('CREATE PROCEDURE old.p() AS x', 'order'))).toEqual(['CREATE PROCEDURE "order".p() AS x']);
    expect(postgresql(routine('CREATE PROCEDURE c.old.p() AS x', 's'))).toEqual(['CREATE PROCEDURE c.s.p() AS x']);
    expect(postgresql(routine('CREATE PROCEDURE "o.l"."p.q"() AS x', 'o.l'))).toEqual(['CREATE PROCEDURE "o.l"."p.q"() AS x']);
    expect(postgresql(routine('CREATE PACKAGE k AS PROCEDURE p', 's'))).toEqual(['CREATE PACKAGE k AS PROCEDURE p']);
  });

  it.each([
    ['CREATE PROCEDURE p() x;', 'CREATE PROCEDURE p() x'],
    ['CREATE PROCEDURE p() x; -- done\n/* really; */\n', 'CREATE PROCEDURE p() x'],
    ['CREATE PROCEDURE p() x -- kept', 'CREATE PROCEDURE p() x -- kept'],
    ["CREATE PROCEDURE p() select '--;", "CREATE PROCEDURE p() select '--"],
  ])('loses the delimiter at its end, with the comments behind it: %j', (text, sql) => {
    expect(mysql(routine(text))).toEqual([sql]);
  });

  it('replaces another routine where the database can', () => {
    expect(mysql({ ...routine('CREATE PROCEDURE p() x'), replace: true })).toEqual([
      'DROP PROCEDURE IF EXISTS p',
      'CREATE PROCEDURE p() x',
    ]);
    expect(refusal('postgresql', { ...routine('x'), replace: true })).toContain('replaceIfExists is not allowed');
  });
});

describe('a sequence', () => {
  const sequence = { name: 's' };

  it('is left alone, with a warning, where the database has none', () => {
    expect(mysql({ kind: 'createSequence', sequence })).toEqual([]);
    expect(mysql({ kind: 'dropSequence', sequence })).toEqual([]);
    expect(refusal('mysql', { kind: 'renameSequence', sequence, newName: 't' })).toContain('no sequences');
  });

  it('has the options that the database knows', () => {
    const options = { startValue: 5n, incrementBy: 2n, minValue: 1n, maxValue: 9n, cacheSize: 0n, cycle: true };
    expect(postgresql({ kind: 'createSequence', sequence, ...options })).toEqual([
      'CREATE SEQUENCE  IF NOT EXISTS s START WITH 5 INCREMENT BY 2 MINVALUE 1 MAXVALUE 9 CYCLE',
    ]);
    expect(postgresql({ kind: 'createSequence', sequence }, { version: { major: 9, minor: 4 } })).toEqual(['CREATE SEQUENCE s']);
    expect(mariadb({ kind: 'createSequence', sequence, ...options })).toEqual([
      'CREATE SEQUENCE s INCREMENT BY 2 MINVALUE 1 MAXVALUE 9 START WITH 5 CACHE 0 CYCLE',
    ]);
    expect(postgresql({ kind: 'alterSequence', sequence, cacheSize: 0n, cycle: false })).toEqual(['ALTER SEQUENCE s CACHE 1 NO CYCLE']);
  });
});

describe('check constraints and triggers', () => {
  it('are switched off only where the database can', () => {
    const check = { kind: 'enableCheck', table: { name: 't' }, constraintName: 'c', enabled: false } as const;
    expect(mysql(check)).toEqual(['ALTER TABLE t ALTER CHECK c NOT ENFORCED']);
    expect(refusal('mariadb', check)).toContain('cannot switch');
    const trigger = { kind: 'enableTrigger', trigger: { name: 'g' }, enabled: true } as const;
    expect(postgresql({ ...trigger, table: { name: 't' } })).toEqual(['ALTER TABLE t ENABLE TRIGGER g']);
    expect(refusal('postgresql', trigger)).toContain('tableName is required');
  });
});
