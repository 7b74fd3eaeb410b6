import type { BaselineResult } from '../../commands/baseline.js';
import type { DiffChangelogResult } from '../../commands/diff-changelog.js';
import type { DiffObject, DiffResult, DiffSide } from '../../commands/diff.js';
import type { DriftResult } from '../../commands/drift.js';
import type { GeneratedResult } from '../../commands/generate-changelog.js';
import type { RenderedResult } from './results.js';
import { visible } from './style.js';

/** Liquibase's words for kinds, in the order in which it lists them. */
const titles: readonly (readonly [string, string])[] = [
  ['checkConstraint', 'Check Constraint'],
  ['column', 'Column'],
  ['compositeType', 'Composite Type'],
  ['package', 'Database Package'],
  ['packageBody', 'Database Package Body'],
  ['domain', 'Domain'],
  ['enum', 'Enum'],
  ['exclusionConstraint', 'Exclusion Constraint'],
  ['extension', 'Extension'],
  ['foreignKey', 'Foreign Key'],
  ['function', 'Function'],
  ['grant', 'Grant'],
  ['index', 'Index'],
  ['materializedView', 'Materialized View'],
  ['primaryKey', 'Primary Key'],
  ['schema', 'Schema'],
  ['sequence', 'Sequence'],
  ['procedure', 'Stored Procedure'],
  ['synonym', 'Synonym'],
  ['table', 'Table'],
  ['trigger', 'Trigger'],
  ['uniqueConstraint', 'Unique Constraint'],
  ['view', 'View'],
];

/** Layout and words of what Liquibase prints. Source: `DiffToReport` (4.28.0). */
export function diffText(result: DiffResult): string {
  const { reference, target, missing, unexpected, changed, renames, notCompared } = result;
  const lines = [
    '',
    'Diff Results:',
    `Reference Database: ${databaseText(reference)}`,
    `Comparison Database: ${databaseText(target)}`,
    `Compared Schemas: ${reference.schemas.map(visible).join(', ')}`,
    ...compared('Product Name', reference.product, target.product),
    ...compared('Product Version', reference.version, target.version),
  ];
  const known = new Set(titles.map(([kind]) => kind));
  const others = [...new Set([...missing, ...unexpected, ...changed].map(({ kind }) => kind))]
    .filter((kind) => !known.has(kind))
    .toSorted();
  for (const [kind, title] of [...titles, ...others.map((kind) => [kind, `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`] as const)]) {
    const of = <O extends DiffObject>(objects: readonly O[]): readonly O[] => objects.filter((object) => object.kind === kind);
    const names = (objects: readonly DiffObject[]): readonly string[] =>
      objects.map((object) => `     ${objectText(object, result.target)}`).toSorted();
    lines.push(...section(`Missing ${title}(s)`, names(of(missing))), ...section(`Unexpected ${title}(s)`, names(of(unexpected))));
    const fields = of(changed).flatMap((object) => [
      `     ${objectText(object, result.target)}`,
      ...object.fields.map(
        (one) => `          ${one.field} changed from '${visible(one.reference ?? 'null')}' to '${visible(one.target ?? 'null')}'`,
      ),
    ]);
    lines.push(...section(`Changed ${title}(s)`, fields));
  }
  if (renames.length > 0)
    lines.push('Possible Renames:', ...renames.map(({ from, to }) => `     ${objectText(from, target)} to ${objectText(to, target)}`));
  if (notCompared.length > 0)
    lines.push(
      'Not Compared:',
      ...notCompared.map((object) => `     ${object.kind} ${objectText(object, target)}: ${visible(object.reason)}`),
    );
  return `${lines.join('\n')}\n`;
}

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [`${title}: NONE`] : [`${title}:`, ...lines];

function compared(title: string, reference: string, target: string): readonly string[] {
  if (reference === target) return [`${title}: EQUAL`];
  return [`${title}:`, `     Reference:   '${visible(reference)}'`, `     Target: '${visible(target)}'`];
}

function databaseText({ url, user, defaultSchema }: DiffSide): string {
  return `${user === '' ? '' : `${user} @ `}${url}${defaultSchema === undefined ? '' : ` (Default Schema: ${visible(defaultSchema)})`}`;
}

const withSchema: ReadonlySet<string> = new Set(['column']);

function objectText({ kind, schema, table, name, columns, arguments: types }: DiffObject, side: DiffSide): string {
  const place = schema ?? (withSchema.has(kind) ? side.defaultSchema : undefined);
  const own = name === '' ? `(${(columns ?? []).join(', ')})` : name;
  const text = kind === 'column' || table === undefined ? `${table === undefined ? '' : `${table}.`}${own}` : `${own} on ${table}`;
  return visible(`${place === undefined ? '' : `${place}.`}${text}${types === undefined ? '' : `(${types})`}`);
}

/** The changelog where no file is named; a closing word and what is left out otherwise. */
export function generatedText(result: GeneratedResult): RenderedResult {
  const { changelog, changelogFile, changesets, dataFiles } = result;
  const rows = dataFiles.length === 0 ? '' : ` and ${dataFiles.length} data file${dataFiles.length === 1 ? '' : 's'}`;
  const said =
    changelogFile === undefined
      ? `Generated ${count(changesets)}${rows}`
      : `Generated ${count(changesets)}${rows} in ${visible(changelogFile)}`;
  return { data: changelog ?? '', note: [said, ...leftOutLines(result)].join('\n') };
}

/** A drift report, with what the comparison cannot tell. */
export function driftText(result: DriftResult): RenderedResult {
  const { equal, pending, unknown, target } = result;
  const list = (title: string, names: readonly string[]): string =>
    names.length === 0 ? '' : `\n${title}:\n${names.map((name) => `     ${visible(name)}\n`).join('')}`;
  const more =
    list('Changesets that have not run here, and are not expected', pending) +
    list('Changesets that ran here and are not in the changelog', unknown);
  return { data: (equal ? `${target.url} is as its changelog builds it\n` : diffText(result)) + more };
}

export function diffChangelogText(result: DiffChangelogResult): RenderedResult {
  const { changelogFile = '', changesets, renames } = result;
  const said = changesets === 0 ? `Nothing to add to ${visible(changelogFile)}` : `Added ${count(changesets)} to ${visible(changelogFile)}`;
  const renamed = renames.map(
    ({ kind, table, from, to }) =>
      `Renamed instead of dropped: ${kind} ${visible(`${table === undefined ? '' : `${table}.`}${from}`)} to ${visible(to)}; look whether that is right`,
  );
  return { data: '', note: [said, ...renamed, ...leftOutLines(result)].join('\n') };
}

export function baselineText(result: BaselineResult): RenderedResult {
  const { note } = generatedText(result);
  const tagged = result.tag === undefined ? '' : ` and tagged '${visible(result.tag)}'`;
  return { data: '', note: `${note ?? ''}\n${result.url} is recorded as having run ${count(result.recorded)}${tagged}` };
}

const count = (changesets: number): string => `${changesets} changeset${changesets === 1 ? '' : 's'}`;

function leftOutLines({ leftOut }: GeneratedResult): readonly string[] {
  if (leftOut.length === 0) return [];
  const one = ({ kind, schema, table, name, reason }: GeneratedResult['leftOut'][number]): string => {
    const place = [schema, table, name].filter((part) => part !== undefined && part !== '').join('.');
    return `  ${kind} ${visible(place)}: ${visible(reason)}`;
  };
  return [`Left out (${leftOut.length}):`, ...leftOut.map(one)];
}
