import type { ChecksumResult } from '../../commands/calculate-checksum.js';
import type { DoctorResult } from '../../commands/doctor.js';
import type { ExecuteSqlResult } from '../../commands/execute-sql.js';
import type { HistoryResult } from '../../commands/history.js';
import type { HeldLocksResult, LocksResult, UnlockResult } from '../../commands/locks.js';
import type { InitResult } from '../../commands/init-project.js';
import type { SyncResult } from '../../commands/record-as-run.js';
import type { PlanResult } from '../../commands/plan.js';
import type { RollbackResult } from '../../commands/run-rollback.js';
import type { ScriptResult } from '../../commands/script-result.js';
import type { StatusResult } from '../../commands/status.js';
import type { TagResult } from '../../commands/tag.js';
import type { UpdateResult } from '../../commands/run-update.js';
import type { UnexpectedResult } from '../../commands/unexpected-changesets.js';
import type { TestingRollbackResult } from '../../commands/update-testing-rollback.js';
import { describeSession } from '../../model/server-session.js';
import { planText } from './plan.js';
import type { BaselineResult } from '../../commands/baseline.js';
import type { DiffChangelogResult } from '../../commands/diff-changelog.js';
import type { DiffResult } from '../../commands/diff.js';
import type { DriftResult } from '../../commands/drift.js';
import type { ReportResult } from '../../commands/report.js';
import type { SnapshotResult } from '../../commands/snapshot.js';
import type { GeneratedResult } from '../../commands/generate-changelog.js';
import { baselineText, diffChangelogText, diffText, driftText, generatedText } from './diff.js';
import type { RepairResult } from '../../commands/repair.js';
import { doctorText } from './doctor.js';
import { interruptedText, repairText } from './repair.js';
import { localTime, stringify } from '../log.js';
import { visible } from './style.js';
import { framedTable } from './table.js';

/** What a command's result looks like as text. */
export interface RenderedResult {
  /** Data, for standard output or the output file. */
  readonly data: string;
  /** A closing word for people, on standard error. */
  readonly note?: string | undefined;
  /** What the log gets as well. */
  readonly logged?: string | undefined;
}

export interface ResultView {
  /** `--format` where it was given. */
  readonly format: string | undefined;
  readonly showSummary: string;
  readonly showSummaryOutput: string;
}

type Render<R> = (result: R, view: ResultView) => RenderedResult;

const data = (text: string, note?: string): RenderedResult => ({ data: text, note });
const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
const changesetName = ({ id, author, path }: { readonly id: string; readonly author: string; readonly path: string }): string =>
  visible(`${path}::${id}::${author}`);

/** Layout and words of what Liquibase prints, where scripts read it. Source: `StatusCommandStep` (4.28.0). */
const status: Render<StatusResult> = ({ database, upToDate, pending, interrupted, verbose }, { format }) => {
  if (format === 'tabular') {
    const header = ['Changelog Path', 'Changeset Author', 'Changeset ID', 'Action', 'Description'];
    const rows = pending.map(({ path, author, id, action, description }) => [path, author, id, action, description].map(visible));
    return data(framedTable([header, ...rows]));
  }
  const half = interruptedText(interrupted);
  if (upToDate) return data(`${database} is up to date\n${half}`);
  const head = `${plural(pending.length, 'changeset')} ${pending.length === 1 ? 'has' : 'have'} not been applied to ${database}\n`;
  return data(head + (verbose ? pending.map((changeset) => `     ${changesetName(changeset)}\n`).join('') : '') + half);
};

const repair: Render<RepairResult> = (result) => {
  const { repaired } = result;
  return data(repairText(result), repaired === null ? undefined : `${changesetName(repaired)}: ${visible(repaired.outcome)}`);
};

const row = (label: string, count: number): string => `${label.padEnd(25)}${String(count).padStart(6)}\n`;

/** Source: `ShowSummaryUtil` (4.28.0). */
const update: Render<UpdateResult> = (result, view) => {
  const { summary, changesets } = result;
  const note = result.upToDate
    ? 'Database is up to date, no changesets to execute'
    : result.rehearsed
      ? `The rehearsal has been successful: ${plural(changesets.length, 'changeset')} ran and ${changesets.length === 1 ? 'was' : 'were'} rolled back`
      : `Update has been successful. ${plural(changesets.length, 'changeset')} run in deployment ${result.deploymentId ?? ''}`.trimEnd();
  const detail = view.showSummary.toUpperCase();
  if (detail === 'OFF') return data('', note);
  const reasons = Object.entries(summary.reasons);
  const text = [
    '\nUPDATE SUMMARY\n',
    row('Run:', summary.run),
    row('Previously run:', summary.previouslyRun),
    row('Filtered out:', summary.filteredOut),
    '-------------------------------\n',
    row('Total change sets:', summary.total),
    '\n',
    reasons.length === 0
      ? ''
      : `\nFILTERED CHANGE SETS SUMMARY\n${reasons.map(([reason, count]) => row(`${reasonLabels[reason] ?? reason}:`, count)).join('')}\n`,
  ];
  const leftOut = result.leftOut.map((changeset) => [changesetName(changeset), visible(changeset.detail)]);
  if (detail === 'VERBOSE' && leftOut.length > 0) text.push(framedTable([['Changeset Info', 'Reason Skipped'], ...leftOut]));
  const output = view.showSummaryOutput.toUpperCase();
  return { data: output === 'LOG' ? '' : text.join(''), note, logged: output === 'CONSOLE' ? undefined : text.join('').trim() };
};

const reasonLabels: Readonly<Record<string, string>> = {
  contexts: 'Context mismatch',
  labels: 'Label mismatch',
  dbms: 'DBMS mismatch',
  ignored: 'Ignored',
  'after-count': 'After count',
  'after-tag': 'After tag',
  'not-asked-for': 'Not asked for',
};

const rollback: Render<RollbackResult> = ({ changesets }) => data('', `Rolled back ${plural(changesets.length, 'changeset')}`);

const sync: Render<SyncResult> = ({ changesets }) => data('', `Recorded ${plural(changesets.length, 'changeset')} as run`);

const testingRollback: Render<TestingRollbackResult> = ({ updated, rolledBack, updatedAgain }) =>
  data(
    '',
    updated.length === 0
      ? 'Database is up to date, no changesets to test'
      : `Ran ${plural(updated.length, 'changeset')}, rolled back ${rolledBack.length}, ran ${updatedAgain.length} again`,
  );

/** Source: `UnexpectedChangesetsCommandStep` (4.28.0). */
const unexpected: Render<UnexpectedResult> = ({ database, unexpected: found, verbose }) => {
  if (found.length === 0) return data(`${database} contains no unexpected changes!\n`);
  const head = `${found.length} unexpected changes were found in ${database}\n`;
  return data(head + (verbose ? found.map((changeset) => `     ${changesetName(changeset)}\n`).join('') : ''));
};

const init: Render<InitResult> = ({ files }) =>
  data(files.map((file) => `${visible(file)}\n`).join(''), 'The project is ready: changelog status shows what update would run');

const script: Render<ScriptResult> = (result) => data(result.script);

const rowsOf = (changesets: HistoryResult['deployments'][number]['changesets']): readonly (readonly string[])[] =>
  changesets.map(({ deploymentId, dateExecuted, path, author, id, tag }) =>
    [deploymentId ?? '', localTime(dateExecuted), path, author, id, tag ?? ''].map(visible),
  );

/** TABULAR is the default, TEXT the older list. Source: `InternalHistoryCommandStep` (4.28.0). */
const history: Render<HistoryResult> = ({ url, deployments }, { format }) => {
  const head = `Changelog history of ${url}\n\n`;
  if (deployments.length === 0) return data(`${head}No changesets deployed\n`);
  if (format !== 'text') {
    const header = ['Deployment ID', 'Update Date', 'Changelog Path', 'Changeset Author', 'Changeset ID', 'Tag'];
    return data(head + deployments.map(({ changesets }) => `${framedTable([header, ...rowsOf(changesets)])}\n`).join(''));
  }
  const lists = deployments.map(({ deploymentId, changesets }) => {
    const [first] = changesets;
    const last = changesets.at(-1);
    const seconds =
      first !== undefined && last !== undefined && last !== first
        ? ` in ${(last.dateExecuted.getTime() - first.dateExecuted.getTime()) / 1000}s`
        : '';
    const began = first === undefined ? '' : localTime(first.dateExecuted);
    const line = `- Database updated at ${began}. Applied ${changesets.length} changeset(s)${seconds}, DeploymentId: ${deploymentId ?? ''}\n`;
    return `${line}${changesets.map((changeset) => `  ${changesetName(changeset)}\n`).join('')}\n`;
  });
  return data(head + lists.join(''));
};

/** Source of the lines about the table: `ListLocksCommandStep` (4.28.0). */
const listLocks: Render<HeldLocksResult> = ({ url, locks, session, evidence }) => {
  const lines = locks.map(
    ({ lockedBy, lockGranted }) =>
      ` - ${visible(lockedBy ?? 'unknown')} at ${lockGranted === null ? 'an unknown time' : localTime(lockGranted)}\n`,
  );
  if (session !== null) lines.push(` - session lock: ${visible(describeSession(session))}\n`);
  if (session === null && evidence !== null) lines.push(`   ${visible(evidence)}\n`);
  return data(`Database change log locks for ${url}\n${lines.length === 0 ? ' - No locks\n' : lines.join('')}`);
};

const unlock: Render<UnlockResult> = ({ url, killed, cleared }) => {
  const lines = [];
  if (killed !== null) lines.push(`Ended ${visible(describeSession(killed))}\n`);
  if (cleared !== null) lines.push(`Cleared the changelog lock of ${visible(cleared.lockedBy ?? 'unknown')} on ${url}\n`);
  return data(lines.length === 0 ? `Nobody holds the changelog lock of ${url}\n` : lines.join(''));
};

const releaseLocks: Render<LocksResult> = ({ url }) => data(`Successfully released all database change log locks for '${url}'\n`);

const tag: Render<TagResult> = (result) => data(`Successfully tagged '${result.url}' with '${visible(result.tag)}'\n`);

const tagExists: Render<TagResult> = (result) =>
  data(`The tag '${visible(result.tag)}' ${result.exists ? 'already exists' : 'does NOT exist'} in '${result.url}'.\n`);

const checksum: Render<ChecksumResult> = ({ checksum: sum, explain }) =>
  data(`${sum}\n${(explain ?? []).map(({ change, text }) => `\n-- ${change}\n${text}\n`).join('')}`);

function cell(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'string' ? value : stringify(value, undefined);
}
const line = (cells: readonly unknown[]): string =>
  `${cells
    .map((value) => `${cell(value)} | `)
    .join('')
    .trimEnd()}\n`;

/** Source: `ExecuteSqlCommandStep` (4.28.0). */
const executeSql: Render<ExecuteSqlResult> = ({ statements }, { format }) => {
  if (format === 'tabular') {
    const tables = statements.filter(({ columns }) => columns.length > 0);
    return data(
      tables
        .map(({ columns, rows }) => framedTable([columns, ...rows.map((row) => row.map(cell))].map((line) => line.map(visible))))
        .join('\n'),
    );
  }
  return data(
    statements
      .map(({ sql, columns, rows }) => {
        if (columns.length === 0) return `Successfully Executed: ${sql}\n\n`;
        return `Output of ${sql}:\n${rows.length === 0 ? '-- Empty Resultset --\n' : line(columns) + rows.map(line).join('')}\n`;
      })
      .join(''),
  );
};

const report: Render<ReportResult> = (result) => data(`${visible(result.file)}\n`, reportNote(result));

function reportNote({ tables, pending, differences }: ReportResult): string {
  const more = [
    pending !== null && `${plural(pending, 'changeset')} pending`,
    differences !== null && `${plural(differences, 'difference')} from the changelog`,
  ];
  return [`The report shows ${plural(tables, 'table')}`, ...more.filter((part) => part !== false)].join(', ');
}

const snapshot: Render<SnapshotResult> = ({ text }) => data(text);

/** Every command's text form. A command without one prints its result as JSON. */
const renderers: Readonly<Record<string, Render<never>>> = {
  update,
  'update-count': update,
  'update-to-tag': update,
  rollback,
  'rollback-count': rollback,
  'rollback-to-date': rollback,
  'rollback-one-changeset': rollback,
  'rollback-one-update': rollback,
  'update-one-changeset': update,
  'update-testing-rollback': testingRollback,
  'changelog-sync': sync,
  'changelog-sync-to-tag': sync,
  'mark-next-changeset-ran': sync,
  'unexpected-changesets': unexpected,
  'init-project': init,
  plan: (result: PlanResult) => data(planText(result)),
  status,
  diff: (result: DiffResult) => data(diffText(result)),
  drift: (result: DriftResult) => driftText(result),
  snapshot,
  report,
  'db-doc': report,
  'snapshot-reference': snapshot,
  'diff-changelog': (result: DiffChangelogResult) => diffChangelogText(result),
  'generate-changelog': (result: GeneratedResult) => generatedText(result),
  baseline: (result: BaselineResult) => baselineText(result),
  repair,
  history,
  doctor: (result: DoctorResult) => data(doctorText(result)),
  'list-locks': listLocks,
  unlock,
  'release-locks': releaseLocks,
  tag,
  'tag-exists': tagExists,
  'calculate-checksum': checksum,
  'execute-sql': executeSql,
  validate: (() => data('No validation errors found.\n')) satisfies Render<unknown>,
  'clear-checksums': (({ url, cleared }) => data(`Cleared ${plural(cleared, 'checksum')} of ${url}\n`)) satisfies Render<{
    url: string;
    cleared: number;
  }>,
  'drop-all': (({ url, dropped }) =>
    data(`All objects dropped from ${url}`.concat(` (${plural(dropped, 'statement')})\n`))) satisfies Render<{
    url: string;
    dropped: number;
  }>,
};

export function renderText(command: string, result: unknown, view: ResultView): RenderedResult | undefined {
  const render = (renderers[command] ?? (command.endsWith('-sql') ? script : undefined)) as Render<unknown> | undefined;
  return render?.(result, view);
}

/** What `--format json` prints: the result, for scripts without the text form. */
export function jsonForm(result: unknown): unknown {
  if (typeof result !== 'object' || result === null) return result;
  const name = 'script' in result ? 'script' : 'snapshot' in result ? 'text' : undefined;
  return Object.fromEntries(Object.entries(result).filter(([key]) => key !== name));
}
