import { basename, resolve } from 'node:path';
import { openFileWriter } from '../core/local-file.js';
import { asChangelogError } from '../core/error.js';
import type { Snapshot } from '../model/schema.js';
import { changesetDescription } from '../plan/description.js';
import { planUpdate } from '../plan/update.js';
import { reportPage } from '../report/page.js';
import type { PendingChangeset, ReportDrift } from '../report/report-data.js';
import type { CommandContext } from './context.js';
import { booleanOption, defineCommand, stringOption, type OptionsOf } from './define.js';
import type { DiffObject } from './diff.js';
import { driftOptions, findDrift, type DriftResult } from './drift.js';
import { introspectDatabase } from './introspect-database.js';
import { changelogOptions } from './options.js';
import { namesIn } from './schema-source.js';
import { live, openChangelog, openSession } from './session.js';

export interface ReportResult {
  readonly url: string;
  /** The file that was written. */
  readonly file: string;
  readonly tables: number;
  readonly pending: number | null;
  /** Objects that differ from what the changelog builds; null where that was not compared. */
  readonly differences: number | null;
}

export const reportOptions = {
  ...driftOptions,
  changelogFile: stringOption('The root changelog file; without it the report shows no pending changesets and no drift', {
    aliases: changelogOptions.changelogFile.aliases,
  }),
  reportFile: stringOption('The HTML file to write', { default: 'report.html' }),
  reportTitle: stringOption('Heading of the page; default: the name of the database'),
  includeDrift: booleanOption('Build the changelog in a scratch database to show drift', { default: true }),
};

export const report = defineCommand({
  name: 'report',
  summary: 'Writes the schema, its diagram, changesets and drift into one HTML page',
  example: 'changelog report --report-file=schema.html',
  options: reportOptions,
  async run(context, options): Promise<ReportResult> {
    const found = await collect(context, options);
    const { snapshot, url, drift } = found;
    const file =
      options.reportFile.endsWith('.html') || options.reportFile.endsWith('.htm') ? options.reportFile : `${options.reportFile}/index.html`;
    const page = reportPage({
      ...found,
      title: options.reportTitle ?? titleOf(snapshot, url),
      writtenAt: new Date().toISOString(),
    });
    const writer = openFileWriter(context.cwd, file, { append: false });
    writer.write(page);
    writer.close();
    return {
      url,
      file: resolve(context.cwd, file),
      tables: snapshot.tables.length,
      pending: found.pending?.length ?? null,
      differences:
        drift === undefined || 'notCompared' in drift ? null : drift.missing.length + drift.unexpected.length + drift.changed.length,
    };
  },
});

async function collect(context: CommandContext, options: OptionsOf<typeof reportOptions>) {
  if (options.changelogFile === undefined) {
    await using session = await openSession(context, options);
    live(session.database);
    return {
      url: session.database.url,
      snapshot: await introspectDatabase(session.database, namesIn(options.schemas)),
      ran: await session.history.list(),
      pending: undefined,
      drift: undefined,
    };
  }
  await using session = await openChangelog(context, options);
  const { database } = session;
  live(database);
  const ran = await session.history.list();
  const { steps } = planUpdate({ ...session, ran, target: { kind: 'all' } });
  const pending = steps.map(({ changeset }): PendingChangeset => {
    const { id, author, path, comment } = changeset;
    return { id, author, path, description: changesetDescription(changeset), comments: comment };
  });
  const plain = async () => ({ snapshot: await introspectDatabase(database, namesIn(options.schemas)), drift: undefined });
  const { snapshot, drift } = options.includeDrift
    ? await findDrift(context, session, options).then(
        ({ snapshot: own, result }) => ({ snapshot: own, drift: driftOf(result) }),
        async (error: unknown) => ({ ...(await plain()), drift: { notCompared: asChangelogError(error).message } }),
      )
    : await plain();
  return { url: database.url, snapshot, ran, pending, drift };
}

const driftOf = ({ missing, unexpected, changed, unknown }: DriftResult): ReportDrift => ({
  missing: missing.map(objectText),
  unexpected: unexpected.map(objectText),
  changed: changed.map((one) => ({
    object: objectText(one),
    fields: one.fields.map(({ field, reference, target }) => `${field} ${reference ?? 'none'} → ${target ?? 'none'}`),
  })),
  unknown,
});

function objectText({ kind, table, name }: DiffObject): string {
  const words = kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return `${words} ${table === undefined ? '' : `${table}.`}${name}`;
}

/** The database's name, or that of its file. */
function titleOf({ source }: Snapshot, url: string): string {
  return source.catalog ?? basename(url.replace(/[?#].*$/s, '')).replace(/^\w+:/, '');
}
