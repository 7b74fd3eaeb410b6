import type { ChangeFiles, ChecksumContext } from '../define/change.js';
import { changeDefinitions } from '../changes/index.js';
import { checksumText } from '../define/checksum.js';
import { ChangelogError, fail } from '../core/error.js';
import { commaList } from '../filter/comma-list.js';
import { javaSetOrder } from '../core/java-set.js';
import { CHECKSUM_VERSION, OLD_CHECKSUM_VERSION, plainChecksum, textChecksum, type RawText } from '../core/digest.js';
import { string, type Field } from '../define/fields.js';
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

/** Which of a changeset's checksums is meant. */
export interface ChecksumChoice {
  /** 9 unless a stored checksum is of another version. */
  readonly version?: number;
  /** Read sqlFiles with their properties expanded, as Liquibase did before 4.26. */
  readonly expandSqlFiles?: true;
}

/** A change bound to other databases takes no part in the changeset; its `dbms` attribute says so. */
export function targetsDatabase(change: ChangeNode, matchesDbms: (list: string) => boolean): boolean {
  const dbms = change.props['dbms'];
  return typeof dbms !== 'string' || matchesDbms(dbms);
}

/**
 * The checksum that MD5SUM stores: `9:` and 32 hex digits. Only changes bound to this database and modifySql steps that apply to this
 * run count; up to version 8, changes bound to other databases count too. Source: Liquibase `ChangeSet.generateCheckSum` after the filters
 * of `update` took the other steps away.
 */
export function storedChecksum(changeset: Changeset, environment: ChecksumEnvironment, choice: ChecksumChoice = {}): string {
  const steps = changeset.modifySql;
  return combine(changeset, environment, steps.length === 0 ? steps : steps.filter((step) => environment.appliesModifier(step)), choice);
}

/** The checksum that `calculate-checksum` prints: all modifySql steps count, whatever they apply to. */
export function changesetChecksum(changeset: Changeset, environment: ChecksumEnvironment, choice: ChecksumChoice = {}): string {
  return combine(changeset, environment, changeset.modifySql, choice);
}

/** The text that a change's checksum is made from, for `calculate-checksum --explain`. */
export function changeChecksumText(
  change: ChangeNode,
  changeset: Changeset,
  environment: ChecksumEnvironment,
  choice: ChecksumChoice = {},
): string {
  const input = checksumInput(change, changeset, environment, choice);
  if (typeof input === 'string') return input;
  return typeof input.raw === 'string' ? input.raw : new TextDecoder().decode(input.raw);
}

function checksumInput(
  change: ChangeNode,
  changeset: Changeset,
  environment: ChecksumEnvironment,
  choice: ChecksumChoice,
): string | RawText {
  const definition = changeDefinitions.get(change.name);
  if (definition === undefined) fail('PARSE_UNKNOWN_CHANGE', { message: `unknown change type "${change.name}"`, source: change.source });
  try {
    return definition.checksum(change.props, new ChangeText(environment, changeset, choice));
  } catch (error) {
    throw error instanceof ChangelogError ? error.with({ source: change.source, changeset, change: change.name }) : error;
  }
}

/** A class, for there is one for each change, and few look at it. */
class ChangeText implements ChecksumContext {
  readonly changeset: Changeset;
  private readonly environment: ChecksumEnvironment;
  private readonly choice: ChecksumChoice;

  constructor(environment: ChecksumEnvironment, changeset: Changeset, choice: ChecksumChoice) {
    this.changeset = changeset;
    this.environment = environment;
    this.choice = choice;
  }

  get version(): number {
    return this.choice.version ?? CHECKSUM_VERSION;
  }

  get files(): ChangeFiles {
    return this.environment.files;
  }

  get expandSqlFiles(): true | undefined {
    return this.choice.expandSqlFiles;
  }

  expand(text: string): string {
    return this.environment.properties.expand(text, this.changeset.source.file);
  }
}

function combine(changeset: Changeset, environment: ChecksumEnvironment, steps: readonly SqlModifier[], choice: ChecksumChoice): string {
  const { version = CHECKSUM_VERSION } = choice;
  const { changes } = changeset;
  let digests = '';
  for (let i = 0; i < changes.length; i++) {
    const change = changes[i]!;
    if (version <= OLD_CHECKSUM_VERSION || targetsDatabase(change, environment.matchesDbms))
      digests += `${textChecksum(checksumInput(change, changeset, environment, choice), version)}:`;
  }
  for (let i = 0; i < steps.length; i++)
    if (countsInLiquibase(steps[i]!)) digests += `${textChecksum(modifierText(steps[i]!, version), version)};`;
  return plainChecksum(digests, version);
}

/** A step that Liquibase passes over must not change the checksum, or Liquibase would take the changeset for another one. */
const countsInLiquibase = (step: SqlModifier): boolean => step.name !== 'appendSqlIfNotPresent';

/** Up to version 8, what a step applies to counted as well. Source: `AbstractSqlVisitor.getExcludedFieldFilters` (4.28.0). */
function modifierText(step: SqlModifier, version: number): string {
  const scope: Record<string, unknown> = version > OLD_CHECKSUM_VERSION ? {} : modifierScope(step);
  const props = { ...step.props, ...scope, applyToRollback: String(step.applyToRollback) };
  const field = (name: string, value: unknown): Field => (Array.isArray(value) ? { ...string(name), kind: 'list' } : string(name));
  return checksumText(step.name, props, Object.fromEntries(Object.entries(props).map(([name, value]) => [name, field(name, value)])));
}

function modifierScope({ dbms, contextFilter, labels }: SqlModifier): Record<string, unknown> {
  return {
    ...(dbms !== undefined && { applicableDbms: javaSetOrder([...new Set(dbms.split(',').map((name) => name.trim()))]) }),
    ...(contextFilter !== undefined && { contextFilter }),
    ...(labels !== undefined && { labels: [...commaList(labels)].join(',') }),
  };
}
