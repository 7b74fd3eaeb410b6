import { fail } from '../core/error.js';
import type { Snapshot } from '../model/schema.js';
import { writeSnapshot } from '../snapshot/write-snapshot.js';
import type { CommandContext } from './context.js';
import { defineCommand, stringOption } from './define.js';
import { databaseOptions, referenceDatabaseOptions, referenceOptions } from './options.js';
import { readReference, readSchema, type SchemaSource } from './schema-source.js';

/** A schema as data and as the text that was asked for. */
export interface SnapshotResult {
  readonly url: string;
  readonly snapshot: Snapshot;
  readonly text: string;
}

const format = {
  snapshotFormat: stringOption('Form of the snapshot: txt for people, json or yaml to be compared with later', {
    default: 'txt',
    values: ['txt', 'json', 'yaml', 'TXT', 'JSON', 'YAML'],
  }),
  snapshotFilters: stringOption('Kinds of objects that are left out', {
    refused: 'a snapshot holds all kinds; give --diff-types where it is compared',
  }),
};
const schemas = {
  schemas: stringOption('Schemas to look at, comma-separated; default: the one that unqualified names mean'),
};

export const snapshot = defineCommand({
  name: 'snapshot',
  summary: 'Tells the schema of the database',
  example: 'changelog snapshot --snapshot-format=json --output-file=schema.json',
  options: { ...databaseOptions, ...schemas, ...format },
  run: async (context, options): Promise<SnapshotResult> => resultOf(await readSchema(context, options), options.snapshotFormat),
});

export const snapshotReference = defineCommand({
  name: 'snapshot-reference',
  summary: 'Tells the schema of the reference database',
  example: 'changelog snapshot-reference --reference-url=changelog:changelog.yaml --scratch-url=pglite:',
  options: { ...referenceDatabaseOptions, ...referenceOptions, ...format },
  run: async (context: CommandContext, options): Promise<SnapshotResult> =>
    resultOf(await readReference(context, { ...options, schemas: undefined }), options.snapshotFormat),
});

function resultOf({ side, url }: SchemaSource, chosen: string): SnapshotResult {
  const form = chosen.toLowerCase();
  if (form !== 'txt' && form !== 'json' && form !== 'yaml')
    fail('CONFIG_INVALID_VALUE', { message: `there is no snapshot format "${chosen}"` });
  const found = side.snapshot;
  return { url, snapshot: found, text: writeSnapshot(found, form) };
}
