import type { ChangeFiles, ChecksumContext } from '../define/change.js';
import { changeDefinitions } from '../changes/index.js';
import { checksumText } from '../define/checksum.js';
import { ChangelogError, fail } from '../core/error.js';
import { textChecksum, type RawText } from '../core/digest.js';
import { string } from '../define/fields.js';
import type { ChangeNode, SqlModifier } from '../model/change.js';
import type { Changeset, PropertyLookup } from '../model/changelog.js';

/** What checksums depend on besides the changeset: files it names, properties, and the database for changes bound to one. */
export interface ChecksumEnvironment {
  readonly files: ChangeFiles;
  readonly properties: PropertyLookup;
  /** Whether a dbms list names the database at hand. */
  matchesDbms(list: string): boolean;
  /** Whether a modifySql step applies to this run (dbms, contexts, labels). */
  appliesModifier(modifier: SqlModifier): boolean;
}

/** A change bound to other databases takes no part in the changeset; its `dbms` attribute says so. */
export function targetsDatabase(change: ChangeNode, matchesDbms: (list: string) => boolean): boolean {
  const dbms = change.props['dbms'];
  return typeof dbms !== 'string' || matchesDbms(dbms);
}

/**
 * The checksum that MD5SUM stores: `9:` and 32 hex digits. Only changes bound to this database and modifySql steps that apply to this
 * run count. Source: Liquibase `ChangeSet.generateCheckSum` after the filters of `update` took the other steps away.
 */
export function storedChecksum(changeset: Changeset, environment: ChecksumEnvironment): string {
  return combine(changeset, environment, changeset.modifySql.filter((step) => environment.appliesModifier(step)));
}

/** The checksum that `calculate-checksum` prints: all modifySql steps count, whatever they apply to. */
export function changesetChecksum(changeset: Changeset, environment: ChecksumEnvironment): string {
  return combine(changeset, environment, changeset.modifySql);
}

/** The lines that a change's checksum is made from, for `calculate-checksum --explain`. */
export function changeChecksumText(change: ChangeNode, changeset: Changeset, environment: ChecksumEnvironment): string {
  const input = checksumInput(change, changeset, environment);
  return typeof input === 'string' ? input : input.raw;
}

function checksumInput(change: ChangeNode, changeset: Changeset, environment: ChecksumEnvironment): string | RawText {
  const definition = changeDefinitions.get(change.name);
  if (definition === undefined) fail('PARSE_UNKNOWN_CHANGE', { message: `unknown change type "${change.name}"`, source: change.source });
  const context: ChecksumContext = {
    files: environment.files,
    changeset,
    expand: (text) => environment.properties.expand(text, changeset.source.file),
  };
  try {
    return definition.checksum(change.props, context);
  } catch (error) {
    throw error instanceof ChangelogError ? error.with({ source: change.source, changeset, change: change.name }) : error;
  }
}

function combine(changeset: Changeset, environment: ChecksumEnvironment, steps: readonly SqlModifier[]): string {
  const changes = changeset.changes
    .filter((change) => targetsDatabase(change, environment.matchesDbms))
    .map((change) => `${textChecksum(checksumInput(change, changeset, environment))}:`);
  return textChecksum(changes.join('') + steps.map((step) => `${textChecksum(modifierText(step))};`).join(''));
}

function modifierText(step: SqlModifier): string {
  const props: Record<string, string> = { ...step.props, applyToRollback: String(step.applyToRollback) };
  const fields = Object.fromEntries(Object.keys(props).map((name) => [name, string(name)]));
  return checksumText(step.name, props, fields);
}
