import type { ChangesetRef } from '../core/error.js';
import type { Source } from '../core/source.js';
import type { ChangeNode, Preconditions, SqlModifier } from './change.js';
import type { ObjectQuotingStrategy } from './names.js';

/** How a changeset is undone. `auto`: by the inverse of its changes, last first. */
export type Rollback =
  | { readonly kind: 'auto' }
  /** An empty rollback: undoing it needs no statement. */
  | { readonly kind: 'none' }
  /** Also what a reference to another changeset becomes: that changeset's changes. */
  | { readonly kind: 'changes'; readonly changes: readonly ChangeNode[] };

export type RunOrder = 'first' | 'last';

/** One changeset, whatever format it was written in. `path` is what the FILENAME column stores. */
export interface Changeset extends ChangesetRef {
  /** Physical file, line and column of the changeset. */
  readonly source: Source;
  readonly changes: readonly ChangeNode[];
  readonly rollback: Rollback;
  readonly modifySql: readonly SqlModifier[];
  readonly preconditions?: Preconditions;
  /** The changeset's own context expression, as written. */
  readonly contextFilter?: string;
  /** Context expressions inherited from the file and the includes around it, nearest first (the order of the CONTEXTS column); all must hold. */
  readonly inheritedContexts: readonly string[];
  /** The changeset's own labels, comma-separated, as written. */
  readonly labels?: string;
  /** Labels inherited from includes, nearest first, each of which must match by itself. */
  readonly inheritedLabels: readonly string[];
  readonly dbms?: string;
  readonly comment?: string;
  readonly created?: string;
  readonly validCheckSums: readonly string[];
  readonly runAlways: boolean;
  readonly runOnChange: boolean;
  readonly runInTransaction: boolean;
  readonly failOnError: boolean;
  readonly onValidationFail: 'HALT' | 'MARK_RAN';
  /** What its changes break, where onValidationFail lets the run go on: the changeset is only recorded. */
  readonly invalid?: string;
  readonly ignore: boolean;
  readonly runOrder?: RunOrder;
  readonly runWith?: string;
  readonly runWithSpoolFile?: string;
  readonly objectQuotingStrategy: ObjectQuotingStrategy;
}

/** Everything one root changelog file declares, includes resolved and properties expanded. */
export interface Changelog {
  /** Path of the root file as stored in FILENAME. */
  readonly path: string;
  readonly changesets: readonly Changeset[];
  /** Changelog-level preconditions, of the root file and of included files, in order. */
  readonly preconditions: readonly Preconditions[];
  /** Physical paths of all files read, in order. */
  readonly files: readonly string[];
  /** Properties as they stand at the end, for `changeLogPropertyDefined` and for files read while changes run. */
  readonly properties: PropertyLookup;
}

/** Looks up and expands `${}` properties as seen from one changelog file. */
export interface PropertyLookup {
  get(name: string, fromFile: string): string | undefined;
  expand(text: string, fromFile: string): string;
}
