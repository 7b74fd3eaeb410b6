import { describe, expect, it } from 'vitest';
import { normalizePath } from '../../src/core/path.js';
import { logicalPath, siblingPath } from '../../src/parse/path.js';

describe('paths as FILENAME stores them', () => {
  it.each([
    ['db/a.xml', 'db/a.xml'],
    ['./db//x/../a.xml', 'db/a.xml'],
    ['/db/a.xml', 'db/a.xml'],
    ['classpath:db/a.xml', 'db/a.xml'],
    ['classpath:/db/a.xml', 'db/a.xml'],
    ['db\\sub\\a.xml', 'db/sub/a.xml'],
    ['C:\\work\\a.xml', 'work/a.xml'],
    ['../a.xml', '../a.xml'],
  ])('%s becomes %s', (path, stored) => {
    expect(normalizePath(path)).toBe(stored);
  });

  it('lose only backslashes and one leading slash where they are logical', () => {
    expect(logicalPath('/x\\./y.xml')).toBe('x/./y.xml');
  });

  it('are resolved against the folder of the file that names them', () => {
    expect(siblingPath('db/master.xml', 'inc/a.xml')).toBe('db/inc/a.xml');
    expect(siblingPath('db/v1/master.xml', '../a.xml')).toBe('db/a.xml');
    expect(siblingPath('master.xml', './a.xml')).toBe('a.xml');
    expect(siblingPath('db/master.xml', '/a.xml')).toBe('db/a.xml');
  });
});
