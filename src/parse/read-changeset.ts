import { within, type Diagnostics } from '../core/diagnostics.js';
import type { ChangesetRef } from '../core/error.js';
import type { ChangeNode, Preconditions, SqlModifier } from '../model/change.js';
import type { Changeset } from '../model/changelog.js';
import type { ObjectQuotingStrategy } from '../model/names.js';
import type { TreeNode } from '../model/tree.js';
import { changesetElements, changesetFields } from '../define/changelog-elements.js';
import { logicalPath } from './path.js';
import { isChangeType, readChange, reportUnknownChange, type RemovedProperty } from './read-changes.js';
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
const isAttribute = (child: TreeNode): boolean => child.origin !== 'element' && attributeNames.has(child.name.toLowerCase());

/**
 * Reads a `changeSet` element. Changes may stand in `changes` or directly in it, in all formats.
 * Source: Liquibase `ChangeSet.load` (4.28.0).
 */
export function readChangeset(node: TreeNode, reading: ChangesetReading): Changeset | undefined {
  const ref = changesetRef(node, reading.path);
  const diagnostics = within(reading.diagnostics, { changeset: ref });
  const written: TreeNode[] = [];
  const inside: TreeNode[] = [];
  for (const child of node.children) (isAttribute(child) ? written : inside).push(child);
  const attributes = readFields({ ...node, children: written }, changesetFields, diagnostics, undefined, node.children);
  const dbms = filled(textOf(node, 'dbms'));
  const faults: string[] = [];
  const mayBeInvalid = attributes?.onValidationFail === 'MARK_RAN';
  const rules = mayBeInvalid ? withoutRules(diagnostics, (message) => void faults.push(message)) : diagnostics;
  const changes = {
    diagnostics: rules,
    removed: reading.removed,
    forAnotherDatabase: dbms !== undefined && !reading.matchesDatabase(dbms),
  };
  const parts: Parts = { changes: [], comments: [], validCheckSums: [], modifySql: [], rollbacks: [], preconditions: undefined };
  for (const child of inside) readPart(child, node);
  const rollback = readRollback(parts.rollbacks, { ...changes, diagnostics, path: ref.path, findChangesets: reading.findChangesets });
  if (attributes === undefined) return undefined;
  const changeset: { -readonly [K in keyof Changeset]: Changeset[K] } = {
    id: ref.id,
    author: ref.author,
    path: ref.path,
    source: node.source,
    changes: parts.changes,
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
  if (faults.length > 0) changeset.invalid = faults.join('; ');
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

  function readPart(child: TreeNode, parent: TreeNode): void {
    switch (child.name) {
      case 'comment':
        parts.comments.push(child.value?.text ?? '');
        break;
      case 'validCheckSum':
      case 'validCheckSums':
        parts.validCheckSums.push(...(child.values ?? [child.value]).flatMap((value) => filled(value?.text)?.trim() ?? []));
        break;
      case 'preConditions':
        if (parts.preconditions !== undefined) {
          diagnostics.error('PARSE_INVALID_VALUE', {
            message: 'the changeset has more than one preConditions',
            source: child.source,
            hint: 'put all conditions into one; they must all hold',
          });
        }
        parts.preconditions = readPreconditions(child, diagnostics);
        break;
      case 'modifySql':
        parts.modifySql.push(...readModifySql(child, diagnostics));
        break;
      case 'rollback':
        parts.rollbacks.push(child);
        break;
      case 'changes':
        for (const one of child.children) readPart(one, child);
        break;
      default: {
        const change = readChange(child, changes);
        if (change !== undefined) parts.changes.push(change);
        else if (!isChangeType(child.name)) {
          reportUnknownChange(child, parent, changes, { attributes: writtenNames(changesetFields), elements: elementNames });
        }
      }
    }
  }
}

/** Diagnostics to which a change that breaks its rules is only worth a warning. Unreadable changes stay errors: they have no checksum. */
function withoutRules(diagnostics: Diagnostics, note: (message: string) => void): Diagnostics {
  return {
    ...diagnostics,
    error(code, fields) {
      if (code !== 'PARSE_CHANGE') return diagnostics.error(code, fields);
      note(fields.message);
      return diagnostics.warn(code, fields);
    },
  };
}

interface Parts {
  readonly changes: ChangeNode[];
  readonly comments: string[];
  readonly validCheckSums: string[];
  readonly modifySql: SqlModifier[];
  readonly rollbacks: TreeNode[];
  preconditions: Preconditions | undefined;
}

function changesetRef(node: TreeNode, path: string): ChangesetRef {
  const logical = filled(textOf(node, 'logicalFilePath'))?.trim();
  return { id: textOf(node, 'id') ?? '', author: textOf(node, 'author') ?? '', path: logical === undefined ? path : logicalPath(logical) };
}

const textOf = (node: TreeNode, name: string): string | undefined => node.children.find((child) => child.name === name)?.value?.text;

/** The text, if it is more than white space. */
const filled = (text: string | undefined): string | undefined => (text === undefined || text.trim() === '' ? undefined : text.trim());
