import { describe, expect, it } from 'vitest';
import { connectError } from '../../src/dialects/connect-error.js';
import type { ConnectionTarget } from '../../src/dialects/driver.js';
import { loginFailure as mssqlLogin, statementError as mssqlError } from '../../src/dialects/mssql/errors.js';
import { loginFailure as oracleLogin, statementError as oracleError } from '../../src/dialects/oracle/errors.js';

const target: ConnectionTarget = { url: 'x', host: 'db', port: 1, database: 'shop', username: 'ann', parameters: {} };

describe('what goes wrong below the database', () => {
  it.for([
    ['ECONNREFUSED', 'CONNECT_REFUSED'],
    ['ENOTFOUND', 'CONNECT_HOST'],
    ['EAI_AGAIN', 'CONNECT_HOST'],
    ['ETIMEDOUT', 'CONNECT_TIMEOUT'],
    ['EHOSTUNREACH', 'CONNECT_REFUSED'],
    ['ECONNRESET', 'CONNECT_FAILED'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'CONNECT_TLS'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'CONNECT_TLS'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'CONNECT_TLS'],
  ])('%s is told as %s, with a hint', ([code, expected]) => {
    const error = connectError(Object.assign(new Error('boom'), { code }), target, 'postgresql');
    expect(error.code).toBe(expected);
    expect(error.message).toContain('db');
    expect(error.hint).toBeTruthy();
  });
  it('is found where several addresses were tried', () => {
    const cause = new AggregateError([Object.assign(new Error('one'), { code: 'ECONNREFUSED' })]);
    expect(connectError(cause, target, 'mysql').code).toBe('CONNECT_REFUSED');
  });
});

describe('SQL Server', () => {
  const login = (number: number, code = 'ELOGIN') =>
    mssqlLogin(Object.assign(new Error('Login failed.'), { code }), [{ number, message: 'm' }], target)?.code;
  it('tells an unknown database from a wrong password', () => {
    expect(login(4060)).toBe('CONNECT_UNKNOWN_DATABASE');
    expect(login(18456)).toBe('CONNECT_AUTHENTICATION');
    expect(login(18488)).toBe('CONNECT_AUTHENTICATION');
    expect(login(17809)).toBe('CONNECT_TOO_MANY');
    expect(login(0, 'ETIMEOUT')).toBe('CONNECT_TIMEOUT');
  });
  it('finds the socket error inside the driver error', () => {
    const inner = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    const cause = Object.assign(new Error('Failed'), { code: 'ESOCKET', originalError: new Error('Failed', { cause: inner }) });
    expect(mssqlLogin(cause, [], target)?.code).toBe('CONNECT_REFUSED');
  });
  it('tells the first message of several, with its number and place', () => {
    const sql = 'CREATE TABLE a (id int)\nCREATE TABEL b (id int)';
    const error = mssqlError(
      {
        code: 'EREQUEST',
        message: 'see above',
        number: 1750,
        class: 16,
        precedingErrors: [{ message: "Incorrect syntax near 'TABEL'.", number: 102, class: 15, lineNumber: 2 }],
      },
      sql,
      target,
    );
    expect(error).toMatchObject({
      code: 'SQL_FAILED',
      serverCode: '102',
      message: "Incorrect syntax near 'TABEL'. see above",
      statement: { sql, offset: sql.indexOf('TABEL') },
    });
  });
  it('takes what has no number, or ends the session, for a lost connection', () => {
    expect(mssqlError({ code: 'ECONNCLOSED', message: 'Connection is closed.' }, 'x', target).code).toBe('CONNECT_LOST');
    expect(mssqlError({ code: 'EREQUEST', message: 'killed', number: 596, class: 21 }, 'x', target).code).toBe('CONNECT_LOST');
  });
});

describe('Oracle', () => {
  it.for([
    [{ errorNum: 1017, code: 'ORA-01017' }, 'CONNECT_AUTHENTICATION'],
    [{ errorNum: 28001, code: 'ORA-28001' }, 'CONNECT_AUTHENTICATION'],
    [{ code: 'NJS-518' }, 'CONNECT_UNKNOWN_DATABASE'],
    [{ code: 'NJS-517' }, 'CONNECT_UNKNOWN_DATABASE'],
    [{ errorNum: 12516, code: 'ORA-12516' }, 'CONNECT_TOO_MANY'],
    [{ code: 'NJS-511', message: 'NJS-511: connection to listener … was refused.\nCause: ORA-12519' }, 'CONNECT_TOO_MANY'],
    [{ code: 'NJS-511', message: 'NJS-511: connection to listener … was refused.\nCause: ORA-12528' }, 'CONNECT_REFUSED'],
    [{ code: 'NJS-511', message: 'NJS-511: connection to listener … was refused.\nCause: refused' }, 'CONNECT_REFUSED'],
    [{ errorNum: 28009, code: 'ORA-28009' }, 'CONNECT_AUTHENTICATION'],
    [{ code: 'NJS-515' }, 'CONNECT_URL'],
    [{ code: 'NJS-138' }, 'CONNECT_FAILED'],
    [{ code: 'NJS-510' }, 'CONNECT_TIMEOUT'],
    [{ code: 'NJS-506' }, 'CONNECT_TLS'],
    [{ code: 'NJS-530' }, 'CONNECT_HOST'],
  ] as const)('tells %o as %s', ([cause, expected]) => {
    expect(oracleLogin({ message: 'm', ...cause }, target).code).toBe(expected);
  });
  it('reads the socket error out of the message', () => {
    expect(
      oracleLogin({ code: 'NJS-503', message: 'NJS-503: connection could not be established\nconnect ECONNREFUSED 127.0.0.1:1' }, target)
        .code,
    ).toBe('CONNECT_REFUSED');
  });
  it('leaves out the advertisement, and keeps code and place', () => {
    const error = oracleError(
      {
        errorNum: 942,
        code: 'ORA-00942',
        message: 'ORA-00942: table or view does not exist\nHelp: https://docs.oracle.com/error-help/db/ora-00942/',
        offset: 14,
      },
      'SELECT * FROM nope',
      target,
    );
    expect(error).toMatchObject({
      code: 'SQL_FAILED',
      message: 'ORA-00942: table or view does not exist',
      serverCode: 'ORA-00942',
      statement: { offset: 14 },
    });
  });
  it('knows a lost session', () => {
    for (const cause of [{ code: 'NJS-500' }, { errorNum: 28, code: 'ORA-00028' }, { errorNum: 3113, code: 'ORA-03113' }]) {
      expect(oracleError({ message: 'm', ...cause }, 'x', target).code).toBe('CONNECT_LOST');
    }
  });
});
