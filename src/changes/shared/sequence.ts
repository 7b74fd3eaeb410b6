import type { ChangeContext } from '../../define/change.js';
import { boolean, integer, required, string, type Fields, type Infer } from '../../define/fields.js';
import type { ObjectName } from '../../model/names.js';
import { location } from './table-ref.js';

/** The sequence a change works on. */
export const sequenceRef = {
  ...location,
  sequenceName: required(string('Name of the sequence')),
};

/** What createSequence and alterSequence can set. */
export const sequenceOptions = {
  incrementBy: integer('Distance between two values'),
  minValue: integer('Lowest value'),
  maxValue: integer('Highest value'),
  cacheSize: integer('How many values the database hands out from memory; 0 for none'),
  cycle: boolean('Start again from the other end where a limit is reached'),
  ordered: boolean('Hand values out in the order of the requests (Oracle)'),
  dataType: string('Data type of the values, e.g. bigint'),
};

/** Attributes that Liquibase's XSD allows and its changes read over. */
const unread = <F extends Fields>(fields: F): F =>
  Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, { ...field, summary: 'Allowed by the XSD; means nothing', checksum: false }]),
  ) as F;

/** What alterSequence may be given and does not change. */
export const unreadStart = unread({ startValue: integer('First value') });
/** What dropSequence may be given. */
export const unreadOptions = unread({ ...sequenceOptions, ...unreadStart });

/** Warns of each attribute that was given and means nothing. */
export function warnOfUnread(change: string, fields: Fields, props: Readonly<Record<string, unknown>>, context: ChangeContext): void {
  for (const name of Object.keys(fields)) if (props[name] !== undefined) context.warn(`${change}: ${name} has no effect`);
}

/** The name of a sequence from the attributes of `sequenceRef`. */
export function sequenceOf(props: Infer<typeof sequenceRef>): ObjectName {
  return { catalog: props.catalogName, schema: props.schemaName, name: props.sequenceName };
}

/** The options alone, as statements carry them. */
export function sequenceSettings(props: Infer<typeof sequenceOptions>): Infer<typeof sequenceOptions> {
  const { incrementBy, minValue, maxValue, cacheSize, cycle, ordered, dataType } = props;
  return { incrementBy, minValue, maxValue, cacheSize, cycle, ordered, dataType };
}
