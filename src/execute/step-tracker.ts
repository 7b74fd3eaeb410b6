import { createRunningDigest, type RunningDigest } from '../core/digest.js';
import type { ChangeNode } from '../model/change.js';
import type { Changeset } from '../model/changelog.js';
import { changeChecksumText } from '../plan/checksum.js';
import { firstStep, type StepPosition } from '../state/step-row.js';
import type { StatementUnit } from './changeset-sql.js';
import type { RunEnvironment } from './run-environment.js';

/** Where a changeset stands, and what is done of it as digests that an edit changes. */
export interface StepMark {
  readonly position: StepPosition;
  /** Of the changes that are done. */
  readonly changesDigest: string;
  /** Of what is done of the change under way. */
  readonly doneDigest: string;
}

/** Counts the statements of a changeset while they are sent, or passed over because they are done. */
export interface StepTracker {
  readonly position: StepPosition;
  mark(): StepMark;
  /** `doneDigest` as it will be when this text is done. */
  digestWith(unit: StatementUnit | undefined, text: string): string;
  /** The mark behind an SQL text that has so many behind it in its statement. */
  markBehind(unit: StatementUnit, text: string, left: number): StepMark;
  /** An SQL text of a statement is done. */
  partDone(unit: StatementUnit, text: string): void;
  /** A statement is done, all of its SQL. */
  statementDone(unit: StatementUnit): void;
  /** A program that a change runs counts as a part of its first statement. */
  programDone(command: string): void;
  changeDone(change: ChangeNode): void;
  /** Goes to a place within the change under way. */
  moveTo(position: StepPosition): void;
}

export function createStepTracker(changeset: Changeset, environment: RunEnvironment): StepTracker {
  const { database, changelog, files, appliesModifier } = environment;
  const checksums = { files, appliesModifier, properties: changelog.properties, matchesDbms: database.matchesDbms };
  let position = firstStep;
  let done: RunningDigest = createRunningDigest();
  const changes = createRunningDigest();
  /** Changes that are done and not digested yet: most changesets end before anybody asks. */
  let waiting: ChangeNode[] = [];

  const changesDigest = (): string => {
    for (const change of waiting) {
      changes.add(change.name);
      changes.add(changeChecksumText(change, changeset, checksums));
    }
    waiting = [];
    return changes.value();
  };

  return {
    get position() {
      return position;
    },
    mark: () => ({ position, changesDigest: changesDigest(), doneDigest: done.value() }),
    digestWith: (unit, text) => done.valueWith(unit?.live ? identity(unit) : text),
    markBehind: (unit, text, left) => ({
      position: { ...position, ...(left === 0 ? nextStatement(position) : { parts: position.parts + 1 }), sent: position.sent + 1 },
      changesDigest: changesDigest(),
      doneDigest: unit.live ? done.value() : done.valueWith(text),
    }),
    partDone(unit, text) {
      if (!unit.live) done.add(text);
      position = { ...position, parts: position.parts + 1, sent: position.sent + 1 };
    },
    statementDone(unit) {
      if (unit.live) done.add(identity(unit));
      position = { ...position, ...nextStatement(position) };
    },
    programDone(command) {
      done.add(command);
      position = { ...position, parts: position.parts + 1, sent: position.sent + 1 };
    },
    changeDone(change) {
      waiting.push(change);
      done = createRunningDigest();
      position = { changes: position.changes + 1, statements: 0, parts: 0, sent: position.sent };
    },
    moveTo(place) {
      position = place;
    },
  };
}

const nextStatement = ({ statements }: StepPosition) => ({ statements: statements + 1, parts: 0 });

/** A statement that depends on the schema counts as what was asked for: its SQL cannot be made again once it was done. */
const identity = ({ statement }: StatementUnit): string =>
  JSON.stringify(statement, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
