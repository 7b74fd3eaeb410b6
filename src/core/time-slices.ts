/** How long work may keep everything else waiting, in milliseconds: answers of a server, timers, signals. */
const SLICE_MS = 1;

/** Divides long work: to be awaited between its parts, it lets everything else have its turn where a slice of time is over. */
export function timeSlices(): () => Promise<void> | undefined {
  let started = performance.now();
  return () => {
    if (performance.now() - started < SLICE_MS) return undefined;
    return nextTurn().then(() => void (started = performance.now()));
  };
}

/** Resolves when what waits has had its turn. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
