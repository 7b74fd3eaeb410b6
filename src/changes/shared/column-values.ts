import type { ChangeContext } from '../../define/change.js';
import type { ColumnValue } from '../../model/statement.js';
import type { Value } from '../../model/value.js';
import { valueOf, type ColumnProps, type ValueFiles } from './column.js';

/** The files that values name, always looked for beside the changelog. Source: Liquibase `ExecutablePreparedStatementBase.getFileName`. */
export function valueFiles(context: Pick<ChangeContext, 'files' | 'changeset'>): ValueFiles {
  const relativeTo = context.changeset.source.file;
  return {
    text: (path, encoding) => context.files.text(path, { relativeTo, encoding }),
    bytes: (path) => context.files.bytes(path, { relativeTo }),
  };
}

/**
 * The values of a row, NULL where a column has none. Sequences without a schema of their own are taken from `schema`.
 * @param decodes whether a text of a column declared as `blob` holds its bytes in base64.
 */
export function rowOf(
  columns: readonly ColumnProps[],
  schema: string | undefined,
  decodes: boolean,
  context: ChangeContext,
): readonly ColumnValue[] {
  const files = valueFiles(context);
  return columns.map((column) => {
    const bytes = decodes && column.value !== undefined && column.type?.toLowerCase() === 'blob' ? column.value : undefined;
    const value: Value =
      bytes === undefined ? (valueOf(column, files) ?? { kind: 'null' }) : { kind: 'blob', bytes: Buffer.from(bytes, 'base64') };
    return { name: column.name, value: inSchema(value, schema) };
  });
}

function inSchema(value: Value, schema: string | undefined): Value {
  return value.kind === 'sequenceNext' || value.kind === 'sequenceCurrent' ? { ...value, schema } : value;
}
