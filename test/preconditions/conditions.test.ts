import { describe, expect, it } from 'vitest';
import type { ChangelogError } from '../../src/core/error.js';
import type { PreconditionContext, Verdict } from '../../src/define/precondition.js';
import type { RanChangeset } from '../../src/model/history.js';
import { preconditionDefinitions } from '../../src/preconditions/index.js';

const source = { file: 'a.xml', line: 3, column: 5 };

/** A context that knows what is given and fails a test that asks for more. */
function context(known: Partial<PreconditionContext>): PreconditionContext {
  const target = { nameSql: (name: string) => name, objectSql: ({ name }: { name: string }) => name, defaultSchema: 'app', ...known };
  return new Proxy(target as PreconditionContext, {
    get(object, key) {
      if (!Object.hasOwn(object, key)) throw new Error(`the condition asked for ${String(key)}`);
      return object[key as keyof PreconditionContext];
    },
  });
}

function evaluate(
  name: string,
  props: Readonly<Record<string, unknown>>,
  known: Partial<PreconditionContext> = {},
  nested: readonly Verdict[] = [],
): Promise<Verdict> {
  const definition = preconditionDefinitions.get(name);
  if (definition === undefined) throw new Error(`no precondition ${name}`);
  return definition.evaluate(
    { name, props, nested: [], source },
    context(known),
    nested.map((verdict) => async () => verdict),
  );
}

const row = (execType: RanChangeset['execType']): RanChangeset => ({
  id: '1',
  author: 'ann',
  path: 'a.xml',
  dateExecuted: new Date(0),
  orderExecuted: 1,
  execType,
  md5sum: null,
  description: null,
  comments: null,
  tag: null,
  liquibase: null,
  contexts: null,
  labels: null,
  deploymentId: null,
});

describe('and, or, not', () => {
  it('and holds where all hold, and tells the first that does not', async () => {
    expect(await evaluate('and', {}, {}, [true, true])).toBe(true);
    expect(await evaluate('and', {}, {}, [true, 'b', 'c'])).toBe('b');
    expect(await evaluate('and', {}, {}, [])).toBe(true);
  });
  it('or holds where one holds, and tells all that do not', async () => {
    expect(await evaluate('or', {}, {}, ['a', true])).toBe(true);
    expect(await evaluate('or', {}, {}, ['a', 'b'])).toBe('a\nb');
  });
  it('not holds where none holds', async () => {
    expect(await evaluate('not', {}, {}, ['a', 'b'])).toBe(true);
    expect(await evaluate('not', {}, {}, ['a', true])).toBe('Not precondition failed');
  });
  it('do not look further than they need', async () => {
    const broken = preconditionDefinitions.get('or');
    const nested = [async (): Promise<Verdict> => true, () => Promise.reject(new Error('asked'))];
    expect(await broken?.evaluate({ name: 'or', props: {}, nested: [], source }, context({}), nested)).toBe(true);
  });
});

describe('conditions that need no database', () => {
  it('dbms compares lower-case names, and an empty list names none', async () => {
    const seen: string[] = [];
    const dialect = { name: 'postgresql', matches: (list: string) => (seen.push(list), list.includes('postgresql')) };
    expect(await evaluate('dbms', { type: 'PostgreSQL, H2' }, { dialect })).toBe(true);
    expect(seen).toEqual(['postgresql, h2']);
    expect(await evaluate('dbms', { type: 'MySQL' }, { dialect })).toBe('DBMS Precondition failed: expected mysql, got postgresql');
    expect(await evaluate('dbms', { type: ' ' }, { dialect: { ...dialect, matches: () => true } })).toContain('failed');
  });
  it('runningAs ignores case and the host behind the login', async () => {
    expect(await evaluate('runningAs', { username: 'APP' }, { user: 'app@10.0.0.1' })).toBe(true);
    expect(await evaluate('runningAs', { username: 'app' }, { user: 'root' })).toBe(
      'RunningAs Precondition failed: expected app, was root',
    );
  });
  it('changeSetExecuted takes MARK_RAN and RERAN for run, FAILED and SKIPPED not', async () => {
    const ask = (execType: RanChangeset['execType'] | undefined) =>
      evaluate(
        'changeSetExecuted',
        { id: '1', author: 'ann' },
        { changelogPath: 'root.xml', ran: () => (execType === undefined ? undefined : row(execType)) },
      );
    for (const execType of ['EXECUTED', 'RERAN', 'MARK_RAN'] as const) expect(await ask(execType)).toBe(true);
    for (const execType of ['FAILED', 'SKIPPED', undefined] as const)
      expect(await ask(execType)).toBe("Changeset 'root.xml::1::ann' has not been run");
  });
  it('changeSetExecuted looks in the file that it names', async () => {
    const asked: string[] = [];
    await evaluate(
      'changeSetExecuted',
      { id: '1', author: 'ann', changeLogFile: 'b.xml' },
      { changelogPath: 'root.xml', ran: ({ path }) => void asked.push(path) },
    );
    expect(asked).toEqual(['b.xml']);
  });
  it('changeLogPropertyDefined compares the value where one is given', async () => {
    const property = (name: string) => (name === 'p' ? 'v' : undefined);
    expect(await evaluate('changeLogPropertyDefined', { property: 'p' }, { property })).toBe(true);
    expect(await evaluate('changeLogPropertyDefined', { property: 'p', value: 'v' }, { property })).toBe(true);
    expect(await evaluate('changeLogPropertyDefined', { property: 'p', value: 'w' }, { property })).toBe(
      "Expected changelog property 'p' to have a value of 'w'.  Got 'v'",
    );
    expect(await evaluate('changeLogPropertyDefined', { property: 'q' }, { property })).toBe("Changelog property 'q' was not set");
  });
  it('expectedQuotingStrategy compares strategies', async () => {
    expect(await evaluate('expectedQuotingStrategy', { strategy: 'LEGACY' }, { quotingStrategy: 'LEGACY' })).toBe(true);
    expect(await evaluate('expectedQuotingStrategy', { strategy: 'LEGACY' }, { quotingStrategy: 'QUOTE_ALL_OBJECTS' })).toContain(
      'expected LEGACY',
    );
  });
  it('are marked so, and no others', () => {
    const offline = [...preconditionDefinitions.values()].filter((definition) => definition.offline).map(({ name }) => name);
    expect(offline.sort()).toEqual(
      [
        'and',
        'changeLogPropertyDefined',
        'changeSetExecuted',
        'customPrecondition',
        'dbms',
        'expectedQuotingStrategy',
        'not',
        'or',
        'runningAs',
      ].sort(),
    );
  });
});

describe('sqlCheck', () => {
  const answering = (rows: readonly (readonly (string | null)[])[], texts: string[] = []) => ({
    query: async (text: string) => (texts.push(text), rows),
  });
  it('compares the text of one value', async () => {
    expect(await evaluate('sqlCheck', { expectedResult: '1', sql: 'select 1' }, answering([['1']]))).toBe(true);
    expect(await evaluate('sqlCheck', { expectedResult: '1', sql: 'select 2' }, answering([['2']]))).toBe(
      "SQL Precondition failed.  Expected '1' got '2'",
    );
    expect(await evaluate('sqlCheck', { expectedResult: '', sql: 'select null' }, answering([[null]]))).toBe(
      'No rows returned from SQL Precondition',
    );
  });
  it('sends the query without its semicolon', async () => {
    const texts: string[] = [];
    await evaluate('sqlCheck', { expectedResult: '1', sql: "select ';' ;\n" }, answering([['1']], texts));
    expect(texts).toEqual(["select ';' "]);
  });
  it.for([
    [[], 'no row'],
    [[['1'], ['2']], '2 rows'],
    [[['1', '2']], '2 columns'],
  ] as const)('is an error where the answer is not one value: %o', async ([rows, said]) => {
    const error = await evaluate('sqlCheck', { expectedResult: '1', sql: 'x' }, answering(rows)).catch(
      (thrown: unknown) => thrown as ChangelogError,
    );
    expect(error).toMatchObject({ code: 'PRECONDITION_ERROR', source });
    expect((error as ChangelogError).message).toContain(said);
  });
});

describe('rowCount', () => {
  it('counts in numbers of any size', async () => {
    const query = async () => [['9007199254740993']];
    expect(await evaluate('rowCount', { tableName: 't', expectedRows: 9007199254740993n }, { query })).toBe(true);
    expect(await evaluate('rowCount', { tableName: 't', expectedRows: 9007199254740992n }, { query })).toBe(
      'Table t does not have the expected row count of 9007199254740992. It contains 9007199254740993 rows',
    );
  });
});

describe('attributes that belong together', () => {
  const problems = (name: string, props: Readonly<Record<string, unknown>>) =>
    preconditionDefinitions
      .get(name)
      ?.check(props)
      .map(({ message }) => message);
  it('are asked for together', () => {
    expect(problems('indexExists', { tableName: 't' })).toEqual(['indexName OR (tableName and columnNames) is required']);
    expect(problems('indexExists', { tableName: 't', columnNames: 'a' })).toEqual([]);
    expect(problems('indexExists', { indexName: 'i' })).toEqual([]);
    expect(problems('primaryKeyExists', {})).toEqual(['Either primaryKeyName or tableName must be set']);
    expect(problems('uniqueConstraintExists', { tableName: 't' })).toHaveLength(1);
    expect(problems('tableExists', { tableName: 't' })).toEqual([]);
  });
});

describe('customPrecondition', () => {
  const props = { className: 'com.example.Check', params: [{ name: 'a', value: 'b' }] };
  it('is refused by the name of its class, with a way out', async () => {
    const refusal = preconditionDefinitions.get('customPrecondition')?.refuse(props);
    expect(refusal?.message).toContain('com.example.Check');
    expect(refusal?.hint).toContain('sqlCheck');
    const error = await evaluate('customPrecondition', props).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'PARSE_UNSUPPORTED', source });
  });
  it('is the only one that is refused', () => {
    const refused = [...preconditionDefinitions.values()].filter((definition) => definition.refuse({ className: 'x' }) !== undefined);
    expect(refused.map(({ name }) => name)).toEqual(['customPrecondition']);
  });
});
