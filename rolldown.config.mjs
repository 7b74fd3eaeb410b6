// The command line as few CommonJS files instead of hundreds of modules: most of the time of a small run went into finding and opening
// modules, and Node starts CommonJS sooner. The library keeps the files that the compiler writes.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What an update or a status with nothing to do runs, with all that it imports, is one file; a package that speaks to a database is another. */
const needed =
  /\/dist\/(?:cli\/(?:run|process-io|config\/configure)|commands\/(?:update|status)|parse\/(?:parse|xml-simple|yaml-simple)|plan\/description|dialects\/(?:ansi\/index|[^/]+))\.js$/;

/** Drivers that are JavaScript alone, and their dependencies, are part of the bundle: their many small files are slow to open. */
const bundled = /\/node_modules\/((?:@[^/]+\/)?[^/]+)\//;

/** Writes the licences of the packages that are part of the bundle beside it. */
const licences = {
  name: 'licences',
  generateBundle(_options, bundle) {
    const folders = new Map();
    for (const { moduleIds = [] } of Object.values(bundle)) {
      for (const id of moduleIds) {
        const [path, name] = bundled.exec(id) ?? [];
        if (name !== undefined) folders.set(name, id.slice(0, id.indexOf(path) + path.length));
      }
    }
    const notices = [...folders].toSorted(([a], [b]) => a.localeCompare(b)).map(([name, folder]) => {
      const { version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry) && existsSync(join(folder, entry)));
      const by = typeof author === 'string' ? author : author?.name;
      const text = file === undefined ? `${license} licence, by ${by ?? 'its authors'}` : readFileSync(join(folder, file), 'utf8').trim();
      return `${name} ${version}\n\n${text}\n`;
    });
    this.emitFile({ type: 'asset', fileName: 'LICENCES.txt', source: notices.join(`\n${'-'.repeat(80)}\n\n`) });
  },
};

/** Makes the text pure ASCII, which Node.js and V8 keep in half the room and read faster: one dash in a message, and all of it takes two bytes a character. */
const ascii = {
  name: 'ascii',
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type === 'chunk')
        chunk.code = chunk.code.replace(/[^\0-\x7f]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
    }
  },
};

export default {
  input: { main: 'dist/cli/main.js' },
  platform: 'node',
  external: [/^node:/, /^(?:@electric-sql\/pglite|ajv|fast-xml-parser|libsql|mssql|oracledb|pg-native|yaml)(?:\/|$)/],
  plugins: [licences, ascii],
  output: {
    dir: 'dist/bundle',
    cleanDir: true,
    format: 'cjs',
    // Code that was compiled before cannot import; what is required may be an ES module all the same.
    dynamicImportInCjs: false,
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name]-[hash].cjs',
    // Without comments, blanks and long names there is less to read; functions keep theirs, for stack traces.
    minify: { mangle: { keepNames: true }, compress: { keepNames: { function: true, class: true } } },
    codeSplitting: {
      groups: [
        { name: 'version', test: /\/dist\/core\/version\.js$/, priority: 2 },
        { name: 'core', test: needed, priority: 1 },
        { name: 'pg', test: /\/node_modules\/pg\// },
        { name: 'mysql2', test: /\/node_modules\/mysql2\// },
      ],
    },
  },
};
