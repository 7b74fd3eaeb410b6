import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RanChangeset } from '../../src/model/history.js';
import { changesetKey } from '../../src/plan/changeset-key.js';
import { HistoryIndex } from '../../src/plan/history-index.js';

const refs = fc.record({
  path: fc.constantFrom('a.xml', './a.xml', 'classpath:/a.xml', 'a.xml::1', 'a.xml:', 'b.xml', ''),
  id: fc.constantFrom('1', '2', '1::ann', ':1', ':'),
  author: fc.constantFrom('ann', 'bob', '1::ann', 'ann:', ''),
});

test('rows are found by the key of their changeset, whatever colons and spellings it has: the newest, and those before it', () => {
  fc.assert(
    fc.property(fc.array(refs), fc.array(refs), (rows, others) => {
      const ran = rows as unknown as readonly RanChangeset[];
      const index = new HistoryIndex(ran);
      for (const changeset of [...rows, ...others]) {
        const own = ran.filter((row) => changesetKey(row) === changesetKey(changeset));
        expect(index.newest(changeset)).toBe(own.at(-1));
        expect(index.older(changeset)).toEqual(own.slice(0, -1));
      }
    }),
  );
});
