import { describe, expect, it } from 'vitest';
import type { ChangelogError } from '../../src/core/error.js';
import { redactUrl, secretsInUrl } from '../../src/core/url-secrets.js';
import { parseConnectionUrl, type UrlContext } from '../../src/dialects/connection-url.js';

function live(url: string, context?: UrlContext) {
  const parsed = parseConnectionUrl(url, context);
  if (parsed.kind !== 'live') throw new Error('offline');
  const { url: shown, ...target } = parsed.target;
  const known = Object.fromEntries(Object.entries(target).filter(([, value]) => value !== undefined));
  return { dialect: parsed.dialect, shown, ...known };
}

function refusal(url: string): ChangelogError {
  try {
    parseConnectionUrl(url);
  } catch (error) {
    return error as ChangelogError;
  }
  throw new Error(`${url} was accepted`);
}

describe('PostgreSQL URLs', () => {
  it('reads the JDBC form with its parameters, whose names have no case', () => {
    expect(
      live('jdbc:postgresql://db.example:5433/shop?currentSchema=app,public&user=ann&password=s%26t&ssl=true&sslMode=require'),
    ).toEqual({
      dialect: 'postgresql',
      shown: 'jdbc:postgresql://db.example:5433/shop?currentSchema=app,public&user=ann&password=***&ssl=true&sslMode=require',
      host: 'db.example',
      port: 5433,
      database: 'shop',
      username: 'ann',
      password: 's&t',
      parameters: { currentschema: 'app,public', ssl: 'true', sslmode: 'require' },
    });
  });
  it('reads the short JDBC forms', () => {
    expect(live('jdbc:postgresql:shop')).toMatchObject({ database: 'shop' });
    expect(live('jdbc:postgresql:shop?user=ann')).toMatchObject({ database: 'shop', username: 'ann' });
    expect(live('jdbc:postgresql:/')).not.toHaveProperty('database');
    expect(live('jdbc:postgresql://localhost/')).toMatchObject({ host: 'localhost' });
  });
  it('reads a + in a JDBC query as a space, as its driver does, and nowhere else', () => {
    expect(live('jdbc:postgresql://h/d?password=a+b')).toMatchObject({ password: 'a b' });
    expect(live('postgres://u:a+b@h/d?application_name=a+b')).toMatchObject({ password: 'a+b', parameters: { application_name: 'a+b' } });
  });
  it('reads the native form with a percent-encoded login, IPv6 and a socket folder', () => {
    expect(live('postgres://an%40n:p%3Aw%2F%40@[::1]:5432/my%20shop')).toMatchObject({
      username: 'an@n',
      password: 'p:w/@',
      host: '::1',
      port: 5432,
      database: 'my shop',
    });
    expect(live('postgresql://%2Fvar%2Frun%2Fpostgresql/shop')).toMatchObject({ host: '/var/run/postgresql', database: 'shop' });
    expect(live('postgresql:///shop?host=/tmp&port=5555')).toMatchObject({ host: '/tmp', port: 5555, database: 'shop' });
  });
  it('takes an unescaped @ for a part of the password', () => {
    expect(live('postgres://ann:p@ss@h/d')).toMatchObject({ username: 'ann', password: 'p@ss', host: 'h' });
  });
  it('refuses several hosts clearly', () => {
    expect(refusal('jdbc:postgresql://a:5432,b:5432/shop').message).toContain('several hosts are not supported');
  });
});

describe('MySQL and MariaDB URLs', () => {
  it('read the JDBC form', () => {
    expect(live('jdbc:mysql://h:3307/shop?useSSL=false&serverTimezone=UTC&user=a&password=b+c')).toMatchObject({
      dialect: 'mysql',
      host: 'h',
      port: 3307,
      database: 'shop',
      username: 'a',
      password: 'b+c',
      parameters: { usessl: 'false', servertimezone: 'UTC' },
    });
    expect(live('jdbc:mariadb://u:p@h/shop?localSocket=/run/mysqld.sock')).toMatchObject({
      dialect: 'mariadb',
      username: 'u',
      password: 'p',
      parameters: { socket: '/run/mysqld.sock' },
    });
    expect(live('mysql://root@localhost/shop')).toMatchObject({ dialect: 'mysql', username: 'root' });
    expect(live('mariadb://root:@localhost/')).toMatchObject({ dialect: 'mariadb', password: '' });
  });
  it('refuse what names several servers', () => {
    expect(refusal('jdbc:mysql:loadbalance://a,b/shop').message).toContain('loadbalance');
    expect(refusal('jdbc:mysql://address=(host=a)(port=1)/shop').message).toContain('address lists are not supported');
    expect(refusal('jdbc:mariadb://a,b/shop').message).toContain('several hosts');
  });
});

describe('SQL Server URLs', () => {
  it('read host, instance, port and settings, values in braces too', () => {
    expect(
      live('jdbc:sqlserver://db\\prod:1434;databaseName=shop;user=sa;password={a;b}}c};encrypt=true;trustServerCertificate=true'),
    ).toEqual({
      dialect: 'mssql',
      shown: 'jdbc:sqlserver://db\\prod:1434;databaseName=shop;user=sa;password=***;encrypt=true;trustServerCertificate=true',
      host: 'db',
      port: 1434,
      database: 'shop',
      username: 'sa',
      password: 'a;b}c',
      parameters: { encrypt: 'true', trustservercertificate: 'true', instancename: 'prod' },
    });
    expect(live('jdbc:sqlserver://;serverName=db;portNumber=1500;database=shop')).toMatchObject({
      host: 'db',
      port: 1500,
      database: 'shop',
    });
    expect(live('jdbc:sqlserver://;serverName=db\\prod;databaseName=shop')).toMatchObject({
      host: 'db',
      parameters: { instancename: 'prod' },
    });
    expect(live('sqlserver://db:1433;databaseName=shop;password=a@b')).toMatchObject({ host: 'db', port: 1433, password: 'a@b' });
  });
  it('read the native form', () => {
    expect(live('mssql://sa:p%3Bw@db:1433/shop?encrypt=false')).toMatchObject({
      username: 'sa',
      password: 'p;w',
      host: 'db',
      database: 'shop',
      parameters: { encrypt: 'false' },
    });
    expect(live('mssql://db/shop')).toMatchObject({ host: 'db', database: 'shop' });
  });
  it('refuse jTDS by name', () => {
    expect(refusal('jdbc:jtds:sqlserver://db:1433/shop').message).toContain('jTDS is not supported');
  });
});

describe('Oracle URLs', () => {
  const connectString = (url: string) => (live(url) as { parameters?: Record<string, string> }).parameters?.['connectstring'];
  const descriptor = (data: string, protocol = 'TCP', port = 1521) =>
    `(DESCRIPTION=(ADDRESS=(PROTOCOL=${protocol})(HOST=db)(PORT=${port}))(CONNECT_DATA=${data}))`;
  it('read service and SID into a descriptor', () => {
    expect(live('jdbc:oracle:thin:ann/pw@//db:1521/XEPDB1')).toMatchObject({
      dialect: 'oracle',
      username: 'ann',
      password: 'pw',
      host: 'db',
      port: 1521,
      database: 'XEPDB1',
      parameters: { connectstring: descriptor('(SERVICE_NAME=XEPDB1)') },
    });
    expect(connectString('jdbc:oracle:thin:@db:1521:XE')).toBe(descriptor('(SID=XE)'));
    expect(connectString('jdbc:oracle:thin:@db:1521/svc:dedicated')).toBe(descriptor('(SERVICE_NAME=svc)(SERVER=dedicated)'));
    expect(connectString('jdbc:oracle:thin:@//db/svc.example.com')).toBe(descriptor('(SERVICE_NAME=svc.example.com)'));
    expect(connectString('jdbc:oracle:thin:@tcps://db:2484/svc?wallet_location=/w')).toBe(descriptor('(SERVICE_NAME=svc)', 'TCPS', 2484));
    expect(live('oracle://ann:p%2Fw@db:1521/svc')).toMatchObject({
      username: 'ann',
      password: 'p/w',
      parameters: { connectstring: descriptor('(SERVICE_NAME=svc)') },
    });
  });
  it('pass on a descriptor, and a TNS name with its folder', () => {
    const given = descriptor('(SERVICE_NAME=s)');
    expect(connectString(`jdbc:oracle:thin:@${given}`)).toBe(given);
    expect(live('jdbc:oracle:thin:@( DESCRIPTION = (ADDRESS=(PROTOCOL=TCP)(HOST= db )(PORT=1522))(CONNECT_DATA=(SID=XE)) )')).toMatchObject(
      {
        host: 'db',
        port: 1522,
        database: 'XE',
      },
    );
    expect(live('jdbc:oracle:thin:@prod?TNS_ADMIN=/etc/tns')).toMatchObject({
      database: 'prod',
      parameters: { connectstring: 'prod', tns_admin: '/etc/tns' },
    });
  });
  it('read quoted passwords and proxy users', () => {
    expect(live('jdbc:oracle:thin:app[ann]/"p@w/x"@//db/svc')).toMatchObject({ username: 'app[ann]', password: 'p@w/x', host: 'db' });
  });
  it('refuse the OCI driver and a missing host', () => {
    expect(refusal('jdbc:oracle:oci:@db').message).toContain('"oci" is not supported');
    expect(refusal('jdbc:oracle:thin:db:1521:XE').message).toContain('the @ before the host is missing');
  });
});

describe('SQLite URLs', () => {
  it('read paths, memory and settings', () => {
    expect(live('jdbc:sqlite:shop.db')).toMatchObject({ dialect: 'sqlite', file: 'shop.db' });
    expect(live('sqlite::memory:', { cwd: '/data' })).toMatchObject({ file: ':memory:' });
    expect(live('sqlite:shop.db?foreign_keys=on', { cwd: '/data' })).toMatchObject({
      file: '/data/shop.db',
      parameters: { foreign_keys: 'on' },
    });
    expect(live('sqlite:///srv/shop.db')).toMatchObject({ file: '/srv/shop.db' });
  });
});

describe('offline URLs', () => {
  it('read version, history file, output and case sensitivity', () => {
    expect(
      parseConnectionUrl(
        'offline:PostgreSQL?version=15.4.1&changeLogFile=h%20i.csv&outputLiquibaseSql=DATA_ONLY&catalog=c&schema=s&caseSensitive=true',
      ),
    ).toMatchObject({
      kind: 'offline',
      dialect: 'postgresql',
      version: { major: 15, minor: 4 },
      historyFile: 'h i.csv',
      outputLiquibaseSql: 'data_only',
      tracking: true,
      catalog: 'c',
      schema: 's',
      caseSensitive: true,
    });
    expect(parseConnectionUrl('offline:mssql')).toMatchObject({
      dialect: 'mssql',
      version: undefined,
      tracking: false,
      historyFile: undefined,
    });
    expect(parseConnectionUrl('offline:mysql?outputLiquibaseSql=true')).toMatchObject({ outputLiquibaseSql: 'all' });
    expect(parseConnectionUrl('offline:postgresql?snapshot=a.json')).toMatchObject({ snapshot: 'a.json' });
  });
  it('name what is unknown or unsupported', () => {
    expect(refusal('offline:postgres').hint).toContain('did you mean "postgresql"?');
    expect(refusal('offline:h2').message).toContain('H2 is not supported');
    expect(refusal('offline:postgresql?verison=15').hint).toContain('did you mean "version"?');
    expect(refusal('offline:postgresql?version=new').message).toContain('the version "new"');
  });
});

describe('URLs that cannot be used', () => {
  it('say what is wrong and give an example', () => {
    const error = refusal('postgers://localhost/shop');
    expect(error.code).toBe('CONNECT_URL');
    expect(error.message).toContain('"postgers" is no database system');
    expect(error.hint).toContain('did you mean "postgres"?');
    expect(error.hint).toContain('for example');
  });
  it('name products that are not supported, and JDBC wrappers', () => {
    expect(refusal('jdbc:h2:mem:test').message).toContain('H2 is not supported');
    expect(refusal('jdbc:db2://h:50000/x').message).toContain('IBM Db2 is not supported');
    expect(refusal('jdbc:p6spy:mysql://h/x').hint).toContain('write jdbc:mysql:… without it');
    expect(refusal('shop.db').hint).toContain('sqlite:path');
    expect(refusal('localhost:5432/shop').code).toBe('CONNECT_URL');
  });
  it('never quote a part of an unescaped password as port or host', () => {
    for (const url of [
      'postgres://ann:s3/cr3t@db/shop',
      'mysql://ann:s3?cr3t@db/shop',
      'jdbc:mariadb://ann:s3#cr3t@db/x',
      'postgers://ann:s3cr3t@db/x',
    ]) {
      const { message, hint } = refusal(url);
      expect(`${message} ${hint}`, url).not.toMatch(/s3|cr3t/);
    }
  });
  it('name a port that is out of range', () => {
    expect(refusal('postgres://h:99999/d').message).toContain('the port is not a number');
  });
});

describe('options', () => {
  it('win over the login in the URL', () => {
    expect(live('postgres://ann:a@h/d', { username: 'bob', password: 'b' })).toMatchObject({ username: 'bob', password: 'b' });
  });
});

describe('redaction', () => {
  const secret = 'S3cr.t';
  const urls = [
    `postgres://ann:${secret}@h:5432/d?a=b`,
    `postgres://ann:x@${secret}@h/d`,
    `postgres://ann:x/${secret}@h/d`,
    `postgres://ann:x?${secret}@h/d`,
    `postgres:/ann:${secret}@h/d`,
    `postgres//ann:${secret}@h/d`,
    `ann:${secret}@h/d`,
    `jdbc:postgresql://h/d?user=ann&password=${secret}`,
    `jdbc:postgresql://h/d?user=ann&password=a;b,${secret}&ssl=true`,
    `jdbc:postgresql://h/d?sslpassword=${secret}`,
    `jdbc:sqlserver://h:1433;user=sa;password=${secret};encrypt=true`,
    `jdbc:sqlserver://h:1433;password={a;${secret}};encrypt=true`,
    `jdbc:sqlserver://h;password=a@b&${secret}`,
    `jdbc:sqlserver://h;trustStorePassword=${secret};accessToken=${secret}`,
    `jdbc:oracle:thin:ann/${secret}@//h:1521/x`,
    `jdbc:oracle:thin:ann/"a@${secret}"@h:1521:x`,
    `jdbc:mysql://address=(host=h)(port=3306)(user=ann)(password=${secret})/d`,
    `jdbc:mysql://(host=h,password=${secret})/d`,
    `jdbc:mysql://ann:${secret}@h:3306/d`,
    `JDBC:MARIADB://ann:${secret}@h/d?PASSWORD=${secret}`,
    `jdbc:h2:mem:x;PASSWORD=${secret}`,
  ];
  it.for(urls)('hides the secret in %s', (url) => {
    expect(redactUrl(url)).not.toContain(secret);
    expect(redactUrl(url)).toContain('***');
    expect(secretsInUrl(url).some((found) => found.includes(secret))).toBe(true);
  });
  it('leaves URLs without a secret alone', () => {
    for (const url of [
      'postgres://ann@h:5432/d?sslmode=require',
      'postgres://h:5432/d?email=a@b',
      'sqlite:C:/a@b/x:y.db',
      'offline:oracle?version=19',
      'jdbc:sqlserver://h\\i:1433;user=sa',
      'jdbc:oracle:thin:@h:1521:x',
      'postgres://[::1]:5432/d',
    ]) {
      expect(redactUrl(url)).toBe(url);
    }
  });
});
