const { readFileSync } = require('node:fs');
const nodeModule = require('node:module');
const { dirname, join } = require('node:path');
const { setFlagsFromString } = require('node:v8');
const { Script } = require('node:vm');

const bundle = join(__dirname, '../dist/bundle');

/**
 * Makes V8 ready for short runs and loads the command line.
 * @param {(script: Script, compiled: string) => void} [onCompiled] is told of each script of the bundle, and of the file for its compiled form
 * @returns {(argv: readonly string[]) => Promise<void>} the program
 */
exports.start = function start(onCompiled) {
  if (process.versions.v8.startsWith('11.')) prepareNode20(onCompiled !== undefined);
  // A changelog stays in memory as it is read: room for young objects that doubles in small steps has them copied at every step.
  else setFlagsFromString('--semi-space-growth-factor=8');
  // Node.js from 22.8 keeps what it has compiled; where it may not write there, it does without. https://nodejs.org/api/module.html#module-compile-cache
  if (nodeModule.enableCompileCache) nodeModule.enableCompileCache(join(bundle, '.compiled'));
  else loadCompiled(onCompiled);
  return require('../dist/bundle/main.cjs').main;
};

/** @param {boolean} compiling whether the run is made for its compiled code, which is kept with the flags of its time */
function prepareNode20(compiling) {
  // Most runs end before it pays to compile functions anew, better: V8 would spend a seventh of the CPU time of a small run on that. Long runs get
  // there all the same, a little later.
  setFlagsFromString('--interrupt-budget=500000');
  // With little room for young objects a run of a thousand changesets takes 8 % less CPU time than with much; one of a hundred thousand is
  // faster with much, and gets it after half a second.
  setFlagsFromString('--semi-space-growth-factor=1');
  if (!compiling) setTimeout(() => setFlagsFromString('--semi-space-growth-factor=8'), 500).unref();
}

/**
 * Older ones take compiled code from beside the bundle, where the build has put it. V8 refuses what another version of it, or other flags, have
 * made, and compiles the source then. https://nodejs.org/api/vm.html#new-vmscriptcode-options
 */
function loadCompiled(onCompiled) {
  require.extensions['.cjs'] = (module, filename) => {
    const compiled = `${filename}.compiled`;
    const isOurs = dirname(filename) === bundle;
    const cachedData = isOurs ? readIfThere(compiled) : undefined;
    if (!isOurs || (cachedData === undefined && onCompiled === undefined)) return require.extensions['.js'](module, filename);
    const script = new Script(nodeModule.wrap(readFileSync(filename, 'latin1')), { filename, cachedData });
    onCompiled?.(script, compiled);
    script.runInThisContext().call(module.exports, module.exports, (id) => module.require(id), module, filename, dirname(filename));
  };
}

function readIfThere(file) {
  try {
    return readFileSync(file);
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}
