import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseConnectionUrl } from '../../dist/dialects/connection-url.js';
import { loadDialect } from '../../dist/dialects/registry.js';

/** What a run is compared by: asked with queries of its own, so that nothing is proved by itself. */
const looks = {
  async postgresql(connection) {
    const tables = await connection.queryRows(
      "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname NOT LIKE 'databasechangelog%'",
    );
    const parts = await connection.queryRows(
      `SELECT c.relname || ' ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
         WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND c.relname NOT LIKE 'databasechangelog%'
       UNION ALL SELECT pg_get_indexdef(indexrelid) || ' ' || indisvalid FROM pg_index JOIN pg_class c ON c.oid = indrelid
         WHERE c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE 'databasechangelog%'`,
    );
    return { tables: tables.rows.flat(), parts: parts.rows.flat() };
  },
  async mariadb(connection) {
    const { rows } = await connection.queryRows('SHOW TABLES');
    const tables = rows.flat().filter((name) => !/^databasechangelog/i.test(name));
    const parts = [];
    for (const name of tables) parts.push((await connection.queryRows(`SHOW CREATE TABLE ${name}`)).rows[0][1]);
    return { tables, parts };
  },
  async sqlite(connection) {
    const { rows } = await connection.queryRows("SELECT type, name, sql FROM sqlite_master WHERE tbl_name NOT LIKE 'DATABASECHANGELOG%'");
    return { tables: rows.filter(([type]) => type === 'table').map(([, name]) => name), parts: rows.map((row) => row.join(' ')) };
  },
};

const sessions = {
  postgresql: (name) => `SELECT pid FROM pg_stat_activity WHERE datname = '${name}'`,
  mariadb: (name) => `SELECT id FROM information_schema.processlist WHERE db = '${name}'`,
};

export async function connectTo(url) {
  const parsed = parseConnectionUrl(url);
  return (await (await loadDialect(parsed.dialect)).driver()).connect(parsed.target, {});
}

/**
 * A database to kill runs in.
 * @param {'postgresql' | 'mariadb' | 'sqlite'} dialect
 * @param {{ server?: string, folder: string }} place the server's URL, or the folder of the file
 */
export function killDatabase(dialect, { server, folder }) {
  const name = `changelog_kill_${process.pid}`;
  const file = join(folder, `${name}.db`);
  const url = server === undefined ? `sqlite:${file}` : Object.assign(new URL(server), { pathname: `/${name}` }).href;

  async function onServer(...statements) {
    const admin = await connectTo(server);
    try {
      for (const sql of statements) await admin.execute({ sql });
    } finally {
      await admin.close();
    }
  }
  const dropped = `DROP DATABASE IF EXISTS ${name}${dialect === 'postgresql' ? ' WITH (FORCE)' : ''}`;

  return {
    dialect,
    url,
    address: server === undefined ? undefined : { host: new URL(server).hostname, port: Number(new URL(server).port) },
    /** The same database by way of a port of this machine. */
    through: (port) => Object.assign(new URL(url), { hostname: '127.0.0.1', port: String(port) }).href,
    async empty() {
      if (server === undefined)
        for (const end of ['', '-journal', '-wal', '-shm', '.changelog-lock']) rmSync(`${file}${end}`, { force: true });
      else await onServer(dropped, `CREATE DATABASE ${name}`);
    },
    async drop() {
      if (server !== undefined) await onServer(dropped);
    },
    /**
     * Schema and rows, as sorted lines; history and what is left of lock and journal apart. The lock row of a run that was killed when it had
     * nothing more to do is no obstacle: the next run that has something to do takes it over. Nor is an empty journal.
     */
    async look() {
      const connection = await connectTo(url);
      try {
        const { tables, parts } = await looks[dialect](connection);
        const rows = [];
        for (const table of tables) {
          const found = await connection.queryRows(`SELECT * FROM ${table}`);
          rows.push(...found.rows.map((row) => `${table}: ${row.join(', ')}`));
        }
        const history = await connection.queryRows('SELECT ID FROM DATABASECHANGELOG ORDER BY ORDEREXECUTED');
        const locks = await connection.queryRows("SELECT LOCKEDBY FROM DATABASECHANGELOGLOCK WHERE LOCKEDBY NOT LIKE '%#changelog/%'");
        const steps = await connection.queryRows('SELECT ID FROM DATABASECHANGELOGSTEP').catch(() => ({ rows: [] }));
        return {
          state: [...parts, ...rows].sort((a, b) => (a < b ? -1 : 1)),
          history: history.rows.flat(),
          leftOver: [...locks.rows.map(([by]) => `lock of ${by}`), ...steps.rows.map(([id]) => `step of ${id}`)],
        };
      } finally {
        await connection.close();
      }
    },
    /** Numbers of the sessions that use the database. */
    async sessions() {
      if (server === undefined) return [];
      const admin = await connectTo(server);
      try {
        return (await admin.queryRows(sessions[dialect](name))).rows.flat();
      } finally {
        await admin.close();
      }
    },
    /** Waits until none of the sessions is there any more, and says when that was. */
    async whenGone(ids) {
      if (ids.length === 0 || server === undefined) return Date.now();
      const admin = await connectTo(server);
      try {
        for (;;) {
          const { rows } = await admin.queryRows(sessions[dialect](name));
          if (!rows.flat().some((id) => ids.includes(id))) return Date.now();
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      } finally {
        await admin.close();
      }
    },
  };
}
