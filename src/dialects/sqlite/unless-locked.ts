/** Most attempts; each waits a millisecond longer than the one before. */
const attempts = 10;

/**
 * Sends a statement again while another one of the same session keeps it away (SQLITE_LOCKED): `libsql` ends a statement on a thread of its own,
 * now and then a moment after its answer was read, and until then no table can be dropped. Nothing of a refused statement is done.
 * https://www.sqlite.org/rescode.html#locked
 */
export async function unlessLocked<T>(send: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await send();
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'SQLITE_LOCKED' || attempt === attempts) throw error;
      await new Promise((resolve) => setTimeout(resolve, attempt));
    }
  }
}
