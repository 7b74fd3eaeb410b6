import type { ChangeDefinition } from '../../define/change.js';
import { defineChange } from '../../define/change.js';
import { boolean, string, type Fields } from '../../define/fields.js';
import type { RoutineType, Statement } from '../../model/statement.js';
import { checkSource, dbmsField, fieldsAndSqlChecksum, fileFields, sqlOf } from './sql-text.js';
import { location } from './table-ref.js';

/** What tells the creating changes for stored logic apart. */
export interface LogicSpec {
  readonly name: string;
  readonly type: RoutineType;
  readonly summary: string;
  /** Names of the fields for the object's name and for its text. */
  readonly nameField: string;
  readonly textField: string;
  readonly extra?: Fields;
  readonly examples: readonly Readonly<Record<string, unknown>>[];
  /** Further statements, after the text has run. */
  after?(props: Readonly<Record<string, unknown>>): readonly Statement[];
}

type LogicProps = Readonly<Record<string, unknown>> & {
  readonly catalogName?: string | undefined;
  readonly schemaName?: string | undefined;
  readonly path?: string | undefined;
  readonly relativeToChangelogFile?: boolean | undefined;
  readonly encoding?: string | undefined;
  readonly replaceIfExists?: boolean | undefined;
};

/** A change that creates stored logic from the text it gives. The checksum follows createProcedure's: fields and text apart. */
export function defineLogic(spec: LogicSpec): ChangeDefinition {
  const what = spec.type === 'package body' ? 'package body' : spec.type;
  const fields: Fields = {
    ...location,
    [spec.nameField]: string(`Name of the ${what}; needed where replaceIfExists is true`),
    [spec.textField]: string(`The whole CREATE ${what.toUpperCase()} statement`, {
      xml: 'body',
      aliases: ['procedureText', 'procedureBody'],
    }),
    ...fileFields,
    ...dbmsField,
    ...spec.extra,
    replaceIfExists: boolean(`Replace a ${what} of that name; default false`),
    comments: string('A remark for readers of the changelog', { xml: 'element', aliases: ['comment'] }),
  };
  const textOf = (p: LogicProps): string | undefined => p[spec.textField] as string | undefined;
  const nameOf = (p: LogicProps): string | undefined => p[spec.nameField] as string | undefined;
  return defineChange({
    name: spec.name,
    summary: spec.summary,
    fields,
    examples: spec.examples,
    check(p: LogicProps) {
      const problems = [...checkSource(p, textOf(p), `a text of the ${what}`)];
      if (p.replaceIfExists === true && nameOf(p) === undefined)
        problems.push({ message: `needs ${spec.nameField} where replaceIfExists is true`, field: 'replaceIfExists' });
      return problems;
    },
    checksum: (p: LogicProps, context) =>
      fieldsAndSqlChecksum({ name: spec.name, fields, own: spec.textField, exclude: ['dbms', 'comments'] }, p, context),
    confirm: (p: LogicProps) => `${what[0]?.toUpperCase()}${what.slice(1)} ${nameOf(p) ?? ''} created`.replace('  ', ' '),
    statements: (p: LogicProps, context) => [
      {
        kind: 'createRoutine',
        type: spec.type,
        routine: { catalog: p.catalogName, schema: p.schemaName, name: nameOf(p) ?? '' },
        text: sqlOf(p, textOf(p), context),
        replace: p.replaceIfExists,
      },
      ...(spec.after?.(p) ?? []),
    ],
  });
}
