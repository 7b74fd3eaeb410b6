import { CHECKSUM_VERSION } from '../../core/digest.js';
import type { ChangesetRef } from '../../core/error.js';
import type { DoctorResult } from '../../commands/doctor.js';
import { visible } from './style.js';

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
const named = ({ id, author, path }: ChangesetRef): string => visible(`${path}::${id}::${author}`);

/** A long list is cut; `--format json` has all of it. */
const listed = (lines: readonly string[], most = 10): readonly string[] => [
  ...lines.slice(0, most).map((line) => `    ${line}`),
  ...(lines.length > most ? [`    and ${lines.length - most} more`] : []),
];

/** What doctor found, in sentences: the tables, what is odd about them, and what an update would do. */
export function doctorText(result: DoctorResult): string {
  const { history, lock, update } = result;
  const lines = [
    `Database  ${visible(result.url)}`,
    `History   ${historyLine(history)}`,
    `Lock      ${lockLine(lock)}`,
    '',
    'Findings',
    ...indented(findings(result)),
    '',
    'An update would',
    ...indented(intentions(update)),
  ];
  return `${lines.join('\n')}\n`;
}

function historyLine({ table, exists, rows, writers }: DoctorResult['history']): string {
  if (!exists) return `there is no table ${visible(table)}`;
  const by = writers.map(({ writer, rows: own }) => `${own} by ${writer === null ? 'an unknown program' : writerName(writer)}`);
  return `table ${visible(table)}, ${plural(rows, 'row')}${rows === 0 ? '' : ` (${by.join(', ')})`}`;
}

/** The LIQUIBASE column holds a bare version where Liquibase wrote the row. */
const writerName = (writer: string): string => visible(/^[0-9]/.test(writer) ? `Liquibase ${writer}` : writer);

function lockLine({ table, exists, heldBy, since }: DoctorResult['lock']): string {
  if (!exists) return `there is no table ${visible(table)}`;
  return heldBy === null
    ? `table ${visible(table)}, free`
    : `table ${visible(table)}, held by ${visible(heldBy)}${since === null ? '' : ` since ${since}`}`;
}

function findings({ history, lock, update }: DoctorResult): readonly string[] {
  const lines: string[] = [];
  if (history.exists && history.otherSpelling) {
    lines.push(`table ${visible(history.table)} is spelled in another way than Liquibase looks for; it is used as it is`);
  }
  if (history.missingColumns.length > 0)
    lines.push(`an older version made the history table: columns ${history.missingColumns.join(', ')} are missing`);
  if (history.shortColumns.length > 0) lines.push(`columns ${history.shortColumns.join(', ')} are shorter than they are made today`);
  for (const { version, rows } of history.checksums) {
    if (version === null) lines.push(`${plural(rows, 'row')} without a checksum: cleared, or from a version that stored none`);
    else if (version < CHECKSUM_VERSION)
      lines.push(`${plural(rows, 'row')} with a checksum of version ${version}: compared in that version`);
    else if (version > CHECKSUM_VERSION)
      lines.push(`${plural(rows, 'row')} with a checksum of version ${version}, which this program does not know`);
  }
  for (const { stored, path, rows } of history.otherPaths)
    lines.push(`${plural(rows, 'row')} with the path ${visible(stored)}: the same file as ${visible(path)}`);
  if (history.repeated.length > 0) {
    lines.push(
      `${plural(history.repeated.length, 'changeset')} with more than one row; the last one counts`,
      ...listed(history.repeated.map((one) => `${named(one)} (${one.rows} rows)`)),
    );
  }
  if (history.unknown.length > 0) {
    lines.push(
      `${plural(history.unknown.length, 'row')} of changesets that are not in this changelog; they stay as they are`,
      ...listed(history.unknown.map(named)),
    );
  }
  if (lock.heldBy !== null)
    lines.push(`the lock is held; if ${visible(lock.heldBy)} is no longer running, changelog release-locks frees it`);
  for (const { code, message, hint } of update.obstacles) {
    lines.push(`${code}: ${visible(message)}`, ...(hint === undefined ? [] : [`    ${visible(hint)}`]));
  }
  return lines.length === 0 ? ['nothing out of the ordinary'] : lines;
}

function intentions({ obstacles, run, rerun, checksums, tables }: DoctorResult['update']): readonly string[] {
  if (obstacles.length > 0) return [`stop with ${plural(obstacles.length, 'problem')} and change nothing`];
  const lines: string[] = [];
  if (tables) lines.push('create or alter the tracking tables');
  if (checksums > 0) lines.push(`bring ${plural(checksums, 'stored checksum')} up to date`);
  if (run.length > 0) lines.push(`run ${plural(run.length, 'changeset')}`, ...listed(run.map(named)));
  if (rerun.length > 0) lines.push(`run ${plural(rerun.length, 'changeset')} again`, ...listed(rerun.map(named)));
  return lines.length === 0 ? ['do nothing: the database is up to date'] : lines;
}

const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);
