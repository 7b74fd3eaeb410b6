import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { capture } from '../cli/capture.js';

/** A changelog with one fault, and what must be said about it. */
export interface Fault {
  /** Files by name; the first is the root changelog. */
  readonly files: Readonly<Record<string, string>>;
  readonly command?: readonly string[];
  /** `file:line` or `file:line:column` of the first problem; absent where the fault is not in a file. */
  readonly at?: string;
  readonly code: string;
  /** What a person can act on: in the message or the hint. */
  readonly says: RegExp;
  readonly exit: number;
  readonly url?: (folder: string) => string;
  /** Changesets that may stay recorded: those that ran before the fault. */
  readonly recorded?: number;
}

interface Told {
  readonly problems: readonly {
    readonly code: string;
    readonly message: string;
    readonly hint?: string;
    readonly source?: { readonly file: string; readonly line: number; readonly column: number };
  }[];
}

/** Runs the faulty changelog on an empty SQLite database and holds the answer against what must be said. */
export function fault(name: string, expected: Fault): void {
  it(name, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'changelog-fault-'));
    try {
      for (const [file, text] of Object.entries(expected.files)) {
        mkdirSync(dirname(join(folder, file)), { recursive: true });
        writeFileSync(join(folder, file), text);
      }
      const [root = 'changelog.xml'] = Object.keys(expected.files);
      const url = expected.url?.(folder) ?? `sqlite:${join(folder, 'test.db')}`;
      const argv = [...(expected.command ?? ['update']), `--url=${url}`, `--changelog-file=${root}`, '--format=json', '--log-level=off'];
      const { code, err } = await capture(argv, { cwd: folder });
      const told = lastError(err);
      const [problem] = told.problems;
      expect(code, err).toBe(expected.exit);
      expect(problem?.code, err).toBe(expected.code);
      expect(`${problem?.message} ${problem?.hint ?? ''}`).toMatch(expected.says);
      if (expected.at !== undefined) {
        const place = `${problem?.source?.file}:${problem?.source?.line}:${problem?.source?.column}`;
        expect(`${place}:`, err).toContain(`${expected.at}:`);
      }
      if (expected.url === undefined) expect(await recordedRows(folder, url)).toBe(expected.recorded ?? 0);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

function lastError(err: string): Told {
  const lines = err
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as { type: string } & Told);
  return lines.find((line) => line.type === 'error') ?? { problems: [] };
}

async function recordedRows(folder: string, url: string): Promise<number> {
  const { code, out } = await capture(['history', `--url=${url}`, '--format=json'], { cwd: folder });
  if (code !== 0) return 0;
  const { deployments } = JSON.parse(out) as { deployments: readonly { changesets: readonly unknown[] }[] };
  return deployments.flatMap((deployment) => deployment.changesets).length;
}

/** A changelog in XML around the given lines, which begin on line 2. */
export const xml = (...lines: readonly string[]): string =>
  ['<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog">', ...lines, '</databaseChangeLog>', ''].join('\n');

/** A changelog in YAML around the given lines, which begin on line 2. */
export const yaml = (...lines: readonly string[]): string => ['databaseChangeLog:', ...lines, ''].join('\n');

/** A formatted SQL changelog; the given lines begin on line 2. */
export const sql = (...lines: readonly string[]): string => ['--liquibase formatted sql', ...lines, ''].join('\n');
