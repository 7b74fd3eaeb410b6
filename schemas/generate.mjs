// Writes the schemas from the definitions of changes and preconditions. Run by `npm run generate`, after a build.
import { writeFileSync } from 'node:fs';
import { schemas } from './schemas.mjs';

for (const [name, text] of schemas()) writeFileSync(new URL(name, import.meta.url), text);
