import { expect, it } from 'vitest';
import { describeTargets } from '../db/targets.js';
import { killRuns } from './kill-runs.mjs';

const long = process.env['CHAOS'] === 'long';
const wanted = long ? Number(process.env['CHAOS_ROUNDS'] ?? 300) : 5;

describeTargets(
  'an update that is killed',
  ({ dialect, url }) => {
    it(
      'is taken up by the next run, without help, and leaves what an undisturbed one leaves',
      { timeout: long ? 3_600_000 : 300_000 },
      async () => {
        const figures = await killRuns({ dialect, server: url, kills: wanted, seed: 3, say: console.log });
        expect(figures.kills).toBe(wanted);
        if (wanted < 50) return;
        console.log(figures);
        expect(Object.entries(figures.byPoint).filter(([, times]) => times === 0)).toEqual([]);
      },
    );
  },
  ({ dialect }) => dialect === 'postgresql' || dialect === 'mariadb' || dialect === 'sqlite',
);
