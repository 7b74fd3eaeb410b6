import type { CheckConstraint, ForeignKey, ReferentialAction } from '../../../model/schema-table.js';
import { groupBy } from '../../introspect/group.js';
import { byConstraintName } from '../../introspect/order.js';
import { stripParentheses } from '../../introspect/strip-parentheses.js';
import { placeKey } from './place-key.js';
import type { Reader } from './reader.js';

interface KeyRow {
  readonly schema: string;
  readonly owner: string;
  readonly name: string;
  readonly column: string;
  readonly referenced_schema: string;
  readonly referenced_table: string;
  readonly referenced_column: string;
}

interface RuleRow {
  readonly schema: string;
  readonly owner: string;
  readonly name: string;
  readonly on_update: string;
  readonly on_delete: string;
}

interface CheckRow {
  readonly schema: string;
  readonly owner: string;
  readonly name: string;
  readonly clause: string;
  readonly enforced: string;
  readonly level: string;
}

/** Foreign keys of all tables, by `placeKey`. The two catalogs are joined here: the server would open all tables for each row. */
export async function readForeignKeys(reader: Reader): Promise<ReadonlyMap<string, readonly ForeignKey[]>> {
  const keys = await reader.query<KeyRow>(
    `SELECT TABLE_SCHEMA AS \`schema\`, TABLE_NAME AS \`owner\`, CONSTRAINT_NAME AS \`name\`, COLUMN_NAME AS \`column\`,
       REFERENCED_TABLE_SCHEMA AS \`referenced_schema\`, REFERENCED_TABLE_NAME AS \`referenced_table\`, REFERENCED_COLUMN_NAME AS \`referenced_column\`
     FROM information_schema.KEY_COLUMN_USAGE WHERE TABLE_SCHEMA = ? AND REFERENCED_TABLE_NAME IS NOT NULL
     ORDER BY TABLE_NAME, CONSTRAINT_NAME, ORDINAL_POSITION`,
  );
  const rules = await reader.query<RuleRow>(
    `SELECT CONSTRAINT_SCHEMA AS \`schema\`, TABLE_NAME AS \`owner\`, CONSTRAINT_NAME AS \`name\`, UPDATE_RULE AS \`on_update\`, DELETE_RULE AS \`on_delete\`
     FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = ?`,
  );
  const ruleOf = new Map(rules.map((rule) => [JSON.stringify([rule.schema, rule.owner, rule.name]), rule]));
  const tables = groupBy(keys, ({ schema, owner }) => placeKey(schema, owner));
  return new Map(
    [...tables].map(([place, own]) => [
      place,
      byConstraintName(
        [...groupBy(own, ({ name }) => name).values()].map((rows): ForeignKey => {
          const [first] = rows;
          const rule = ruleOf.get(JSON.stringify([first?.schema, first?.owner, first?.name]));
          return {
            kind: 'foreignKey',
            name: first?.name,
            columns: rows.map(({ column }) => column),
            references: { schema: first?.referenced_schema, name: first?.referenced_table ?? '' },
            referencedColumns: rows.map((row) => row.referenced_column),
            onDelete: action(rule?.on_delete),
            onUpdate: action(rule?.on_update),
          };
        }),
      ),
    ]),
  );
}

const action = (rule: string | undefined): ReferentialAction => (rule?.toLowerCase() ?? 'no action') as ReferentialAction;

/** Check constraints of all tables, by `placeKey`; a check of a column bears its name. */
export async function readChecks(reader: Reader): Promise<ReadonlyMap<string, readonly CheckConstraint[]>> {
  const rows = await reader.query<CheckRow>(reader.variant.checks);
  return new Map(
    [...groupBy(rows, ({ schema, owner }) => placeKey(schema, owner))].map(([place, own]) => [
      place,
      byConstraintName(
        own.map((row) => ({
          kind: 'checkConstraint',
          name: row.name,
          expression: stripParentheses(reader.variant.expression(row.clause), true),
          disabled: row.enforced === 'NO' || undefined,
          ofColumn: row.level === 'Column' || undefined,
        })),
      ),
    ]),
  );
}
