import { isListed } from '../entry.js';
import type { Rename } from '../renames.js';
import { localName, type Side } from '../side.js';
import { makerOf, type Maker, type NamingOptions } from './maker.js';
import type { Operation } from './operation.js';
import { stepWith, type Step } from './step.js';

/** The label of changesets that rename what only looks like one object. */
export const renameLabel = 'rename';

/** Renames as operations: tables first, then columns. `side` is the target as it is before. */
export function renameOperations(renames: readonly Rename[], side: Side, naming: NamingOptions): readonly Operation[] {
  const maker = makerOf(side, naming);
  return renames.map((rename) => {
    const { missing, unexpected } = rename;
    return {
      verb: 'rename',
      key: `rename ${unexpected.key}`,
      rank: 0,
      needs: new Set<string>(),
      wants: new Set<string>(),
      ref: missing.ref,
      steps: [renameStep(rename, maker)],
      comment: `Proposed: ${unexpected.ref.name} has the columns or the type of ${missing.ref.name}, so it is renamed instead of dropped`,
      label: renameLabel,
    };
  });
}

function renameStep({ missing, unexpected }: Rename, maker: Maker): Step {
  const [from, to] = [unexpected.ref.name, missing.ref.name];
  const { side, print } = maker;
  if (isListed(unexpected) || unexpected.owner === undefined) {
    const place = maker.place({ schema: fullSchema(unexpected.ref.schema, side), name: from });
    const rename = (oldTableName: string, newTableName: string) => ({
      name: 'renameTable',
      props: { ...place, oldTableName, newTableName },
    });
    return stepWith(rename(from, to), [rename(to, from)]);
  }
  const { owner } = unexpected;
  if (side.dialect.traits.restatesColumns) {
    const alter = `ALTER TABLE ${print.sql.table(print.local(owner))} RENAME COLUMN`;
    const sql = (one: string, other: string): string => `${alter} ${print.sql.column(one)} TO ${print.sql.column(other)}`;
    return stepWith(maker.plain(sql(from, to)), [maker.plain(sql(to, from))]);
  }
  const table = { ...maker.place(owner), tableName: localName(side)(owner).name };
  const rename = (oldColumnName: string, newColumnName: string) => ({
    name: 'renameColumn',
    props: { ...table, oldColumnName, newColumnName },
  });
  return stepWith(rename(from, to), [rename(to, from)]);
}

const fullSchema = (schema: string | undefined, side: Side): string | undefined => schema ?? side.snapshot.source.defaultSchema;
