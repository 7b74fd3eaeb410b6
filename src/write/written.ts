import type { XmlPlace } from '../define/fields.js';

/** What a changelog says, before any format has seen it; XML, YAML and JSON are written from the same parts. */
export type Part = ScalarPart | ElementPart | ListPart | TextsPart | ChangesPart;

export interface ScalarPart {
  readonly kind: 'scalar';
  readonly name: string;
  readonly value: string | bigint | boolean;
  /** Where XML puts it, if the text can stand there. */
  readonly place: XmlPlace;
}

export interface ElementPart {
  readonly kind: 'element';
  readonly name: string;
  readonly parts: readonly Part[];
  /** It may hold several elements of one name, so that YAML and JSON write it as a list of maps with one key. */
  readonly many?: true;
}

/** A list of entries, each an element called `item`. */
export interface ListPart {
  readonly kind: 'list';
  readonly name: string;
  readonly item: string;
  readonly entries: readonly (readonly Part[])[];
}

/** An element that is repeated, with nothing but text in it. */
export interface TextsPart {
  readonly kind: 'texts';
  readonly name: string;
  readonly texts: readonly string[];
}

/** The changes of a changeset: directly in it in XML, in a list called `changes` elsewhere. */
export interface ChangesPart {
  readonly kind: 'changes';
  readonly elements: readonly ElementPart[];
}
