import type { Diagnostics } from '../core/diagnostics.js';
import type { Resources } from '../core/resources.js';
import type { Changelog } from '../model/changelog.js';

/** What parsing depends on besides the files. */
export interface ParseOptions {
  readonly resources: Resources;
  readonly diagnostics: Diagnostics;
  /** The database the changelog is read for: decides dbms-specific properties. Absent: nothing is dbms-specific. */
  readonly database?: { readonly name: string; matches(dbmsList: string): boolean } | undefined;
  /** Values of `database.*` properties. */
  readonly databaseProperties?: Readonly<Record<string, string>>;
  /** Properties of the command line (-D), then environment, then defaults file, strongest first. They beat those of the changelog. */
  readonly parameters?: readonly Readonly<Record<string, string>>[];
  /** Contexts and label filter of the run; they decide context- and label-specific properties. */
  readonly contexts?: string | undefined;
  readonly labelFilter?: string | undefined;
  readonly relativeRoots?: readonly string[];
}

/** Reads a changelog file and all it includes. Problems go to `diagnostics`; the result holds what could be understood. */
export type ParseChangelog = (file: string, options: ParseOptions) => Promise<Changelog>;
