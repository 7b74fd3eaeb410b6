import type { Sequence } from '../../../model/schema-code.js';
import { quoted } from '../../mysql/introspect/text.js';
import type { Variant } from '../../mysql/introspect/variant.js';

interface SequenceRow {
  readonly schema: string;
  readonly name: string;
  readonly start: string;
  readonly minimum: string;
  readonly maximum: string;
  readonly increment: string;
  readonly cache: string;
  readonly cycle: string;
}

/** Sequences that one query asks; the parser's stack sets a limit to the length of a UNION. */
const AT_ONCE = 100;
const HIGHEST = '9223372036854775806';
const LOWEST = '-9223372036854775807';

/**
 * Each sequence is a table with one row, and before 11.5 no catalog has them all.
 * Source: https://mariadb.com/docs/server/reference/sql-structure/sequences/create-sequence, the defaults of each clause.
 */
export const readSequences: NonNullable<Variant['sequences']> = async (connection, names) => {
  const found: Sequence[] = [];
  for (let at = 0; at < names.length; at += AT_ONCE) {
    const rows = await connection.query<SequenceRow>(
      names
        .slice(at, at + AT_ONCE)
        .map(
          () => `SELECT ? AS \`schema\`, ? AS \`name\`, CAST(start_value AS CHAR) AS \`start\`, CAST(minimum_value AS CHAR) AS \`minimum\`,
            CAST(maximum_value AS CHAR) AS \`maximum\`, CAST(increment AS CHAR) AS \`increment\`, CAST(cache_size AS CHAR) AS \`cache\`,
            CAST(cycle_option AS CHAR) AS \`cycle\` FROM `,
        )
        .map((select, index) => {
          const { schema, name } = names[at + index] ?? { schema: '', name: '' };
          return `${select}${quoted(schema)}.${quoted(name)}`;
        })
        .join(' UNION ALL '),
      names.slice(at, at + AT_ONCE).flatMap(({ schema, name }) => [schema, name]),
    );
    found.push(...rows.map(sequence));
  }
  return found.sort((one, other) => (JSON.stringify([one.schema, one.name]) < JSON.stringify([other.schema, other.name]) ? -1 : 1));
};

function sequence(row: SequenceRow): Sequence {
  const isAscending = !row.increment.startsWith('-');
  const minimum = isAscending ? '1' : LOWEST;
  const maximum = isAscending ? HIGHEST : '-1';
  return {
    kind: 'sequence',
    schema: row.schema,
    name: row.name,
    start: row.start === (isAscending ? row.minimum : row.maximum) ? undefined : row.start,
    increment: row.increment === '1' ? undefined : row.increment,
    minimum: row.minimum === minimum ? undefined : row.minimum,
    maximum: row.maximum === maximum ? undefined : row.maximum,
    cache: row.cache === '1000' ? undefined : row.cache,
    cycle: row.cycle === '1' || undefined,
  };
}
