/** A column value or default, before any dialect has seen it. Numbers and dates keep the text of the changelog. */
export type Value =
  | { readonly kind: 'null' }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'numeric'; readonly text: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  /** An ISO date, time or timestamp, e.g. `2020-01-31T13:14:15`. */
  | { readonly kind: 'date'; readonly text: string }
  /** SQL that the database evaluates, passed through. */
  | { readonly kind: 'computed'; readonly sql: string }
  | { readonly kind: 'sequenceNext'; readonly sequence: string; readonly schema?: string | undefined }
  | { readonly kind: 'sequenceCurrent'; readonly sequence: string; readonly schema?: string | undefined }
  /** Content of a file, read while the statement is built. */
  | { readonly kind: 'clob'; readonly text: string }
  | { readonly kind: 'blob'; readonly bytes: Uint8Array };
