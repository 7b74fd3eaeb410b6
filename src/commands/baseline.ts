import { resolve } from 'node:path';
import { fail } from '../core/error.js';
import { defineCommand, stringOption } from './define.js';
import { generate, generateOptions, type GeneratedResult } from './generate-changelog.js';
import { completeOptions } from './invoke.js';
import { lockOptions } from './options.js';
import { recordAsRun } from './record-as-run.js';
import { searchRoots } from './session.js';
import { changelogSync } from './changelog-sync.js';
import { tag as tagCommand } from './tag.js';

/** What a baseline made. */
export interface BaselineResult extends GeneratedResult {
  readonly url: string;
  /** Changesets that were recorded as run. */
  readonly recorded: number;
  readonly tag: string | undefined;
}

export const baseline = defineCommand({
  name: 'baseline',
  summary: 'Starts with a live database: writes its changelog, records it as run and tags it',
  example: 'changelog baseline --changelog-file=baseline.yaml --tag=baseline',
  options: {
    ...generateOptions,
    ...lockOptions,
    changelogFile: stringOption('File to write; its ending says the format', { required: true, aliases: ['changeLogFile'] }),
    tag: stringOption('Tag of the state that the changelog describes', { default: 'baseline' }),
  },
  async run(context, options): Promise<BaselineResult> {
    const { tag, changelogFile, contextFilter: _contexts, labelFilter: _labels, ...rest } = options;
    if (changelogFile === undefined) fail('CONFIG_MISSING_OPTION', { message: 'baseline needs a changelog file to write' });
    if (!searchRoots(options.searchPath).some((root) => resolve(context.cwd, root) === resolve(context.cwd)))
      fail('CONFIG_INVALID_VALUE', {
        message: `the changelog would be written where --search-path=${options.searchPath ?? ''} does not find it`,
        hint: 'add the working directory to the search path, or leave it out',
      });
    const generated = await generate(context, options);
    const own = (command: { readonly options: object }): Readonly<Record<string, unknown>> =>
      Object.fromEntries(Object.entries({ ...rest, changelogFile, tag }).filter(([name]) => name in command.options));
    const sync = completeOptions(changelogSync, own(changelogSync));
    const { changesets, url } = await recordAsRun(context, sync as never, {});
    await tagCommand.run(context, completeOptions(tagCommand, own(tagCommand)) as never);
    return { ...generated, url, recorded: changesets.length, tag };
  },
});
