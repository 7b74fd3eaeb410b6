import { CHECKSUM_VERSION } from '../../core/digest.js';
import type { ChangesetRef } from '../../core/error.js';
import type { DoctorResult } from '../../commands/doctor.js';
import { halfDoneLines } from './repair.js';
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
  const { history, lock } = result;
  const lines = [
    `Database  ${visible(result.url)}`,
    `History   ${historyLine(history)}`,
    `Lock      ${lockLine(lock)}`,
    '',
    'Findings',
    ...indented(findings(result)),
    '',
    'An update would',
    ...indented(intentions(result)),
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

function findings({ history, lock, interrupted, update }: DoctorResult): readonly string[] {
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
  if (interrupted.length > 0)
    lines.push(`${plural(interrupted.length, 'changeset')} half done`, ...halfDoneLines(interrupted).map((line) => `    ${line}`));
  if (lock.heldBy !== null)
    lines.push(`the lock is held; if ${visible(lock.heldBy)} is no longer running, changelog release-locks frees it`);
  if (lock.evidence !== null) lines.push(`    ${visible(lock.evidence)}`);
  for (const { code, message, hint } of update.obstacles) {
    lines.push(`${code}: ${visible(message)}`, ...(hint === undefined ? [] : [`    ${visible(hint)}`]));
  }
  return lines.length === 0 ? ['nothing out of the ordinary'] : lines;
}

function intentions({ history, lock, interrupted, update }: DoctorResult): readonly string[] {
  const { obstacles, run, rerun, checksums, tables } = update;
  if (obstacles.length > 0) return [`stop with ${plural(obstacles.length, 'problem')} and change nothing`];
  const undecided = interrupted.filter(({ prospect }) => prospect.done === null);
  if (undecided.length > 0)
    return [
      `stop at ${plural(undecided.length, 'changeset')} of which nobody knows how far it came, until changelog repair says it`,
      ...listed(undecided.map(named)),
    ];
  const lines: string[] = [];
  if (lock.heldBy !== null) lines.push('wait for the lock, and give up in the end unless its holder is known to be gone');
  if (tables) lines.push(...tableChanges(history));
  if (checksums > 0) lines.push(`bring ${plural(checksums, 'stored checksum')} to version ${CHECKSUM_VERSION}`);
  if (interrupted.length > 0) lines.push(`go on with ${plural(interrupted.length, 'changeset')} where it was cut off`);
  const half = new Set(interrupted.map(named));
  const whole = run.map(named).filter((name) => !half.has(name));
  if (whole.length > 0) lines.push(`run ${plural(whole.length, 'changeset')}`, ...listed(whole));
  if (rerun.length > 0) lines.push(`run ${plural(rerun.length, 'changeset')} again`, ...listed(rerun.map(named)));
  return lines.length === 0 ? ['do nothing: the database is up to date'] : lines;
}

function tableChanges({ table, exists, missingColumns, shortColumns }: DoctorResult['history']): readonly string[] {
  if (!exists) return ['create the tracking tables'];
  return [
    ...(missingColumns.length > 0 ? [`add ${missingColumns.join(', ')} to ${visible(table)}`] : []),
    ...(shortColumns.length > 0 ? [`lengthen ${shortColumns.join(', ')} of ${visible(table)}`] : []),
  ];
}

const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);
