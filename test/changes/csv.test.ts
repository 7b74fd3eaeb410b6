import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChangelogError } from '../../src/core/error.js';
import { readCsv, type CsvFormat } from '../../src/changes/load-data/csv.js';

const comma: CsvFormat = { separator: ',', quote: '"' };

function read(text: string, format = comma, size = text.length || 1): readonly (readonly string[])[] {
  const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, i) => text.slice(i * size, (i + 1) * size));
  return [...readCsv(pieces, format, 'rows.csv')].map((record) => record.fields);
}

describe('CSV', () => {
  it('is read in lines that end in LF, CR LF or CR, with or without an end of the last', () => {
    expect(read('a,b\nc,d\r\ne,f\rg,')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
      ['e', 'f'],
      ['g', ''],
    ]);
  });

  it('takes separators, doubled quotes and line ends inside quotes as text', () => {
    expect(read('"a,b","it is ""so""","two\r\nlines"\nx')).toEqual([['a,b', 'it is "so"', 'two\nlines'], ['x']]);
  });

  it('takes a quote inside a field, and one that nothing ends, as text', () => {
    expect(read('5" pipe,a "b" c\n"he said "hi" twice",x')).toEqual([
      ['5" pipe', 'a "b" c'],
      ['he said "hi" twice', 'x'],
    ]);
  });

  it('gives a record without fields for an empty line', () => {
    expect(read('a\n\nb')).toEqual([['a'], [], ['b']]);
  });

  it('reads other separators and quotes, or none', () => {
    expect(read("'a;b';c", { separator: ';', quote: "'" })).toEqual([['a;b', 'c']]);
    expect(read('"a\t"b', { separator: '\t', quote: undefined })).toEqual([['"a', '"b']]);
  });

  it('counts the lines that records start on', () => {
    expect([...readCsv(['a\n"b\nc"\n\nd'], comma, 'rows.csv')].map((record) => record.line)).toEqual([1, 2, 4, 5]);
  });

  it('refuses a quote that is still open at the end, with its line', () => {
    const attempt = () => read('a,b\n1,"open\nand so on');
    expect(attempt).toThrow(ChangelogError);
    expect(attempt).toThrow(/line 2 .* never closed/);
  });

  it('reads back what was written, however the text is cut into pieces', () => {
    const field = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ' ', 'é', '') });
    fc.assert(
      fc.property(
        fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1 }),
        fc.integer({ min: 1, max: 7 }),
        (rows, size) => {
          const text = rows.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')).join('\r\n');
          expect(read(text, comma, size)).toEqual(rows);
        },
      ),
    );
  });
});
