import { describe, expect, it } from 'vitest';
import type { Value } from '../../src/model/value.js';
import { dialects, sqlFor } from './context.js';
import literals from './literals.json' with { type: 'json' };

const text = (value: string): Value => ({ kind: 'string', text: value });
const number = (value: string): Value => ({ kind: 'numeric', text: value });
const date = (value: string): Value => ({ kind: 'date', text: value });
const truth = (value: boolean): Value => ({ kind: 'boolean', value });
const computed = (sql: string): Value => ({ kind: 'computed', sql });

const typed = (type: string, value: Value): string[] => dialects.map(({ name }) => sqlFor(name).type(type).literal(value));
const untyped = (value: Value): string[] => dialects.map(({ name }) => sqlFor(name).literal(value));
const same = (sql: string): string[] => Array<string>(6).fill(sql);

/** A key of the table: `timestamp <- date 2020-01-31T13:14:15`. */
function read(key: string): readonly [type: string, value: Value] {
  const [, type = '', kind = '', written = ''] = /^(.*) <- (\w+) (.*)$/.exec(key) ?? [];
  const values: Record<string, Value> = {
    boolean: truth(written === 'true'),
    computed: computed(written),
    date: date(written),
    numeric: number(written),
    sequenceCurrent: { kind: 'sequenceCurrent', sequence: written },
    sequenceNext: { kind: 'sequenceNext', sequence: written },
    string: text(written),
  };
  return [type, values[kind] ?? { kind: 'null' }];
}

// Columns: postgresql, mysql, mariadb, mssql, oracle, sqlite.
describe('values of a declared type', () => {
  // The table holds what Liquibase writes, but for what the databases refuse: TRUE for a number on PostgreSQL, SQL Server and Oracle, and
  // the digits of a UUID without quotes.
  it('are the literals that Liquibase writes', () => {
    expect(Object.fromEntries(Object.keys(literals).map((key) => [key, typed(...read(key))]))).toEqual(literals);
  });

  it('are booleans in the spelling of the database', () => {
    const [yes, no] = [
      ['TRUE', '1', '1', '1', '1', '1'],
      ['FALSE', '0', '0', '0', '0', '0'],
    ];
    for (const value of [truth(true), text('true'), text('1'), text('T'), number('1'), number('1.0')])
      expect(typed('boolean', value)).toEqual(yes);
    for (const value of [truth(false), text('FALSE'), text('0'), text('f'), number('2')]) expect(typed('bit', value)).toEqual(no);
    for (const type of ['tinyint(1)', 'int', 'bigint', 'decimal(1)', 'number(1)', 'float', 'double'])
      expect(typed(type, truth(true))).toEqual(['1', 'true', 'true', '1', '1', 'true']);
    expect(typed('smallint', truth(true))).toEqual(same('1'));
  });

  it('that are no booleans are refused, but for the bit strings of PostgreSQL', () => {
    expect(() => sqlFor('mysql').type('boolean').literal(text('maybe'))).toThrow(/maybe is no boolean value/);
    expect(sqlFor('postgresql').type('bit(3)').literal(text("b'111'"))).toBe(`b'111'::"bit"`);
  });

  it('are strings with their quotes doubled', () => {
    for (const type of ['varchar(10)', 'char', 'nvarchar(5)', 'clob']) expect(typed(type, text("it's"))).toEqual(same("'it''s'"));
    expect(typed('varchar(10)', text('back\\slash'))[1]).toBe("'back\\\\slash'");
    expect(typed('varchar(10)', text(''))).toEqual(same("''"));
    expect(typed('varchar(10)', text('NULL'))).toEqual(same('null'));
  });

  it('are numbers as written, without a fraction of zeros', () => {
    expect(typed('decimal(5,2)', number('1.50'))).toEqual(same('1.50'));
    expect(typed('int', text('5'))).toEqual(same('5'));
    expect(typed('float', number('2.0'))).toEqual(same('2'));
    expect(typed('bigint', number('12345678901'))).toEqual(same('12345678901'));
  });

  it('are dates as the database takes them', () => {
    const plain = (sql: string, oracle: string, mssql = sql): string[] => [sql, sql, sql, mssql, oracle, sql];
    expect(typed('date', date('2020-01-31'))).toEqual(plain("'2020-01-31'", "TO_DATE('2020-01-31', 'YYYY-MM-DD')"));
    expect(typed('time', date('13:14:15'))).toEqual(plain("'13:14:15'", "TO_DATE('13:14:15', 'HH24:MI:SS')"));
    expect(typed('datetime', date('2020-01-31T13:14:15'))).toEqual(
      plain("'2020-01-31 13:14:15'", "TO_DATE('2020-01-31 13:14:15', 'YYYY-MM-DD HH24:MI:SS')", "'2020-01-31T13:14:15'"),
    );
    expect(typed('timestamp', date('2020-01-31T13:14:15.123'))).toEqual(
      plain(
        "'2020-01-31 13:14:15.123'",
        "TO_TIMESTAMP('2020-01-31 13:14:15.123', 'YYYY-MM-DD HH24:MI:SS.FF')",
        "'2020-01-31T13:14:15.123'",
      ),
    );
    expect(typed('varchar(30)', date('2020-01-31T13:14:15'))).toEqual(same("'2020-01-31 13:14:15.0'"));
  });

  it('are UUIDs in quotes, and calls of functions as they stand', () => {
    const id = 'aaaaaaaa-2222-3333-4444-555555555555';
    const quoted = `'${id}'`;
    const bytes = `HEXTORAW('${id.replaceAll('-', '')}')`;
    expect(typed('uuid', text(id))).toEqual([quoted, quoted, quoted, quoted.toUpperCase(), bytes, quoted]);
    expect(sqlFor('postgresql').type('uuid').literal(text('gen_random_uuid()'))).toBe('gen_random_uuid()');
  });

  it('are expressions for the database, in numbers as they stand', () => {
    expect(typed('int', computed('f()'))).toEqual(same('f()'));
    expect(typed('varchar(5)', computed('f()'))).toEqual(same('f()'));
    expect(typed('timestamp', computed('CURRENT_TIMESTAMP'))).toEqual([
      'NOW()',
      'NOW()',
      'NOW()',
      'GETDATE()',
      'CURRENT_TIMESTAMP',
      'CURRENT_TIMESTAMP',
    ]);
    expect(typed('timestamp', text('now()'))).toEqual(same('now()'));
    expect(typed('timestamp', text('sysdate'))).toEqual(["'sysdate'", "'sysdate'", "'sysdate'", "'sysdate'", 'sysdate', "'sysdate'"]);
  });
});

describe('values without a type', () => {
  it('are written by their kind', () => {
    expect(untyped({ kind: 'null' })).toEqual(same('NULL'));
    expect(untyped(number('1.50'))).toEqual(same('1.50'));
    expect(untyped(truth(true))).toEqual(['TRUE', '1', '1', '1', '1', '1']);
  });

  it('have the N of SQL Server before text beyond ASCII', () => {
    expect(untyped(text('größe'))).toEqual(["'größe'", "'größe'", "'größe'", "N'größe'", "'größe'", "'größe'"]);
  });

  it('are cut into CLOBs on Oracle where they are too long for one literal', () => {
    const long = `${'a'.repeat(4000)}'b`;
    expect(sqlFor('oracle').literal(text(long))).toBe(`to_clob( '${'a'.repeat(4000)}' ) || to_clob( '''b' )`);
    // A literal has 4000 bytes.
    const pieces = sqlFor('oracle').literal(text(`${'ä'.repeat(1999)}😀${'ö'.repeat(2000)}`));
    expect(pieces).toBe(`to_clob( '${'ä'.repeat(1999)}' ) || to_clob( '😀${'ö'.repeat(1998)}' ) || to_clob( 'öö' )`);
  });
});

describe('the current timestamp', () => {
  it('keeps its precision on MySQL, and what follows ON UPDATE', () => {
    const sql = sqlFor('mysql');
    expect(sql.literal(computed('CURRENT_TIMESTAMP(3)'))).toBe('NOW(3)');
    expect(sql.literal(computed('CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP'))).toBe('CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP');
  });

  it('with a precision is the database clock on Oracle', () => {
    expect(sqlFor('oracle').literal(computed('CURRENT_TIMESTAMP(3)'))).toBe('SYSTIMESTAMP');
  });
});

describe('values of sequences', () => {
  const next: Value = { kind: 'sequenceNext', sequence: 'My_Seq', schema: 'app' };

  it('come from the function of the database', () => {
    expect(['postgresql', 'mariadb', 'mssql', 'oracle'].map((name) => sqlFor(name).literal(next))).toEqual([
      `nextval('app."My_Seq"')`,
      'NEXT VALUE FOR app.My_Seq',
      'NEXT VALUE FOR app.My_Seq',
      'app.My_Seq.nextval',
    ]);
    expect(sqlFor('oracle').literal({ kind: 'sequenceCurrent', sequence: 'app.my_seq' })).toBe('"app"."my_seq".currval');
  });

  it('are refused where the database has none', () => {
    expect(() => sqlFor('mysql').literal(next)).toThrow(/MySQL has no function for the next value/);
    expect(() => sqlFor('mariadb').literal({ kind: 'sequenceCurrent', sequence: 's' })).toThrow(/current value/);
  });
});
