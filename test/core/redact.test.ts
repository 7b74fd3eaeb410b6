import { describe, expect, it } from 'vitest';
import { createRedactor, redactPatterns } from '../../src/core/redact.js';

describe('redactPatterns', () => {
  it.each([
    ['postgres://ann:s3cr3t@db.example/shop', 'postgres://ann:***@db.example/shop'],
    ['postgres://ann:p@ss/w:rd@db.example:5432/shop', 'postgres://ann:***@db.example:5432/shop'],
    ['mysql://:s3cr3t@db/shop', 'mysql://:***@db/shop'],
    ['jdbc:mariadb://db/shop?user=ann&password=s3cr3t&ssl=true', 'jdbc:mariadb://db/shop?user=ann&password=***&ssl=true'],
    [
      'jdbc:sqlserver://db:1433;databaseName=shop;user=sa;password={a;b};encrypt=true',
      'jdbc:sqlserver://db:1433;databaseName=shop;user=sa;password=***;encrypt=true',
    ],
    ['jdbc:oracle:thin:scott/tiger@//db:1521/xe', 'jdbc:oracle:thin:scott/***@//db:1521/xe'],
    ['trustStorePassword=x1y2&sslPassword=z', 'trustStorePassword=***&sslPassword=***'],
    ['{"password": "s3cr3t", "token":"abc"}', '{"password": "***", "token":"***"}'],
  ])('hides the password in %s', (text, expected) => {
    expect(redactPatterns(text)).toBe(expected);
  });

  it.each([
    'jdbc:postgresql://db:5432/shop?application_name=a@b',
    'postgres://ann@db:5432/shop',
    'jdbc:sqlserver://db:1433;databaseName=shop',
    'sqlite:/home/ann/shop.db',
    'column "password" of table person',
    'Access denied for user ann@localhost (using password)',
    'changelog.yaml:3:14',
  ])('leaves %s alone', (text) => {
    expect(redactPatterns(text)).toBe(text);
  });
});

describe('on long texts', () => {
  it.each([
    ['a'.repeat(500_000)],
    ['a-'.repeat(250_000)],
    ['x://a:'.repeat(50_000)],
    ['password="'.repeat(50_000)],
    ['thin:a/'.repeat(50_000)],
  ])('takes linear time', (text) => {
    const started = performance.now();
    redactPatterns(text);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('a redactor', () => {
  it('hides a known secret in each of its spellings', () => {
    const redactor = createRedactor();
    redactor.add(`it's "100%" & more`);
    for (const text of [
      `it's "100%" & more`,
      encodeURIComponent(`it's "100%" & more`),
      JSON.stringify({ a: `it's "100%" & more` }),
      `it''s "100%" & more`,
    ]) {
      expect(redactor.redact(`<${text}>`)).not.toContain('100');
    }
  });

  it('learns secrets from URLs, also those in an error of a driver', () => {
    const redactor = createRedactor();
    redactor.addUrl('postgres://ann:hunter22@db/shop');
    expect(redactor.redact('password hunter22 was refused')).toBe('password *** was refused');
  });

  it('does not eat letters for a password of one letter', () => {
    const redactor = createRedactor();
    redactor.add('x');
    expect(redactor.redact('relation "x" does not exist at xyz')).toBe('relation "x" does not exist at xyz');
    expect(redactor.redact('postgres://ann:x@db/shop')).toBe('postgres://ann:***@db/shop');
  });

  it('keeps a word that is public although it is the password too', () => {
    const redactor = createRedactor();
    redactor.allow('postgres');
    redactor.add('postgres');
    expect(redactor.redact('user "postgres"')).toBe('user "postgres"');
    expect(redactor.redact('postgres://postgres:postgres@db/x')).toBe('postgres://postgres:***@db/x');
  });
});
