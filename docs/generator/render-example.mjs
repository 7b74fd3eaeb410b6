import { changeFiles } from '../../dist/commands/change-files.js';
import { completeOptions } from '../../dist/commands/invoke.js';
import { openDatabase } from '../../dist/commands/open-database.js';
import { updateSql } from '../../dist/commands/update.js';
import { createDiagnostics } from '../../dist/core/diagnostics.js';
import { ChangelogError } from '../../dist/core/error.js';
import { dialectNames, loadDialect } from '../../dist/dialects/registry.js';
import { forwardSql, rollbackSql } from '../../dist/execute/changeset-sql.js';
import { formatScript } from '../../dist/execute/script.js';
import { parseChangelog } from '../../dist/parse/parse.js';
import { toData, toJson, toXml, toYaml } from './write-example.mjs';

/** Files that examples name, by the end of their names. */
const samples = [
  [/\.csv$/, 'id,name,active\n1,Ann,true\n2,NULL,false\n'],
  [/\.sql$/, 'select 1;\nselect 2;\n'],
  [/./, 'text of a file\n'],
];
const sampleText = (path) => samples.find(([name]) => name.test(path))[1];

/** A search path that holds one changelog, and any file that it names. `opened` gets the latter. */
function memory(changelog, text, opened) {
  const resource = (path) => {
    const content = path === changelog ? text : sampleText(path);
    if (path !== changelog) opened.set(path, content);
    const bytes = new TextEncoder().encode(content);
    return {
      path,
      location: path,
      bytes: () => bytes,
      text: () => content,
      pieces: () => [bytes],
      chunks: () => [content],
    };
  };
  return { find: resource, list: () => undefined, near: () => undefined, roots: ['.'] };
}

/** The versions that the pages are written for. */
const versions = { postgresql: '15.0', mysql: '8.0', mariadb: '10.11', mssql: '15.0', oracle: '19.0', sqlite: '3.45' };

const optionsFor = ({ name }) =>
  completeOptions(updateSql, { url: `offline:${name}?version=${versions[name]}`, changelogFile: 'changelog.xml' });

export const dialects = await Promise.all(dialectNames.map(loadDialect));

/** Texts of a changelog with this change alone. */
export function changelogTexts(definition, example) {
  const data = toData(definition.fields, example);
  const root = { databaseChangeLog: [{ changeSet: { id: '1', author: 'ann', changes: [{ [definition.name]: data }] } }] };
  const xml = toXml(definition.name, definition.fields, example);
  return {
    xml: `<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"><changeSet id="1" author="ann">\n${xml}\n</changeSet></databaseChangeLog>`,
    yaml: toYaml(root),
    json: toJson(root),
  };
}

/**
 * Reads a changelog of one changeset and writes it for a dialect, as `update-sql` and `rollback-sql` would on an offline URL.
 * @returns the changeset (absent where it is refused), forward and rollback as `{text, items}` or `{refused}`, warnings,
 *   the further files that were read, and what a dbms list means there.
 */
export async function render(file, text, dialect) {
  const warnings = [];
  const opened = new Map();
  const resources = memory(file, text, opened);
  const database = await openDatabase({ cwd: '.', emit: () => {} }, optionsFor(dialect));
  const diagnostics = createDiagnostics();
  const changelog = await parseChangelog(file, { resources, diagnostics, database: { name: dialect.name, matches: database.matchesDbms } });
  const [refusal] = diagnostics.errors;
  const changeset = changelog.changesets[0];
  const environment = {
    database,
    changelog,
    files: changeFiles(resources),
    schema: undefined,
    emit: (event) => event.type === 'warning' && warnings.push(event.warning.message),
    appliesModifier: () => true,
  };
  const write = async (statements) => {
    if (refusal !== undefined) return { refused: refusal };
    try {
      const items = [];
      for await (const one of statements(changeset, environment)) items.push(one.comment ? { comment: one.sql } : { statement: one });
      return { items, text: items.map((item) => formatScript([item], dialect).trimEnd()).join('\n') };
    } catch (error) {
      if (!(error instanceof ChangelogError)) throw error;
      return { refused: error };
    }
  };
  const forward = await write(forwardSql);
  return { changeset, forward, rollback: await write(rollbackSql), warnings, opened, matchesDbms: database.matchesDbms };
}
