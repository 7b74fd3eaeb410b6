import { expect, it } from 'vitest';
import { timeSlices } from '../../src/core/time-slices.js';

function workFor(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

it('lets what waits have its turn where a slice of time is over, and nothing before', async () => {
  const sliceEnds = timeSlices();
  let hadItsTurn = false;
  setImmediate(() => (hadItsTurn = true));
  expect(sliceEnds()).toBeUndefined();
  workFor(2);
  await sliceEnds();
  expect(hadItsTurn).toBe(true);
  expect(sliceEnds()).toBeUndefined();
});
