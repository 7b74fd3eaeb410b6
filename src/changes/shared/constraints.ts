import { boolean, string, type Infer } from '../../define/fields.js';

/** The `constraints` of a column. Source: Liquibase `ConstraintsConfig`. */
export const constraintFields = {
  nullable: boolean('Whether the column may hold NULL'),
  notNullConstraintName: string('Name of the NOT NULL constraint, on databases where it has one'),
  validateNullable: boolean('Whether existing rows are checked against NOT NULL (Oracle)'),
  primaryKey: boolean('Whether the column belongs to the primary key'),
  primaryKeyName: string('Name of the primary key'),
  primaryKeyTablespace: string('Tablespace of the index behind the primary key'),
  validatePrimaryKey: boolean('Whether existing rows are checked against the primary key (Oracle)'),
  unique: boolean('Whether values must be unique'),
  uniqueConstraintName: string('Name of the unique constraint; columns that share a name form one constraint'),
  validateUnique: boolean('Whether existing rows are checked against the unique constraint (Oracle)'),
  references: string('Table and column that a foreign key points to, written table(column)'),
  referencedTableCatalogName: string('Catalog of the table that the foreign key points to'),
  referencedTableSchemaName: string('Schema of the table that the foreign key points to'),
  referencedTableName: string('Table that the foreign key points to'),
  referencedColumnNames: string('Columns that the foreign key points to, separated by commas'),
  foreignKeyName: string('Name of the foreign key'),
  deleteCascade: boolean('Whether rows go when the row that their foreign key points to goes'),
  validateForeignKey: boolean('Whether existing rows are checked against the foreign key (Oracle)'),
  checkConstraint: string('A condition on the column; kept for compatibility, no database gets it'),
  deferrable: boolean('Whether the constraints may be checked at the end of the transaction'),
  initiallyDeferred: boolean('Whether the constraints are checked at the end of the transaction unless told otherwise'),
};

export type ConstraintProps = Infer<typeof constraintFields>;

/** Whether the constraints ask for a foreign key: they name its target completely. */
export function wantsForeignKey({ references, referencedTableName, referencedColumnNames }: ConstraintProps): boolean {
  return references !== undefined || (referencedTableName !== undefined && referencedColumnNames !== undefined);
}
