import { booleanOption, stringOption, type OptionSpecs } from '../commands/define.js';

/** Options of the command line itself: where output goes and what it looks like. Every command takes them, before or after its name. */
export const cliOptions = {
  format: stringOption('What is printed: text for people, json for programs; history, status and execute-sql also know tabular', {
    default: 'text',
    values: ['text', 'json', 'tabular'],
  }),
  outputFile: stringOption('File that gets the data instead of standard output'),
  outputFileEncoding: stringOption('Encoding of the output file', {
    default: 'UTF-8',
    values: ['UTF-8', 'UTF-16LE', 'ISO-8859-1', 'US-ASCII'],
  }),
  outputLineSeparator: stringOption('Line ends of scripts: LF or CRLF', { default: 'LF' }),
  defaultsFile: stringOption(
    'Properties file with settings; default: changelog.properties, else liquibase.properties, in the working directory',
  ),
  classpath: stringOption(
    'Folders that are searched besides the working directory where no search path is given; Java archives in it are not needed',
  ),
  passwordFile: stringOption('File whose first line is the password'),
  logFile: stringOption('File that the log is appended to instead of standard error'),
  logFormat: stringOption('Form of log lines', { default: 'TEXT', values: ['TEXT', 'JSON', 'JSON_PRETTY'] }),
  sqlLogLevel: stringOption('Log level of SQL statements', {
    default: 'fine',
    values: ['off', 'severe', 'warning', 'info', 'fine', 'debug'],
  }),
  showBanner: booleanOption('Print name and version first', { default: false }),
  headless: booleanOption('Never ask a question', { default: false }),
  color: booleanOption('Colours; default: on a terminal, unless NO_COLOR is set'),
  shouldRun: booleanOption('With false, the command does nothing', { default: true }),
} satisfies OptionSpecs;
