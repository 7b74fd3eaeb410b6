import { expect, it } from 'vitest';
import { skippedTargets, targets } from './targets.js';

it('runs on every database that REQUIRE_DBS names, and says loudly which ones are left out', () => {
  const required = (process.env['REQUIRE_DBS'] ?? '').split(',').map((name) => name.trim());
  const wanted = required.filter((name) => name !== '');
  if (skippedTargets.length > 0) {
    console.warn(
      `NOT TESTED HERE:\n${skippedTargets.map(({ name, reason }) => `  ${name}: ${reason}`).join('\n')}\ntested: ${targets.map(({ name }) => name).join(', ')}`,
    );
  }
  expect(targets.map(({ name }) => name)).toEqual(expect.arrayContaining(wanted));
});
