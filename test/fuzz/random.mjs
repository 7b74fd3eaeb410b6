// Random numbers that a seed repeats, so that every case of a run can be made again by its number.

/** The generator of one case: mulberry32 over a mix of seed and number. */
export function randomOf(seed, number) {
  let state = (Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(number + 1, 0xc2b2ae35)) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    /** A whole number from 0, below the limit. */
    below: (limit) => Math.floor(next() * limit),
    chance: (part) => next() < part,
    pick: (list) => list[Math.floor(next() * list.length)],
  };
}
