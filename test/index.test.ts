import { readdirSync } from 'node:fs';
import { describe, expect, expectTypeOf, it } from 'vitest';
import * as engine from '../src/index.js';
import { ChangelogError, history, rollback, status, update, updateSql, type ChangelogEvent, type UpdateResult } from '../src/index.js';
import { commands } from '../src/commands/index.js';
import { smallChangelog, useFolder } from './scenarios/folder.js';

const folder = useFolder();
const options = { url: 'sqlite:test.db', changelogFile: 'changelog.yaml' } as const;
const camelCase = (name: string): string => name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

describe('the library', () => {
  it('has every command as a function', () => {
    const camel = Object.keys(commands).map(camelCase);
    expect(camel.filter((name) => !(name in engine))).toEqual([]);
  });

  it('runs commands in a folder and reports events', async () => {
    folder.write('changelog.yaml', ...smallChangelog);
    const events: ChangelogEvent[] = [];
    const result = await update({ ...options, contextFilter: 'prod' }, { cwd: folder.path, onEvent: (event) => events.push(event) });
    expect(result.summary).toMatchObject({ run: 2, filteredOut: 1 });
    expect(events.filter(({ type }) => type === 'changeset-finished')).toHaveLength(2);
    expect((await history({ url: options.url }, { cwd: folder.path })).deployments).toHaveLength(1);
    expect((await rollback({ ...options, tag: 'v1.0' }, { cwd: folder.path })).changesets).toHaveLength(1);
    expect((await status(options, { cwd: folder.path })).pending.map(({ id }) => id)).toEqual(['2', '3']);
  });

  it('takes properties from its options and then from its caller, never from the environment', async () => {
    folder.write('changelog.yaml', ...smallChangelog.slice(0, 10).map((line) => line.replace('person', '${TABLE}')));
    process.env['TABLE'] = 'from_environment';
    try {
      const sql = async (parameters: Readonly<Record<string, string>> | undefined, weaker: Readonly<Record<string, string>>) =>
        (
          await updateSql(
            { url: 'offline:postgresql', changelogFile: 'changelog.yaml', parameters },
            { cwd: folder.path, parameters: [weaker] },
          )
        ).changesets[0]?.sql[0];
      expect(await sql({ TABLE: 'one' }, { TABLE: 'two' })).toContain('TABLE one ');
      expect(await sql(undefined, { TABLE: 'two' })).toContain('TABLE two ');
      expect(await sql(undefined, {})).not.toContain('from_environment');
    } finally {
      delete process.env['TABLE'];
    }
  });

  it('ends when its signal aborts, and nothing is half done', async () => {
    folder.write('changelog.yaml', ...smallChangelog);
    const controller = new AbortController();
    const onEvent = (event: ChangelogEvent): void => {
      if (event.type === 'changeset-finished') controller.abort();
    };
    await expect(update(options, { cwd: folder.path, signal: controller.signal, onEvent })).rejects.toMatchObject({ code: 'INTERRUPTED' });
    expect((await status(options, { cwd: folder.path })).pending).toHaveLength(2);
    expect((await engine.listLocks({ url: options.url }, { cwd: folder.path })).locks).toEqual([]);
  });

  it('begins nothing when its signal was aborted before, whatever the command', async () => {
    const functions = new Map<string, unknown>(Object.entries(engine));
    for (const name of Object.keys(commands)) {
      const run = functions.get(camelCase(name)) as typeof update;
      await expect(run(options, { cwd: folder.path, signal: AbortSignal.abort() }), name).rejects.toMatchObject({ code: 'INTERRUPTED' });
    }
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it('throws errors that name the changeset and no more of it, and that become JSON', async () => {
    folder.write(
      'changelog.yaml',
      ...smallChangelog.map((line) => line.replace('DELETE', 'DELET').replace('type: int,', 'type: int, nonsense: 1,')),
    );
    const several = await update(options, { cwd: folder.path }).catch((error: unknown) => error);
    expect(JSON.parse(JSON.stringify(several))).toMatchObject({ name: 'ChangelogError', code: 'PARSE_UNKNOWN_ATTRIBUTE' });
    folder.write('changelog.yaml', ...smallChangelog.map((line) => line.replace('value: Zoe', 'valueComputed: nothing()')));
    const error = await update(options, { cwd: folder.path }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'SQL_FAILED', problems: [error] });
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({ changeset: { id: '2', author: 'ann', path: 'changelog.yaml' } });
    expect(Object.keys((error as ChangelogError).changeset ?? {})).toEqual(['id', 'author', 'path']);
  });

  it('throws ChangelogErrors with code, place and hint', async () => {
    folder.write(
      'changelog.yaml',
      'databaseChangeLog:',
      '  - changeSet: { id: 1, author: ann, changes: [ { createTabel: { tableName: t } } ] }',
    );
    const error = await update(options, { cwd: folder.path }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ChangelogError);
    expect(error).toMatchObject({ code: 'PARSE_UNKNOWN_CHANGE', source: { file: 'changelog.yaml', line: 2 } });
  });

  it('checks at run time what types cannot', async () => {
    const wrong = (input: object) => update(input as typeof options, { cwd: folder.path });
    await expect(wrong({ url: 'sqlite:test.db' })).rejects.toMatchObject({ code: 'CONFIG_MISSING_OPTION' });
    await expect(wrong({ ...options, changelogFiel: 'x' })).rejects.toMatchObject({
      code: 'CONFIG_UNKNOWN_OPTION',
      hint: 'did you mean "changelogFile"?',
    });
    await expect(wrong({ ...options, contexts: 'x' })).rejects.toMatchObject({
      code: 'CONFIG_UNKNOWN_OPTION',
      hint: 'it is called contextFilter here',
    });
    await expect(wrong({ ...options, showSummary: 'some' })).rejects.toMatchObject({ code: 'CONFIG_INVALID_VALUE' });
    await expect(wrong({ ...options, connectTimeout: '3' })).rejects.toMatchObject({ code: 'CONFIG_INVALID_VALUE' });
  });

  it('is typed by the declarations of the commands', () => {
    expectTypeOf(update).returns.resolves.toEqualTypeOf<UpdateResult>();
    expectTypeOf(update)
      .parameter(0)
      .toExtend<{ url: string; changelogFile: string; contextFilter?: string | undefined; connectTimeout?: number | undefined }>();
    // @ts-expect-error -- the changelog file is missing
    void (() => update({ url: 'sqlite:test.db' }));
    // @ts-expect-error -- the option does not exist
    void (() => update({ ...options, changelogFiel: 'x' }));
    // @ts-expect-error -- the tag is missing
    void (() => rollback(options));
  });
});
