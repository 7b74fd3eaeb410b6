import type { Connection } from './driver.js';

/** One condition of a catalog query with its parameters; undefined conditions are left out. */
export type Condition = readonly [sql: string, ...parameters: unknown[]];

/** Whether `SELECT 1 FROM from WHERE …` has a row under all conditions. `limit` is what follows, to stop at the first. */
export async function catalogHas(
  connection: Connection,
  from: string,
  conditions: readonly (Condition | undefined)[],
  limit: string,
): Promise<boolean> {
  const given = conditions.filter((condition) => condition !== undefined);
  const where = given.map(([sql]) => sql).join(' AND ');
  const rows = await connection.query(
    `SELECT 1 AS found FROM ${from} WHERE ${where}${limit}`,
    given.flatMap(([, ...parameters]) => parameters),
  );
  return rows.length > 0;
}
