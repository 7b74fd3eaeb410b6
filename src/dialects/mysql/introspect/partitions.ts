import type { Partitioning } from '../../../model/schema-table.js';
import { groupBy } from '../../introspect/group.js';
import { placeKey } from './place-key.js';
import type { Reader } from './reader.js';
import { literalOf } from './text.js';

interface PartitionRow {
  readonly schema: string;
  readonly owner: string;
  readonly name: string;
  readonly method: string;
  readonly expression: string | null;
  readonly description: string | null;
  readonly remarks: string | null;
  readonly part_name: string | null;
  readonly part_method: string | null;
  readonly part_expression: string | null;
}

/** How tables are partitioned, by `placeKey`. Source: https://dev.mysql.com/doc/refman/8.4/en/information-schema-partitions-table.html */
export async function readPartitions(reader: Reader): Promise<ReadonlyMap<string, Partitioning>> {
  const rows = await reader.query<PartitionRow>(
    `SELECT TABLE_SCHEMA AS \`schema\`, TABLE_NAME AS \`owner\`, PARTITION_NAME AS \`name\`, PARTITION_METHOD AS \`method\`, PARTITION_EXPRESSION AS \`expression\`,
       PARTITION_DESCRIPTION AS \`description\`, PARTITION_COMMENT AS \`remarks\`, SUBPARTITION_NAME AS \`part_name\`, SUBPARTITION_METHOD AS \`part_method\`,
       SUBPARTITION_EXPRESSION AS \`part_expression\`
     FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = ? AND PARTITION_NAME IS NOT NULL
     ORDER BY TABLE_NAME, PARTITION_ORDINAL_POSITION, SUBPARTITION_ORDINAL_POSITION`,
  );
  const found = new Map<string, Partitioning>();
  for (const [place, own] of groupBy(rows, ({ schema, owner }) => placeKey(schema, owner))) {
    const [first] = own;
    const written = first?.method === 'SYSTEM_TIME' ? await reader.createStatement(first.schema, first.owner) : '';
    found.set(place, historyPartitioning(written, own) ?? partitioning(own));
  }
  return found;
}

/**
 * How MariaDB divides the history of a versioned table, which the catalog does not tell.
 * https://mariadb.com/kb/en/system-versioned-tables/#storing-the-history-separately
 */
function historyPartitioning(written: string, rows: readonly PartitionRow[]): Partitioning | undefined {
  const [, by] = /\bPARTITION BY (SYSTEM_TIME\b[^(]*)/.exec(written) ?? [];
  if (by === undefined) return undefined;
  const words = by.trim().replace(/\s+/g, ' ');
  // Partitions that the server makes by itself are no part of the table.
  if (/\bAUTO\b|\bPARTITIONS \d+$/.test(words)) return { by: words };
  const partitions = rows.map((row) => ({ name: row.name, definition: row.description === 'CURRENT' ? 'CURRENT' : 'HISTORY' }));
  return { by: words, partitions };
}

function partitioning(rows: readonly PartitionRow[]): Partitioning {
  const [first] = rows;
  const partitions = [...groupBy(rows, ({ name }) => name).values()].map(([partition]) => ({
    name: partition?.name ?? '',
    definition: [bound(partition), partition?.remarks && `COMMENT = ${literalOf(partition.remarks)}`].filter(Boolean).join(' '),
  }));
  const parts = rows.filter(({ name, part_name: part }) => name === first?.name && part !== null).length;
  const by = `${first?.method} (${first?.expression ?? ''})`;
  return {
    by: parts === 0 ? by : `${by} SUBPARTITION BY ${first?.part_method} (${first?.part_expression ?? ''}) SUBPARTITIONS ${parts}`,
    partitions,
  };
}

/** MariaDB calls the partition for all other values MAXVALUE in its catalog, once for each column. */
const isDefault = ({ description }: PartitionRow): boolean => /^(?:DEFAULT|\(?MAXVALUE(?:,MAXVALUE)*\)?)$/.test(description ?? '');

function bound(row: PartitionRow | undefined): string {
  if (row?.method.startsWith('RANGE')) return `VALUES LESS THAN (${row.description})`;
  if (row?.method.startsWith('LIST')) return isDefault(row) ? 'DEFAULT' : `VALUES IN (${row.description})`;
  return '';
}
