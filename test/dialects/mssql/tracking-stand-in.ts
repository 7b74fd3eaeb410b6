import { finished, type TdsRequest } from './tds-server.js';
import { columnTypes, done, doneInProcedure, doneProcedure, rowsToken, transactionBegan, transactionEnded } from './tds-tokens.js';

type Columns = Readonly<Record<string, keyof typeof columnTypes>>;

const historyColumns: Columns = {
  ID: 'nvarchar',
  AUTHOR: 'nvarchar',
  FILENAME: 'varchar',
  DATEEXECUTED: 'datetime2',
  ORDEREXECUTED: 'int',
  EXECTYPE: 'varchar',
  MD5SUM: 'nvarchar',
  DESCRIPTION: 'text',
  COMMENTS: 'nvarchar',
  TAG: 'nvarchar',
  LIQUIBASE: 'nvarchar',
  CONTEXTS: 'nvarchar',
  LABELS: 'nvarchar',
  DEPLOYMENT_ID: 'nvarchar',
};

/**
 * Answers what a run asks about its own tables and locks as SQL Server would, and keeps what it writes there; of everything else it says
 * that it is done. It knows the statements that the program sends and no SQL beside them.
 * @param special answers a request in another way
 */
export function trackingStandIn(special: (request: TdsRequest) => Buffer | 'close' | undefined = () => undefined): {
  answer(request: TdsRequest): Buffer | 'close';
  /** Names of the tables that there are. */
  readonly tables: ReadonlyMap<string, readonly string[]>;
  readonly history: readonly (readonly (string | null)[])[];
} {
  const tables = new Map<string, readonly string[]>();
  const history: (string | null)[][] = [];
  let lock: { locked: string; by: string | null } | undefined;
  let held = false;

  const rows = ({ kind }: TdsRequest, columns: Columns, data: readonly (readonly (string | null)[])[]): Buffer =>
    Buffer.concat([
      rowsToken(columns, data),
      ...(kind === 'batch' ? [done({ rows: data.length })] : [doneInProcedure(data.length), doneProcedure()]),
    ]);
  const touched = (count: number): Buffer => done({ rows: count });

  function answer(request: TdsRequest): Buffer | 'close' {
    const { sql, parameters = '' } = request;
    const other = special(request);
    if (other !== undefined) return other;
    if (sql.endsWith('BEGIN TRANSACTION')) return Buffer.concat([transactionBegan(), done()]);
    if (sql.endsWith('COMMIT TRANSACTION')) return Buffer.concat([transactionEnded('commit'), done()]);
    if (sql.endsWith('ROLLBACK TRANSACTION')) return Buffer.concat([transactionEnded('rollback'), done()]);
    if (sql.includes('INFORMATION_SCHEMA.COLUMNS')) {
      const asked = parameters.split(/[^\w]+/);
      const found = [...tables].filter(([name]) => asked.includes(name));
      return rows(
        request,
        { owner: 'nvarchar', name: 'nvarchar', part: 'nvarchar', length: 'int' },
        found.flatMap(([name, columns]) => columns.map((column) => ['dbo', name, column, '255'])),
      );
    }
    const [, created, body = ''] = /^CREATE TABLE (DATABASECHANGELOG\w*) \((.*)\)$/.exec(sql) ?? [];
    if (created !== undefined) {
      tables.set(
        created,
        [...body.matchAll(/(?:^|, )([A-Z_0-9]+) /g)].map(([, name = '']) => name).filter((name) => name !== 'CONSTRAINT'),
      );
      return done();
    }
    const [, dropped] = /^DROP TABLE (DATABASECHANGELOG\w*)$/.exec(sql) ?? [];
    if (dropped !== undefined) tables.delete(dropped);
    if (sql.includes('APPLOCK_MODE')) return rows(request, { mode: 'nvarchar' }, [[held ? 'Exclusive' : 'NoLock']]);
    if (/sp_(get|release)applock/.test(sql)) {
      held = sql.includes('sp_getapplock');
      return rows(request, { answer: 'int' }, [['0']]);
    }
    if (sql.startsWith('INSERT INTO DATABASECHANGELOGLOCK')) {
      lock = { locked: '0', by: null };
      return touched(1);
    }
    const [, taken] = /^UPDATE DATABASECHANGELOGLOCK SET LOCKED = 1, LOCKEDBY = '([^']*)'/.exec(sql) ?? [];
    if (taken !== undefined) {
      if (lock?.locked !== '0') return touched(0);
      lock = { locked: '1', by: taken };
      return touched(1);
    }
    if (sql.startsWith('UPDATE DATABASECHANGELOGLOCK SET LOCKED = 0')) {
      lock = { locked: '0', by: null };
      return touched(1);
    }
    if (sql.startsWith('SELECT * FROM DATABASECHANGELOGLOCK'))
      return rows(
        request,
        { ID: 'int', LOCKED: 'bit', LOCKGRANTED: 'datetime2', LOCKEDBY: 'nvarchar' },
        lock === undefined ? [] : [['1', lock.locked, null, lock.by]],
      );
    if (sql === 'SELECT * FROM DATABASECHANGELOG ORDER BY DATEEXECUTED, ORDEREXECUTED') return rows(request, historyColumns, history);
    const [, names = '', values = ''] = /^INSERT INTO DATABASECHANGELOG \(([^)]*)\) VALUES \((.*)\)$/s.exec(sql) ?? [];
    if (names !== '') {
      const given = new Map(names.split(', ').map((name, at) => [name, readValues(values)[at] ?? null]));
      history.push(Object.keys(historyColumns).map((name) => (name === 'DATEEXECUTED' ? '737454/47655123' : (given.get(name) ?? null))));
      return touched(1);
    }
    const [, gone] = /^DELETE FROM DATABASECHANGELOG WHERE ID = '([^']*)'/.exec(sql) ?? [];
    if (gone !== undefined) {
      const at = history.findIndex(([id]) => id === gone);
      if (at >= 0) history.splice(at, 1);
      return touched(at < 0 ? 0 : 1);
    }
    return finished(request);
  }
  return { answer, tables, history };
}

/** The values of an INSERT: literals with their quotes taken off, and whatever else stands there. */
const readValues = (text: string): readonly (string | null)[] =>
  [...text.matchAll(/N?'((?:[^']|'')*)'|[^,\s][^,]*/g)].map(([whole, quoted]) =>
    whole === 'NULL' ? null : (quoted?.replaceAll("''", "'") ?? whole),
  );
