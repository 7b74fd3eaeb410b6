import { within } from '../core/diagnostics.js';
import type { ChangesetRef } from '../core/error.js';
import type { ChangeNode } from '../model/change.js';
import type { Changeset, Rollback } from '../model/changelog.js';
import type { TreeNode } from '../model/tree.js';
import { rollbackReferenceFields } from '../define/changelog-elements.js';
import { isChangeType, readChange, reportUnknownChange, type ChangeReading } from './read-changes.js';
import { readFields } from './validate.js';

/** What reading a rollback depends on. */
export interface RollbackReading extends ChangeReading {
  /** Path of the changeset, for references that name none. */
  readonly path: string;
  /** The changesets of that identity read so far, in this file or those around it; case does not count. */
  findChangesets(target: ChangesetRef): readonly Changeset[];
}

/**
 * Reads the `rollback` blocks of a changeset that has some. What they ask for is done in the order of the blocks: changes, SQL text, another changeset's
 * changes. An empty block says that nothing is to be done. Source: Liquibase `ChangeSet.handleRollbackNode` (4.28.0).
 */
export function readRollback(blocks: readonly TreeNode[], reading: RollbackReading): Rollback {
  const changes = blocks.flatMap((block) => readBlock(block, reading));
  return changes.length === 0 ? { kind: 'none' } : { kind: 'changes', changes };
}

function readBlock(block: TreeNode, reading: RollbackReading): readonly ChangeNode[] {
  if (block.children.some((child) => child.name === 'changeSetId')) return referenced(block, reading);
  const changes: ChangeNode[] = [];
  for (const child of block.children) {
    if (child.name === 'comment' && child.children.length === 0) continue;
    const change = readChange(child, reading);
    if (change !== undefined) changes.push(change);
    else if (!isChangeType(child.name))
      reportUnknownChange(child, block, reading, { attributes: Object.keys(rollbackReferenceFields), elements: [] });
  }
  return [...changes, ...text(block, reading)];
}

function referenced(block: TreeNode, reading: RollbackReading): readonly ChangeNode[] {
  const props = readFields(block, rollbackReferenceFields, reading.diagnostics);
  if (props === undefined) return [];
  const target = { id: props.changeSetId ?? '', author: props.changeSetAuthor ?? '', path: props.changeSetPath ?? reading.path };
  const found = reading.findChangesets(target);
  if (found.length === 0) {
    reading.diagnostics.error('PARSE_ROLLBACK_REFERENCE', {
      message: `the rollback refers to changeset ${target.path}::${target.id}::${target.author}, which does not stand before it`,
      source: block.source,
    });
  }
  return found.flatMap((changeset) => changeset.changes);
}

/** Text in a rollback is SQL; its comments are dropped before it is sent. */
function text(block: TreeNode, reading: RollbackReading): readonly ChangeNode[] {
  const { value } = block;
  if (block.values !== undefined || (value !== undefined && value.type !== 'text' && value.type !== 'null')) {
    within(reading.diagnostics, { change: 'sql' }).error('PARSE_INVALID_VALUE', {
      message: 'a rollback must be SQL text or changes',
      source: block.source,
      hint: 'separate several statements with ";" in one text',
    });
    return [];
  }
  const sql = value?.text.trim() ?? '';
  // The word alone is how formatted SQL says that nothing is to be undone, and Liquibase reads it so in every format.
  return sql === '' || sql.toLowerCase() === 'empty'
    ? []
    : [{ name: 'sql', props: { sql, splitStatements: true, stripComments: true }, source: block.source }];
}
