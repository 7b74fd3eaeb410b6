import { checks as ansiChecks } from '../ansi/checks.js';
import type { Compile } from '../dialect.js';
import { rewriteSql } from '../rewrite-sql.js';

/** Triggers, check constraints and unused columns. Source: Oracle Database SQL Language Reference, ALTER TRIGGER and ALTER TABLE. */
export const triggers: Partial<Compile> = {
  renameTrigger: (s, sql) => [`ALTER TRIGGER ${sql.object(s.trigger, 'trigger')} RENAME TO ${sql.name(s.newName, 'trigger')}`],
  enableTrigger: (s, sql) => [`ALTER TRIGGER ${sql.object(s.trigger, 'trigger')} ${s.enabled ? 'ENABLE' : 'DISABLE'}`],
  addCheck(s, sql) {
    const state = s.disabled === true ? ' DISABLE' : s.validate === false ? ' ENABLE NOVALIDATE' : '';
    return rewriteSql(ansiChecks.addCheck({ ...s, disabled: undefined, validate: undefined }, sql), (text) => text + state);
  },
  enableCheck: (s, sql) => [
    `ALTER TABLE ${sql.table(s.table)} ${s.enabled ? 'ENABLE' : 'DISABLE'} CONSTRAINT ${sql.constraint(s.constraintName)}`,
  ],
  markUnused: (s, sql) => [`ALTER TABLE ${sql.table(s.table)} SET UNUSED COLUMN ${sql.column(s.column)}`],
};
