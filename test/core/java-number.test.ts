import { describe, expect, it } from 'vitest';
import { isJavaNumber, javaDoubleText, javaNumberText } from '../../src/core/java-number.js';

describe('javaNumberText', () => {
  it.each([
    ['5', '5'],
    ['-5', '-5'],
    ['5.0', '5'],
    ['1.50', '1.5'],
    ['.25', '0.25'],
    ['1,234', '1234'],
    ['2E3', '2000'],
    ['2e3', '2'],
    ['7 days', '7'],
    ['9223372036854775807', '9223372036854775807'],
    ['9223372036854775808', '9.223372036854776E18'],
    ['0.0001', '1.0E-4'],
    ['12345678.5', '1.23456785E7'],
    ['-0', '-0.0'],
  ])('reads %s as %s', (text, written) => {
    expect(javaNumberText(text)).toBe(written);
  });

  it.each(['', '+5', '(5)', 'random()', '.', '-'])('takes %j for an expression', (text) => {
    expect(isJavaNumber(text)).toBe(false);
  });

  it('writes doubles with a fraction or an exponent', () => {
    expect([1, 0.001, 1e7, 1.5e-5, -0].map(javaDoubleText)).toEqual(['1.0', '0.001', '1.0E7', '1.5E-5', '-0.0']);
  });
});
