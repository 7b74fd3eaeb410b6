// The command line as few files instead of some three hundred: most of the time of a small run went into finding and opening modules.
// The library keeps the files that the compiler writes.
export default {
  input: { main: 'dist/cli/main.js' },
  platform: 'node',
  external: [/^node:/, /^(?:@electric-sql\/pglite|ajv|fast-xml-parser|libsql|mssql|mysql2|oracledb|pg|yaml)(?:\/|$)/],
  output: { dir: 'dist/bundle', format: 'esm', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
};
