import { describe, expect, it } from 'vitest';
import { changeDefinitions } from '../../src/changes/index.js';
import { ChangelogError } from '../../src/core/error.js';
import { dialects } from '../dialects/context.js';
import { changeNode, renderChange } from './render.js';

/** Attributes that are SQL by definition: whoever writes them writes SQL. `docs/compatibility.md` lists them. */
const sqlByDefinition = new Set([
  ...['sql', 'selectQuery', 'where', 'constraintBody', 'references', 'onDelete', 'onUpdate', 'endDelimiter'],
  ...['procedureText', 'procedureBody', 'functionBody', 'triggerBody', 'packageText', 'packageBodyText', 'packageBody', 'onCreate'],
  ...['type', 'columnDataType', 'newDataType', 'newType', 'finalColumnType', 'newColumnDataType', 'existingColumnType', 'newColumnType'],
  ...['defaultValueComputed', 'valueComputed', 'valueNumeric', 'valueDate', 'defaultValueNumeric', 'defaultValueDate', 'checkConstraint'],
  // Not part of the SQL.
  ...['dbms', 'encoding', 'path', 'file'],
]);

/** Each would end the name or the text that it stands in, if somebody forgot to quote. */
const hostile = [
  `'; DROP TABLE victim; --`,
  `"; DROP TABLE victim; --`,
  '`; DROP TABLE victim; --',
  `]; DROP TABLE victim; --`,
  String.raw`\'; DROP TABLE victim; -- `,
  `1); DROP TABLE victim; --`,
  `to_date(1); DROP TABLE victim; --()`,
  `a; DROP TABLE victim; --\nDROP TABLE victim`,
];
const harmless = 'zzz';

type Props = Readonly<Record<string, unknown>>;

/** The attributes of an example with text in them, by their path. */
function textPaths(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value === 'string') return sqlByDefinition.has(path.at(-1) ?? '') ? [] : [path];
  if (typeof value !== 'object' || value === null) return [];
  // The name of a computed column of an index is an expression.
  return Object.entries(value).flatMap(([key, inner]) => (key === 'name' && 'computed' in value ? [] : textPaths(inner, [...path, key])));
}

function replaced(value: unknown, [key, ...rest]: readonly string[], text: string): unknown {
  if (key === undefined) return text;
  if (Array.isArray(value)) return value.map((one: unknown, i) => (String(i) === key ? replaced(one, rest, text) : one));
  return { ...(value as Props), [key]: replaced((value as Props)[key], rest, text) };
}

/** How many statements a server would see; undefined where the change is refused. */
async function statementsOf(name: string, props: Props, dialect: (typeof dialects)[number]): Promise<number | undefined> {
  try {
    const rendered = await renderChange(changeNode(name, props), dialect.name);
    return rendered.flatMap(({ sql }) => dialect.split(sql, { splitStatements: true, stripComments: true })).length;
  } catch (error) {
    if (error instanceof ChangelogError && error.code !== 'INTERNAL') return undefined;
    throw error;
  }
}

describe.each(dialects)('on $title, hostile text', (dialect) => {
  it.each([...changeDefinitions.values()].filter(({ fields }) => Object.keys(fields).length > 0))(
    'in any attribute of $name stays a name or a value',
    async ({ name, examples }) => {
      const broken: string[] = [];
      for (const example of examples as readonly Props[]) {
        for (const path of textPaths(example)) {
          const expected = await statementsOf(name, replaced(example, path, harmless) as Props, dialect);
          for (const text of hostile) {
            const count = await statementsOf(name, replaced(example, path, text) as Props, dialect);
            if (count !== undefined && count > (expected ?? 1)) broken.push(`${path.join('.')} ${text}`);
          }
        }
      }
      expect(broken.join('\n')).toBe('');
    },
  );
});
