import { changeDefinitions } from '../../dist/changes/index.js';
import { addColumnFields, columnFields } from '../../dist/changes/shared/column.js';
import { targetsDatabase } from '../../dist/plan/checksum.js';
import { formattedSql } from './formatted-sql.mjs';
import { code, fence, fieldTable, plain, sentence, table } from './markdown.mjs';
import { changelogTexts, dialects, render } from './render-example.mjs';
import { toData, toJson, toXml, toYaml } from './write-example.mjs';

const columnPage = 'columns.md';

/** Pages of all change types, by path below docs/. */
export async function changePages() {
  const pages = new Map();
  const overview = [];
  for (const definition of changeDefinitions.values()) {
    const examples = [];
    for (const example of definition.examples) examples.push({ example, results: await resultsOf(definition, example) });
    pages.set(`changes/${definition.name}.md`, await changePage(definition, examples));
    const support = dialects.map((dialect, i) => supportOf(examples.map(({ results }) => results[i])));
    overview.push([
      `[${definition.name}](${definition.name}.md)`,
      plain(definition.summary),
      definition.rollsBack ? 'yes' : '',
      ...support,
    ]);
  }
  pages.set('changes/README.md', overviewPage(overview));
  pages.set(`changes/${columnPage}`, columnsPage());
  return pages;
}

/** What the example becomes on each dialect; all three formats must be read alike. */
async function resultsOf(definition, example) {
  const texts = changelogTexts(definition, example);
  const results = [];
  for (const dialect of dialects) results.push({ dialect, ...(await render('changelog.xml', texts.xml, dialect)) });
  const expected = comparable(results[0]);
  for (const format of ['yaml', 'json']) {
    const other = comparable(await render(`changelog.${format}`, texts[format], dialects[0]));
    if (other !== expected) throw new Error(`${definition.name}: the example in ${format} is not read as in xml\n${expected}\n${other}`);
  }
  return results;
}

const comparable = ({ changeset, forward, rollback }) =>
  JSON.stringify(
    [
      changeset?.changes.map(({ props }) => Object.entries(props).sort(([a], [b]) => (a < b ? -1 : 1))),
      outcome(forward),
      outcome(rollback),
    ],
    (_, value) => (typeof value === 'bigint' ? String(value) : value),
  );

const outcome = ({ text, refused }) => (refused === undefined ? text : refused.code);

/** The change itself says that it is for other databases. */
const isForOthers = ({ changeset, matchesDbms }) => changeset !== undefined && !targetsDatabase(changeset.changes[0], matchesDbms);

function supportOf(results) {
  if (results.every(isForOthers)) return '';
  const codes = results.filter((result) => !isForOthers(result)).map(({ forward }) => forward.refused?.code);
  if (results.every(({ forward, warnings }) => forward.text === '' && warnings.length > 0)) return 'nothing';
  if (codes.includes(undefined) || codes.includes('STOPPED')) return 'yes';
  return codes.includes('PLAN_NEEDS_DATABASE') ? 'live' : '–';
}

function overviewPage(rows) {
  return `# Change types

<!-- Written by npm run generate from src/changes. -->

A change stands in a changeset. The pages show each as it is written there; the \`columns\` of many are described in [columns](${columnPage}).

\`\`\`xml
<changeSet id="1" author="ann">
  <dropTable tableName="person"/>
</changeSet>
\`\`\`

\`\`\`yaml
- changeSet:
    id: 1
    author: ann
    changes:
      - dropTable:
          tableName: person
\`\`\`

*Rolls back*: the change is undone without a \`rollback\` block, as far as its attributes allow. *live*: the database must be asked first, so
that an offline URL refuses it. *nothing*: no statement, and a warning. Blank: the text is the changelog's own, and the page has no example
for the database. –: the database cannot do it, and the run stops with \`PLAN_UNSUPPORTED_CHANGE\`.

${table(['change', 'what it does', 'rolls back', ...dialects.map(({ title }) => title)], rows)}`;
}

function columnsPage() {
  return `# Columns

<!-- Written by npm run generate from src/changes/shared. -->

Attributes of \`column\`. A change reads those that mean something to it: \`insert\` the values, \`createTable\` type and defaults.

${fieldTable(addColumnFields)}
## constraints

${fieldTable(columnFields.constraints.fields)}`;
}

async function changePage(definition, examples) {
  const { name, summary, fields } = definition;
  const parts = [
    `# ${name}\n\n<!-- Written by npm run generate from src/changes. -->\n\n${plain(sentence(summary))}\n`,
    `${rollbackText(definition)}\n`,
    `## Attributes\n\n${Object.keys(fields).length === 0 ? 'None.\n' : fieldTable(fields)}`,
    ...nestedFields(fields),
  ];
  for (const [i, { example, results }] of examples.entries()) parts.push(await exampleText(definition, example, results, i + 1));
  return parts.join('\n');
}

function rollbackText({ rollsBack, needsOption }) {
  const rollback = rollsBack
    ? 'It rolls back by itself.'
    : 'It does not roll back by itself: a changeset with it needs a `rollback` block to be undone.';
  const option = needsOption?.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return option === undefined ? rollback : `${rollback} A live run needs the option \`--${option}\`.`;
}

/** Tables for nested elements; of columns only what the common page does not say. */
function nestedFields(fields) {
  return Object.entries(fields).flatMap(([name, { kind, item, fields: nested }]) => {
    if (nested === undefined) return [];
    const title = kind === 'list' ? `${name} (each a \`${item}\`)` : name;
    const isColumn = nested.constraints === columnFields.constraints;
    const own = isColumn ? Object.entries(nested).filter(([key, field]) => addColumnFields[key] !== field) : Object.entries(nested);
    const link = isColumn ? `As in [columns](${columnPage})${own.length === 0 ? '.' : ', and:'}\n` : '';
    const rows = own.length === 0 ? '' : fieldTable(Object.fromEntries(own));
    return [`### ${title}\n\n${[link, rows].filter((text) => text !== '').join('\n')}`];
  });
}

async function exampleText(definition, example, results, number) {
  const { name, fields } = definition;
  const data = { [name]: toData(fields, example) };
  const sql = await formattedSql(definition, results);
  const files = [...(results[0]?.opened ?? [])].map(([path, text]) => `${code(path)} holds\n\n${fence('', text)}`);
  return [
    `## Example ${number}\n`,
    fence('xml', toXml(name, fields, example)),
    fence('yaml', `- ${toYaml(data).trimEnd().replaceAll('\n', '\n  ')}`),
    fence('json', toJson(data)),
    sql.text === undefined ? `${sql.reason}\n` : fence('sql', sql.text),
    ...files,
    `### SQL of example ${number}\n`,
    sqlByDialect(results),
  ].join('\n');
}

/** One block for all dialects with the same answer. */
function sqlByDialect(results) {
  const groups = new Map();
  for (const result of results) {
    const text = blockOf(result);
    groups.set(text, [...(groups.get(text) ?? []), result.dialect.title]);
  }
  return [...groups]
    .map(([text, titles]) => `${titles.length === dialects.length ? 'All databases' : titles.join(', ')}:\n\n${text}`)
    .join('\n');
}

function blockOf(result) {
  const { dialect, forward, rollback, warnings } = result;
  if (forward.refused !== undefined) return refusal(forward.refused);
  if (isForOthers(result)) return 'nothing: `dbms` names other databases.\n';
  // Relatives differ in nothing but their name there.
  const notes = [...new Set(warnings)].map(
    (warning) => `Warning: ${plain(sentence(warning.replace(`on ${dialect.name}`, 'on this database')))}\n`,
  );
  const undo = rollback.refused === undefined ? `-- rollback\n${rollback.text === '' ? '-- nothing to do' : rollback.text}` : '';
  const lines = [forward.text === '' ? '-- no statement' : forward.text, ...(undo === '' ? [] : [undo])];
  const refused =
    rollback.refused === undefined || rollback.refused.code === 'PLAN_NO_ROLLBACK' ? [] : [`Rollback: ${refusal(rollback.refused)}`];
  return [fence('sql', lines.join('\n')), ...notes, ...refused].join('\n');
}

const refusal = ({ code: name, message, hint }) =>
  `refused, ${code(name)}: ${plain(sentence(message))}${hint === undefined ? '' : ` Hint: ${plain(sentence(hint))}`}\n`;
