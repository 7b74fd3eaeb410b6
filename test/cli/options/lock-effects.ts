import { createServer, type AddressInfo, type Socket } from 'node:net';
import { expect } from 'vitest';
import type { Calls, Situation } from './calls.js';
import { differs, says, type Checks } from './checks.js';

/** The row as a Liquibase leaves it that was killed. */
export const held = "UPDATE DATABASECHANGELOGLOCK SET LOCKED = 1, LOCKEDBY = 'bea', LOCKGRANTED = 1600000000000 WHERE ID = 1";
const otherLock = 'CREATE TABLE OTHERLOCK AS SELECT * FROM DATABASECHANGELOGLOCK';
const otherHeld = held.replace('DATABASECHANGELOGLOCK', 'OTHERLOCK');

/** What a command does about the lock, in a situation in which it wants it. */
export function lockEffectsIn(situation: Situation): Checks {
  const whileHeld: Situation = { ...situation, before: [held] };
  return {
    databaseChangelogLockTableName: (command, calls) =>
      command.endsWith('-sql')
        ? differs(['--database-changelog-lock-table-name=OTHERLOCK'], situation)(command, calls)
        : /^(?:list-locks|release-locks|unlock|doctor)$/.test(command)
          ? differs(['--database-changelog-lock-table-name=OTHERLOCK'], { ...situation, before: [otherLock, otherHeld] })(command, calls)
          : says(['--database-changelog-lock-table-name=OTHERLOCK'], 'LOCK_HELD', { ...situation, before: [otherLock, otherHeld] })(
              command,
              calls,
            ),
    changelogLockMode: says(['--changelog-lock-mode=lease'], 'keeps no lease', situation),
    changelogLockTakeover: says(['--changelog-lock-takeover=no-sessions'], 'keeps no list of sessions', situation),
    changelogLockWaitTimeInMinutes: async (command, calls) => {
      const seen = await calls.run(command, ['--changelog-lock-wait-time-in-minutes=0'], whileHeld);
      expect(seen.err).toMatch(/LOCK_HELD.*gave up after 0 s/);
    },
    changelogLockPollRate: async (command, calls) => {
      const [usual, rare] = await Promise.all(
        [[], ['--changelog-lock-poll-rate=60']].map((args) => longestPause(command, calls, args, whileHeld)),
      );
      expect(usual).toBeLessThanOrEqual(1000);
      expect(rare).toBeGreaterThan(1000);
    },
  };
}

/** Waits for a held lock and returns the longest pause between two looks; they double up to the most, so that the fifth tells. */
async function longestPause(command: string, calls: Calls, args: readonly string[], whileHeld: Situation): Promise<number> {
  const stop = new AbortController();
  const pauses: number[] = [];
  const onText = (text: string): void => {
    for (const [, pause] of text.matchAll(/"pauseMs":(\d+)/g)) pauses.push(Number(pause));
    if (pauses.length >= 5) stop.abort();
  };
  await calls.run(command, args, { ...whileHeld, always: ['--format=json'], signal: stop.signal, onText });
  expect(pauses.length).toBeGreaterThanOrEqual(5);
  return Math.max(...pauses);
}

/** The command is to reach the server at this port. */
function reaching(command: string, port: number): Situation {
  const url = `postgres://ann@127.0.0.1:${port}/shop?sslmode=disable`;
  return command === 'snapshot-reference' ? { needs: [`--reference-url=${url}`] } : { url };
}

/** What a command does about a server that does not answer. */
export const connectEffects: Checks = {
  connectTimeout: (command, calls) =>
    withServer(
      () => {},
      async (port) => {
        const { err } = await calls.run(command, ['--connect-timeout=1'], reaching(command, port));
        expect(err).toContain('CONNECT_TIMEOUT');
      },
    ),
  connectRetries: async (command, calls) =>
    expect(await triesOf(command, calls, ['--connect-retries=2', '--connect-retry-delay=0'])).toHaveLength(3),
  connectRetryDelay: async (command, calls) => {
    const [first = 0, second = 0] = await triesOf(command, calls, ['--connect-retries=1', '--connect-retry-delay=1']);
    expect(second - first).toBeGreaterThan(900);
  },
};

/** Options about time: their checks wait, and are made for all commands at once. */
export const slowOptions = ['changelogLockPollRate', ...Object.keys(connectEffects)];

/** When a command tried to connect to a server that hangs up. */
async function triesOf(command: string, calls: Calls, args: readonly string[]): Promise<readonly number[]> {
  const tries: number[] = [];
  const hangUp = (socket: Socket): void => {
    tries.push(performance.now());
    socket.destroy();
  };
  return withServer(hangUp, async (port) => {
    await calls.run(command, args, reaching(command, port));
    return tries;
  });
}

/** A server that does this to whoever connects. */
async function withServer<T>(onConnection: (socket: Socket) => void, work: (port: number) => Promise<T>): Promise<T> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    onConnection(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await work((server.address() as AddressInfo).port);
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
}
