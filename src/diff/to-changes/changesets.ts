import { createHash } from 'node:crypto';
import { changeDefinitions } from '../../changes/index.js';
import type { Dialect } from '../../dialects/dialect.js';
import type { ObjectQuotingStrategy } from '../../model/names.js';
import type { Changeset } from '../../model/changelog.js';
import type { ChangeNode } from '../../model/change.js';
import { folds } from '../side.js';
import type { NewChange } from './maker.js';
import type { Operation } from './operation.js';
import type { Step } from './step.js';
import { changesetDefaults } from '../../model/changeset-defaults.js';

export interface ChangesetOptions {
  /** Path of the file that the changesets go into, as FILENAME stores it. */
  readonly path: string;
  readonly author: string;
  readonly contextFilter?: string | undefined;
  readonly labels?: string | undefined;
  /** Change types whose changesets run again when they change. */
  readonly runOnChangeTypes: ReadonlySet<string>;
  /** Change types that get replaceIfExists. */
  readonly replaceIfExistsTypes: ReadonlySet<string>;
  /** When they were made, for people. */
  readonly created?: string | undefined;
  /** Whether the file has the id already. */
  isTaken(id: string): boolean;
  readonly dialect: Dialect;
  /** Undefined: the usual one, and all names in quotes where one would lose its case. */
  readonly quoting?: ObjectQuotingStrategy | undefined;
}

/** The label of changesets with which data are lost. */
export const destructiveLabel = 'destructive';

/**
 * Operations as changesets: one for each, or one for each of its steps where statements on the schema end a transaction. The same
 * operations give the same changesets.
 */
export function toChangesets(operations: readonly Operation[], options: ChangesetOptions): readonly Changeset[] {
  const taken = new Set<string>();
  const together = options.dialect.traits.transactionalDdl;
  return operations.flatMap((operation) =>
    (together ? [operation.steps] : operation.steps.map((step) => [step])).map((steps) => changesetOf(steps, operation, options, taken)),
  );
}

function changesetOf(steps: readonly Step[], operation: Operation, options: ChangesetOptions, taken: Set<string>): Changeset {
  const { path, author, contextFilter, runOnChangeTypes, dialect } = options;
  const source = { file: path, line: 1, column: 1 };
  const node = (change: NewChange): ChangeNode => ({ ...change, source });
  const changes = steps.map(({ change }) => replacing(change, options));
  const destroyed = steps.flatMap(({ destroys }) => destroys ?? []);
  const labels = [options.labels, operation.label, destroyed.length === 0 ? undefined : destructiveLabel].filter(
    (one) => one !== undefined && one !== '',
  );
  const comment = [operation.comment, ...destroyed.map((what) => `Destructive: ${what}`)].filter((one) => one !== undefined);
  const undo = undoOf(steps);
  return {
    ...changesetDefaults,
    id: freeId(idOf(changes, undo, operation), taken, options),
    author,
    path,
    source,
    changes: changes.map(node),
    rollback: undo === undefined ? { kind: 'auto' } : undo.length === 0 ? { kind: 'none' } : { kind: 'changes', changes: undo.map(node) },
    ...(options.created !== undefined && { created: options.created }),
    ...(contextFilter !== undefined && contextFilter !== '' && { contextFilter }),
    ...(labels.length > 0 && { labels: labels.join(',') }),
    ...(comment.length > 0 && { comment: comment.join('; ') }),
    runOnChange: changes.every(({ name }) => runOnChangeTypes.has(name)),
    objectQuotingStrategy:
      options.quoting ?? ([...changes, ...(undo ?? [])].some((one) => losesCase(one, dialect)) ? 'QUOTE_ALL_OBJECTS' : 'LEGACY'),
  };
}

function replacing(change: NewChange, { replaceIfExistsTypes }: ChangesetOptions): NewChange {
  return replaceIfExistsTypes.has(change.name) ? { ...change, props: { ...change.props, replaceIfExists: true } } : change;
}

/** What undoes the steps, last first; undefined where the changes know it by themselves. */
function undoOf(steps: readonly Step[]): readonly NewChange[] | undefined {
  if (steps.every(({ undo }) => undo === undefined)) return undefined;
  const source = { file: '', line: 1, column: 1 };
  return steps.toReversed().flatMap(({ change, undo }) => undo ?? changeDefinitions.get(change.name)?.inverse({ ...change, source }) ?? []);
}

/** What happens, to what, and a digest of it all: the same again for the same change. */
function idOf(changes: readonly NewChange[], undo: readonly NewChange[] | undefined, { verb, ref }: Operation): string {
  const text = JSON.stringify([changes, undo ?? null], (_key, value: unknown) => (typeof value === 'bigint' ? `${value}` : value));
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 8);
  const kind = ref.kind.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const name = [ref.table, ref.name].filter((part) => part !== undefined && part !== '').join('-');
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return [verb, kind.replaceAll(' ', '-'), slug, digest].filter((part) => part !== '').join('-');
}

function freeId(id: string, taken: Set<string>, { isTaken }: ChangesetOptions): string {
  let free = id;
  for (let count = 2; taken.has(free) || isTaken(free); count += 1) free = `${id}-${count}`;
  taken.add(free);
  return free;
}

/** Whether a name of the change would be stored in another case where the usual strategy leaves its quotes out. */
function losesCase(change: NewChange, dialect: Dialect): boolean {
  const settings = { version: dialect.defaultVersion, quoting: 'LEGACY' as const, outputDefaultCatalog: true, outputDefaultSchema: true };
  return namesIn(change.props).some((name) => folds(name, dialect) && !dialect.identifiers.mustQuote(name, 'table', settings));
}

const nameAttribute = /^name$|Names?$|^uniqueColumns$|^defaultValueSequenceNext$/;

/** The names of objects and columns in the attributes of a change. */
function namesIn(props: Readonly<Record<string, unknown>>): readonly string[] {
  if (props['computed'] === true) return [];
  return Object.entries(props).flatMap(([key, value]) => {
    if (typeof value === 'string') return nameAttribute.test(key) ? value.split(',').map((one) => one.trim()) : [];
    if (Array.isArray(value)) return value.flatMap((entry: unknown) => namesIn(entry as Record<string, unknown>));
    return typeof value === 'object' && value !== null ? namesIn(value as Record<string, unknown>) : [];
  });
}
