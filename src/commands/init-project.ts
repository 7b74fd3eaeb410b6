import { fail } from '../core/error.js';
import { readLocalFile, writeNewFile } from '../core/local-file.js';
import { parseConnectionUrl } from '../dialects/connection-url.js';
import type { CommandContext } from './context.js';
import { booleanOption, defineCommand, stringOption } from './define.js';
import { globalOptions } from './options.js';
import { changelogFormats, exampleChangelog, formatOfFile, type ChangelogFormat } from './example-changelog.js';

/** What was written, relative to the working directory. */
export interface InitResult {
  readonly files: readonly string[];
}

const author = 'example';

export const initProject = defineCommand({
  name: 'init-project',
  summary: 'Writes a properties file and an example changelog to start from',
  example: 'changelog init project --changelog-format=yaml --url=sqlite:dev.db',
  options: {
    ...globalOptions,
    projectDir: stringOption('Folder of the project; it is created where it does not exist', { default: '.' }),
    projectDefaultsFile: stringOption('Name of the properties file to write, within the project', { default: 'changelog.properties' }),
    projectGuide: stringOption('Whether to ask', { refused: 'what is left open is asked on a terminal; --headless takes the defaults' }),
    keepTempFiles: booleanOption('Whether to keep temporary files', { refused: 'it makes none' }),
    changelogFormat: stringOption(
      'Format of the changelog (--format is that of the output); default: as the name of the changelog file says, else yaml',
      {
        values: ['yaml', 'xml', 'json', 'sql'],
      },
    ),
    changelogFile: stringOption('The changelog to write, within the project; default: changelog.yaml, or as the format is called'),
    url: stringOption('Database URL for the properties file, without a password; default: sqlite:dev.db'),
    username: stringOption('Login name for the properties file'),
  },
  async run(context, options): Promise<InitResult> {
    const answered = await answers(context, options);
    const { changelogFile, format, url } = answered;
    checkUrl(url, context.cwd);
    const within = (name: string): string => (options.projectDir === '.' ? name : `${options.projectDir.replace(/[/\\]+$/, '')}/${name}`);
    const properties = within(options.projectDefaultsFile);
    const changelog = within(changelogFile);
    for (const path of new Set([properties, ...['changelog.properties', 'liquibase.properties'].map(within), changelog])) {
      if (readLocalFile(context.cwd, path) !== undefined)
        fail('CONFIG_FILE_EXISTS', {
          message: `${path} exists already, and nothing was written`,
          hint: 'choose another folder with --project-dir',
        });
    }
    writeNewFile(context.cwd, changelog, exampleChangelog(format, author));
    writeNewFile(context.cwd, properties, propertiesText(changelogFile, url, options.username));
    return { files: [properties, changelog] };
  },
});

interface Answers {
  readonly changelogFile: string;
  readonly format: ChangelogFormat;
  readonly url: string;
}

type Given = { readonly [K in 'changelogFormat' | 'changelogFile' | 'url']?: string | undefined };

/** The options; what they leave open is asked, and has a default where nobody answers. */
async function answers({ ask }: CommandContext, given: Given): Promise<Answers> {
  const answer = async (question: string, fallback: string): Promise<string> =>
    ask === undefined ? fallback : (await ask(`${question} [${fallback}] `)).trim() || fallback;
  const named = given.changelogFile === undefined ? undefined : formatOf(given.changelogFile);
  const format = (
    given.changelogFormat ??
    named ??
    (await answer('Format of the changelog: yaml, xml, json or sql?', 'yaml'))
  ).toLowerCase();
  const found = changelogFormats.find((candidate) => candidate === format);
  if (found === undefined)
    fail('CONFIG_INVALID_VALUE', { message: `"${format}" is no changelog format`, hint: changelogFormats.join(', ') });
  if (named !== undefined && named !== found)
    fail('CONFIG_INVALID_VALUE', {
      message: `${given.changelogFile ?? ''} has not the extension of ${found}`,
      hint: `the format follows from the name; leave --changelog-format out`,
    });
  const changelogFile = given.changelogFile ?? (await answer('Changelog file?', `changelog.${found}`));
  if (formatOf(changelogFile) !== found)
    fail('CONFIG_INVALID_VALUE', { message: `${changelogFile} has not the extension of ${found}`, hint: `e.g. changelog.${found}` });
  return { changelogFile, format: found, url: given.url ?? (await answer('Database URL, without a password?', 'sqlite:dev.db')) };
}

function formatOf(name: string): ChangelogFormat {
  return (
    formatOfFile(name) ??
    fail('CONFIG_INVALID_VALUE', {
      message: `the extension of ${name} belongs to no changelog format`,
      hint: changelogFormats.map((format) => `changelog.${format}`).join(', '),
    })
  );
}

/** A URL that can be read and holds no password: it goes into a file that others may see. Throws CONNECT_URL, CONFIG_INVALID_VALUE. */
function checkUrl(url: string, cwd: string): void {
  const parsed = parseConnectionUrl(url, { cwd });
  if (parsed.kind === 'offline' || !parsed.target.password) return;
  fail('CONFIG_INVALID_VALUE', {
    message: 'the URL holds a password, which would be written into the properties file',
    hint: 'leave it out, and give it through CHANGELOG_PASSWORD when a command runs',
  });
}

const value = (text: string): string => text.replaceAll('\\', '\\\\');

function propertiesText(changelogFile: string, url: string, username: string | undefined): string {
  return `# Settings for changelog; every option of a command can be a line here.
changelogFile=${value(changelogFile)}
url=${value(url)}
${username === undefined ? '#username=' : `username=${value(username)}`}
# Passwords are better given through the environment: CHANGELOG_PASSWORD.
`;
}
