import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asChangelogError } from '../../src/core/error.js';
import * as engine from '../../src/index.js';
import type { ChangelogEvent } from '../../src/index.js';
import { slowChangelog } from './program.js';
import { describeTargets, type TestDatabase } from './targets.js';

let cwd = '';
beforeAll(() => void (cwd = mkdtempSync(join(tmpdir(), 'changelog-'))));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

/** A server that passes everything on to the database; it listens when `listen` is called. */
function relay(database: TestDatabase): { readonly server: Server; listen(port: number): Promise<number> } {
  const server = createServer({ noDelay: true }, (socket) => {
    const onward = connect(database.target.port ?? 0, database.target.host ?? '127.0.0.1');
    socket.pipe(onward).pipe(socket);
    for (const one of [socket, onward]) one.on('error', () => one.destroy());
  });
  return {
    server,
    async listen(port) {
      await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
      return (server.address() as AddressInfo).port;
    },
  };
}

const isServer = ({ dialect }: { readonly dialect: string }): boolean => dialect !== 'sqlite';

describeTargets(
  'a connection',
  ({ dialect, open }) => {
    it('that breaks in the middle of a run is reported with what is certain, and leaves no lock', async () => {
      await using database = await open();
      writeFileSync(join(cwd, 'slow.json'), slowChangelog(dialect, 3));
      let isSlow = false;
      const onEvent = (event: ChangelogEvent): void => void (isSlow ||= event.type === 'changeset-started' && event.changeset.id === '2');
      const run = engine.update({ url: database.url, changelogFile: 'slow.json' }, { cwd, onEvent }).catch(asChangelogError);
      while (!isSlow) await sleep(50);
      await sleep(300);
      const id = (await engine.listLocks({ url: database.url }, { cwd })).session?.id;
      await using other = await database.connect();
      await other.execute({ sql: dialect === 'postgresql' ? `SELECT pg_terminate_backend(${id})` : `KILL ${id}` });
      expect(await run).toMatchObject({
        code: 'CONNECT_LOST',
        changeset: { id: '2' },
        message: expect.stringMatching(
          /That session has ended and the lock is free: 1 changeset of this run is recorded, the last one slow\.json::1::ann; /,
        ) as unknown,
      });
      const { locks, session } = await engine.listLocks({ url: database.url }, { cwd });
      expect({ locks, session }).toEqual({ locks: [], session: null });
    });

    it('that the server does not take yet is tried again as often as asked for', async () => {
      await using database = await open();
      writeFileSync(join(cwd, 'quick.json'), slowChangelog(dialect, 0));
      const first = relay(database);
      const port = await first.listen(0);
      await new Promise((resolve) => first.server.close(resolve));
      const url = new URL(database.url);
      url.host = `127.0.0.1:${port}`;
      const tries: string[] = [];
      const onEvent = (event: ChangelogEvent): void => {
        if (event.type === 'connect-retry') tries.push(`${event.attempt} of ${event.of}`);
      };
      const options = { url: url.href, changelogFile: 'quick.json', connectRetryDelay: 0 };
      await expect(engine.update({ ...options, connectRetries: 2 }, { cwd, onEvent })).rejects.toMatchObject({ code: 'CONNECT_REFUSED' });
      expect(tries).toEqual(['1 of 2', '2 of 2']);
      const run = engine.update({ ...options, connectRetries: 5, connectRetryDelay: 1 }, { cwd, onEvent });
      const second = relay(database);
      await second.listen(port);
      expect((await run).summary.run).toBe(3);
      second.server.close();
    });

    it('that the server refuses for its password is not tried again', async () => {
      await using database = await open();
      writeFileSync(join(cwd, 'quick.json'), slowChangelog(dialect, 0));
      const url = new URL(database.url);
      url.username = 'nobody_of_this_name';
      url.password = 'wrong';
      const tries: string[] = [];
      const onEvent = ({ type }: ChangelogEvent): void => void (type === 'connect-retry' && tries.push(type));
      const run = engine.update({ url: url.href, changelogFile: 'quick.json', connectRetries: 3 }, { cwd, onEvent });
      await expect(run).rejects.toMatchObject({ code: 'CONNECT_AUTHENTICATION' });
      expect(tries).toEqual([]);
    });
  },
  isServer,
);
