import type { ObjectName } from '../../model/names.js';
import type { SqlContext } from '../dialect.js';
import { quoteName } from '../identifiers.js';
import { unlessOffline } from '../liquibase-form.js';
import { national } from './national.js';

/** What a remark is about. */
export interface Remark {
  readonly kind: 'TABLE' | 'VIEW';
  readonly object: ObjectName;
  readonly column?: string | undefined;
  readonly remarks: string;
}

/**
 * Remarks are extended properties called MS_Description; the statement adds one or replaces it.
 * Source: Liquibase `SetTableRemarksGenerator`, `SetColumnRemarksGenerator` (4.28.0).
 * https://learn.microsoft.com/en-us/sql/relational-databases/system-stored-procedures/sp-addextendedproperty-transact-sql
 */
export function remarksSql({ kind, object, column, remarks }: Remark, sql: SqlContext): string {
  const schema = object.schema ?? sql.defaultSchema ?? 'dbo';
  const id = `OBJECT_ID(${sql.string(`${part(schema)}.${part(object.name)}`)})`;
  const minor =
    column === undefined ? '0' : `( SELECT column_id FROM sys.columns WHERE name = ${sql.string(column)} AND object_id = ${id})`;
  const level2 = column === undefined ? '' : ` , @level2type = N'COLUMN' , @level2name = ${national(column, sql)}`;
  const set = (procedure: string): string =>
    ` EXEC sys.${procedure} @name = N'MS_Description' , @value = ${national(remarks.trim(), sql)}` +
    ` , @level0type = N'SCHEMA' , @level0name = ${national(schema, sql)} , @level1type = N'${kind}' , @level1name = ${national(object.name, sql)}${level2}`;
  // Catalogs that tell the case of names apart have no property of Liquibase's name, and refuse to add another one of ours.
  const property = unlessOffline(sql, { needed: 'MS_Description', liquibase: 'MS_DESCRIPTION' });
  return (
    `IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = ${id}` +
    ` AND name = N'${property}' AND minor_id = ${minor} ) BEGIN ${set('sp_updateextendedproperty')}` +
    ` END  ELSE  BEGIN ${set('sp_addextendedproperty')} END`
  );
}

/** A part of a name for OBJECT_ID, in brackets where a dot or a bracket would be read as more than a part of it. */
const part = (name: string): string => (/[.[\]"]/.test(name) ? quoteName(name, { open: '[', close: ']' }) : name);
