import type { ForeignKey, Index, ReferentialAction, Table, UniqueConstraint } from '../model/schema-table.js';
import { portableExpression } from './portable.js';
import type { Side } from './side.js';
import type { Translation } from './translation.js';

/** The indexes that the database makes for foreign keys which no other one serves. */
export function impliedIndexes(
  { primaryKey, uniqueConstraints, foreignKeys }: Table,
  indexes: readonly Index[],
  target: Side,
): readonly Index[] {
  if (!target.ddl.foreignKeysNeedIndexes) return [];
  const serving = [
    ...[primaryKey, ...uniqueConstraints].flatMap((key) => (key === undefined ? [] : [key.columns])),
    ...indexes.map(({ keys }) => keys.map(({ column = '' }) => column)),
  ];
  return foreignKeys.flatMap(({ name, columns }): readonly Index[] => {
    if (serving.some((others) => columns.every((column, at) => others[at] === column))) return [];
    serving.push(columns);
    return [{ kind: 'index', name: name ?? columns[0] ?? '', unique: false, keys: columns.map((column) => ({ column })) }];
  });
}

/** A foreign key as the target can have it. */
export function translateForeignKey(key: ForeignKey, table: Table, { lose, placed, target }: Translation): ForeignKey {
  const { kind, name, columns: own, references, referencedColumns, deferrable, initiallyDeferred, match, ...rest } = key;
  const action = (verb: string, wanted: ReferentialAction): ReferentialAction => {
    const { keysSetDefaults, keysActOnUpdate } = target.ddl;
    const can = wanted === 'set default' ? keysSetDefaults : verb === 'DELETE' || keysActOnUpdate || wanted === 'restrict';
    if (can || wanted === 'no action') return wanted;
    lose(table, 'foreignKey', name ?? '', `ON ${verb} ${wanted.toUpperCase()} becomes NO ACTION`);
    return 'no action';
  };
  const [onDelete, onUpdate] = [action('DELETE', rest.onDelete), action('UPDATE', rest.onUpdate)];
  if (rest.notValidated === true) lose(table, 'foreignKey', name ?? '', 'it holds for the rows that are there, too');
  if (rest.remarks !== undefined) lose(table, 'foreignKey', name ?? '', 'remarks are not kept');
  const defers = target.dialect.traits.initiallyDeferrableColumns || !target.ddl.addsConstraints;
  if (deferrable === true && !defers) lose(table, 'foreignKey', name ?? '', 'it is checked at once');
  if (match === 'full') lose(table, 'foreignKey', name ?? '', 'MATCH FULL is not kept');
  const timing = defers ? { deferrable, initiallyDeferred } : {};
  return { kind, name, columns: own, references: placed(references), referencedColumns, onDelete, onUpdate, ...timing };
}

/** A primary key or unique constraint as the target can have it. */
export function translateKey<K extends UniqueConstraint | NonNullable<Table['primaryKey']>>(
  key: K,
  table: Table,
  { lose, target }: Translation,
): K {
  const { kind, name, columns, include, deferrable, initiallyDeferred, options } = key;
  // Where constraints stand in the table's own statement (SQLite), only foreign keys can wait.
  const defers = target.dialect.traits.initiallyDeferrableColumns && target.ddl.addsConstraints;
  const own = name ?? columns.join(', ');
  if (include !== undefined) lose(table, kind, own, `INCLUDE (${include.join(', ')}) is not kept`);
  if (deferrable === true && !defers) lose(table, kind, own, 'it is checked at once');
  if (key.remarks !== undefined) lose(table, kind, own, 'remarks are not kept');
  for (const word of Object.keys(options ?? {})) lose(table, kind, own, `${word} is not kept`);
  return { kind, name, columns, ...(defers && { deferrable, initiallyDeferred }) } as K;
}

/** An index as the target can have it; none where it cannot. */
export function translateIndex(index: Index, table: Table, { lose, target }: Translation): readonly Index[] {
  const { expressions, conditions } = target.ddl.indexes;
  const gone = (reason: string): readonly Index[] => {
    lose(table, 'index', index.name, reason);
    return [];
  };
  if (index.method !== undefined) return gone(`there are no ${index.method} indexes`);
  const where = index.where === undefined ? undefined : portableExpression(index.where);
  if (index.where !== undefined && (where === undefined || !conditions)) return gone(`its condition is not kept: ${index.where}`);
  const keys = index.keys.map((key) => {
    const expression = key.expression === undefined ? undefined : portableExpression(key.expression);
    return key.column === undefined && (expression === undefined || !expressions) ? undefined : { ...key, expression };
  });
  if (!keys.every((key) => key !== undefined)) return gone('an expression among its keys is in another SQL');
  if (index.include !== undefined) lose(table, 'index', index.name, `INCLUDE (${index.include.join(', ')}) is not kept`);
  for (const word of Object.keys(index.options ?? {})) lose(table, 'index', index.name, `${word} is not kept`);
  if (index.remarks !== undefined) lose(table, 'index', index.name, 'remarks are not kept');
  for (const { column = '', nulls, collation, operatorClass } of keys) {
    const words = [nulls === undefined ? [] : `NULLS ${nulls.toUpperCase()}`, collation ?? [], operatorClass ?? []].flat();
    for (const word of words) lose(table, 'index', index.name, `${word} of its key ${column} is not kept`);
  }
  const bare = keys.map(({ column, expression, descending }) => ({
    ...(column !== undefined && { column }),
    ...(expression !== undefined && { expression }),
    ...(descending === true && { descending }),
  }));
  return [{ kind: 'index', name: index.name, unique: index.unique, keys: bare, ...(where !== undefined && { where }) }];
}
