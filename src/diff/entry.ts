import type { SchemaObject } from '../model/schema-object.js';
import type { ObjectRef } from '../model/schema-ref.js';
import type { Grant, Unmodelled } from '../model/schema.js';
import type { Table } from '../model/schema-table.js';
import type { View } from '../model/schema-code.js';

/** What of an object is compared, by name. `shown` is for people; two values are alike where `compared` is. */
export interface FieldValue {
  readonly compared: string | undefined;
  readonly shown: string | undefined;
}

export type Fields = Readonly<Record<string, FieldValue>>;

/** The name of an object in a diff: a snapshot's, with the kinds that snapshots only list. */
export interface DiffRef extends Omit<ObjectRef, 'kind'> {
  readonly kind: string;
}

interface EntryBase {
  /** The same for an object and its like on the other side. */
  readonly key: string;
  readonly ref: DiffRef;
  readonly fields: Fields;
}

/** An object as a diff sees it: on its own, or as part of the table or view `owner`. */
export interface ObjectEntry extends EntryBase {
  readonly object: SchemaObject;
  readonly owner?: Table | View | undefined;
}

/** What a snapshot only lists: a privilege, or an object that the model does not cover. */
export interface ListedEntry extends EntryBase {
  readonly listed: Grant | Unmodelled;
}

export type Entry = ObjectEntry | ListedEntry;

export const isListed = (entry: Entry): entry is ListedEntry => 'listed' in entry;
