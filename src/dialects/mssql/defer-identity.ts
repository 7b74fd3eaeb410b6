import Module, { createRequire } from 'node:module';

/**
 * To be called before the package `mssql` is loaded. Logins by Microsoft Entra ID are made by `@azure/identity`, which takes longer to load than all the rest: it is loaded where one of its
 * names is used, which no login with a password does.
 */
export function deferIdentity(): void {
  try {
    const load = createRequire(createRequire(createRequire(import.meta.url).resolve('mssql')).resolve('tedious'));
    const path = load.resolve('@azure/identity');
    if (load.cache[path] !== undefined) return;
    let loaded: object | undefined;
    const later = new Module(path);
    later.filename = path;
    later.loaded = true;
    later.exports = new Proxy(
      {},
      {
        get(_, name) {
          if (loaded === undefined) {
            delete load.cache[path];
            loaded = load(path) as object;
          }
          return Reflect.get(loaded, name) as unknown;
        },
      },
    );
    load.cache[path] = later;
  } catch {
    // Laid out in another way: it is loaded with the rest.
  }
}
