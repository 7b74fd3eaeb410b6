import { routines as ansi, triggerTable } from '../ansi/routines.js';
import { checks as ansiChecks } from '../ansi/checks.js';
import type { Compile } from '../dialect.js';
import { rewriteSql } from '../rewrite-sql.js';

/** Triggers belong to their table and have no schema of their own. https://www.postgresql.org/docs/current/sql-droptrigger.html */
export const triggers: Partial<Compile> = {
  dropRoutine(s, sql) {
    if (s.type !== 'trigger') return ansi.dropRoutine(s, sql);
    return [`DROP TRIGGER ${sql.name(s.routine.name, 'trigger')} ON ${triggerTable(s, sql)}`];
  },
  renameTrigger: (s, sql) => [
    `ALTER TRIGGER ${sql.name(s.trigger.name, 'trigger')} ON ${triggerTable(s, sql)} RENAME TO ${sql.name(s.newName, 'trigger')}`,
  ],
  enableTrigger: (s, sql) => [
    `ALTER TABLE ${triggerTable(s, sql)} ${s.enabled ? 'ENABLE' : 'DISABLE'} TRIGGER ${sql.name(s.trigger.name, 'trigger')}`,
  ],
  addCheck(s, sql) {
    const checked = ansiChecks.addCheck({ ...s, validate: undefined }, sql);
    return s.validate === false ? rewriteSql(checked, (text) => `${text} NOT VALID`) : checked;
  },
};
