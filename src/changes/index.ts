// Written by npm run generate from the files of this folder.
import type { ChangeDefinition } from '../define/change.js';
import { addAutoIncrement } from './add-auto-increment.js';
import { addCheckConstraint } from './add-check-constraint.js';
import { addColumn } from './add-column.js';
import { addDefaultValue } from './add-default-value.js';
import { addForeignKeyConstraint } from './add-foreign-key-constraint.js';
import { addLookupTable } from './add-lookup-table.js';
import { addNotNullConstraint } from './add-not-null-constraint.js';
import { addPrimaryKey } from './add-primary-key.js';
import { addUniqueConstraint } from './add-unique-constraint.js';
import { alterCompositeTypeAttributes } from './alter-composite-type-attributes.js';
import { alterSequence } from './alter-sequence.js';
import { changeCompositeTypeOwner } from './change-composite-type-owner.js';
import { createCompositeType } from './create-composite-type.js';
import { createFunction } from './create-function.js';
import { createIndex } from './create-index.js';
import { createPackage } from './create-package.js';
import { createPackageBody } from './create-package-body.js';
import { createProcedure } from './create-procedure.js';
import { createSequence } from './create-sequence.js';
import { createSynonym } from './create-synonym.js';
import { createTable } from './create-table.js';
import { createTrigger } from './create-trigger.js';
import { createView } from './create-view.js';
import { customChange } from './custom-change.js';
import { deleteRows } from './delete.js';
import { disableCheckConstraint } from './disable-check-constraint.js';
import { disableTrigger } from './disable-trigger.js';
import { dropAllForeignKeyConstraints } from './drop-all-foreign-key-constraints.js';
import { dropCheckConstraint } from './drop-check-constraint.js';
import { dropColumn } from './drop-column.js';
import { dropCompositeType } from './drop-composite-type.js';
import { dropDefaultValue } from './drop-default-value.js';
import { dropForeignKeyConstraint } from './drop-foreign-key-constraint.js';
import { dropFunction } from './drop-function.js';
import { dropIndex } from './drop-index.js';
import { dropNotNullConstraint } from './drop-not-null-constraint.js';
import { dropPackage } from './drop-package.js';
import { dropPackageBody } from './drop-package-body.js';
import { dropPrimaryKey } from './drop-primary-key.js';
import { dropProcedure } from './drop-procedure.js';
import { dropSequence } from './drop-sequence.js';
import { dropSynonym } from './drop-synonym.js';
import { dropTable } from './drop-table.js';
import { dropTrigger } from './drop-trigger.js';
import { dropUniqueConstraint } from './drop-unique-constraint.js';
import { dropView } from './drop-view.js';
import { empty } from './empty.js';
import { enableCheckConstraint } from './enable-check-constraint.js';
import { enableTrigger } from './enable-trigger.js';
import { executeCommand } from './execute-command.js';
import { insert } from './insert.js';
import { loadData } from './load-data.js';
import { loadUpdateData } from './load-update-data.js';
import { markUnused } from './mark-unused.js';
import { mergeColumns } from './merge-columns.js';
import { modifyDataType } from './modify-data-type.js';
import { output } from './output.js';
import { renameColumn } from './rename-column.js';
import { renameCompositeType } from './rename-composite-type.js';
import { renameCompositeTypeAttribute } from './rename-composite-type-attribute.js';
import { renameSequence } from './rename-sequence.js';
import { renameTable } from './rename-table.js';
import { renameTrigger } from './rename-trigger.js';
import { renameView } from './rename-view.js';
import { setColumnRemarks } from './set-column-remarks.js';
import { setTableRemarks } from './set-table-remarks.js';
import { sql } from './sql.js';
import { sqlFile } from './sql-file.js';
import { stop } from './stop.js';
import { tagDatabase } from './tag-database.js';
import { update } from './update.js';

const definitions: readonly ChangeDefinition[] = [
  addAutoIncrement,
  addCheckConstraint,
  addColumn,
  addDefaultValue,
  addForeignKeyConstraint,
  addLookupTable,
  addNotNullConstraint,
  addPrimaryKey,
  addUniqueConstraint,
  alterCompositeTypeAttributes,
  alterSequence,
  changeCompositeTypeOwner,
  createCompositeType,
  createFunction,
  createIndex,
  createPackage,
  createPackageBody,
  createProcedure,
  createSequence,
  createSynonym,
  createTable,
  createTrigger,
  createView,
  customChange,
  deleteRows,
  disableCheckConstraint,
  disableTrigger,
  dropAllForeignKeyConstraints,
  dropCheckConstraint,
  dropColumn,
  dropCompositeType,
  dropDefaultValue,
  dropForeignKeyConstraint,
  dropFunction,
  dropIndex,
  dropNotNullConstraint,
  dropPackage,
  dropPackageBody,
  dropPrimaryKey,
  dropProcedure,
  dropSequence,
  dropSynonym,
  dropTable,
  dropTrigger,
  dropUniqueConstraint,
  dropView,
  empty,
  enableCheckConstraint,
  enableTrigger,
  executeCommand,
  insert,
  loadData,
  loadUpdateData,
  markUnused,
  mergeColumns,
  modifyDataType,
  output,
  renameColumn,
  renameCompositeType,
  renameCompositeTypeAttribute,
  renameSequence,
  renameTable,
  renameTrigger,
  renameView,
  setColumnRemarks,
  setTableRemarks,
  sql,
  sqlFile,
  stop,
  tagDatabase,
  update,
];

/** Every change type by its name in changelogs. */
export const changeDefinitions: ReadonlyMap<string, ChangeDefinition> = new Map(definitions.map((d) => [d.name, d]));
