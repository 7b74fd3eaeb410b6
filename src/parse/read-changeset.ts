import { within, withErrors, type Diagnostics } from '../core/diagnostics.js';
import type { ChangesetRef } from '../core/error.js';
import type { ChangeNode, Preconditions, SqlModifier } from '../model/change.js';
import type { Changeset, Rollback } from '../model/changelog.js';
import type { ObjectQuotingStrategy } from '../model/names.js';
import type { TreeNode } from '../model/tree.js';
import { changesetElements, changesetFields } from '../define/changelog-elements.js';
import { logicalPath } from './path.js';
import { isChangeType, readChange, reportUnknownChange, type ChangeReading, type RemovedProperty } from './read-changes.js';
import { readModifySql } from './read-modify-sql.js';
import { readPreconditions } from './read-preconditions.js';
import { readRollback } from './read-rollback.js';
import { readFields, writtenNames } from './validate.js';

/** What a changeset takes from the file that it stands in. */
export interface ChangesetReading {
  readonly diagnostics: Diagnostics;
  /** FILENAME of changesets without a logicalFilePath of their own. */
  readonly path: string;
  readonly objectQuotingStrategy: ObjectQuotingStrategy | undefined;
  readonly inheritedContexts: readonly string[];
  readonly inheritedLabels: readonly string[];
  readonly ignore: boolean;
  readonly runWith: string | undefined;
  readonly runWithSpoolFile: string | undefined;
  readonly removed: readonly RemovedProperty[];
  matchesDatabase(dbms: string): boolean;
  findChangesets(target: ChangesetRef): readonly Changeset[];
}

const attributeNames = new Set(
  Object.entries(changesetFields).flatMap(([name, field]) => [name, ...field.aliases].map((one) => one.toLowerCase())),
);
const elementNames = Object.keys(changesetElements);
const isAttribute = ({ origin, name }: TreeNode): boolean =>
  origin !== 'element' && (attributeNames.has(name) || attributeNames.has(name.toLowerCase()));

/**
 * Reads a `changeSet` element. Changes may stand in `changes` or directly in it, in all formats.
 * Source: Liquibase `ChangeSet.load` (4.28.0).
 */
export function readChangeset(node: TreeNode, reading: ChangesetReading): Changeset | undefined {
  const ref = changesetRef(node, reading.path);
  const diagnostics = within(reading.diagnostics, { changeset: ref });
  const attributes = readFields(node, changesetFields, diagnostics, isAttribute);
  const dbms = filled(textOf(node, 'dbms'));
  const mayBeInvalid = attributes?.onValidationFail === 'MARK_RAN';
  const faults: string[] | undefined = mayBeInvalid ? [] : undefined;
  const parts: Parts = {
    own: diagnostics,
    diagnostics: faults === undefined ? diagnostics : withoutRules(diagnostics, (message) => void faults.push(message)),
    removed: reading.removed,
    forAnotherDatabase: dbms !== undefined && !reading.matchesDatabase(dbms),
    changes: undefined,
    comments: none,
    validCheckSums: none,
    modifySql: none,
    rollbacks: none,
    preconditions: undefined,
  };
  for (let i = 0; i < node.children.length; i++) {
    const child = node.children[i]!;
    if (!isAttribute(child)) readPart(child, node, parts);
  }
  const rollback: Rollback =
    parts.rollbacks.length === 0
      ? undoneByItself
      : readRollback(parts.rollbacks, {
          diagnostics,
          removed: parts.removed,
          forAnotherDatabase: parts.forAnotherDatabase,
          path: ref.path,
          findChangesets: reading.findChangesets,
        });
  if (attributes === undefined) return undefined;
  const changeset: { -readonly [K in keyof Changeset]: Changeset[K] } = {
    id: ref.id,
    author: ref.author,
    path: ref.path,
    source: node.source,
    changes: parts.changes ?? none,
    rollback,
    modifySql: parts.modifySql,
    inheritedContexts: reading.inheritedContexts,
    inheritedLabels: reading.inheritedLabels,
    validCheckSums: parts.validCheckSums,
    runAlways: attributes.runAlways ?? false,
    runOnChange: attributes.runOnChange ?? false,
    runInTransaction: attributes.runInTransaction ?? true,
    failOnError: attributes.failOnError ?? true,
    onValidationFail: (attributes.onValidationFail ?? 'HALT') as Changeset['onValidationFail'],
    ignore: (attributes.ignore ?? false) || reading.ignore,
    objectQuotingStrategy:
      (attributes.objectQuotingStrategy as ObjectQuotingStrategy | undefined) ?? reading.objectQuotingStrategy ?? 'LEGACY',
  };
  // What is not given is absent, one by one: there are thousands of changesets, and objects put together from parts take long to make.
  const contextFilter = filled(attributes.contextFilter);
  const labels = filled(attributes.labels);
  const comment = parts.comments.length === 0 ? undefined : filled(parts.comments.join('\n'));
  const runWith = filled(attributes.runWith) ?? reading.runWith;
  const runWithSpoolFile = attributes.runWithSpoolFile ?? reading.runWithSpoolFile;
  if (faults !== undefined && faults.length > 0) changeset.invalid = faults.join('; ');
  if (parts.preconditions !== undefined) changeset.preconditions = parts.preconditions;
  if (contextFilter !== undefined) changeset.contextFilter = contextFilter;
  if (labels !== undefined) changeset.labels = labels;
  if (dbms !== undefined) changeset.dbms = dbms;
  if (comment !== undefined) changeset.comment = comment;
  if (attributes.created !== undefined) changeset.created = attributes.created;
  if (attributes.runOrder !== undefined) changeset.runOrder = attributes.runOrder as 'first' | 'last';
  if (runWith !== undefined) changeset.runWith = runWith;
  if (runWithSpoolFile !== undefined) changeset.runWithSpoolFile = runWithSpoolFile;
  return changeset;
}

/** Reads what stands in a changeset beside its attributes. */
function readPart(child: TreeNode, parent: TreeNode, parts: Parts): void {
  switch (child.name) {
    case 'comment':
      parts.comments = [...parts.comments, child.value?.text ?? ''];
      break;
    case 'validCheckSum':
    case 'validCheckSums':
      parts.validCheckSums = [
        ...parts.validCheckSums,
        ...(child.values ?? [child.value]).flatMap((value) => filled(value?.text)?.trim() ?? []),
      ];
      break;
    case 'preConditions':
      if (parts.preconditions !== undefined) {
        parts.own.error('PARSE_INVALID_VALUE', {
          message: 'the changeset has more than one preConditions',
          source: child.source,
          hint: 'put all conditions into one; they must all hold',
        });
      }
      parts.preconditions = readPreconditions(child, parts.own);
      break;
    case 'modifySql':
      parts.modifySql = [...parts.modifySql, ...readModifySql(child, parts.own)];
      break;
    case 'rollback':
      parts.rollbacks = [...parts.rollbacks, child];
      break;
    case 'changes':
      for (const one of child.children) readPart(one, child, parts);
      break;
    default: {
      const change = readChange(child, parts);
      if (change !== undefined) parts.changes = withOne(parts.changes, change);
      else if (!isChangeType(child.name)) {
        reportUnknownChange(child, parent, parts, { attributes: writtenNames(changesetFields), elements: elementNames });
      }
    }
  }
}

/** The list with one more. Most changesets have a single change, for which a list that is made to grow would take room for seventeen. */
function withOne(list: ChangeNode[] | undefined, one: ChangeNode): ChangeNode[] {
  if (list === undefined) return [one];
  list.push(one);
  return list;
}

/** Diagnostics to which a change that breaks its rules is only worth a warning. Unreadable changes stay errors: they have no checksum. */
function withoutRules(diagnostics: Diagnostics, note: (message: string) => void): Diagnostics {
  return withErrors(diagnostics, (code, fields) => {
    if (code !== 'PARSE_CHANGE') return diagnostics.error(code, fields);
    note(fields.message);
    return diagnostics.warn(code, fields);
  });
}

/** What has been read of a changeset beside its attributes, and what reading more depends on. */
interface Parts extends ChangeReading {
  /** Hears of what is wrong beside the changes. */
  readonly own: Diagnostics;
  changes: ChangeNode[] | undefined;
  comments: readonly string[];
  validCheckSums: readonly string[];
  modifySql: readonly SqlModifier[];
  rollbacks: readonly TreeNode[];
  preconditions: Preconditions | undefined;
}

const none: readonly [] = [];
const undoneByItself: Rollback = { kind: 'auto' };

function changesetRef(node: TreeNode, path: string): ChangesetRef {
  const logical = filled(textOf(node, 'logicalFilePath'))?.trim();
  return { id: textOf(node, 'id') ?? '', author: textOf(node, 'author') ?? '', path: logical === undefined ? path : logicalPath(logical) };
}

function textOf({ children }: TreeNode, name: string): string | undefined {
  for (let i = 0; i < children.length; i++) if (children[i]!.name === name) return children[i]!.value?.text;
  return undefined;
}

/** The text, if it is more than white space. */
const filled = (text: string | undefined): string | undefined => (text === undefined || text.trim() === '' ? undefined : text.trim());
