import { decodePieces } from '../../dist/core/charset.js';
import { createDiagnostics } from '../../dist/core/diagnostics.js';
import { ChangelogError } from '../../dist/core/error.js';
import { redactUrl } from '../../dist/core/url-secrets.js';
import { redactPatterns } from '../../dist/core/redact.js';
import { readCsv } from '../../dist/changes/load-data/csv.js';
import { loadedRows } from '../../dist/changes/load-data/rows.js';
import { changeFiles } from '../../dist/commands/change-files.js';
import { parseConnectionUrl } from '../../dist/dialects/connection-url.js';
import { dialectNames, loadDialect } from '../../dist/dialects/registry.js';
import { parseCreateTable } from '../../dist/dialects/sqlite/ddl/parse-create-table.js';
import { splitStatements } from '../../dist/dialects/sqlite/split-statements.js';
import { contextExpressionMatches, runContexts } from '../../dist/filter/context.js';
import { dbmsMatches, unknownDbms } from '../../dist/filter/dbms.js';
import { expressionMatches, expressionNames, parseExpression } from '../../dist/filter/expression.js';
import { labelListMatches } from '../../dist/filter/label.js';
import { parseChangelog } from '../../dist/parse/parse.js';
import { parsePropertiesFile } from '../../dist/parse/properties-file.js';
import { changesetChecksum } from '../../dist/plan/checksum.js';
import { exampleFiles } from './corpus.mjs';
import { cut, memoryFiles } from './memory-files.mjs';

const dialects = await Promise.all(dialectNames.map(loadDialect));

/** What must not happen. */
export class Finding extends Error {}

/**
 * Lets a refusal with a code pass; anything else is a finding.
 * @param {unknown} thrown
 * @param {(problem: ChangelogError) => string | undefined} place says what is wrong about the place that the error names
 */
function refusal(thrown, place = () => undefined) {
  if (!(thrown instanceof ChangelogError)) throw thrown;
  for (const problem of thrown.problems) {
    if (problem.code === 'INTERNAL') throw problem.cause ?? problem;
    const wrong = place(problem);
    if (wrong !== undefined) throw new Finding(`${problem.code} ${problem.message.slice(0, 200)}: ${wrong}`);
  }
}

/** Whether an error points into one of the files; told by what is wrong. */
function placeIn(files) {
  const lines = new Map();
  return ({ source }) => {
    if (source === undefined) return 'no place';
    const bytes = files.get(source.file);
    if (bytes === undefined) return `place in "${source.file}", which is no file`;
    if (!Number.isInteger(source.line) || !Number.isInteger(source.column) || source.line < 1 || source.column < 1)
      return `place ${source.line}:${source.column}`;
    if (!lines.has(source.file)) lines.set(source.file, bytes.toString('latin1').split(/\r\n|\r|\n/).length + 1);
    return source.line > lines.get(source.file) ? `line ${source.line} of ${lines.get(source.file)}` : undefined;
  };
}

/** Reads a changelog of the example files, one of which is replaced, and digests its changesets. */
function changelogTarget(path) {
  return async (bytes, random) => {
    const files = new Map(exampleFiles).set(path, bytes);
    files.set('shop/a.properties', Buffer.from('c=d\n'));
    const resources = memoryFiles(files);
    const diagnostics = createDiagnostics();
    const place = placeIn(files);
    const dialect = random.pick(dialects);
    const matches = (list) => dbmsMatches(list, [dialect.name, ...dialect.aliases]);
    let changelog;
    try {
      changelog = await parseChangelog(path, {
        resources,
        diagnostics,
        contexts: random.pick([undefined, 'test']),
        database: { name: dialect.name, matches },
      });
    } catch (thrown) {
      refusal(thrown, place);
      return;
    }
    for (const error of [...diagnostics.errors, ...diagnostics.warnings]) refusal(error, place);
    if (diagnostics.errors.length > 0) return;
    const environment = {
      files: changeFiles(resources),
      properties: changelog.properties,
      matchesDbms: matches,
      appliesModifier: () => true,
    };
    for (const changeset of changelog.changesets.slice(0, 20)) {
      try {
        const sum = changesetChecksum(changeset, environment);
        if (!/^9:[0-9a-f]{32}$/.test(sum)) throw new Finding(`checksum ${sum}`);
      } catch (thrown) {
        refusal(thrown, place);
      }
    }
  };
}

const text = (bytes) => bytes.toString('utf8');

async function split(bytes, random) {
  const script = text(bytes);
  const dialect = random.pick(dialects);
  const options = {
    splitStatements: random.chance(0.9),
    stripComments: random.chance(0.5),
    endDelimiter: random.pick([undefined, undefined, undefined, ';', '//', '$$', 'GO', '\n/', '\\n/\\s*', '#', '(a+)+b', '(', ';\\s*|\\n']),
  };
  try {
    for (const { sql, offset } of dialect.split(script, options)) {
      if (sql === '' || offset < 0 || offset >= script.length)
        throw new Finding(`${dialect.name}: statement ${JSON.stringify(sql.slice(0, 50))} at ${offset} of ${script.length}`);
    }
  } catch (thrown) {
    refusal(thrown, ({ statement }) => (statement?.offset >= 0 && statement.offset <= script.length ? undefined : 'no offset'));
  }
}

async function csv(bytes, random) {
  const file = 'data.csv';
  const files = new Map([[file, bytes]]);
  const format = { separator: random.pick([',', ';', '\t']), quote: random.pick(['"', '"', "'", undefined]) };
  const size = random.pick([1 << 16, 1, 7]);
  const place = placeIn(files);
  const read = (pieceSize) => {
    const records = [];
    try {
      const pieces = cut(bytes, pieceSize);
      for (const record of readCsv(decodePieces(pieces, file), format, file)) records.push(record);
    } catch (thrown) {
      refusal(thrown, place);
      return JSON.stringify(thrown.code);
    }
    return JSON.stringify(records);
  };
  // How a text is cut into pieces must not count.
  if (bytes.length < 2000 && read(size) !== read(1 << 16)) throw new Finding(`pieces of ${size} bytes give other records`);
  const types = ['STRING', 'NUMERIC', 'DATE', 'BOOLEAN', 'COMPUTED', 'UUID', 'BLOB', 'CLOB', 'SKIP', undefined];
  const columns = Array.from({ length: 4 }, (_, index) => ({ index: BigInt(index), name: `c${index}`, type: random.pick(types) }));
  const props = {
    tableName: 't',
    file,
    separator: format.separator,
    quotchar: format.quote ?? ' ',
    columns,
    encoding: random.pick([undefined, undefined, 'ISO-8859-1', 'UTF-16', 'windows-1252', 'US-ASCII']),
  };
  const context = {
    files: changeFiles(memoryFiles(files, size)),
    changeset: { source: { file: 'c.xml', line: 1, column: 1 } },
    typeFamily: () => 'varchar',
    warn() {},
  };
  try {
    let rows = 0;
    for await (const _ of loadedRows(props, context)) if (++rows > 20_000) break;
  } catch (thrown) {
    // What a value means is told with the place of the change, which its caller knows.
    refusal(thrown, (problem) => (problem.source === undefined && problem.code === 'PARSE_FILE_NOT_FOUND' ? undefined : place(problem)));
  }
}

async function expression(bytes, random) {
  const written = text(bytes);
  const names = runContexts(random.pick(['', 'a', 'test,a']));
  try {
    const parsed = parseExpression(written);
    expressionMatches(parsed, names);
    expressionNames(parsed);
    contextExpressionMatches(written, names, {});
    labelListMatches(random.pick(['a', 'a,b', written]), written);
  } catch (thrown) {
    refusal(thrown);
  }
  dbmsMatches(written, ['postgresql']);
  unknownDbms(written);
}

async function url(bytes) {
  const written = text(bytes);
  redactUrl(written);
  redactPatterns(written);
  try {
    parseConnectionUrl(written);
  } catch (thrown) {
    refusal(thrown);
  }
}

async function properties(bytes, random) {
  const file = 'a.properties';
  try {
    parsePropertiesFile(bytes.toString(random.pick(['latin1', 'utf8'])), file);
  } catch (thrown) {
    refusal(thrown, placeIn(new Map([[file, bytes]])));
  }
}

async function ddl(bytes) {
  const sql = text(bytes);
  splitStatements(sql);
  try {
    const table = parseCreateTable(sql);
    for (const column of table.columns) if (sql.slice(column.start, column.end) === '') throw new Finding('an empty column');
  } catch (thrown) {
    refusal(thrown, ({ statement }) => (statement === undefined ? 'no statement' : undefined));
  }
}

/** What is fuzzed: the format of its inputs, its share of the cases, and what is done with one. */
export const targets = [
  { name: 'xml', format: 'xml', share: 4, run: changelogTarget('shop/fuzzed.xml') },
  { name: 'yaml', format: 'yaml', share: 4, run: changelogTarget('shop/fuzzed.yaml') },
  { name: 'json', format: 'json', share: 2, run: changelogTarget('shop/fuzzed.json') },
  { name: 'formatted sql', format: 'sql', share: 3, run: changelogTarget('shop/fuzzed.sql') },
  { name: 'splitters', format: 'script', share: 3, run: split },
  { name: 'csv', format: 'csv', share: 2, run: csv },
  { name: 'expressions', format: 'expression', share: 2, run: expression },
  { name: 'properties', format: 'properties', share: 1, run: properties },
  { name: 'urls', format: 'url', share: 1, run: url },
  { name: 'sqlite ddl', format: 'ddl', share: 1, run: ddl },
];
