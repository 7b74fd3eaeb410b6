import type { Routine } from '../../../model/schema-code.js';
import type { Unmodelled } from '../../../model/schema.js';
import { groupBy } from '../../introspect/group.js';
import { optionsOf } from '../../introspect/options.js';
import { placeKey } from './place-key.js';
import type { Database, Reader } from './reader.js';
import { literalOf, quoted } from './text.js';

interface RoutineRow {
  readonly schema: string;
  readonly name: string;
  readonly specific_name: string;
  readonly kind: string;
  readonly body: string | null;
  readonly deterministic: string;
  readonly access: string;
  readonly security: string;
  readonly remarks: string;
  readonly mode: string;
  readonly definer: string;
}

interface ParameterRow {
  readonly schema: string;
  readonly specific_name: string;
  readonly kind: string;
  readonly position: number;
  readonly direction: string | null;
  readonly name: string | null;
  readonly type: string;
  readonly charset: string | null;
  readonly collation: string | null;
}

const kinds: Readonly<Record<string, Routine['kind']>> = {
  FUNCTION: 'function',
  PROCEDURE: 'procedure',
  PACKAGE: 'package',
  'PACKAGE BODY': 'packageBody',
};

/** Functions, procedures and MariaDB's packages; those whose text the login may not see are listed. */
export async function readRoutines(
  reader: Reader,
): Promise<{ readonly routines: readonly Routine[]; readonly hidden: readonly Unmodelled[] }> {
  const rows = await reader.query<RoutineRow>(
    `SELECT ROUTINE_SCHEMA AS \`schema\`, ROUTINE_NAME AS \`name\`, SPECIFIC_NAME AS \`specific_name\`, ROUTINE_TYPE AS \`kind\`, ROUTINE_DEFINITION AS \`body\`,
       IS_DETERMINISTIC AS \`deterministic\`, SQL_DATA_ACCESS AS \`access\`, SECURITY_TYPE AS \`security\`, ROUTINE_COMMENT AS \`remarks\`, SQL_MODE AS \`mode\`,
       DEFINER AS \`definer\` FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = ?`,
  );
  const parameters = groupBy(
    rows.length === 0
      ? []
      : await reader.query<ParameterRow>(
          `SELECT SPECIFIC_SCHEMA AS \`schema\`, SPECIFIC_NAME AS \`specific_name\`, ROUTINE_TYPE AS \`kind\`, ORDINAL_POSITION AS \`position\`,
             PARAMETER_MODE AS \`direction\`, PARAMETER_NAME AS \`name\`, DTD_IDENTIFIER AS \`type\`, CHARACTER_SET_NAME AS \`charset\`, COLLATION_NAME AS \`collation\`
           FROM information_schema.PARAMETERS WHERE SPECIFIC_SCHEMA = ? ORDER BY ORDINAL_POSITION`,
        ),
    (row) => `${row.kind} ${placeKey(row.schema, row.specific_name)}`,
  );
  const visible = rows.filter(({ body, kind }) => body !== null && kinds[kind] !== undefined);
  return {
    routines: visible.map((row) => routine(reader, row, parameters.get(`${row.kind} ${placeKey(row.schema, row.specific_name)}`) ?? [])),
    hidden: rows.filter((row) => !visible.includes(row)).map(({ schema, name, kind }) => ({ kind: kind.toLowerCase(), schema, name })),
  };
}

function routine(reader: Reader, row: RoutineRow, parameters: readonly ParameterRow[]): Routine {
  return {
    kind: kinds[row.kind] ?? 'function',
    schema: row.schema,
    name: row.name,
    arguments: '',
    definition: definition(reader, row, parameters),
    remarks: row.remarks || undefined,
    options: optionsOf({
      sql_mode: row.mode !== reader.sqlMode && (row.mode || "''"),
      definer: row.definer !== reader.user && row.definer,
    }),
  };
}

/** The statement, put together as SHOW CREATE does it. */
function definition(reader: Reader, row: RoutineRow, parameters: readonly ParameterRow[]): string {
  const database = reader.databases.find(({ name }) => name === row.schema);
  const name = row.schema === reader.defaultSchema ? quoted(row.name) : `${quoted(row.schema)}.${quoted(row.name)}`;
  if (row.kind.startsWith('PACKAGE')) return `CREATE ${row.kind} ${name} ${row.body}`;
  const list = parameters
    .filter(({ position }) => position > 0)
    .map((parameter) => {
      const direction = row.kind === 'PROCEDURE' && parameter.direction !== null ? `${parameter.direction} ` : '';
      return `${direction}${quoted(parameter.name ?? '')} ${parameterType(parameter, database)}`;
    })
    .join(', ');
  const returned = parameters.find(({ position }) => position === 0);
  return [
    `CREATE ${isAggregate(row) ? 'AGGREGATE ' : ''}${row.kind} ${name}(${list})`,
    returned && `RETURNS ${parameterType(returned, database)}`,
    row.deterministic === 'YES' && 'DETERMINISTIC',
    row.access !== 'CONTAINS SQL' && row.access,
    row.security === 'INVOKER' && 'SQL SECURITY INVOKER',
    row.remarks !== '' && `COMMENT ${literalOf(row.remarks)}`,
    row.body,
  ]
    .filter((line) => typeof line === 'string' && line !== '')
    .join('\n');
}

/** The schema views do not tell; only aggregates may have this statement, and they must. https://mariadb.com/kb/en/stored-aggregate-functions/ */
const isAggregate = ({ kind, body }: RoutineRow): boolean => kind === 'FUNCTION' && /\bfetch\s+group\s+next\s+row\b/i.test(body ?? '');

function parameterType({ type, charset, collation }: ParameterRow, database: Database | undefined): string {
  return charset === null || collation === database?.collation ? type : `${type} CHARACTER SET ${charset} COLLATE ${collation}`;
}
