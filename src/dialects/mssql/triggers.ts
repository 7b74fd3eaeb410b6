import { checks as ansiChecks } from '../ansi/checks.js';
import { routines as ansi, triggerTable } from '../ansi/routines.js';
import { refuse } from '../attributes.js';
import type { Compile } from '../dialect.js';
import { rewriteSql } from '../rewrite-sql.js';

/** Triggers and check constraints. https://learn.microsoft.com/en-us/sql/t-sql/statements/disable-trigger-transact-sql */
export const triggers: Partial<Compile> = {
  dropRoutine: (s, sql) =>
    s.type.startsWith('package')
      ? refuse(sql, `${sql.dialect.title} has no packages`, 'leave the change to other databases by dbms')
      : ansi.dropRoutine(s, sql),
  renameTrigger: (s, sql) => [`sp_rename ${sql.string(sql.object(s.trigger, 'trigger'))}, ${sql.string(s.newName)}`],
  enableTrigger: (s, sql) => [`${s.enabled ? 'ENABLE' : 'DISABLE'} TRIGGER ${sql.object(s.trigger, 'trigger')} ON ${triggerTable(s, sql)}`],
  addCheck(s, sql) {
    const add = ansiChecks.addCheck({ ...s, disabled: undefined, validate: undefined }, sql);
    const unchecked = s.validate === false ? rewriteSql(add, (one) => one.replace(' ADD ', ' WITH NOCHECK ADD ')) : add;
    if (s.disabled !== true || s.constraintName === undefined) return unchecked;
    return [...unchecked, `ALTER TABLE ${sql.table(s.table)} NOCHECK CONSTRAINT ${sql.constraint(s.constraintName)}`];
  },
  enableCheck: (s, sql) => [
    `ALTER TABLE ${sql.table(s.table)} ${s.enabled ? 'WITH CHECK CHECK' : 'NOCHECK'} CONSTRAINT ${sql.constraint(s.constraintName)}`,
  ],
};
