import type { Source } from '../core/source.js';
import type { Preconditions } from '../model/change.js';
import type { Changeset } from '../model/changelog.js';

/** What a changelog file gets from the includes that led to it. */
export interface InheritedScope {
  /** Context expressions of the files and includes around, nearest first: the order of the CONTEXTS column. */
  readonly inheritedContexts: readonly string[];
  /** Labels of the includes around, nearest first. */
  readonly inheritedLabels: readonly string[];
  /** The include that named this very file says `ignore`; it does not reach further down. */
  readonly ignore: boolean;
  /** From `modifyChangeSets`: executor of changesets that name none. */
  readonly runWith?: string;
  readonly runWithSpoolFile?: string;
}

/** The scope of a root changelog. */
export const rootScope: InheritedScope = { inheritedContexts: [], inheritedLabels: [], ignore: false };

export interface PropertyItem {
  readonly kind: 'property';
  readonly source: Source;
  /** Either name and value, or file. */
  readonly name?: string;
  readonly value?: string;
  readonly file?: string;
  readonly relativeToChangelogFile: boolean;
  readonly errorIfMissing: boolean;
  readonly global: boolean;
  readonly contextFilter?: string;
  readonly labels?: string;
  readonly dbms?: string;
}

export interface IncludeItem {
  readonly kind: 'include';
  readonly source: Source;
  readonly file: string;
  readonly relativeToChangelogFile: boolean;
  readonly errorIfMissing: boolean;
  /** What the included file inherits. */
  readonly scope: InheritedScope;
}

export interface IncludeAllItem {
  readonly kind: 'includeAll';
  readonly source: Source;
  readonly path: string;
  readonly relativeToChangelogFile: boolean;
  readonly errorIfMissingOrEmpty: boolean;
  readonly minDepth: number;
  readonly maxDepth: number;
  readonly endsWithFilter: string;
  /** Java classes that Liquibase would load. */
  readonly filter?: string;
  readonly resourceComparator?: string;
  readonly scope: InheritedScope;
}

/** The rest of the file, which has to be read by other means before the walk goes on. */
export interface UnreadItem {
  readonly kind: 'unread';
  readOn(): Promise<void>;
}

/** One thing that a changelog file declares, in the order of the file (properties of YAML and JSON files come first, as Liquibase reads them). */
export type ChangelogItem =
  | PropertyItem
  | IncludeItem
  | IncludeAllItem
  | UnreadItem
  | { readonly kind: 'preConditions'; readonly preconditions: Preconditions }
  | { readonly kind: 'changeSet'; readonly changeset: Changeset };
