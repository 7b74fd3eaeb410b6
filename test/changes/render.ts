import type { ChangeContext, ChangeDefinition, ChangeFiles } from '../../src/define/change.js';
import { changeDefinitions } from '../../src/changes/index.js';
import { parseType } from '../../src/dialects/data-types.js';
import type { SqlSettings } from '../../src/dialects/dialect.js';
import type { ChangeNode } from '../../src/model/change.js';
import type { Changeset } from '../../src/model/changelog.js';
import type { Sql } from '../../src/model/statement.js';
import { sqlFor } from '../dialects/context.js';
import { changesetDefaults } from '../../src/model/changeset-defaults.js';

const source = { file: 'changelog.xml', line: 1, column: 1 };

const changeset: Changeset = {
  ...changesetDefaults,
  id: '1',
  author: 'ann',
  path: 'changelog.xml',
  source,
  changes: [],
};

/** Small files that the examples of the change types name, by the end of their names. */
const contents: readonly (readonly [RegExp, string])[] = [
  [/\.csv$/, 'id,name,active\n1,Ann,true\n2,NULL,false\n'],
  [/\.sql$/, 'select 1;\nselect 2;\n'],
  [/./, 'text of a file\n'],
];

const textOf = (path: string): string => contents.find(([name]) => name.test(path))?.[1] ?? '';

const files: ChangeFiles = {
  text: textOf,
  bytes: (path) => new TextEncoder().encode(textOf(path)),
  *pieces(path) {
    yield new TextEncoder().encode(textOf(path));
  },
  *chunks(path) {
    yield textOf(path);
  },
};

/** A change node with the attributes as the reader of changelogs would leave them. */
export function changeNode(name: string, props: Readonly<Record<string, unknown>>): ChangeNode {
  return { name, props: definitionOf(name).normalize(props), source };
}

export function definitionOf(name: string): ChangeDefinition {
  const definition = changeDefinitions.get(name);
  if (definition === undefined) throw new Error(`no change ${name}`);
  return definition;
}

/** What one change becomes on one dialect, offline. */
export async function renderChange(
  change: ChangeNode,
  dialect: string,
  warnings: string[] = [],
  settings: Partial<SqlSettings> = {},
): Promise<readonly Sql[]> {
  const sql = sqlFor(dialect, settings, warnings);
  const context: ChangeContext = {
    traits: sql.dialect.traits,
    changeset,
    files,
    expand: (text) => text,
    splitSql: (text, options) => sql.dialect.split(text, options),
    typeFamily: (declared) => parseType(declared, false).family,
    say: () => undefined,
    warn: (message) => void warnings.push(message),
  };
  const definition = definitionOf(change.name);
  const rendered: Sql[] = [];
  for await (const statement of change.undo ? definition.undo(change.props, context) : definition.statements(change.props, context)) {
    const live = sql.dialect.compileLive[statement.kind];
    const answer = await live?.(statement as never, sql, undefined);
    rendered.push(...(answer?.map((one) => (typeof one === 'string' ? { sql: one } : one)) ?? sql.render(statement)));
  }
  return rendered;
}
