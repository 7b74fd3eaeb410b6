import { given } from '../../changes/shared/column.js';
import type { Placed } from '../../dialects/schema-sql.js';
import type { Maker, NewChange } from './maker.js';
import { onTable } from './names.js';
import { needsOwnWords } from './own-words.js';

/** The changes that remove an object: a change type where there is one, else the database's own SQL; none where neither can. */
export function dropChanges(placed: Placed, maker: Maker): readonly NewChange[] {
  const change = needsOwnWords(placed, maker) ? undefined : dropChange(placed, maker);
  if (change !== undefined) return [change];
  return (maker.side.ddl.drop(placed, maker.print) ?? []).map((sql) => maker.plain(sql));
}

function dropChange({ object, owner }: Placed, maker: Maker): NewChange | undefined {
  const table = onTable(owner, maker);
  switch (object.kind) {
    case 'table':
      return { name: 'dropTable', props: onTable(object, maker) };
    case 'column':
      return { name: 'dropColumn', props: { ...table, columnName: object.name } };
    case 'primaryKey':
      return { name: 'dropPrimaryKey', props: given({ ...table, constraintName: object.name }) };
    case 'uniqueConstraint':
      return object.name === undefined ? undefined : { name: 'dropUniqueConstraint', props: { ...table, constraintName: object.name } };
    case 'checkConstraint':
      return object.name === undefined || object.ofColumn === true
        ? undefined
        : { name: 'dropCheckConstraint', props: { ...table, constraintName: object.name } };
    case 'foreignKey': {
      if (object.name === undefined || owner === undefined) return undefined;
      const { schemaName: baseTableSchemaName, catalogName: baseTableCatalogName } = maker.place(owner);
      const base = { baseTableCatalogName, baseTableSchemaName, baseTableName: owner.name };
      return { name: 'dropForeignKeyConstraint', props: given({ ...base, constraintName: object.name }) };
    }
    case 'index':
      return { name: 'dropIndex', props: { ...table, indexName: object.name } };
    case 'sequence':
      return { name: 'dropSequence', props: { ...maker.place(object), sequenceName: object.name } };
    case 'view':
      return { name: 'dropView', props: { ...maker.place(object), viewName: object.name } };
    case 'compositeType':
      return { name: 'dropCompositeType', props: { ...maker.place(object), typeName: object.name } };
    case 'function':
      return maker.isOverloaded(object.name)
        ? undefined
        : { name: 'dropFunction', props: { ...maker.place(object), functionName: object.name } };
    case 'procedure':
      return maker.isOverloaded(object.name)
        ? undefined
        : { name: 'dropProcedure', props: { ...maker.place(object), procedureName: object.name } };
    case 'trigger':
      return { name: 'dropTrigger', props: { ...maker.place(object), triggerName: object.name, tableName: object.table.name } };
    case 'schema':
    case 'extension':
    case 'enum':
    case 'domain':
    case 'exclusionConstraint':
    case 'materializedView':
    case 'package':
    case 'packageBody':
    case 'synonym':
      return undefined;
  }
}
