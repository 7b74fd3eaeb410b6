import { fail } from '../core/error.js';
import { newRunId } from '../core/run-id.js';
import type { SqlContext } from '../dialects/dialect.js';
import type { Connection } from '../dialects/driver.js';
import type { ObjectName } from '../model/names.js';
import type { Sql } from '../model/statement.js';
import type { Database } from './database.js';
import type { Keeper } from './keeper.js';
import { runAll } from './lock-row.js';
import { findTrackingTable, plainTrackingTable, type TrackingTable } from './tracking-table.js';

const LEASE_TABLE = 'DATABASECHANGELOGLEASE';
/** The mark of a run that holds a lease. */
export const LEASE_MARK = 'lease';

/** How long a lease lasts, how often it is renewed, and how long after its end it is still left alone, for clocks that stumble. In seconds. */
const TTL = 60;
const HEARTBEAT = 15;
const GRACE = 60;

/**
 * A lock for databases without session locks: a row of DATABASECHANGELOGLEASE that says who holds it and until when, by the server's clock.
 * A session of its own renews it; a holder that does not is taken for dead two minutes after it was last heard of. Each holder counts
 * EPOCH up by one, and what it writes is fenced by that number: a holder that was only slow cannot write any more.
 * @throws CONFIG_INVALID_VALUE where the database cannot keep one
 */
export function createLease(database: Database, connection: Connection): Keeper {
  const { clock } = database.dialect.lock;
  if (clock === undefined) {
    return fail('CONFIG_INVALID_VALUE', {
      message: `${database.dialect.title} keeps no lease; its file lock ends with the process that holds it`,
      hint: 'leave out --changelog-lock-mode',
    });
  }
  const me = newRunId();
  let held = 0;
  let heartbeat: NodeJS.Timeout | undefined;
  let side: Connection | undefined;
  let place = plainTrackingTable(database, leaseTable(database));
  const named = (): { sql: SqlContext; table: string; row: string; owner: string; epoch: string; expires: string } => {
    const { sql, table } = place;
    const [id = '', owner = '', epoch = '', expires = ''] = ['ID', 'OWNER', 'EPOCH', 'EXPIRES_AT'].map((name) => sql.column(name));
    return { sql, table: sql.table(table), row: `${id} = 1`, owner, epoch, expires };
  };
  const mine = (): string => {
    const { sql, row, owner, epoch } = named();
    return `${row} AND ${owner} = ${sql.string(me)} AND ${epoch} = ${held}`;
  };
  const isHeld = async (): Promise<boolean> =>
    held > 0 && (await connection.query(`SELECT ${named().epoch} FROM ${named().table} WHERE ${mine()}`)).length === 1;

  /** Renews the lease. A heartbeat that fails is tried again at the next; whether it was too late shows when the run asks. */
  async function renew(): Promise<void> {
    const { table, expires } = named();
    try {
      side ??= await database.connectAgain();
      await side.execute({ sql: `UPDATE ${table} SET ${expires} = ${clock} + ${TTL} WHERE ${mine()}` });
    } catch {
      await side?.close().catch(() => {});
      side = undefined;
    }
  }

  return {
    mark: LEASE_MARK,
    async tryAcquire() {
      if (place.found === undefined) place = await ensureLeaseTable(database, connection);
      const { sql, table, row, owner, epoch, expires } = named();
      const free = `${row} AND (${owner} IS NULL OR ${expires} < ${clock} - ${GRACE})`;
      const taken = `UPDATE ${table} SET ${owner} = ${sql.string(me)}, ${epoch} = ${epoch} + 1, ${expires} = ${clock} + ${TTL} WHERE ${free}`;
      // In a cluster that certifies writes, the one of two that comes second is refused as a deadlock.
      await connection.execute({ sql: taken }).catch((error: unknown) => {
        if (!/1213|40001/.test((error as { serverCode?: string }).serverCode ?? '')) throw error;
      });
      const [found] = await connection.query(`SELECT ${epoch} FROM ${table} WHERE ${row} AND ${owner} = ${sql.string(me)}`);
      if (found === undefined) return false;
      held = Number(Object.values(found)[0]);
      heartbeat ??= setInterval(() => void renew(), HEARTBEAT * 1000).unref();
      return true;
    },
    isHeld,
    async release() {
      clearInterval(heartbeat);
      heartbeat = undefined;
      await side?.close().catch(() => {});
      if (!(await isHeld())) return false;
      const { table, owner, expires } = named();
      await connection.execute({ sql: `UPDATE ${table} SET ${owner} = NULL, ${expires} = NULL WHERE ${mine()}` });
      return true;
    },
    async holder() {
      place = await findTrackingTable(database, leaseTable(database), LEASE_TABLE);
      if (place.found === undefined) return undefined;
      const { table, row, owner, expires } = named();
      const [found] = await connection.query(
        `SELECT ${owner} AS owner_of, ${expires} - ${clock} AS remaining FROM ${table} WHERE ${row} AND ${owner} IS NOT NULL`,
      );
      if (found === undefined) return undefined;
      const [run, remaining] = Object.values(found);
      const seconds = Number(remaining);
      return { id: `lease of run ${String(run)}`, state: seconds < 0 ? `expired ${-seconds} s ago` : `expires in ${seconds} s` };
    },
    fence: () => `EXISTS (SELECT 1 FROM ${named().table} WHERE ${mine()})`,
  };
}

function leaseTable(database: Database): ObjectName {
  return { ...database.lockTable, name: database.dialect.tracking.tableName(LEASE_TABLE, true) };
}

/** Creates the table and its row where they are missing; whoever comes second looks again. */
async function ensureLeaseTable(database: Database, connection: Connection): Promise<TrackingTable> {
  const place = leaseTable(database);
  const { integer, varchar } = database.dialect.tracking.types;
  const create = (): readonly Sql[] =>
    database.sql('LEGACY').render({
      kind: 'createTable',
      table: place,
      tablespace: database.settings.liquibaseTablespaceName,
      columns: [
        { name: 'ID', type: integer, primaryKey: true, nullable: false },
        { name: 'OWNER', type: varchar(64) },
        { name: 'EPOCH', type: 'bigint', nullable: false },
        { name: 'EXPIRES_AT', type: 'bigint' },
      ],
    });
  for (let attempt = 1; ; attempt++) {
    const lease = await findTrackingTable(database, place, LEASE_TABLE);
    try {
      if (lease.found === undefined) await runAll(connection, create());
      const [row] = await connection.query(`SELECT 1 AS one FROM ${lease.sql.table(lease.table)} WHERE ${lease.sql.column('ID')} = 1`);
      if (row === undefined) {
        const columns = ['ID', 'EPOCH'].map((name, at) => ({ name, value: { kind: 'numeric', text: at === 0 ? '1' : '0' } }) as const);
        await runAll(connection, lease.render({ kind: 'insert', columns }));
      }
      return lease;
    } catch (error) {
      if (attempt >= 10) throw error;
    }
  }
}
