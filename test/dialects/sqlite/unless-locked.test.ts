import { describe, expect, it } from 'vitest';
import { unlessLocked } from '../../../src/dialects/sqlite/unless-locked.js';

/** A statement that is refused some times before it is done. */
function refused(times: number, code: string) {
  let sent = 0;
  return {
    send: () => (++sent <= times ? Promise.reject(Object.assign(new Error('refused'), { code })) : Promise.resolve('done')),
    sent: () => sent,
  };
}

describe('a statement that another one of its session keeps away', () => {
  it('is sent again until that one has ended', async () => {
    const statement = refused(3, 'SQLITE_LOCKED');
    await expect(unlessLocked(statement.send)).resolves.toBe('done');
    expect(statement.sent()).toBe(4);
  });

  it('fails where that one does not end', async () => {
    const statement = refused(Infinity, 'SQLITE_LOCKED');
    await expect(unlessLocked(statement.send)).rejects.toMatchObject({ code: 'SQLITE_LOCKED' });
    expect(statement.sent()).toBe(10);
  });

  it('is sent once where another process keeps it away, which has a time of its own to wait', async () => {
    const statement = refused(1, 'SQLITE_BUSY');
    await expect(unlessLocked(statement.send)).rejects.toMatchObject({ code: 'SQLITE_BUSY' });
    expect(statement.sent()).toBe(1);
  });
});
