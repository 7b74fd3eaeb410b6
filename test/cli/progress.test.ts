import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createProgress, type Progress } from '../../src/cli/render/progress.js';
import { createStyle } from '../../src/cli/render/style.js';
import type { ChangelogEvent } from '../../src/core/events.js';

const changeset = { id: '1', author: 'ann', path: 'db/a.yaml' };
const started: ChangelogEvent = { type: 'changeset-started', changeset, index: 2, total: 10 };
const finished: ChangelogEvent = { type: 'changeset-finished', changeset, index: 2, total: 10, execType: 'EXECUTED', milliseconds: 12.4 };

let written: string;
const progress = (live: boolean): Progress => {
  written = '';
  return createProgress({
    out: { write: (text) => void (written += String(text)), isTerminal: live, columns: () => 40 },
    live,
    style: createStyle(false),
    sourceText: () => undefined,
    width: 80,
  });
};

beforeEach(
  () => void vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval', 'setImmediate', 'performance'] }),
);
afterEach(() => void vi.useRealTimers());

describe('plain progress', () => {
  it('writes one line when a changeset is done, with its time', () => {
    const plain = progress(false);
    plain.show(started);
    expect(written).toBe('');
    plain.show(finished);
    vi.advanceTimersByTime(0);
    expect(written).toBe('[ 2/10] db/a.yaml::1::ann  12 ms\n');
  });

  it('names a changeset that takes long while it runs', () => {
    const plain = progress(false);
    plain.show(started);
    vi.advanceTimersByTime(16_000);
    expect(written).toBe('[ 2/10] db/a.yaml::1::ann  running for 5.0 s\n[ 2/10] db/a.yaml::1::ann  running for 10.0 s\n');
    plain.close();
    vi.advanceTimersByTime(60_000);
    expect(written.split('\n')).toHaveLength(3);
  });

  it('says what was not simply executed', () => {
    const plain = progress(false);
    plain.show({ ...finished, execType: 'MARK_RAN' });
    plain.show({ type: 'changeset-rolled-back', changeset, index: 1, total: 1, milliseconds: 3 });
    vi.advanceTimersByTime(0);
    expect(written).toBe('[ 2/10] db/a.yaml::1::ann  12 ms  marked as run\n[1/1] rolled back db/a.yaml::1::ann  3 ms\n');
  });

  it('tells once who holds the lock', () => {
    const plain = progress(false);
    for (let i = 0; i < 3; i++) plain.show({ type: 'lock-waiting', holder: 'db1', since: null, pauseMs: 100 });
    plain.show({ type: 'lock-acquired' });
    plain.close();
    expect(written).toBe('waiting for the changelog lock, held by db1\nthe changelog lock is free\n');
  });
});

describe('progress on a terminal', () => {
  it('rewrites its line and leaves only what is done', () => {
    const live = progress(true);
    live.show(started);
    expect(written).toBe('\r\x1b[2K[ 2/10] db/a.yaml::1::ann');
    vi.advanceTimersByTime(2000);
    expect(written).toMatch(/db\/a\.yaml::1::ann {2}2\.0 s$/);
    live.show(finished);
    expect(written.endsWith('\r\x1b[2K[ 2/10] db/a.yaml::1::ann  12 ms\n')).toBe(true);
  });

  it('never writes a transient line wider than the terminal', () => {
    const live = progress(true);
    live.show({ ...started, changeset: { ...changeset, path: 'x'.repeat(100) } });
    expect(written.replace('\r\x1b[2K', '').length).toBeLessThan(40);
    live.close();
  });
});
