import { formatChangeset, looseChangesetKey } from '../plan/changeset-key.js';
import { notInChangelog } from '../plan/update.js';
import { changeChecksumText, changesetChecksum } from '../plan/checksum.js';
import { parseChecksum } from '../plan/drift.js';
import { changesetOptions, chosenChangeset } from './changeset-choice.js';
import { booleanOption, defineCommand } from './define.js';
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
  example: 'changelog calculate-checksum --changeset-identifier=changelog.yaml::1::example',
  options: {
    ...globalOptions,
    ...connectionOptions,
    changelogFile: changelogOptions.changelogFile,
    parameters: changelogOptions.parameters,
    ...changesetOptions,
    explain: booleanOption('Also print the text that was digested', { default: false }),
  },
  async run(context, options): Promise<ChecksumResult> {
    const wanted = chosenChangeset(options);
    await using session = await openChangelog(context, {
      ...options,
      contextFilter: undefined,
      labelFilter: undefined,
      strictContexts: false,
    });
    const changeset = session.changelog.changesets.find((candidate) => looseChangesetKey(candidate) === looseChangesetKey(wanted));
    if (changeset === undefined) throw notInChangelog(wanted);
    const ran = (await session.history.list()).find((row) => looseChangesetKey(row) === looseChangesetKey(changeset));
    // What ran is compared in the version that is stored, so that one is the checksum to look at.
    const choice = ran === undefined || ran.md5sum === null ? {} : { version: parseChecksum(ran.md5sum).version };
    return {
      changeset: formatChangeset(changeset),
      checksum: changesetChecksum(changeset, session.checksums, choice),
      ...(options.explain && {
        explain: changeset.changes.map((change) => ({
          change: change.name,
          text: changeChecksumText(change, changeset, session.checksums, choice),
        })),
      }),
    };
  },
});
