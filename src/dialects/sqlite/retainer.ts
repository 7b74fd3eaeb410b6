/** Statements that are kept at most; each takes some kilobytes. */
const MOST = 2000;

/**
 * Keeps what stands for prepared statements from the garbage collection, for as long as the session. `libsql` frees a statement when its object
 * is collected, on this thread, and SQLite has that wait for the statement that runs: until then the program would take no signal and end none.
 * https://www.sqlite.org/c3ref/finalize.html
 */
export function retainer(): (object: unknown) => void {
  const kept: unknown[] = [];
  return (object) => {
    if (kept.length >= 2 * MOST) kept.splice(0, MOST);
    kept.push(object);
  };
}
