// Writes the reference pages from the definitions in src. Run by `npm run generate`, after a build.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { pages } from './generator/pages.mjs';

const docs = fileURLToPath(new URL('.', import.meta.url));
const written = await pages();
for (const folder of ['changes', 'commands']) {
  mkdirSync(`${docs}${folder}`, { recursive: true });
  for (const name of readdirSync(`${docs}${folder}`)) if (!written.has(`${folder}/${name}`)) rmSync(`${docs}${folder}/${name}`);
}
for (const [path, text] of written) writeFileSync(`${docs}${path}`, text);
