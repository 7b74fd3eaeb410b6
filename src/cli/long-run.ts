import { setFlagsFromString } from 'node:v8';

/**
 * Makes V8 ready for a run that takes long, as `bin/start.js` does for short ones. Node.js 20 then compiles functions anew sooner, and takes less of
 * what they call into them: with all that it would take, compiling is not done before ten thousand changesets are read.
 */
export function prepareForLongRun(): void {
  if (!process.versions.v8.startsWith('11.')) return;
  setFlagsFromString('--interrupt-budget=50000');
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=100');
}
