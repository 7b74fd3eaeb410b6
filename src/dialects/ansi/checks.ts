import { ignored, need, refuse } from '../attributes.js';
import type { Compile } from '../dialect.js';

/** Statements on check constraints. */
export const checks: Pick<Compile, 'addCheck' | 'dropCheck' | 'enableCheck' | 'markUnused'> = {
  addCheck(s, sql) {
    if (s.disabled === true) ignored(sql, 'disabled', true);
    if (s.validate === false) ignored(sql, 'validate', false);
    const name = s.constraintName === undefined ? '' : `CONSTRAINT ${sql.constraint(s.constraintName)} `;
    return [`ALTER TABLE ${sql.table(s.table)} ADD ${name}CHECK (${s.condition})`];
  },
  dropCheck: (s, sql) => [
    `ALTER TABLE ${sql.table(s.table)} DROP CONSTRAINT ${sql.constraint(need(sql, 'constraintName', s.constraintName))}`,
  ],
  enableCheck: (_s, sql) =>
    refuse(sql, `${sql.dialect.title} cannot switch check constraints on and off`, 'drop the constraint and add it anew'),
  markUnused: (_s, sql) => refuse(sql, `${sql.dialect.title} cannot mark a column as unused`, 'drop the column'),
};
