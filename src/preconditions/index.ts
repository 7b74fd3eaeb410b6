import type { PreconditionDefinition } from '../define/precondition.js';
import { and } from './and.js';
import { changeLogPropertyDefined } from './change-log-property-defined.js';
import { changeSetExecuted } from './change-set-executed.js';
import { columnExists } from './column-exists.js';
import { customPrecondition } from './custom-precondition.js';
import { dbms } from './dbms.js';
import { expectedQuotingStrategy } from './expected-quoting-strategy.js';
import { foreignKeyConstraintExists } from './foreign-key-constraint-exists.js';
import { indexExists } from './index-exists.js';
import { not } from './not.js';
import { or } from './or.js';
import { primaryKeyExists } from './primary-key-exists.js';
import { rowCount } from './row-count.js';
import { runningAs } from './running-as.js';
import { sequenceExists } from './sequence-exists.js';
import { sqlCheck } from './sql-check.js';
import { tableExists } from './table-exists.js';
import { tableIsEmpty } from './table-is-empty.js';
import { uniqueConstraintExists } from './unique-constraint-exists.js';
import { viewExists } from './view-exists.js';

const definitions: readonly PreconditionDefinition[] = [
  and,
  or,
  not,
  dbms,
  runningAs,
  changeSetExecuted,
  changeLogPropertyDefined,
  tableExists,
  columnExists,
  viewExists,
  indexExists,
  primaryKeyExists,
  foreignKeyConstraintExists,
  uniqueConstraintExists,
  sequenceExists,
  tableIsEmpty,
  rowCount,
  sqlCheck,
  expectedQuotingStrategy,
  customPrecondition,
];

/** Every precondition by its name in changelogs. */
export const preconditionDefinitions: ReadonlyMap<string, PreconditionDefinition> = new Map(definitions.map((d) => [d.name, d]));
