import type { ChangeContext, Problem } from '../../define/change.js';
import { list, string, type Infer } from '../../define/fields.js';
import type { WhereParam } from '../../model/statement.js';
import { columnFields, normalizeColumn, valueAttributes, valueOf, warnOthers } from './column.js';
import { valueFiles } from './column-values.js';

const paramFields = { ...columnFields, name: string('Column that takes the place of :name') };

/** Which rows update and delete touch. */
export const whereFields = {
  where: string('Condition on the rows, without the word WHERE; without it all rows are meant', {
    xml: 'element',
    aliases: ['whereClause'],
  }),
  whereParams: list('param', paramFields, 'Names and values that take the places of :name and :value (or ?) in the condition, in order', {
    checksum: false,
  }),
};

type WhereProps = Infer<typeof whereFields>;

/** Source: `ColumnConfig.load`, which a parameter is read with. */
export function normalizeWhere<P extends WhereProps>(props: P): P {
  if (props.whereParams === undefined) return props;
  return { ...props, whereParams: props.whereParams.map((param) => normalizeColumn(param as typeof param & { name: string })) };
}

export function checkWhere(props: WhereProps): readonly Problem[] {
  if (props.where !== undefined || (props.whereParams ?? []).length === 0) return [];
  return [{ message: 'has whereParams, but no where that they could be put into', field: 'whereParams' }];
}

export function whereOf(
  props: WhereProps,
  context: ChangeContext,
): { readonly where?: string | undefined; readonly whereParams: readonly WhereParam[] } {
  const files = valueFiles(context);
  for (const param of props.whereParams ?? [])
    warnOthers('whereParams', { ...param, name: param.name ?? '' }, ['name', ...valueAttributes], context);
  const whereParams = (props.whereParams ?? []).map((param) => ({
    name: param.name,
    value: valueOf(param, files) ?? ({ kind: 'null' } as const),
  }));
  return { where: props.where, whereParams };
}
