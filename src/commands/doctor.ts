import type { ChangesetRef } from '../core/error.js';
import { interruptedWithProspects, type InterruptedChangeset, type Prospect } from '../execute/interrupted.js';
import type { RanChangeset } from '../model/history.js';
import { diagnose, type Diagnosis } from '../plan/diagnose.js';
import { describeEvidence } from '../state/lock-evidence.js';
import { findTrackingTable, type TrackingTable } from '../state/tracking-table.js';
import { historyTableGaps } from '../state/tracking-tables.js';
import { defineCommand } from './define.js';
import { changelogOptions, connectionOptions, globalOptions } from './options.js';
import { live, openChangelog } from './session.js';

/** What the tracking tables and the changelog look like, and what an update would make of them. */
export interface DoctorResult {
  readonly url: string;
  /** An update would run, and there is nothing odd to look into. */
  readonly healthy: boolean;
  readonly history: {
    /** Name as the database spells it. */
    readonly table: string;
    readonly exists: boolean;
    /** It has another spelling than the one that is expected, so Liquibase would not find it. */
    readonly otherSpelling: boolean;
    readonly rows: number;
    /** What wrote the rows, by the LIQUIBASE column. */
    readonly writers: readonly { readonly writer: string | null; readonly rows: number }[];
    readonly missingColumns: readonly string[];
    readonly shortColumns: readonly string[];
    /** Rows by checksum version; null: no checksum. */
    readonly checksums: readonly { readonly version: number | null; readonly rows: number }[];
    /** Rows whose path is spelled in another way than the changelog's. */
    readonly otherPaths: readonly { readonly stored: string; readonly path: string; readonly rows: number }[];
    readonly repeated: readonly (ChangesetRef & { readonly rows: number })[];
    /** Rows of changesets that are not in the changelog. */
    readonly unknown: readonly ChangesetRef[];
  };
  readonly lock: {
    readonly table: string;
    readonly exists: boolean;
    readonly heldBy: string | null;
    /** ISO 8601. */
    readonly since: string | null;
    /** What speaks for the holder being alive or gone; null where nobody holds the lock, or nothing is known. */
    readonly evidence: string | null;
  };
  /** Changesets that were begun and not ended, and how an update would go on with them. */
  readonly interrupted: readonly (InterruptedChangeset & { readonly prospect: Prospect })[];
  readonly update: {
    /** What keeps an update from running. */
    readonly obstacles: readonly { readonly code: string; readonly message: string; readonly hint?: string | undefined }[];
    readonly run: readonly ChangesetRef[];
    readonly rerun: readonly ChangesetRef[];
    /** Stored checksums that would be brought to today's version, or filled in. */
    readonly checksums: number;
    /** It would create or alter tracking tables. */
    readonly tables: boolean;
  };
}

export const doctor = defineCommand({
  name: 'doctor',
  summary: 'Explains the tracking tables and what update would do, and changes nothing',
  example: 'changelog doctor',
  options: { ...globalOptions, ...connectionOptions, ...changelogOptions },
  async run(context, options): Promise<DoctorResult> {
    await using session = await openChangelog(context, options);
    const { database } = session;
    live(database);
    const { settings } = database;
    const history = await findTrackingTable(database, database.historyTable, settings.databaseChangelogTableName);
    const lock = await findTrackingTable(database, database.lockTable, settings.databaseChangelogLockTableName);
    const gaps = history.found === undefined ? { missing: [], short: [] } : historyTableGaps(database, history);
    const ran = await session.history.list();
    const locked = await session.lock().inspect();
    const [held] = locked.locks;
    const diagnosis = diagnose({ ...session, ran, target: { kind: 'all' } });
    const update = updateFacts(diagnosis, history.found === undefined || gaps.missing.length + gaps.short.length > 0);
    const interrupted = await interruptedWithProspects(session.environment);
    const found = historyFacts(diagnosis, ran, history, gaps);
    return {
      url: database.url,
      healthy: update.obstacles.length + found.unknown.length + found.repeated.length + interrupted.length === 0 && held === undefined,
      history: found,
      lock: {
        table: lock.table.name,
        exists: lock.found !== undefined,
        heldBy: held === undefined ? null : (held.lockedBy ?? 'unknown'),
        since: held?.lockGranted?.toISOString() ?? null,
        evidence: describeEvidence(locked) || null,
      },
      interrupted,
      update,
    };
  },
});

function historyFacts(
  diagnosis: Diagnosis,
  ran: readonly RanChangeset[],
  { table, found, sql }: TrackingTable,
  gaps: { readonly missing: readonly string[]; readonly short: readonly string[] },
): DoctorResult['history'] {
  const paths = counted(diagnosis.otherPaths.map(({ changeset, row }) => JSON.stringify([row.path, changeset.path])));
  return {
    table: table.name,
    exists: found !== undefined,
    otherSpelling: sql.quoting === 'QUOTE_ALL_OBJECTS',
    rows: ran.length,
    writers: counted(ran.map((row) => row.liquibase)).map(([writer, rows]) => ({ writer, rows })),
    missingColumns: gaps.missing,
    shortColumns: gaps.short,
    checksums: [...diagnosis.checksumVersions]
      .map(([version, rows]) => ({ version, rows }))
      .toSorted((a, b) => (a.version ?? 0) - (b.version ?? 0)),
    otherPaths: paths.map(([both, rows]) => {
      const [stored = '', path = ''] = JSON.parse(both) as readonly string[];
      return { stored, path, rows };
    }),
    repeated: diagnosis.repeated.map(({ changeset, rows }) => ({ ...refOf(changeset), rows: rows.length })),
    unknown: diagnosis.unknown.map(refOf),
  };
}

function updateFacts({ obstacles, plan }: Diagnosis, tables: boolean): DoctorResult['update'] {
  const steps = (action: 'run' | 'rerun'): readonly ChangesetRef[] =>
    (plan?.steps ?? []).filter((step) => step.action === action).map(({ changeset }) => refOf(changeset));
  return {
    obstacles: obstacles.map(({ code, message, hint }) => ({ code, message, ...(hint !== undefined && { hint }) })),
    run: steps('run'),
    rerun: steps('rerun'),
    checksums: plan?.checksumUpdates.length ?? 0,
    tables,
  };
}

const refOf = ({ id, author, path }: ChangesetRef): ChangesetRef => ({ id, author, path });

/** Each value with how often it is there, in the order of first appearance. */
function counted<T>(values: readonly T[]): readonly (readonly [T, number])[] {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts];
}
