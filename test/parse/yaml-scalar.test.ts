import { describe, expect, it } from 'vitest';
import { plainScalar, taggedScalar } from '../../src/parse/yaml-scalar.js';

describe('an unquoted YAML scalar', () => {
  // Recorded from SnakeYAML 2.2, which Liquibase 4.28 reads YAML with: the Java value's toString.
  it.each([
    ['yes', 'boolean', 'true'],
    ['No', 'boolean', 'false'],
    ['ON', 'boolean', 'true'],
    ['off', 'boolean', 'false'],
    ['TRUE', 'boolean', 'true'],
    ['tRue', 'text', 'tRue'],
    ['y', 'text', 'y'],
    ['n', 'text', 'n'],
    ['0', 'integer', '0'],
    ['-0', 'integer', '0'],
    ['+1', 'integer', '1'],
    ['007', 'integer', '7'],
    ['012', 'integer', '10'],
    ['-012', 'integer', '-10'],
    ['08', 'text', '08'],
    ['0o17', 'text', '0o17'],
    ['0x1F', 'integer', '31'],
    ['0X1F', 'text', '0X1F'],
    ['0xff_ff', 'integer', '65535'],
    ['0b101', 'integer', '5'],
    ['0b2', 'text', '0b2'],
    ['1_000', 'integer', '1000'],
    ['1,000', 'text', '1,000'],
    ['12345678901234567890', 'integer', '12345678901234567890'],
    ['1:30', 'integer', '90'],
    ['190:20:30', 'integer', '685230'],
    ['190:20:30.15', 'float', '685230.15'],
    ['1.50', 'float', '1.5'],
    ['1.0', 'float', '1.0'],
    ['1.', 'float', '1.0'],
    ['.5', 'float', '0.5'],
    ['-.5', 'float', '-0.5'],
    ['1e3', 'float', '1000.0'],
    ['1.5e-7', 'float', '1.5E-7'],
    ['12e03', 'float', '12000.0'],
    ['10000000.0', 'float', '1.0E7'],
    ['0.0001', 'float', '1.0E-4'],
    ['-0.0', 'float', '-0.0'],
    ['1e400', 'float', 'Infinity'],
    ['-.INF', 'float', '-Infinity'],
    ['.NaN', 'float', 'NaN'],
    ['1.2.3', 'text', '1.2.3'],
    ['~', 'null', ''],
    ['Null', 'null', ''],
    ['', 'null', ''],
    ['nUll', 'text', 'nUll'],
    ['2020-1-3', 'text', '2020-1-3'],
    ['2020-01-31 10:11:12', 'text', '2020-01-31 10:11:12'],
    ['2020-1-3T1:11:12.5Z', 'text', '2020-01-03 01:11:12'],
  ])('%j is %s %j', (written, type, text) => {
    expect(plainScalar(written)).toEqual({ type, text });
  });

  it('that is a date is an instant: a Java date in texts, an ISO time in dates, both in the zone of the machine', () => {
    const midnight = new Date(Date.UTC(2020, 0, 31));
    const { type, text, iso } = plainScalar('2020-01-31');
    expect(type).toBe('timestamp');
    expect(text).toMatch(/^(?:Thu|Fri) Jan 3[01] \d\d:\d\d:00 \S+ 2020$/);
    expect(new Date(iso ?? '').getTime()).toBe(midnight.getTime());
  });

  it('with an offset is the same instant as its UTC time', () => {
    expect(plainScalar('2020-01-31T12:00:00+02:00').text).toBe(plainScalar('2020-01-31T10:00:00+0').text);
  });

  it('with a tag is read as that type, or not at all', () => {
    expect(taggedScalar('str', '012')).toEqual({ type: 'text', text: '012' });
    expect(taggedScalar('int', '012')).toEqual({ type: 'integer', text: '10' });
    expect(taggedScalar('float', '3')).toEqual({ type: 'float', text: '3.0' });
    expect(taggedScalar('int', 'x')).toBeUndefined();
  });
});
