import { changeDefinitions } from '../changes/index.js';
import { fail } from '../core/error.js';
import { changesetFields, preconditionsFields } from '../define/changelog-elements.js';
import type { Field, Fields } from '../define/fields.js';
import type { ChangeNode, PreconditionNode, Preconditions, SqlModifier } from '../model/change.js';
import type { Changeset, Rollback } from '../model/changelog.js';
import { preconditionDefinitions } from '../preconditions/index.js';
import type { ElementPart, Part } from './written.js';
import { changesetDefaults } from '../model/changeset-defaults.js';

const defaults: Readonly<Record<string, unknown>> = changesetDefaults;

const preconditionsDefaults: Readonly<Record<string, unknown>> = { onFail: 'HALT', onError: 'HALT', onSqlOutput: 'IGNORE' };

/**
 * The attributes of a changeset that are not as they would be without being written.
 * @param file path of the file to write; a changeset of another path gets a logicalFilePath. Without it, all belong to that file.
 */
export function changesetAttributes(changeset: Changeset, file: string | undefined): Readonly<Record<string, unknown>> {
  const own: Readonly<Record<string, unknown>> = {
    ...changeset,
    contextFilter: contextsOf(changeset),
    labels: labelsOf(changeset),
    logicalFilePath: file === undefined || file === changeset.path ? undefined : changeset.path,
  };
  const names = Object.keys(changesetFields).filter((name) => own[name] !== undefined && own[name] !== defaults[name]);
  return Object.fromEntries(names.map((name) => [name, own[name]]));
}

/** The `changeSet` element. Throws WRITE_FORMAT for what no single file can say. */
export function changesetParts(changeset: Changeset, file: string | undefined): ElementPart {
  const { preconditions, comment, validCheckSums } = changeset;
  const changes = changeset.changes.map(changePart);
  const modifySql = modifySqlParts(changeset.modifySql);
  // YAML and JSON have no key twice; among the changes, several blocks are read, too.
  const several = modifySql.length > 1;
  return {
    kind: 'element',
    name: 'changeSet',
    parts: [
      ...fieldParts(changesetAttributes(changeset, file), changesetFields),
      ...(validCheckSums.length === 0 ? [] : [{ kind: 'texts' as const, name: 'validCheckSum', texts: validCheckSums }]),
      ...(preconditions === undefined ? [] : [preconditionsPart(preconditions)]),
      ...(comment === undefined ? [] : [{ kind: 'scalar' as const, name: 'comment', value: comment, place: 'element' as const }]),
      { kind: 'changes', elements: several ? [...changes, ...modifySql] : changes },
      ...rollbackParts(changeset.rollback),
      ...(several ? [] : modifySql),
    ],
  };
}

/** The attributes of an element, in the order of their declaration. */
function fieldParts(props: Readonly<Record<string, unknown>>, fields: Fields): readonly Part[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const value = props[name];
    return value === undefined ? [] : [fieldPart(name, field, value)];
  });
}

function fieldPart(name: string, field: Field, value: unknown): Part {
  const below = field.fields ?? {};
  if (field.kind === 'object') return { kind: 'element', name, parts: fieldParts(value as Record<string, unknown>, below) };
  if (field.kind !== 'list') return { kind: 'scalar', name, value: value as string | bigint | boolean, place: field.xml };
  const entries = (value as readonly Record<string, unknown>[]).map((entry) => fieldParts(entry, below));
  return { kind: 'list', name, item: field.item ?? name, entries };
}

function changePart(change: ChangeNode): ElementPart {
  const definition = changeDefinitions.get(change.name);
  if (definition === undefined || change.undo) {
    const message = change.undo ? `undoing ${change.name} is no change that a changelog has` : `there is no change type "${change.name}"`;
    return fail('WRITE_FORMAT', { message, source: change.source, change: change.name });
  }
  return { kind: 'element', name: change.name, parts: fieldParts(change.props, definition.fields) };
}

function preconditionsPart(preconditions: Preconditions): ElementPart {
  const own: Readonly<Record<string, unknown>> = { ...preconditions };
  const given = Object.entries(own).filter(([name, value]) => value !== preconditionsDefaults[name]);
  const attributes = fieldParts(Object.fromEntries(given), preconditionsFields);
  return { kind: 'element', name: 'preConditions', parts: [...attributes, ...preconditions.conditions.map(conditionPart)], many: true };
}

function conditionPart(condition: PreconditionNode): ElementPart {
  const definition = preconditionDefinitions.get(condition.name);
  if (definition === undefined) fail('WRITE_FORMAT', { message: `there is no precondition "${condition.name}"`, source: condition.source });
  const attributes = fieldParts(condition.props, definition.fields);
  if (!definition.nests) return { kind: 'element', name: condition.name, parts: attributes };
  return { kind: 'element', name: condition.name, parts: [...attributes, ...condition.nested.map(conditionPart)], many: true };
}

/** One block for each run of steps with the same labels, which only a block can have. */
function modifySqlParts(steps: readonly SqlModifier[]): readonly ElementPart[] {
  const blocks: { readonly scope: Scope; readonly steps: ElementPart[] }[] = [];
  for (const step of steps) {
    const scope = scopeOf(step);
    const last = blocks.at(-1);
    const part: ElementPart = {
      kind: 'element',
      name: step.name,
      parts: Object.entries(step.props).map(([name, value]) => scalar(name, value)),
    };
    if (last !== undefined && JSON.stringify(last.scope) === JSON.stringify(scope)) last.steps.push(part);
    else blocks.push({ scope, steps: [part] });
  }
  return blocks.map(({ scope, steps }) => ({
    kind: 'element',
    name: 'modifySql',
    parts: [...Object.entries(scope).map(([name, value]) => scalar(name, value)), ...steps],
    many: true,
  }));
}

type Scope = Readonly<Record<string, string | boolean>>;

function scopeOf({ dbms, contextFilter, labels, applyToRollback }: SqlModifier): Scope {
  return {
    ...(dbms !== undefined && { dbms }),
    ...(contextFilter !== undefined && { contextFilter }),
    ...(labels !== undefined && { labels }),
    ...(applyToRollback && { applyToRollback }),
  };
}

const scalar = (name: string, value: string | boolean): Part => ({ kind: 'scalar', name, value, place: 'attribute' });

function rollbackParts(rollback: Rollback): readonly ElementPart[] {
  const block = (parts: readonly Part[]): readonly ElementPart[] => [{ kind: 'element', name: 'rollback', parts, many: true }];
  switch (rollback.kind) {
    case 'auto':
      return [];
    case 'none':
      return block([]);
    case 'changes':
      return block(rollback.changes.map(changePart));
  }
}

/** Contexts that came from the file and its includes are joined to the changeset's own: all of them must hold. */
function contextsOf({ contextFilter, inheritedContexts }: Changeset): string | undefined {
  const all = [...(contextFilter === undefined ? [] : [contextFilter]), ...inheritedContexts];
  return all.length < 2 ? all[0] : all.map((one) => `(${one})`).join(' and ');
}

/** Labels are alternatives, so that two lists that must both match cannot become one. */
function labelsOf(changeset: Changeset): string | undefined {
  const { labels, inheritedLabels, source } = changeset;
  const all = [...(labels === undefined ? [] : [labels]), ...inheritedLabels];
  if (all.length < 2) return all[0];
  return fail('WRITE_FORMAT', {
    message: `the changeset has labels of its own and of its includes (${all.join('; ')}), which one file cannot say`,
    source,
    changeset,
    hint: 'write the changesets of each included file into a file of its own',
  });
}
