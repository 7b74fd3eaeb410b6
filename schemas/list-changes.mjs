// Writes src/changes/index.ts from the files beside it: each declares one change type. Run by `npm run generate`, before the build.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = new URL('../src/changes/', import.meta.url);

/** The text of the registry. */
export function changeIndex() {
  const found = readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && file !== 'index.ts')
    .map((file) => ({
      file,
      name: /^export const (\w+) = define(?:Change|Logic)\(/m.exec(readFileSync(new URL(file, folder), 'utf8'))?.[1],
    }));
  for (const { file, name } of found) if (name === undefined) throw new Error(`src/changes/${file} declares no change type`);
  const byName = found.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return `// Written by npm run generate from the files of this folder.
import type { ChangeDefinition } from '../define/change.js';
${byName.map(({ file, name }) => `import { ${name} } from './${file.replace(/\.ts$/, '.js')}';\n`).join('')}
const definitions: readonly ChangeDefinition[] = [
${byName.map(({ name }) => `  ${name},\n`).join('')}];

/** Every change type by its name in changelogs. */
export const changeDefinitions: ReadonlyMap<string, ChangeDefinition> = new Map(definitions.map((d) => [d.name, d]));
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(new URL('index.ts', folder), changeIndex());
