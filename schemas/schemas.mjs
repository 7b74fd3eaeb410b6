import { changelogSchema } from '../dist/parse/changelog-schema.js';
import { changelogXsd } from './changelog-xsd.mjs';

/** Every generated schema: its file name, and its text. */
export function schemas() {
  return new Map([
    ['changelog.schema.json', `${JSON.stringify(changelogSchema(), null, 1)}\n`],
    ['changelog.xsd', changelogXsd()],
  ]);
}
