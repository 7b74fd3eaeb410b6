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

/** The values of a row, NULL where a column has none. Sequences without a schema of their own are taken from `schema`. */
export function rowOf(columns: readonly ColumnProps[], schema: string | undefined, context: ChangeContext): readonly ColumnValue[] {
  const files = valueFiles(context);
  return columns.map((column) => ({ name: column.name, value: inSchema(typedValue(column, files), schema) }));
}

/** A text of a column declared as `blob` holds its bytes in base64. */
function typedValue(column: ColumnProps, files: ValueFiles): Value {
  if (column.value !== undefined && column.type?.toLowerCase() === 'blob') {
    return { kind: 'blob', bytes: Buffer.from(column.value, 'base64') };
  }
  return valueOf(column, files) ?? { kind: 'null' };
}

function inSchema(value: Value, schema: string | undefined): Value {
  return value.kind === 'sequenceNext' || value.kind === 'sequenceCurrent' ? { ...value, schema } : value;
}
