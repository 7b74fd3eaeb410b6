import type { Placed, PrintContext } from '../schema-sql.js';

/** The statements that give an object the remarks it has. */
type Remarks = (placed: Placed, print: PrintContext) => readonly string[];

/**
 * The statements that make an object, with those that give it and, where it is a table, its columns their remarks: for databases that say
 * remarks by themselves.
 * @param statements undefined for what cannot be made from a snapshot, and is returned as it is
 */
export function withRemarks(
  statements: readonly string[] | undefined,
  placed: Placed,
  remarks: Remarks,
  print: PrintContext,
): readonly string[] | undefined {
  if (statements === undefined) return undefined;
  const { object } = placed;
  const columns: readonly Placed[] = object.kind === 'table' ? object.columns.map((column) => ({ object: column, owner: object })) : [];
  const said = [placed, ...columns].filter((one) => 'remarks' in one.object && one.object.remarks !== undefined);
  return [...statements, ...said.flatMap((one) => remarks(one, print))];
}
