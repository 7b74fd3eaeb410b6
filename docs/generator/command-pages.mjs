import { readFileSync } from 'node:fs';
import { cliOptions } from '../../dist/cli/cli-options.js';
import { hasNoEffect, isIdleSetting, missingCommands, positionalOptions, refusedSetting } from '../../dist/cli/config/liquibase-surface.js';
import { createOptionTable } from '../../dist/cli/config/option-table.js';
import { environmentName, kebabCase } from '../../dist/cli/names.js';
import { commands } from '../../dist/commands/index.js';
import { code, fence, plain, sentence, table } from './markdown.mjs';

/** Commands and options of Liquibase, by name; hidden ones, which only Java code sets, are left out. */
/** Options that commands take because all of their kind do; every other one has a test of its effect (test/cli/option-effects.test.ts). */
const withoutEffect = JSON.parse(readFileSync(new URL('options-without-effect.json', import.meta.url), 'utf8'));
const liquibase = JSON.parse(readFileSync(new URL('liquibase-options.json', import.meta.url), 'utf8'));

/** Pages of all commands, by path below docs/. */
export async function commandPages() {
  const definitions = await Promise.all(Object.values(commands).map((entry) => entry.load()));
  const pages = new Map(definitions.map((definition) => [`commands/${definition.name}.md`, commandPage(definition)]));
  pages.set('commands/README.md', overviewPage());
  pages.set('commands/options.md', optionsPage(definitions));
  return pages;
}

function overviewPage() {
  const rows = Object.entries(commands).map(([name, { summary, group }]) => [`[${name}](${name}.md)`, group, plain(summary)]);
  const missing = Object.keys(liquibase.commands).filter((name) => !(name in commands));
  const unexplained = missing.filter((name) => !(name in missingCommands)).map((name) => [code(name), 'not in this version']);
  const explained = Object.entries(missingCommands).map(([name, reason]) => [code(name), plain(reason)]);
  return `# Commands

<!-- Written by npm run generate from src/commands. -->

${table(['command', 'group', 'what it does'], rows)}
[All options](options.md), by command and beside those of Liquibase ${liquibase.version}. [How options and settings are read](../command-line.md).

## Options of every command

${optionTable(cliOptions)}
## Commands of Liquibase ${liquibase.version} that are refused

${table(['command', 'why'], [...explained, ...unexplained])}`;
}

function commandPage(definition) {
  const { name, summary, example, options } = definition;
  const own = Object.fromEntries(Object.entries(options).filter(([option]) => !(option in cliOptions)));
  const positional = positionalOptions[name];
  const refused = (liquibase.commands[name] ?? []).flatMap((option) => {
    const answer = answerTo(definition, option);
    return answer === 'same' ? [] : [[code(`--${kebabCase(option)}`), answer]];
  });
  return [
    `# ${name}\n\n<!-- Written by npm run generate from src/commands. -->\n\n${plain(sentence(summary))}\n`,
    fence('sh', example),
    ...(positional !== undefined && positional in options
      ? [`\`${name} ${positional.toUpperCase()}\` means \`--${kebabCase(positional)}\`.\n`]
      : []),
    `## Options\n\n${optionTable(own)}`,
    'and those [of every command](README.md#options-of-every-command).\n',
    ...(refused.length === 0 ? [] : [`## Options of Liquibase ${liquibase.version} that differ\n\n${table(['option', 'here'], refused)}`]),
  ].join('\n');
}

function optionTable(options) {
  const { find } = createOptionTable(options, cliOptions);
  const rows = Object.entries(options)
    .filter(([, spec]) => spec.kind !== 'properties' && spec.refused === undefined)
    .sort(([, a], [, b]) => Number(b.required ?? false) - Number(a.required ?? false))
    .map(([name, spec]) => [
      [name, ...(spec.aliases ?? []).filter((alias) => find(alias)?.name === name)].map((one) => code(`--${kebabCase(one)}`)).join(', '),
      spec.required ? 'required' : spec.default === undefined ? '' : code(String(spec.default)),
      code(environmentName(name)),
      plain(spec.summary) + valuesOf(spec),
    ]);
  const properties = Object.values(options).filter((spec) => spec.kind === 'properties');
  return table(
    ['option', 'default', 'environment', 'meaning'],
    [...rows, ...properties.map(({ summary }) => [code('-Dname=value'), '', 'any variable', plain(summary)])],
  );
}

function valuesOf({ values }) {
  if (values === undefined) return '';
  const distinct = values.filter((value, i) => values.findIndex((one) => one.toLowerCase() === value.toLowerCase()) === i);
  return `; one of ${distinct.map(code).join(' ')}`;
}

/** What becomes of an option of Liquibase. Throws where nothing is decided about it. */
function answerTo(definition, option) {
  const found = createOptionTable(definition.options, cliOptions).find(option);
  if (found?.spec.refused !== undefined) return `refused: ${plain(found.spec.refused)}`;
  if (found !== undefined) return 'same';
  const refused = refusedSetting(option);
  if (refused !== undefined) {
    const but = refused.asIs === undefined ? '' : `, except ${refused.asIs.map(code).join(' ')}`;
    return `refused${but}: ${plain(refused.reason)}`;
  }
  if (hasNoEffect(definition.name, option)) return 'accepted; it has no effect there either';
  if (isIdleSetting(option)) return 'left alone in files and environment: no command here uses it';
  throw new Error(`${definition.name}: nothing is decided about Liquibase's option ${option}`);
}

/** Why an option makes no difference to a command, where that is so. */
function without({ name }, option) {
  const known = withoutEffect[option]?.find(({ commands: named }) => named.includes(name));
  return known === undefined ? '' : `, without effect: ${known.reason}`;
}

function optionsPage(definitions) {
  const all = definitions.map(({ name }) => name);
  const rows = new Map();
  const add = (option, answer, command) => {
    const key = `${option} ${answer}`;
    rows.set(key, { option, answer, commands: [...(rows.get(key)?.commands ?? []), command] });
  };
  for (const definition of definitions) {
    const theirs = liquibase.commands[definition.name] ?? [];
    const read = createOptionTable(definition.options);
    for (const option of theirs) add(option, answerTo(definition, option) + without(definition, read.find(option)?.name), definition.name);
    const named = new Set(theirs.map((option) => read.find(option)?.name));
    for (const { name, spec } of read.options) {
      if (!named.has(name) && spec.kind !== 'properties' && !(name in cliOptions)) add(name, ours(definition, name) + without(definition, name), definition.name);
    }
  }
  const which = (names) => {
    const rest = all.filter((name) => !names.includes(name));
    return rest.length === 0 ? 'all' : rest.length < 4 ? `all but ${rest.join(', ')}` : names.join(', ');
  };
  const [update] = definitions;
  const sorted = [...rows.values()].sort((a, b) => (a.option < b.option ? -1 : 1));
  // A key that only some commands use is read by these.
  const reading = (key) => definitions.filter(({ options }) => createOptionTable(options).find(key) !== undefined).map(({ name }) => name);
  const keys = liquibase.configuration.map((key) => {
    const own = createOptionTable(update.options, cliOptions).find(key) !== undefined || reading(key).length === 0;
    return [code(key), own ? answerTo(update, key) : `same, in ${reading(key).join(', ')}`];
  });
  return `# Options by command

<!-- Written by npm run generate from src/commands and src/cli. -->

*same*: as in Liquibase ${liquibase.version}. *own*: only here. *refused*: the run stops and says so; a value that asks for what happens anyway
is accepted. *without effect*: commands of a kind share their options, and this one has no use for it. For every other option of every command
a test shows what it does (\`test/cli/option-effects.test.ts\`).

${table(
  ['option', 'here', 'commands'],
  sorted.map(({ option, answer, commands: names }) => [code(`--${kebabCase(option)}`), answer, which(names)]),
)}
## Settings of every command

Configuration keys of Liquibase, without \`liquibase.\`: as options, environment variables or lines of a properties file.

${table(['key', 'here'], keys)}`;
}

/** An option that Liquibase's command does not list: a setting of its own there, or new. */
function ours(definition, name) {
  const read = createOptionTable(definition.options);
  return liquibase.configuration.some((key) => read.find(key)?.name === name) ? 'same' : 'own';
}
