import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { changeDefinitions } from '../../src/changes/index.js';
import { ChangelogError } from '../../src/core/error.js';
import type { ChangeNode } from '../../src/model/change.js';
import type { Sql } from '../../src/model/statement.js';
import { dialects } from '../dialects/context.js';
import { changeNode, renderChange } from './render.js';

const golden = join(import.meta.dirname, '..', 'golden', 'sql');

/** One file per example, with what each dialect makes of it, so that a change in one dialect shows beside the others. */
describe('the SQL of each change', () => {
  for (const definition of changeDefinitions.values()) {
    for (const [index, example] of definition.examples.entries()) {
      it(`${definition.name}, example ${index + 1}, is what it was`, async () => {
        const change = changeNode(definition.name, example);
        const sections = await Promise.all(dialects.map(async ({ name }) => `-- ${name}\n${await section(change, name)}`));
        await expect(sections.join('\n')).toMatchFileSnapshot(join(golden, definition.name, `${index + 1}.sql`));
      });
    }
  }
});

async function section(change: ChangeNode, dialect: string): Promise<string> {
  const warnings: string[] = [];
  const forward = await text([change], dialect, warnings);
  const inverse = changeDefinitions.get(change.name)?.inverse(change);
  const rollback = inverse === undefined ? '' : `-- rollback\n${await text(inverse, dialect, [])}`;
  return forward + warnings.map((warning) => `-- warning: ${warning}\n`).join('') + rollback;
}

async function text(changes: readonly ChangeNode[], dialect: string, warnings: string[]): Promise<string> {
  try {
    const statements: Sql[] = [];
    for (const change of changes) statements.push(...(await renderChange(change, dialect, warnings)));
    return statements.map(({ sql, endDelimiter = ';' }) => `${sql}${endDelimiter}\n`).join('');
  } catch (error) {
    if (!(error instanceof ChangelogError)) throw error;
    return `-- refused: ${error.code}: ${error.message}\n`;
  }
}
