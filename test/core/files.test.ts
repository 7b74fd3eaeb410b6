import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { searchPathResources } from '../../src/core/files.js';

let cwd: string;
const code = (expected: string, text?: string) =>
  expect.objectContaining({ code: expected, ...(text && { message: expect.stringContaining(text) }) });

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'files-'));
  for (const folder of ['one/db/sub', 'two/db', 'loop/in', 'far']) mkdirSync(join(cwd, folder), { recursive: true });
  writeFileSync(join(cwd, 'one/db/a.xml'), 'A');
  writeFileSync(join(cwd, 'one/db/both.xml'), '1');
  writeFileSync(join(cwd, 'two/db/both.xml'), '1');
  writeFileSync(join(cwd, 'one/db/sub/b.sql'), 'B');
  writeFileSync(join(cwd, 'two/db/c.sql'), 'C');
  writeFileSync(join(cwd, 'far/d.sql'), 'D');
  writeFileSync(join(cwd, 'outside.xml'), 'no');
  symlinkSync(join(cwd, 'far'), join(cwd, 'one/db/linked'));
  symlinkSync(join(cwd, 'nowhere'), join(cwd, 'one/db/broken'));
  symlinkSync(join(cwd, 'loop'), join(cwd, 'loop/in/back'));
});
afterAll(() => rmSync(cwd, { recursive: true }));

const both = () => searchPathResources(['one', 'two'], cwd);

const file = (name: string, bytes: string | Uint8Array) => {
  writeFileSync(join(cwd, 'far', name), bytes);
  const resource = searchPathResources(['far'], cwd).find(name);
  if (resource === undefined) throw new Error(name);
  return resource;
};

describe('the search path', () => {
  it.each([
    'db/a.xml',
    '/db/a.xml',
    './db//a.xml',
    'db/sub/../a.xml',
    'classpath:db/a.xml',
    'classpath:/db/a.xml',
    'db\\a.xml',
    'C:\\db\\a.xml',
  ])('finds %s', (path) => {
    expect(both().find(path)).toMatchObject({ path: 'db/a.xml', location: join(cwd, 'one/db/a.xml') });
  });

  it('takes an absolute path into a root for the relative one', () => {
    expect(both().find(join(cwd, 'two/db/c.sql'))?.path).toBe('db/c.sql');
    expect(both().find(join(cwd, 'outside.xml'))).toBeUndefined();
  });

  it('refuses a path that two roots have, unless both roots are the same folder', () => {
    expect(() => both().find('db/both.xml')).toThrow(code('PARSE_DUPLICATE_FILE', join(cwd, 'two/db/both.xml')));
    expect(
      searchPathResources(['one', './one', join(cwd, 'one')], cwd)
        .find('db/both.xml')
        ?.text(),
    ).toBe('1');
  });

  it('refuses a path that climbs out', () => {
    expect(() => both().find('../outside.xml')).toThrow(code('PARSE_PATH_OUTSIDE'));
    expect(() => both().find('db/../../outside.xml')).toThrow(code('PARSE_PATH_OUTSIDE'));
    expect(() => both().list('..')).toThrow(code('PARSE_PATH_OUTSIDE'));
  });

  it('lists the files of all roots, through links but not through broken ones', () => {
    const paths = both()
      .list('db/')
      ?.map((file) => file.path);
    expect(paths?.sort()).toEqual(['db/a.xml', 'db/both.xml', 'db/both.xml', 'db/c.sql', 'db/linked/d.sql', 'db/sub/b.sql']);
    expect(both().list('db/a.xml')).toBeUndefined();
    expect(both().list('nothing')).toBeUndefined();
  });

  it('reports a link that leads back to a folder around it', () => {
    expect(() => searchPathResources(['loop'], cwd).list('')).toThrow(code('PARSE_INCLUDE_CYCLE', 'in/back'));
  });

  it('knows a file whose name is nearly the given one', () => {
    expect(both().near('db/sbu/b.sql')).toBe('db/sub/b.sql');
    expect(both().near('db/aa.xml')).toBe('db/a.xml');
    expect(both().near('quite/other.sql')).toBeUndefined();
  });

  it('refuses a root that is no folder, and passes over archives', () => {
    expect(() => searchPathResources(['missing'], cwd)).toThrow(code('CONFIG_INVALID_VALUE', 'missing'));
    expect(searchPathResources(['driver.jar', 'one'], cwd).roots).toEqual([join(cwd, 'one')]);
  });
});

describe('the text of a file', () => {
  it.each<[string, string | undefined, Uint8Array]>([
    ['UTF-8', undefined, Buffer.from('é€😀')],
    ['UTF-8 with a byte order mark', undefined, Buffer.from('\uFEFFé€😀')],
    ['UTF-8 by name', 'UTF8', Buffer.from('é€😀')],
    ['UTF-16 by its byte order mark', undefined, Buffer.from('\uFEFFé€😀', 'utf16le')],
    ['big-endian UTF-16 by its byte order mark', undefined, Buffer.from('\uFEFFé€😀', 'utf16le').swap16()],
    ['UTF-16 without a mark, which is big-endian', 'UTF-16', Buffer.from('é€😀', 'utf16le').swap16()],
    ['UTF-16 with a mark', 'UTF-16', Buffer.from('\uFEFFé€😀', 'utf16le')],
    ['UTF-16LE', 'UTF-16LE', Buffer.from('é€😀', 'utf16le')],
  ])('is read as %s', (_, encoding, bytes) => {
    expect(file('t.txt', bytes).text(encoding)).toBe('é€😀');
    expect([...file('t.txt', bytes).chunks(encoding)].join('')).toBe('é€😀');
  });

  it('keeps ISO-8859-1 and windows-1252 apart', () => {
    const bytes = Uint8Array.of(0xe9, 0x80);
    expect(file('t.txt', bytes).text('ISO-8859-1')).toBe('é\u0080');
    expect(file('t.txt', bytes).text('ISO8859_1')).toBe('é\u0080');
    expect(file('t.txt', bytes).text('windows-1252')).toBe('é€');
    expect(file('t.txt', bytes).text('Cp1252')).toBe('é€');
  });

  it('comes in pieces that do not tear characters', () => {
    const text = 'a😀'.repeat(60_000);
    const pieces = [...file('big.txt', text).chunks()];
    expect(pieces.length).toBeGreaterThan(2);
    expect(pieces.join('')).toBe(text);
  });

  it('is unpacked where the name ends in .gz', () => {
    expect(file('t.csv.gz', gzipSync('zipped')).text()).toBe('zipped');
    expect([...file('t.csv.gz', gzipSync('zipped')).chunks()].join('')).toBe('zipped');
  });

  it('is refused with line and column where bytes are invalid', () => {
    const bytes = Buffer.concat([Buffer.from('one\ntw'), Uint8Array.of(0xe9), Buffer.from('o\n')]);
    expect(() => file('bad.sql', bytes).text()).toThrow(
      expect.objectContaining({ code: 'PARSE_ENCODING', source: { file: 'bad.sql', line: 2, column: 3 } }),
    );
    expect(() => file('bad.sql', bytes).text('US-ASCII')).toThrow(code('PARSE_ENCODING', 'US-ASCII'));
    expect(() => file('cut.sql', Uint8Array.of(97, 0xe2, 0x82)).text()).toThrow(code('PARSE_ENCODING', 'middle'));
  });

  it('is refused in an encoding that does not exist or contradicts the byte order mark', () => {
    expect(() => file('t.txt', 'x').text('UTF-9')).toThrow(
      expect.objectContaining({ code: 'PARSE_ENCODING', hint: 'did you mean "UTF-8"?' }),
    );
    expect(() => file('t.txt', '\uFEFFx').text('UTF-16LE')).toThrow(code('PARSE_ENCODING', 'byte order mark'));
  });
});
