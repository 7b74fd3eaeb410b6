import { describe, expect, it } from 'vitest';
import { columnSpec, defaultOf, normalizeColumn, valueOf } from '../../../src/changes/shared/column.js';

const files = {
  text: (path: string, encoding: string | undefined) => `${path} in ${encoding ?? 'UTF-8'}`,
  bytes: (path: string) => new TextEncoder().encode(path),
};

describe('a column of a changelog', () => {
  it('keeps numbers as written, without parentheses around them', () => {
    expect(normalizeColumn({ name: 'a', valueNumeric: '1.50', defaultValueNumeric: '(07)' })).toEqual({
      name: 'a',
      valueNumeric: '1.50',
      defaultValueNumeric: '07',
    });
  });

  it('takes a numeric attribute that is no number for an expression', () => {
    expect(normalizeColumn({ name: 'a', valueNumeric: '(select 1)', defaultValueNumeric: '(f(x))' })).toEqual({
      name: 'a',
      valueComputed: '(select 1)',
      defaultValueComputed: 'f(x)',
    });
  });

  it('drops a number that is the word null', () => {
    expect(normalizeColumn({ name: 'a', valueNumeric: 'NULL', defaultValueNumeric: 'null' })).toEqual({ name: 'a' });
  });

  it('stores dates in their canonical form and anything else as an expression', () => {
    expect(normalizeColumn({ name: 'a', valueDate: '2021-03-04 05:06:07.10', defaultValueDate: 'now()' })).toEqual({
      name: 'a',
      valueDate: '2021-03-04T05:06:07.1',
      defaultValueComputed: 'now()',
    });
  });

  it('lets an explicit expression win over one that a date turned into', () => {
    expect(normalizeColumn({ name: 'a', valueDate: 'today', valueComputed: 'f()' }).valueComputed).toBe('f()');
  });

  it('reads the default GENERATED_BY_DEFAULT as auto-increment', () => {
    expect(normalizeColumn({ name: 'a', defaultValueNumeric: 'GENERATED_BY_DEFAULT' })).toEqual({ name: 'a', autoIncrement: true });
  });

  it('takes the first of several values: text, boolean, number, date, expression, file, sequence', () => {
    expect(valueOf({ value: 'x', valueBoolean: true }, files)).toEqual({ kind: 'string', text: 'x' });
    expect(valueOf({ valueBoolean: false, valueNumeric: '1' }, files)).toEqual({ kind: 'boolean', value: false });
    expect(valueOf({ valueNumeric: '1', valueComputed: 'f()' }, files)).toEqual({ kind: 'numeric', text: '1' });
    expect(valueOf({ valueSequenceNext: 's', valueClobFile: 'a.txt', encoding: 'UTF-16' }, files)).toEqual({
      kind: 'clob',
      text: 'a.txt in UTF-16',
    });
    expect(valueOf({ valueSequenceCurrent: 's' }, files)).toEqual({ kind: 'sequenceCurrent', sequence: 's' });
    expect(valueOf({}, files)).toBeUndefined();
    expect(defaultOf({ defaultValue: '', defaultValueNumeric: '1' })).toEqual({ kind: 'string', text: '' });
  });

  it('has a foreign key only where table and columns are named', () => {
    const named = columnSpec({ name: 'a', constraints: { foreignKeyName: 'fk', referencedTableName: 't', referencedColumnNames: 'id' } });
    expect(named.foreignKey).toMatchObject({ name: 'fk', referencedTable: { name: 't' }, referencedColumns: 'id' });
    expect(columnSpec({ name: 'a', constraints: { foreignKeyName: 'fk', referencedTableName: 't' } }).foreignKey).toBeUndefined();
  });
});
