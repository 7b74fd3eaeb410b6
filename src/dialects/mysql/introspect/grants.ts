import type { Grant } from '../../../model/schema.js';
import type { ObjectRef } from '../../../model/schema-ref.js';
import { grantsOf } from '../../introspect/grants.js';
import type { Reader } from './reader.js';

interface GrantRow {
  readonly schema: string;
  readonly owner: string | null;
  readonly column: string | null;
  readonly grantee: string;
  readonly privilege: string;
  readonly grantable: string;
}

/** Privileges on databases, tables and columns in scope; each catalog shows what the login may see. */
export async function readGrants(reader: Reader): Promise<readonly Grant[]> {
  const columns = 'GRANTEE AS `grantee`, PRIVILEGE_TYPE AS `privilege`, IS_GRANTABLE AS `grantable` FROM information_schema';
  const rows = [
    ...(await reader.query<GrantRow>(
      `SELECT TABLE_SCHEMA AS \`schema\`, NULL AS \`owner\`, NULL AS \`column\`, ${columns}.SCHEMA_PRIVILEGES WHERE TABLE_SCHEMA = ?`,
    )),
    ...(await reader.query<GrantRow>(
      `SELECT TABLE_SCHEMA AS \`schema\`, TABLE_NAME AS \`owner\`, NULL AS \`column\`, ${columns}.TABLE_PRIVILEGES WHERE TABLE_SCHEMA = ?`,
    )),
    ...(await reader.query<GrantRow>(
      `SELECT TABLE_SCHEMA AS \`schema\`, TABLE_NAME AS \`owner\`, COLUMN_NAME AS \`column\`, ${columns}.COLUMN_PRIVILEGES WHERE TABLE_SCHEMA = ?`,
    )),
  ];
  return grantsOf(
    rows
      // To have no privilege but to pass it on is how the server notes an account that exists.
      .filter(({ privilege }) => privilege !== 'USAGE')
      .map((row) => ({ on: refOf(row), grantee: row.grantee, privilege: row.privilege, grantable: row.grantable === 'YES' })),
  );
}

function refOf({ schema, owner, column }: GrantRow): ObjectRef {
  if (owner === null) return { kind: 'schema', name: schema };
  return column === null ? { kind: 'table', schema, name: owner } : { kind: 'column', schema, table: owner, name: column };
}
