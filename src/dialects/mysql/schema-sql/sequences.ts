import type { Sequence } from '../../../model/schema-code.js';
import type { PrintContext } from '../../schema-sql.js';

/** The limits of sequences but for the last digit. https://mariadb.com/kb/en/create-sequence/ */
const LAST = '922337203685477580';

/** The statement that makes a sequence of MariaDB. https://mariadb.com/kb/en/create-sequence/ */
export function createSequenceSql(
  { schema, name, start, increment, minimum, maximum, cache, cycle, options, remarks: text }: Sequence,
  { sql, local }: PrintContext,
): string {
  const said = (word: string, value: string | undefined): readonly string[] => (value === undefined ? [] : [`${word} ${value}`]);
  return [
    `CREATE SEQUENCE ${sql.object(local({ schema, name }), 'sequence')}`,
    ...said('START WITH', start),
    ...said('INCREMENT BY', increment),
    ...said('MINVALUE', minimum),
    ...said('MAXVALUE', maximum),
    ...said('CACHE', cache),
    ...(cycle === true ? ['CYCLE'] : []),
    ...(options?.['engine'] === undefined ? [] : [`ENGINE=${options['engine']}`]),
    ...(text === undefined ? [] : [`COMMENT=${sql.string(text)}`]),
  ].join(' ');
}

/** Everything about a sequence, stated anew. https://mariadb.com/docs/server/reference/sql-structure/sequences/alter-sequence */
export function sequenceSql(
  from: Sequence,
  { schema, name, start, increment, minimum, maximum, cache, cycle }: Sequence,
  { sql, local }: PrintContext,
): string {
  const descends = (step = '1'): boolean => step.startsWith('-');
  const turned = descends(increment) !== descends(from.increment);
  const first = start ?? (descends(increment) ? (maximum ?? '-1') : (minimum ?? '1'));
  // With the direction the usual limits change, which the server only knows of a new sequence; the next number is beyond them.
  const [lowest, highest] = turned ? (descends(increment) ? [`-${LAST}7`, '-1'] : ['1', `${LAST}6`]) : [undefined, undefined];
  const limit = (word: string, value: string | undefined): string => (value === undefined ? `NO ${word}` : `${word} ${value}`);
  return [
    `ALTER SEQUENCE ${sql.object(local({ schema, name }), 'sequence')} INCREMENT BY ${increment ?? '1'}`,
    limit('MINVALUE', minimum ?? lowest),
    limit('MAXVALUE', maximum ?? highest),
    `START WITH ${first}`,
    ...(turned ? [`RESTART ${first}`] : []),
    `CACHE ${cache ?? '1000'}`,
    cycle === true ? 'CYCLE' : 'NOCYCLE',
  ].join(' ');
}
