import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Changeset } from '../../src/model/changelog.js';
import { changesetChecksum, type ChecksumEnvironment } from '../../src/plan/checksum.js';
import { writeChangelog } from '../../src/write/write.js';
import { parseFiles } from '../parse/memory-resources.js';
import { withoutPlaces } from '../parse/read.js';
import { changeOf, changesets, writable } from './arbitrary.js';
import { changesetDefaults } from '../../src/model/changeset-defaults.js';

const formats = ['xml', 'yaml', 'json'] as const;

const environment: ChecksumEnvironment = {
  files: { text: (path) => path, bytes: (path) => Buffer.from(path), pieces: (path) => [Buffer.from(path)], chunks: (path) => [path] },
  properties: { get: () => undefined, expand: (text) => text },
  matchesDbms: () => true,
  appliesModifier: () => true,
};

/** In one order: runOrder puts changesets before or after the others. */
const plain = (all: readonly Changeset[]): unknown => withoutPlaces(all.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1)));
const nameOf = ({ id, author }: Changeset): string => `${id}::${author}`;

async function reread(all: readonly Changeset[], format: (typeof formats)[number]): Promise<readonly Changeset[]> {
  const written = writeChangelog(all, format);
  const { changesets: read, errors } = await parseFiles({ [`c.${format}`]: written });
  expect(errors, written).toEqual([]);
  return read;
}

/** A changeset that says nothing but who it is. */
const simple: Changeset = {
  ...changesetDefaults,
  id: '1',
  author: 'ann',
  path: 'c',
  source: { file: 'c', line: 1, column: 1 },
  changes: [],
};

describe('a changelog that is written and read again', () => {
  it.each(formats)('keeps everything its changesets say, as %s', async (format) => {
    await fc.assert(
      fc.asyncProperty(changesets, async (all) => {
        expect(plain(await reread(all, format))).toEqual(plain(all));
      }),
      { numRuns: 200 },
    );
  });

  describe.each(writable.map((definition) => definition.name))('%s', (name) => {
    it('keeps its attributes and its checksum in every format', async () => {
      const definition = writable.find((one) => one.name === name);
      if (definition === undefined) return;
      await fc.assert(
        fc.asyncProperty(fc.array(changeOf(definition), { minLength: 1, maxLength: 5 }), async (changes) => {
          const all = changes.map((change, i) => ({ ...simple, changes: [change], id: String(i) }));
          const sums = all.map((one) => changesetChecksum(one, environment));
          for (const format of formats) {
            const read = await reread(all, format);
            expect(plain(read)).toEqual(plain(all));
            expect(new Set(read.map((one) => changesetChecksum(one, environment)))).toEqual(new Set(sums));
          }
        }),
        { numRuns: 10 },
      );
    });
  });
});

/** All examples of the change types that a changelog can hold, each in a changeset of its own. */
const examples: readonly Changeset[] = writable.flatMap((definition) =>
  definition.examples.map((props, i) => ({
    ...simple,
    id: `${definition.name} ${i + 1}`,
    changes: [{ name: definition.name, props: definition.normalize(props), source: simple.source }],
  })),
);

/** The same data with the keys of every map in another order. */
function reversed(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(reversed);
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(
    Object.entries(data)
      .toReversed()
      .map(([key, value]) => [key, reversed(value)]),
  );
}

/** The tags of a document with their attributes in another order and blanks, and comments between the elements. */
function rearranged(xml: string): string {
  return xml
    .replace(/<(\w+)((?:\s+[\w:]+="[^"]*")+)(\/?)>/g, (_tag, name: string, attributes: string, end: string) => {
      const list = attributes.match(/[\w:]+="[^"]*"/g) ?? [];
      return `<${name}\n\t${list.toReversed().join('\r\n  ')} ${end}>`;
    })
    .replace(/>\n( *)</g, '>\r\n\t<!-- a comment --> $1<');
}

describe('a checksum', () => {
  const sums = (all: readonly Changeset[]) => Object.fromEntries(all.map((one) => [one.id, changesetChecksum(one, environment)]));

  it('depends on no order of attributes and no blanks between elements, for every example', async () => {
    const expected = sums(examples);
    expect(Object.keys(expected)).toHaveLength(examples.length);
    const json = JSON.stringify(reversed(JSON.parse(writeChangelog(examples, 'json'))), undefined, '\t');
    for (const files of [{ 'c.json': json }, { 'c.yaml': json }, { 'c.xml': rearranged(writeChangelog(examples, 'xml')) }]) {
      const { changesets: read, errors } = await parseFiles(files);
      expect(errors).toEqual([]);
      expect(sums(read)).toEqual(expected);
    }
  });
});
