import { describe, expect, it } from 'vitest';
import { literal, textValue as mysqlText, valueReader, type Field } from '../../src/dialects/mysql/values.js';
import { textValue as mssqlText, typedValue as mssqlValue } from '../../src/dialects/mssql/values.js';
import { textValue as oracleText, typedValue as oracleValue } from '../../src/dialects/oracle/values.js';
import { numberPlaceholders } from '../../src/dialects/placeholders.js';
import { asText, parserOf } from '../../src/dialects/postgresql/values.js';
import { readInteger, readLocalTimestamp } from '../../src/dialects/read-values.js';

describe('placeholders', () => {
  it('are numbered, and what stands in quotes stays', () => {
    expect(numberPlaceholders(`SELECT ?, '?', "?", 'it''s ?' WHERE a = ?`, (at) => `$${at}`)).toBe(
      `SELECT $1, '?', "?", 'it''s ?' WHERE a = $2`,
    );
  });
});

describe('numbers and moments', () => {
  it('are exact', () => {
    expect(readInteger('9007199254740991')).toBe(9007199254740991);
    expect(readInteger('-9007199254740993')).toBe(-9007199254740993n);
    expect(readInteger('0')).toBe(0);
  });
  it('without a zone are local time', () => {
    expect(readLocalTimestamp('2020-01-31 13:14:15.123456')).toEqual(new Date(2020, 0, 31, 13, 14, 15, 123));
    expect(readLocalTimestamp('2020-01-31')).toEqual(new Date(2020, 0, 31));
    expect(readLocalTimestamp('2020-01-31T13:14:15.1')).toEqual(new Date(2020, 0, 31, 13, 14, 15, 100));
    expect(readLocalTimestamp('2020-01-31 13:14')).toBeUndefined();
    expect(readLocalTimestamp('2020-00-31 13:14:15')).toBeUndefined();
    expect(readLocalTimestamp('0001-02-03 00:00:00')?.getFullYear()).toBe(1);
    expect(readLocalTimestamp('infinity')).toBeUndefined();
    expect(readLocalTimestamp('0044-03-15 00:00:00 BC')).toBeUndefined();
  });
});

describe('PostgreSQL values', () => {
  it('are read by type', () => {
    expect(parserOf(16)('t')).toBe(true);
    expect(parserOf(20)('9007199254740993')).toBe(9007199254740993n);
    expect(parserOf(1700)('1.50')).toBe('1.50');
    expect(parserOf(1184)('2020-01-31 13:14:15.5+05:30')).toEqual(new Date('2020-01-31T13:14:15.5+05:30'));
    expect(parserOf(1184)('infinity')).toBe('infinity');
    expect(parserOf(17)('\\x4142')).toEqual(Buffer.from('AB'));
    expect(asText('t')).toBe('t');
  });
});

describe('MySQL values', () => {
  const field = (type: string, bytes: string | Buffer | null, length = 20): Field => ({
    type,
    length,
    buffer: () => (bytes === null ? null : Buffer.from(bytes)),
  });
  it('are read by type', () => {
    const read = (columnType: number, value: unknown, columnLength = 20): unknown =>
      valueReader({ name: 'a', columnType, columnLength })?.(value) ?? 'as it is';
    const [timestamp, longlong, datetime, bit, varString] = [7, 8, 12, 16, 253];
    expect(read(bit, Buffer.from([1]), 1)).toBe(true);
    expect(read(bit, Buffer.from([0]), 1)).toBe(false);
    expect(read(bit, Buffer.from([1, 0]), 16)).toBe(256);
    expect(read(longlong, '18446744073709551615')).toBe(18446744073709551615n);
    expect(read(datetime, '0000-00-00 00:00:00')).toBe('0000-00-00 00:00:00');
    expect(read(timestamp, '2020-01-31 13:14:15')).toEqual(new Date(2020, 0, 31, 13, 14, 15));
    expect(read(varString, 'x')).toBe('as it is');
  });
  it('print bits as the JDBC driver of the product does', () => {
    expect(mysqlText('MySQL')(field('BIT', Buffer.from([5])))).toBe('5');
    expect(mysqlText('MariaDB')(field('BIT', Buffer.from([0, 5])))).toBe("b'101'");
    expect(mysqlText('MariaDB')(field('BIT', Buffer.from([0])))).toBe("b''");
    expect(mysqlText('MariaDB')(field('VAR_STRING', 'ä😀'))).toBe('ä😀');
  });
  it('as literals mean the same in every sql_mode', () => {
    expect(literal("it's")).toBe("'it''s'");
    expect(literal("\\'")).toBe("_utf8mb4 X'5c27'");
    expect([null, 1, 2n, true, Buffer.from('A')].map(literal)).toEqual(['NULL', '1', '2', 'TRUE', "X'41'"]);
  });
});

describe('SQL Server values', () => {
  const types = Object.fromEntries(
    [
      'BigInt',
      'Decimal',
      'Numeric',
      'Money',
      'Float',
      'Real',
      'Date',
      'Time',
      'DateTime',
      'DateTime2',
      'SmallDateTime',
      'DateTimeOffset',
      'Int',
    ].map((name) => [name, { name }]),
  );
  const column = (type: string, scale?: number) => ({ name: 'c', type: types[type], scale });
  const moment = new Date(Date.UTC(2020, 0, 31, 13, 14, 15, 120));
  it('are read by type', () => {
    expect(mssqlValue(moment, column('DateTime2', 3), types)).toEqual(new Date(2020, 0, 31, 13, 14, 15, 120));
    expect(mssqlValue(moment, column('DateTimeOffset', 3), types)).toEqual(moment);
    expect(mssqlValue('9007199254740993', column('BigInt'), types)).toBe(9007199254740993n);
    expect(mssqlValue('1.500', column('Decimal', 3), types)).toBe('1.500');
    expect(mssqlValue(7, column('Int'), types)).toBe(7);
    expect(mssqlValue(undefined, column('Int'), types)).toBeNull();
  });
  it('print as its JDBC driver prints them', () => {
    expect(mssqlText(true, column('Bit'), types)).toBe('1');
    expect(mssqlText('1.5000', column('Money'), types)).toBe('1.5000');
    expect(mssqlText(2, column('Float'), types)).toBe('2.0');
    expect(mssqlText(Math.fround(1.17), column('Real'), types)).toBe('1.17');
    expect(mssqlText(Math.fround(16777216), column('Real'), types)).toBe('16777216.0');
    expect(mssqlText(moment, column('DateTime2', 7), types)).toBe('2020-01-31 13:14:15.1200000');
    expect(mssqlText(moment, column('DateTime2', 0), types)).toBe('2020-01-31 13:14:15');
    expect(mssqlText(moment, column('DateTime'), types)).toBe('2020-01-31 13:14:15.120');
    expect(mssqlText(moment, column('Date'), types)).toBe('2020-01-31');
    expect(mssqlText(Buffer.from([0xab, 1]), column('VarBinary'), types)).toBe('AB01');
  });
  it('are refused where the package made a number of more digits than that holds', () => {
    expect(mssqlText(1.5, { ...column('Decimal', 3), precision: 9 }, types)).toBe('1.500');
    expect(() => mssqlText(1.5, { ...column('Decimal', 3), precision: 16 }, types)).toThrow('cannot read all 16 digits of column c');
  });
});

describe('Oracle values', () => {
  const number = { type: 'number' };
  const date = { type: 'date' };
  const oracledb = { DB_TYPE_NUMBER: number, DB_TYPE_DATE: date } as never;
  it('keep every digit', () => {
    expect(oracleValue('12345678901234567890', { name: 'N', dbType: number }, oracledb)).toBe(12345678901234567890n);
    expect(oracleValue('1.10', { name: 'N', dbType: number }, oracledb)).toBe('1.10');
    expect(oracleValue('1', { name: 'S', dbType: {} }, oracledb)).toBe('1');
  });
  it('print as its JDBC driver prints them', () => {
    const moment = new Date(2020, 0, 31, 13, 14, 15, 120);
    expect(oracleText(moment, { name: 'D', dbType: date }, oracledb)).toBe('2020-01-31 13:14:15');
    expect(oracleText(moment, { name: 'T', dbType: {} }, oracledb)).toBe('2020-01-31 13:14:15.12');
    expect(oracleText(new Date(2020, 0, 1), { name: 'T', dbType: {} }, oracledb)).toBe('2020-01-01 00:00:00.0');
    expect(oracleText(null, { name: 'T', dbType: {} }, oracledb)).toBeNull();
  });
});
