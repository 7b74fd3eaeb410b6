/** Where XML puts a field. YAML and JSON always use a key of the field's name. */
export type XmlPlace = 'attribute' | 'element' | 'body';

interface FieldOptions {
  /** Old spellings that Liquibase still reads. */
  readonly aliases?: readonly string[];
  readonly xml?: XmlPlace;
  /** False where the field is no part of Liquibase's checksum text. */
  readonly checksum?: boolean;
  /** The only texts allowed. */
  readonly values?: readonly string[];
  /** The case of `values` does not count; what is stored is the declared spelling. */
  readonly anyCase?: boolean;
  readonly example?: string;
}

export type FieldKind = 'string' | 'boolean' | 'integer' | 'numeric' | 'date' | 'list' | 'object';

/** One attribute of a change, a column or another element: everything that any output says about it. `T` is its type in TypeScript. */
export interface Field<T = unknown, R extends boolean = boolean> {
  readonly kind: FieldKind;
  readonly summary: string;
  readonly required: R;
  readonly xml: XmlPlace;
  readonly aliases: readonly string[];
  readonly checksum: boolean;
  readonly values?: readonly string[];
  readonly anyCase?: boolean;
  readonly example?: string;
  /** For list: the name of one entry (`column` in `columns`). */
  readonly item?: string;
  /** For list and object: the fields of one entry, or of the object. */
  readonly fields?: Fields;
  /** Carries the type only; never set. */
  readonly type?: T;
}

export type Fields = { readonly [name: string]: Field };

type RequiredNames<F extends Fields> = { [K in keyof F]: F[K] extends Field<unknown, true> ? K : never }[keyof F];
type TypeOf<X> = X extends Field<infer T> ? T : never;

/** The TypeScript type of an element that has these fields. */
export type Infer<F extends Fields> = { readonly [K in RequiredNames<F>]: TypeOf<F[K]> } & {
  readonly [K in Exclude<keyof F, RequiredNames<F>>]?: TypeOf<F[K]> | undefined;
};

function field<T>(kind: FieldKind, summary: string, options: FieldOptions, extra: Partial<Field> = {}): Field<T, false> {
  return {
    kind,
    summary,
    required: false,
    xml: options.xml ?? 'attribute',
    aliases: options.aliases ?? [],
    checksum: options.checksum ?? true,
    ...(options.values && { values: options.values }),
    ...(options.anyCase && { anyCase: true }),
    ...(options.example !== undefined && { example: options.example }),
    ...extra,
  } as Field<T, false>;
}

/** Text, kept as written. */
export const string = (summary: string, options: FieldOptions = {}) => field<string>('string', summary, options);

/**
 * `true` or `false`, in any case; YAML's own spellings (yes, on …) were resolved before. `0` and, of all things, `1` count as false, with a
 * warning, because Liquibase reads them so; any other text is an error.
 */
export const boolean = (summary: string, options: FieldOptions = {}) => field<boolean>('boolean', summary, options);

/** A whole number of any size. */
export const integer = (summary: string, options: FieldOptions = {}) => field<bigint>('integer', summary, options);

/** A number kept as its text, so that `1.50` stays `1.50`, or an expression the database computes. */
export const numeric = (summary: string, options: FieldOptions = {}) => field<string>('numeric', summary, options);

/** An ISO date, time or timestamp kept as text, or a function such as CURRENT_TIMESTAMP. */
export const date = (summary: string, options: FieldOptions = {}) => field<string>('date', summary, options);

/** A list whose entries are elements called `item`. In YAML and JSON: `name: [{item: {…}}, …]`; in XML the items stand directly inside. */
export const list = <F extends Fields>(item: string, fields: F, summary: string, options: FieldOptions = {}) =>
  field<readonly Infer<F>[]>('list', summary, { ...options, xml: 'element' }, { item, fields });

/** One nested element. */
export const object = <F extends Fields>(fields: F, summary: string, options: FieldOptions = {}) =>
  field<Infer<F>>('object', summary, { ...options, xml: 'element' }, { fields });

/** The same field, required. */
export const required = <T>(optional: Field<T, false>): Field<T, true> => ({ ...optional, required: true });
