import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { read, withoutPlaces, type Format } from './read.js';

/** A changeset as plain data; `rows` are column elements of its only change. */
interface Model {
  readonly id: string;
  readonly author: string;
  readonly attributes: Readonly<Record<string, string | boolean>>;
  readonly comment: string | undefined;
  readonly table: string;
  readonly rows: readonly Readonly<Record<string, string | boolean>>[];
  readonly onFail: string | undefined;
  readonly rollback: string | undefined;
}

/** Text that every format can hold: anything but control characters and lone surrogates. */
const text = fc
  .string({ unit: 'grapheme', maxLength: 12 })
  .map((drawn) => drawn.replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF\u2028\u2029\u0085]/gu, '.'));
const word = text.map((drawn) => `w${drawn.trim()}`);
/** What XML keeps of a text: the blanks around it go. */
const inner = text.map((drawn) => drawn.trim()).filter((drawn) => drawn !== '');

const model: fc.Arbitrary<Model> = fc.record({
  id: word,
  author: word,
  attributes: fc.record(
    {
      labels: word,
      contextFilter: word,
      runOnChange: fc.boolean(),
      failOnError: fc.boolean(),
      created: word,
      runOrder: fc.constantFrom('first', 'last'),
    },
    { requiredKeys: [] },
  ),
  comment: fc.option(inner, { nil: undefined }),
  table: word,
  rows: fc.array(fc.record({ name: word, type: word, remarks: text, autoIncrement: fc.boolean() }, { requiredKeys: ['name', 'type'] }), {
    minLength: 1,
    maxLength: 3,
  }),
  onFail: fc.option(fc.constantFrom('HALT', 'CONTINUE', 'MARK_RAN', 'WARN'), { nil: undefined }),
  rollback: fc.option(inner, { nil: undefined }),
});

const escape = (value: string): string =>
  value.replace(/[&<>"'\n\t]/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[char] ?? `&#${char.charCodeAt(0)};`);
const attributes = (of: object): string =>
  Object.entries(of)
    .map(([name, value]) => ` ${name}="${escape(String(value))}"`)
    .join('');

function toXml(models: readonly Model[]): string {
  const sets = models.map(
    ({ id, author, attributes: own, comment, table, rows, onFail, rollback }) => `
  <changeSet${attributes({ id, author, ...own })}>
    ${onFail === undefined ? '' : `<preConditions onFail="${onFail}"><tableExists tableName="${escape(table)}"/></preConditions>`}
    ${comment === undefined ? '' : `<comment>${escape(comment)}</comment>`}
    <createTable tableName="${escape(table)}">
      ${rows.map((row) => `<column${attributes(row)}/>`).join('\n')}
    </createTable>
    ${rollback === undefined ? '' : `<rollback>${escape(rollback)}</rollback>`}
  </changeSet>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<databaseChangeLog>${sets.join('')}\n</databaseChangeLog>`;
}

function toData(models: readonly Model[]): unknown {
  return {
    databaseChangeLog: models.map(({ id, author, attributes: own, comment, table, rows, onFail, rollback }) => ({
      changeSet: {
        id,
        author,
        ...own,
        ...(onFail !== undefined && { preConditions: [{ onFail }, { tableExists: { tableName: table } }] }),
        ...(comment !== undefined && { comment }),
        changes: [{ createTable: { tableName: table, columns: rows.map((column) => ({ column })) } }],
        ...(rollback !== undefined && { rollback }),
      },
    })),
  };
}

/** Block YAML with double-quoted texts. */
function toYaml(value: unknown, indent = ''): string {
  if (typeof value === 'string') return `${JSON.stringify(value)}\n`;
  if (typeof value !== 'object' || value === null) return `${String(value)}\n`;
  if (Array.isArray(value)) return `\n${value.map((item) => `${indent}- ${toYaml(item, `${indent}  `).trimStart()}`).join('')}`;
  return `\n${Object.entries(value)
    .map(([key, item]) => `${indent}${key}: ${toYaml(item, `${indent}  `)}`)
    .join('')}`;
}

describe('a changelog', () => {
  it('means the same in every format', () => {
    fc.assert(
      fc.property(fc.array(model, { minLength: 1, maxLength: 4 }), (models) => {
        const data = toData(models);
        const texts: Record<Format, string> = { xml: toXml(models), yaml: toYaml(data).trimStart(), json: JSON.stringify(data) };
        const [xml, yaml, json] = (['xml', 'yaml', 'json'] as const).map((format) => {
          const { changesets, errors } = read(format, texts[format]);
          expect(errors).toEqual([]);
          return withoutPlaces(changesets);
        });
        expect(xml).toHaveLength(models.length);
        expect(yaml).toEqual(xml);
        expect(json).toEqual(xml);
      }),
      { numRuns: 200 },
    );
  });
});
