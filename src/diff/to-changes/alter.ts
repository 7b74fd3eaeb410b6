import { given } from '../../changes/shared/column.js';
import type { Placed } from '../../dialects/schema-sql.js';
import type { Column, ColumnDefault } from '../../model/schema-column.js';
import type { Sequence, View } from '../../model/schema-code.js';
import type { FieldChange } from '../compare.js';
import { baseType } from '../base-type.js';
import { meaningText } from '../rules.js';
import { declaredType, defaultProps } from './columns.js';
import { createChange } from './create.js';
import { onTable } from './names.js';
import type { Maker, NewChange } from './maker.js';
import { needsOwnWords } from './own-words.js';
import { stepWith, type Step } from './step.js';

/** An object as it is and as it is to be, each with the maker of its side. */
export interface Alteration {
  readonly from: Placed;
  readonly to: Placed;
  readonly fields: readonly FieldChange[];
  /** Of the target, which is changed. */
  readonly old: Maker;
  /** Of the reference, which says how it shall be. */
  readonly next: Maker;
}

/** The steps that change an object in place; undefined where only dropping and creating it anew will do. */
export function alterSteps(alteration: Alteration): readonly Step[] | undefined {
  const { from, to, fields } = alteration;
  if (fields.every(({ field }) => field === 'remarks')) return remarkSteps(alteration);
  if (fields.some(({ field }) => field === 'name')) return nameSteps(alteration);
  if (from.object.kind === 'column' && to.object.kind === 'column' && !converts(from.object, to.object, alteration)) return undefined;
  if (from.object.kind === 'column' && to.object.kind === 'column')
    return columnSteps(from.object, to.object, alteration) ?? sqlSteps(alteration, lossOf(from.object, to.object, alteration));
  if (from.object.kind === 'sequence' && to.object.kind === 'sequence')
    return sequenceSteps(from.object, to.object, alteration) ?? sqlSteps(alteration);
  if (from.object.kind === 'view' && to.object.kind === 'view')
    return viewSteps(from.object, to.object, alteration) ?? sqlSteps(alteration);
  return sqlSteps(alteration, alteration.next.side.ddl.loses?.(from.object, to.object));
}

function sqlSteps({ from, to, old, next }: Alteration, destroys?: string): readonly Step[] | undefined {
  const forward = next.side.ddl.alter(from, to, next.print);
  const back = old.side.ddl.alter(to, from, old.print);
  if (forward === undefined || back === undefined) return undefined;
  const undo = back.map((sql) => old.plain(sql));
  return forward.map((sql, at) => stepWith(next.plain(sql), at === 0 ? undo : [], at === 0 ? destroys : undefined));
}

/** A new name, and remarks with it. */
function nameSteps({ from, to, fields, old, next }: Alteration): readonly Step[] | undefined {
  if (fields.some(({ field }) => field !== 'name' && field !== 'remarks')) return undefined;
  const said = fields.length > 1;
  const change = (one: Placed, other: Placed, maker: Maker): readonly NewChange[] | undefined => {
    const name = 'name' in other.object ? other.object.name : undefined;
    const renamed = name === undefined ? undefined : maker.side.ddl.rename?.({ object: one.object, owner: other.owner }, name, maker.print);
    return renamed && [...renamed, ...(said ? maker.side.ddl.remarks(other, maker.print) : [])].map((sql) => maker.plain(sql));
  };
  const [forward, back] = [change(from, to, next), change(to, from, old)];
  return back && forward?.map((one, at) => stepWith(one, at === 0 ? back : []));
}

function remarkSteps(alteration: Alteration): readonly Step[] | undefined {
  const { from, to, old, next } = alteration;
  const change = (placed: Placed, maker: Maker): readonly NewChange[] =>
    remarksChange(placed, maker) ?? maker.side.ddl.remarks(placed, maker.print).map((sql) => maker.plain(sql));
  const [forward, back] = [change(to, next), change(from, old)];
  const [first] = forward;
  if (first === undefined || forward.length > 1) return sqlSteps(alteration);
  return [stepWith(first, back)];
}

/** setTableRemarks and setColumnRemarks, which take no remarks away and on some databases state the column anew. */
function remarksChange({ object, owner }: Placed, maker: Maker): readonly NewChange[] | undefined {
  if (!('remarks' in object) || object.remarks === undefined || object.remarks.trim() !== object.remarks || object.remarks === '')
    return undefined;
  const { traits } = maker.side.dialect;
  if (object.kind === 'table' && traits.tableRemarks)
    return [{ name: 'setTableRemarks', props: { ...onTable(object, maker), remarks: object.remarks } }];
  if (object.kind === 'column' && traits.columnRemarks && !traits.restatesColumns)
    return [{ name: 'setColumnRemarks', props: { ...onTable(owner, maker), columnName: object.name, remarks: object.remarks } }];
  return undefined;
}

const sayable: ReadonlySet<string> = new Set(['type', 'nullable', 'default', 'remarks']);

/** Changes of type, default, nullability and remarks; undefined where a change type does not say all of it. */
function columnSteps(from: Column, to: Column, alteration: Alteration): readonly Step[] | undefined {
  const { fields, old, next } = alteration;
  const changed = new Set(fields.map(({ field }) => field));
  if ([...changed].some((field) => !sayable.has(field))) return undefined;
  if (needsOwnWords(alteration.from, old) || needsOwnWords(alteration.to, next)) return undefined;
  const { restatesColumns } = next.side.dialect.traits;
  if (restatesColumns && [...changed].some((field) => field !== 'default')) return undefined;
  const numbered = to.identity !== undefined && from.identity !== undefined;
  const type = declaredType(to.type.text, numbered, next);
  const oldType = declaredType(from.type.text, numbered, old);
  if (type === undefined || oldType === undefined) return undefined;
  // Types of the database's own are converted by its own words.
  if (changed.has('type') && [from, to].every((one) => next.side.ddl.meaning(one.type.text).family === 'other')) return undefined;
  const target = { ...onTable(alteration.to.owner, next), columnName: to.name };
  const origin = { ...onTable(alteration.from.owner, old), columnName: from.name };
  const steps: Step[] = [];
  // A default is converted with the type, or stands in its way.
  const resets = changed.has('default') || (changed.has('type') && (from.default !== undefined || to.default !== undefined));
  const fallback = to.default === undefined ? undefined : defaultProps(alone(to.default), type, next);
  const oldFallback = from.default === undefined ? undefined : defaultProps(alone(from.default), oldType, old);
  if ((to.default !== undefined && fallback === undefined) || (from.default !== undefined && oldFallback === undefined)) return undefined;
  const oldDefault: NewChange = { name: 'addDefaultValue', props: { ...origin, columnDataType: oldType, ...oldFallback } };
  if (resets && from.default !== undefined && (changed.has('type') || to.default === undefined)) {
    steps.push(stepWith({ name: 'dropDefaultValue', props: { ...target, columnDataType: oldType } }, [oldDefault]));
  }
  if (changed.has('type')) {
    const modify = { name: 'modifyDataType', props: { ...target, newDataType: type } };
    const back: NewChange = { name: 'modifyDataType', props: { ...origin, newDataType: oldType } };
    const required = { name: 'addNotNullConstraint', props: { ...origin, columnDataType: oldType } };
    const restated = next.side.ddl.retypingMakesNullable === true && !from.nullable;
    steps.push(stepWith(modify, restated ? [back, required] : [back], lossOf(from, to, alteration)));
    if (restated && !to.nullable) steps.push(stepWith({ name: 'addNotNullConstraint', props: { ...target, columnDataType: type } }, []));
  }
  if (changed.has('nullable')) {
    const [drop, add] = ['dropNotNullConstraint', 'addNotNullConstraint'].map((name) => ({
      name,
      props: { ...target, columnDataType: type },
    }));
    if (drop !== undefined && add !== undefined) steps.push(to.nullable ? stepWith(drop, [add]) : stepWith(add, [drop]));
  }
  if (resets && fallback !== undefined) {
    const add = { name: 'addDefaultValue', props: { ...target, columnDataType: type, ...fallback } };
    const dropped = changed.has('type') || from.default === undefined;
    steps.push(stepWith(add, dropped ? [{ name: 'dropDefaultValue', props: { ...target, columnDataType: type } }] : [oldDefault]));
  }
  const said = changed.has('remarks') ? remarkSteps(alteration) : [];
  return said === undefined ? undefined : [...steps, ...said];
}

/** The default without more than that: who owns its sequence is said elsewhere, and not all databases take its name alone for it. */
const alone = (fallback: ColumnDefault): ColumnDefault =>
  fallback.kind === 'sequence' ? { kind: 'computed', sql: fallback.sql } : fallback;

/** What values may lose, in words for people; undefined where the new type holds all that the old one does. */
function lossOf(from: Column, to: Column, { old, next, fields, to: { owner } }: Alteration): string | undefined {
  if (!fields.some(({ field }) => field === 'type')) return undefined;
  const [before, after] = [meaningIn(old, from), meaningIn(next, to)];
  return widens(before, after)
    ? undefined
    : `${owner?.name ?? ''}.${to.name} becomes ${to.type.text} instead of ${from.type.text}: values that do not fit are cut or refused (${meaningText(before)} → ${meaningText(after)})`;
}

/** Whether the database can make values of the one type values of the other. */
function converts(from: Column, to: Column, { fields, old, next }: Alteration): boolean {
  if (!fields.some(({ field }) => field === 'type')) return true;
  return next.side.ddl.converts(meaningIn(old, from), meaningIn(next, to));
}

const meaningIn = ({ side }: Maker, column: Column): Meaning => side.ddl.meaning(baseType(column, side));

type Meaning = ReturnType<Maker['side']['ddl']['meaning']>;
const whole = ['tinyint', 'smallint', 'mediumint', 'int', 'bigint'];

function widens(before: Meaning, after: Meaning): boolean {
  const most = (size: number | undefined): number => size ?? Infinity;
  if (before.unsigned !== after.unsigned) return false;
  if (whole.includes(before.family) && whole.includes(after.family)) return whole.indexOf(after.family) >= whole.indexOf(before.family);
  const text = after.family === 'text' || after.family === 'varchar';
  if ((before.family === 'varchar' || before.family === 'char') && text) return most(after.length) >= most(before.length);
  if (before.family !== after.family || before.family === 'other') return false;
  if (before.family === 'decimal') {
    const digits = (one: Meaning): number => most(one.precision) - (one.scale ?? 0);
    return digits(after) >= digits(before) && (after.precision === undefined || (after.scale ?? 0) >= (before.scale ?? 0));
  }
  return most(after.length) >= most(before.length) && most(after.precision) >= most(before.precision);
}

/** The usual limits and start are other ones then. */
const descends = ({ increment = '1' }: Sequence): boolean => increment.startsWith('-');

const limits: ReadonlySet<string> = new Set(['minimum', 'maximum', 'cache']);
const sequenceFields: ReadonlySet<string> = new Set(['increment', 'minimum', 'maximum', 'cache', 'cycle']);

function sequenceSteps(from: Sequence, to: Sequence, { fields, old, next }: Alteration): readonly Step[] | undefined {
  // A limit that is taken away has no attribute.
  const unsayable = ({ field, reference, target }: FieldChange): boolean =>
    !sequenceFields.has(field) ||
    (field === 'cache' && next.side.ddl.unsaidOfSequences?.has('cache') === true) ||
    (limits.has(field) && (reference === undefined || target === undefined));
  if (fields.some(unsayable) || descends(from) !== descends(to)) return undefined;
  const change = (one: Sequence, maker: Maker): NewChange => {
    const whole = (field: string, text: string | undefined): bigint | undefined =>
      text === undefined || !fields.some((changed) => changed.field === field) ? undefined : BigInt(text);
    return {
      name: 'alterSequence',
      props: given({
        ...maker.place(one),
        sequenceName: one.name,
        incrementBy: whole('increment', one.increment ?? '1'),
        minValue: whole('minimum', one.minimum),
        maxValue: whole('maximum', one.maximum),
        cacheSize: whole('cache', one.cache),
        cycle: fields.some(({ field }) => field === 'cycle') ? one.cycle === true : undefined,
      }),
    };
  };
  return [stepWith(change(to, next), [change(from, old)])];
}

/** A view is replaced where it keeps its columns: then nothing that reads it has to go. */
function viewSteps(from: View, to: View, { fields, old, next }: Alteration): readonly Step[] | undefined {
  if (fields.some(({ field }) => field !== 'query' && field !== 'remarks' && field !== 'checkOption')) return undefined;
  if (to.remarks === undefined && from.remarks !== undefined) return undefined;
  const shape = (view: View): string => view.columns.map(({ name, type }) => `${name} ${type?.text ?? ''}`).join(', ');
  if (shape(from) !== shape(to)) return undefined;
  const [forward, back] = [createChange({ object: to }, next), createChange({ object: from }, old)];
  if (forward === undefined || back === undefined) return undefined;
  const replacing = (change: NewChange): NewChange => ({ ...change, props: { ...change.props, replaceIfExists: true } });
  return [stepWith(replacing(forward), [replacing(back)])];
}
