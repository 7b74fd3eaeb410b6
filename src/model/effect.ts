import type { ObjectName } from './names.js';

/** Objects of the catalog that a statement makes, changes or removes. */
export type CatalogPart =
  | {
      readonly kind: 'table' | 'view' | 'sequence' | 'procedure' | 'function' | 'trigger' | 'event' | 'schema';
      readonly name: ObjectName;
    }
  | { readonly kind: 'columns'; readonly table: ObjectName; readonly columns: readonly string[] }
  /** `table` is where the index lies; some databases find it by its own name. */
  | { readonly kind: 'index'; readonly name: ObjectName; readonly table?: ObjectName | undefined }
  | { readonly kind: 'constraint'; readonly table: ObjectName; readonly name: string }
  | { readonly kind: 'primaryKey'; readonly table: ObjectName }
  /** A value of an enumerated type. */
  | { readonly kind: 'value'; readonly type: ObjectName; readonly value: string }
  /** Everything that the catalog says of a table. */
  | { readonly kind: 'definition'; readonly table: ObjectName };

/** A part and what a statement makes of it; `changed`: it is there before and after. */
export interface Expectation {
  readonly part: CatalogPart;
  readonly after: 'present' | 'absent' | 'changed';
}

/**
 * What one SQL statement leaves behind when the run is cut off around it. A dialect reads it from the text of the statement, because the
 * statement, not the change it came from, is what the server does as a whole or not at all.
 */
export type Effect =
  /** A transaction covers it: it is undone with it. */
  | { readonly kind: 'covered' }
  /** Settings of the session, which are lost with it: they are made again. */
  | { readonly kind: 'session' }
  /** An object of the session, which is lost with it and cannot be made again as it was. */
  | { readonly kind: 'temporary' }
  /** The changelog begins or ends a transaction by itself. */
  | { readonly kind: 'begin' }
  | { readonly kind: 'commit' }
  /** Until `unlock` the session may write no other table. */
  | { readonly kind: 'lock' }
  | { readonly kind: 'unlock' }
  /** It commits by itself, and sent twice is as good as sent once. */
  | { readonly kind: 'repeatable' }
  /** It commits by itself, and the catalog shows whether it was done. */
  | {
      readonly kind: 'catalog';
      readonly parts: readonly Expectation[];
      /** What removes the useless object that it leaves where it fails half-way. */
      readonly cleanup?: string | undefined;
      /** The server commits what came before, by itself. */
      readonly commitsBefore: boolean;
    }
  /** It may commit by itself, and only its author knows whether it was done. */
  | { readonly kind: 'opaque'; readonly commitsBefore: boolean };
