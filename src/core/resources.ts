/** A file on the search path. */
export interface Resource {
  /** Path relative to its search-path root, with forward slashes: what changelogs and FILENAME call it. */
  readonly path: string;
  /** Where it is on disk; for messages. */
  readonly location: string;
  bytes(): Uint8Array;
  /** Text in a Java-named charset (default UTF-8, a byte order mark is dropped). Throws PARSE_ENCODING on invalid bytes. */
  text(encoding?: string): string;
  /** The bytes in pieces of bounded size. */
  pieces(): Iterable<Uint8Array>;
  /** The text in pieces of bounded size. */
  chunks(encoding?: string): Iterable<string>;
}

/** Finds files by the search path, as Liquibase's resource accessors do. */
export interface Resources {
  /**
   * The resource at a path (`classpath:` and leading slashes are dropped), or undefined. Throws PARSE_DUPLICATE_FILE where two roots hold
   * a file of that path, and PARSE_PATH_OUTSIDE where `..` leads out of them.
   */
  find(path: string): Resource | undefined;
  /** All files below a directory, recursively, in no particular order; undefined where the directory does not exist. */
  list(directory: string): readonly Resource[] | undefined;
  /** An existing file whose path differs from the given one by slips of the pen, for hints. */
  near(path: string): string | undefined;
  /** The roots searched, for messages. */
  readonly roots: readonly string[];
}
