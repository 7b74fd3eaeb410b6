const pattern = /^(-?)([\d,]*)(?:\.(\d*))?(?:E(-?\d+))?/;
const longMax = 2n ** 63n - 1n;

/**
 * The number that a text starts with, as Java writes it: a whole number in plain digits where it fits 64 bits, any other as
 * `Double.toString` (`1.5`, `1.0E10`). undefined where the text does not start with a number. Grouping commas are read over, what follows
 * the number is ignored, `E` counts and `e` does not. Source: `java.text.NumberFormat` with the US locale, which Liquibase reads numbers with.
 */
export function javaNumberText(text: string): string | undefined {
  if (text.startsWith('NaN')) return 'NaN';
  const match = pattern.exec(text);
  const [, sign = '', grouped = '', fraction = '', exponent = '0'] = match ?? [];
  const whole = grouped.replaceAll(',', '');
  const digits = whole + fraction;
  if (digits === '') return undefined;
  const scale = fraction.length - Number(exponent);
  const exact = wholeNumber(digits, scale);
  if (exact !== undefined && exact <= longMax && !(exact === 0n && sign === '-')) return `${sign}${exact}`;
  return javaDoubleText(Number(`${sign}${digits}e${-scale}`));
}

/** Whether Liquibase takes the text of a numeric attribute for a number rather than for an expression. */
export function isJavaNumber(text: string): boolean {
  return javaNumberText(text) !== undefined;
}

function wholeNumber(digits: string, scale: number): bigint | undefined {
  if (scale > 0) {
    return /[1-9]/.test(digits.slice(-scale)) ? undefined : BigInt(digits.slice(0, -scale) || '0');
  }
  return scale < -20 && /[1-9]/.test(digits) ? undefined : BigInt(digits) * 10n ** BigInt(Math.min(-scale, 20));
}

/** A double as Java's `Double.toString` writes it: plain from 1e-3 to 1e7, else with an exponent; always with a fraction digit. */
export function javaDoubleText(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value < 0 ? '-Infinity' : 'Infinity';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e7) return Number.isInteger(value) ? `${value}.0` : String(value);
  const [mantissa = '', exponent = ''] = value.toExponential().split('e');
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${exponent.replace('+', '')}`;
}
