import { defineCommand, stringOption } from './define.js';
import { changelogOptions } from './options.js';
import { report, reportOptions, type ReportResult } from './report.js';

const { reportFile: _, ...options } = reportOptions;

/** Liquibase's command of this name writes many small pages; what they show is in the one page of the report. */
export const dbDoc = defineCommand({
  name: 'db-doc',
  summary: 'Writes the page of report into a folder',
  example: 'changelog db-doc --output-directory=docs',
  options: {
    ...options,
    changelogFile: changelogOptions.changelogFile,
    outputDirectory: stringOption('The folder to write index.html into; it is created where it does not exist', { required: true }),
  },
  run: (context, { outputDirectory, ...others }): Promise<ReportResult> =>
    report.run(context, { ...others, reportFile: `${outputDirectory}/index.html` }),
});
