// Writes schemas/changelog.schema.json from the definitions of changes and preconditions. Run by `npm run generate`, after a build.
import { writeFileSync } from 'node:fs';
import { changelogSchema } from '../dist/parse/changelog-schema.js';

writeFileSync(new URL('changelog.schema.json', import.meta.url), `${JSON.stringify(changelogSchema(), null, 1)}\n`);
