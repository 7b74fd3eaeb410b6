import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { changeDefinitions } from '../src/changes/index.js';
import { ChangelogError } from '../src/core/error.js';
import type { ChangeDefinition } from '../src/define/change.js';
import type { Fields } from '../src/define/fields.js';
import { dialects } from './dialects/context.js';
import { changeNode, renderChange } from './changes/render.js';

const { changeIndex } = (await import(String(new URL('../schemas/list-changes.mjs', import.meta.url)))) as { changeIndex(): string };

const definitions = [...changeDefinitions.values()];

/** Refusals that say what to do: the database has nothing of the kind, or has to be asked first. */
const statedRefusals = new Set(['PLAN_UNSUPPORTED_CHANGE', 'PLAN_NEEDS_DATABASE']);

function unexplained(fields: Fields, at = ''): readonly string[] {
  return Object.entries(fields).flatMap(([name, field]) => [
    ...(/^\S.{5,}/.test(field.summary) ? [] : [at + name]),
    ...(field.fields === undefined ? [] : unexplained(field.fields, `${at}${name}.`)),
  ]);
}

function missing({ fields, examples }: ChangeDefinition): readonly string[] {
  return examples.flatMap((example, i) =>
    Object.entries(fields)
      .filter(([name, field]) => field.required && example[name] === undefined)
      .map(([name]) => `example ${i + 1} has no ${name}`),
  );
}

describe('every change type', () => {
  it('stands in the registry under its own name, once', () => {
    expect(readFileSync('src/changes/index.ts', 'utf8'), 'run npm run generate').toBe(changeIndex());
    expect([...changeDefinitions.keys()]).toEqual(definitions.map((definition) => definition.name));
    expect(new Set(definitions.map((definition) => definition.summary)).size).toBe(definitions.length);
  });

  for (const definition of definitions) {
    describe(definition.name, () => {
      it('says what it does and what each of its attributes means', () => {
        expect(definition.summary).toMatch(/^[A-Z].{10,}/);
        expect(unexplained(definition.fields)).toEqual([]);
      });

      it('has an example that its own rules accept, unless all it does is to be refused by name', () => {
        expect(definition.examples.length).toBeGreaterThan(0);
        expect(missing(definition)).toEqual([]);
        const problems = definition.examples.flatMap((example) => definition.check(definition.normalize(example)));
        if (definition.summary.includes('refused')) expect(problems.every((problem) => problem.hint)).toBe(true);
        else expect(problems).toEqual([]);
      });

      it('names inverses that exist', () => {
        for (const example of definition.examples) {
          const inverse = definition.inverse(changeNode(definition.name, example)) ?? [];
          expect(inverse.map((node) => node.name).filter((name) => !changeDefinitions.has(name))).toEqual([]);
        }
      });

      it.each(dialects.map((dialect) => dialect.name))('becomes statements on %s, or a refusal with a code and a hint', async (dialect) => {
        for (const example of definition.examples) {
          try {
            await renderChange(changeNode(definition.name, example), dialect);
          } catch (error) {
            if (!(error instanceof ChangelogError)) throw error;
            if (definition.stops) expect(error.code).toBe('STOPPED');
            else expect(statedRefusals).toContain(error.code);
            expect(definition.stops ?? error.hint).toBeTruthy();
          }
        }
      });
    });
  }
});
