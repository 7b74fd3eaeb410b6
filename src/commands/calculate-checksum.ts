import { fail } from '../core/error.js';
import { changesetKey, formatChangeset } from '../plan/changeset-key.js';
import { changeChecksumText, changesetChecksum } from '../plan/checksum.js';
import { booleanOption, defineCommand, stringOption } from './define.js';
import { changelogOptions, connectionOptions, globalOptions } from './options.js';
import { openChangelog } from './session.js';

/** The checksum of one changeset, and on request the texts that were digested for its changes. */
export interface ChecksumResult {
  readonly changeset: string;
  readonly checksum: string;
  readonly explain?: readonly { readonly change: string; readonly text: string }[];
}

export const calculateChecksum = defineCommand({
  name: 'calculate-checksum',
  summary: 'Prints the checksum of a changeset',
  example: 'changelog calculate-checksum --changeset-identifier=db/changelog.yaml::1::ann',
  options: {
    ...globalOptions,
    ...connectionOptions,
    ...changelogOptions,
    changesetIdentifier: stringOption('The changeset as path::id::author'),
    changesetPath: stringOption('Path of the changeset, together with changeset-id and changeset-author'),
    changesetId: stringOption('Id of the changeset'),
    changesetAuthor: stringOption('Author of the changeset'),
    explain: booleanOption('Also print the text that was digested', { default: false }),
  },
  async run(context, options): Promise<ChecksumResult> {
    const wanted = identity(options);
    await using session = await openChangelog(context, options);
    const changeset = session.changelog.changesets.find((candidate) => changesetKey(candidate) === changesetKey(wanted));
    if (changeset === undefined) {
      fail('CONFIG_INVALID_VALUE', { message: `the changelog has no changeset ${formatChangeset(wanted)}`, hint: 'changelog status --verbose lists identifiers as path::id::author' });
    }
    return {
      changeset: formatChangeset(changeset),
      checksum: changesetChecksum(changeset, session.checksums),
      ...(options.explain && { explain: changeset.changes.map((change) => ({ change: change.name, text: changeChecksumText(change, changeset, session.checksums) })) }),
    };
  },
});

function identity(options: { changesetIdentifier?: string | undefined; changesetPath?: string | undefined; changesetId?: string | undefined; changesetAuthor?: string | undefined }): { path: string; id: string; author: string } {
  const { changesetIdentifier, changesetPath: path, changesetId: id, changesetAuthor: author } = options;
  if (changesetIdentifier !== undefined) {
    const [first, second, third, ...rest] = changesetIdentifier.split('::');
    if (first !== undefined && second !== undefined && third !== undefined && rest.length === 0) return { path: first, id: second, author: third };
    fail('CONFIG_INVALID_VALUE', { message: `"${changesetIdentifier}" is no changeset identifier`, hint: 'write it as path::id::author' });
  }
  if (path !== undefined && id !== undefined && author !== undefined) return { path, id, author };
  return fail('CONFIG_MISSING_OPTION', { message: 'no changeset was named', hint: 'give --changeset-identifier=path::id::author' });
}
