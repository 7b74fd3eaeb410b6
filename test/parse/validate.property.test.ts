import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boolean, date, integer, list, object, required, string, type Fields } from '../../src/define/fields.js';
import { objectSchema } from '../../src/define/json-schema.js';
import { elementPlaces, readElement, typedProps } from '../../src/define/read.js';
import type { TreeNode } from '../../src/model/tree.js';

const inner = { name: required(string('A name')), size: integer('A size'), unique: boolean('A flag') };
const fields: Fields = {
  title: required(string('A title')),
  kind: string('One of two', { values: ['ONE', 'TWO'], anyCase: true }),
  count: integer('A count'),
  flag: boolean('A flag', { aliases: ['oldFlag'] }),
  when: date('A day'),
  text: string('A text', { xml: 'body' }),
  entries: list('entry', inner, 'Entries'),
  part: object(inner, 'A part'),
};

const source = { file: 'f', line: 1, column: 1 };
const names = [
  'title',
  'kind',
  'count',
  'flag',
  'oldFlag',
  'when',
  'text',
  'entries',
  'entry',
  'part',
  'name',
  'size',
  'unique',
  '__proto__',
  'constructor',
];
const words = ['', 'x', 'true', 'FALSE', '1', '-12', '1.5', 'one', 'TWO', '2020-01-31'];

const { node } = fc.letrec<{ node: TreeNode }>((tie) => ({
  node: fc
    .record({
      name: fc.constantFrom(...names),
      origin: fc.constantFrom('attribute', 'element', 'key'),
      text: fc.option(fc.constantFrom(...words), { nil: undefined }),
      type: fc.constantFrom('text', 'null'),
      children: fc.oneof({ maxDepth: 2 }, fc.constant([]), fc.array(tie('node'), { maxLength: 4 })),
    })
    .map(({ name, origin, text, type, children }) => ({
      name,
      origin,
      source,
      children,
      ...(text !== undefined && { value: { type, text } }),
    })) as fc.Arbitrary<TreeNode>,
}));

describe('reading an element', () => {
  const valid = new Ajv({ allErrors: true }).compile(objectSchema(fields, 'ast'));

  it('finds out by itself whether the schema would find a fault', () => {
    let fitting = 0;
    fc.assert(
      fc.property(fc.array(node, { maxLength: 4 }), (extra) => {
        const title: TreeNode = { name: 'title', origin: 'key', source, children: [], value: { type: 'text', text: 't' } };
        const raw = readElement(
          { name: 'root', origin: 'element', source, children: [title, ...extra.filter((one) => one.name !== 'title')] },
          fields,
        );
        expect(raw.fits).toBe(valid(raw.json));
        if (raw.fits && extra.length > 0) fitting++;
      }),
      { numRuns: 3000 },
    );
    expect(fitting).toBeGreaterThan(100);
  });

  it('has a place for everything that the schema can complain of', () => {
    fc.assert(
      fc.property(fc.array(node, { maxLength: 4 }), (children) => {
        const root: TreeNode = { name: 'root', origin: 'element', source, children };
        if (valid(readElement(root, fields).json)) return;
        const places = elementPlaces(root, fields);
        for (const error of valid.errors ?? []) {
          const owner = error.instancePath.slice(0, error.keyword === 'type' ? error.instancePath.lastIndexOf('/') : undefined);
          expect(places.has(owner)).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('turns whole numbers of any size into bigints, in lists and objects, too', () => {
    const size = { name: 'size', origin: 'key', source, children: [], value: { type: 'integer', text: '+12345678901234567890' } } as const;
    const name = { name: 'name', origin: 'key', source, children: [], value: { type: 'text', text: 'n' } } as const;
    const element = { name: 'entry', origin: 'element', source, children: [name, size] } as const;
    const { json } = readElement({ ...element, name: 'root', children: [element, { ...element, name: 'part' }] }, fields);
    expect(typedProps(json, fields)).toEqual({
      entries: [{ name: 'n', size: 12345678901234567890n }],
      part: { name: 'n', size: 12345678901234567890n },
    });
  });
});
