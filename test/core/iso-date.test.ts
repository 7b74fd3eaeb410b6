import { describe, expect, it } from 'vitest';
import { canonicalIsoDate } from '../../src/core/iso-date.js';

describe('canonicalIsoDate', () => {
  it.each([
    ['2021-03-04', '2021-03-04'],
    ['23:59:01', '23:59:01'],
    ['2021-03-04T05:06:07', '2021-03-04T05:06:07'],
    ['2021-03-04 05:06:07', '2021-03-04T05:06:07'],
    ['2021-03-04T05:06:07.120', '2021-03-04T05:06:07.12'],
    ['2021-03-04 05:06:07.000', '2021-03-04T05:06:07'],
    ['2021-03-04T05:06:07.5+02:00', '2021-03-04T05:06:07.5'],
  ])('reads %s', (text, canonical) => {
    expect(canonicalIsoDate(text)).toBe(canonical);
  });

  it('rolls a day over that the month does not have', () => {
    expect(canonicalIsoDate('2021-02-30')).toBe('2021-03-02');
    expect(canonicalIsoDate('2021-12-31T24:00:00')).toBe('2022-01-01T00:00:00');
  });

  it.each(['', 'now()', 'CURRENT_DATE', 'localtime ', '2021-03-04T05:06:07Z', '05:06:07.5', '2021-03-04T05:06'])(
    'leaves %j to the database',
    (text) => {
      expect(canonicalIsoDate(text)).toBeUndefined();
    },
  );
});
