import { checks as ansi } from '../ansi/checks.js';
import type { Compile } from '../dialect.js';
import { rewriteSql } from '../rewrite-sql.js';

/** Check constraints can be left unenforced. https://dev.mysql.com/doc/refman/8.0/en/create-table-check-constraints.html */
export const checks: Partial<Compile> = {
  addCheck(s, sql) {
    const added = ansi.addCheck({ ...s, disabled: undefined }, sql);
    return s.disabled === true ? rewriteSql(added, (text) => `${text} NOT ENFORCED`) : added;
  },
  enableCheck: (s, sql) => [
    `ALTER TABLE ${sql.table(s.table)} ALTER CHECK ${sql.constraint(s.constraintName)} ${s.enabled ? 'ENFORCED' : 'NOT ENFORCED'}`,
  ],
};
