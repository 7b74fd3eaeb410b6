import { describe, expect, it } from 'vitest';
import { changeDefinitions } from '../../src/changes/index.js';
import { ChangelogError } from '../../src/core/error.js';
import type { Field, Fields } from '../../src/define/fields.js';
import { dialects } from '../dialects/context.js';
import { changeNode, renderChange } from './render.js';

type Props = Readonly<Record<string, unknown>>;

/** What may say nothing to a database without a warning, by the end of its path, and why. */
const silent: readonly (readonly [path: RegExp, reason: string])[] = [
  [
    /\.(relativeToChangelogFile|encoding|path|quotchar|commentLineStartsWith)$/,
    'says how a file is read; the files of this test do not care',
  ],
  [/\.usePreparedStatements$/, 'the rows are the same either way'],
  [/\.(dbms|os|timeout)$/, 'says where the change runs, and how long'],
  [/\.comments?$/, 'a note for readers'],
  [/^(customChange|output)\./, 'becomes no SQL on any database'],
  [/\.(columnDataType|newColumnDataType)$/, 'one changelog for several databases repeats the type for those that need it'],
  [/^(insert|update|loadData|loadUpdateData)\.columns\.type$/, 'tells how a text is to be read, and most are read alike'],
  [/^(createTable|addColumn)\.columns\.computed$/, 'lets the type be left out'],
  [/^createIndex\.columns\.computed$/, 'a name with parentheses is an expression anyway'],
  [/^(createIndex|dropIndex)\.associatedWith$/, 'tells that another change makes or drops the index'],
  [/^(dropIndex|dropTrigger|disableTrigger|enableTrigger|renameTrigger)\.(tableName|scope)$/, 'helps to find what the name finds already'],
  [/^dropPrimaryKey\.constraintName$/, 'a table has one primary key, and it is dropped'],
  [/^dropUniqueConstraint\.uniqueColumns$/, 'helps to find what the name finds already'],
  [/^create\w+\.(functionName|procedureName|packageName|packageBodyName|triggerName|tableName|scope)$/, 'the text of the routine names it'],
  [/^createTrigger\.catalogName$/, 'the text of the routine names it'],
  [/Synonym\.objectType$/, 'the object says what it is'],
  [/^setColumnRemarks\.columnParentType$/, 'columns of tables and views get their remarks by one statement'],
  [/\.forIndex(Schema|Catalog)Name$/, 'goes with forIndexName, which is refused or warned of'],
  [/^load(Update)?Data\.columns\.(index|header|name|allowUpdate|defaultValue\w*)$/, 'depends on the file'],
  [/^sqlFile\.(stripComments|splitStatements|endDelimiter)$/, 'depends on the file'],
  [/^tagDatabase\./, 'stands in the history table'],
];

/** Values to try for a field: one of them differs from what its absence means. */
function samples(name: string, field: Field): readonly unknown[] {
  if (field.values) return field.values;
  switch (field.kind) {
    case 'boolean':
      return [true, false];
    case 'integer':
      return [7n];
    case 'numeric':
      return ['7'];
    case 'date':
      return ['2021-03-04'];
    case 'string':
      return name.endsWith('File') ? ['other.txt'] : ['sample'];
    case 'list':
    case 'object':
      return [];
  }
}

/** The SQL with the warnings, or the refusal. */
async function outcome(name: string, props: Props, dialect: string): Promise<string> {
  const warnings: string[] = [];
  try {
    const sql = await renderChange(changeNode(name, props), dialect, warnings);
    return sql.length === 0 && warnings.length > 0 ? 'refused by a warning' : JSON.stringify([sql, warnings]);
  } catch (error) {
    if (error instanceof ChangelogError) return `refused: ${error.message}`;
    throw error;
  }
}

/** The ways a column can be, so that each attribute finds one that it says something about. */
const columns: readonly Props[] = [
  {},
  { type: 'int', autoIncrement: true },
  { type: 'int', autoIncrement: true, constraints: { primaryKey: true } },
  { constraints: { primaryKey: true } },
  { constraints: { unique: true } },
  { constraints: { foreignKeyName: 'fk', referencedTableName: 'b', referencedColumnNames: 'id' } },
  { constraints: { nullable: false } },
  { defaultValue: 'x' },
  { valueClobFile: 'a.txt' },
];

/** One attribute of a change: what the change is without it, and with each of its samples. */
interface Variant {
  readonly path: string;
  readonly without: Props;
  readonly with: readonly Props[];
}

function* variants(example: Props, fields: Fields): Generator<Variant> {
  for (const [name, field] of Object.entries(fields)) {
    const inside = (values: Iterable<Variant>, put: (value: Props) => unknown): Variant[] =>
      Array.from(values, (one) => ({
        path: `${name}.${one.path}`,
        without: { ...example, [name]: put(one.without) },
        with: one.with.map((value) => ({ ...example, [name]: put(value) })),
      }));
    if (field.kind === 'list') {
      const first = (example[name] as readonly Props[] | undefined)?.[0];
      if (first === undefined) continue;
      for (const extra of columns) {
        const item = {
          ...(first['name'] !== undefined && { name: first['name'] }),
          ...(first['type'] !== undefined && { type: first['type'] }),
        };
        yield* inside(variants({ ...item, ...extra }, field.fields ?? {}), (value) => [value]);
      }
    } else if (field.kind === 'object') {
      yield* inside(variants((example[name] as Props | undefined) ?? {}, field.fields ?? {}), (value) => value);
    } else {
      const bare = Object.fromEntries(Object.entries(example).filter(([key]) => key === name || fields[key]?.required));
      for (const { [name]: own, ...others } of [example, bare]) {
        const without = field.required ? { ...others, [name]: own } : others;
        yield { path: name, without, with: samples(name, field).map((value) => ({ ...others, [name]: value })) };
      }
    }
  }
}

/** The attributes of all changes that change nothing on a database and of which nobody is told. */
async function attributesWithoutWord(dialect: string): Promise<readonly string[]> {
  const told = new Map<string, boolean>();
  for (const definition of changeDefinitions.values()) {
    for (const example of definition.examples) {
      if ((await outcome(definition.name, example, dialect)).startsWith('refused')) continue;
      for (const variant of variants(example, definition.fields)) {
        const path = `${definition.name}.${variant.path}`;
        if (told.get(path)) continue;
        const without = await outcome(definition.name, variant.without, dialect);
        let isTold = without.startsWith('refused') && variant.without !== example;
        for (const props of variant.with) isTold ||= (await outcome(definition.name, props, dialect)) !== without;
        told.set(path, isTold);
      }
    }
  }
  return [...told].filter(([path, isTold]) => !isTold && !silent.some(([pattern]) => pattern.test(path))).map(([path]) => path);
}

describe.each(dialects.map(({ name }) => name))('an attribute of a change on %s', (dialect) => {
  it('changes the SQL, is refused, or is named in a warning', async () => {
    expect(await attributesWithoutWord(dialect)).toEqual([]);
  });
});
