import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A server of the test's own, with encryption and passwords, gone when the test is. */
export interface OwnServer extends AsyncDisposable {
  readonly port: number;
  /** The folder of the Unix socket (PostgreSQL), or the socket itself. */
  readonly socket: string;
}

export const certificates = join(import.meta.dirname, '../certificates');

/** The programs of a server, or why it cannot be started here. */
export type Found = { readonly programs: string } | { readonly missing: string };

export function findPostgres(): Found {
  const base = '/usr/lib/postgresql';
  const [version] = existsSync(base) ? readdirSync(base).sort().toReversed() : [];
  if (version === undefined) return { missing: `there is no ${base}` };
  return process.getuid?.() !== 0 || userId('postgres') !== undefined
    ? { programs: join(base, version, 'bin') }
    : { missing: 'there is no user postgres' };
}

export function findMariadb(): Found {
  const [server, installer] = ['/usr/sbin/mariadbd', '/usr/bin/mariadb-install-db'];
  return existsSync(server) && existsSync(installer) ? { programs: server } : { missing: `there is no ${server} or no ${installer}` };
}

/** Only encrypted connections from the network; `deployer` by certificate, everybody else by password. */
export async function startPostgres(programs: string): Promise<OwnServer> {
  const root = process.getuid?.() === 0 ? userId('postgres') : undefined;
  const { folder, own } = workFolder(root);
  const data = join(folder, 'data');
  const as = root === undefined ? {} : { uid: root.user, gid: root.group };
  run(join(programs, 'initdb'), ['-D', data, '-U', 'postgres', '--no-sync', '--auth=trust', '--encoding=UTF8', '--no-instructions'], as);
  own('server.key');
  // Settings of the command line could not be changed while it runs.
  writeFileSync(
    join(data, 'postgresql.auto.conf'),
    `ssl = on\nssl_cert_file = '${join(folder, 'server.pem')}'\nssl_key_file = '${join(folder, 'server.key')}'\nssl_ca_file = '${join(folder, 'authority.pem')}'\n`,
  );
  writeFileSync(join(data, 'pg_hba.conf'), 'local all all trust\nhostssl all deployer all cert\nhostssl all all all scram-sha-256\n');
  const port = await freePort();
  const settings = {
    port,
    listen_addresses: '127.0.0.1,127.0.0.2',
    unix_socket_directories: folder,
    fsync: 'off',
  };
  const server = spawn(
    join(programs, 'postgres'),
    ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    { ...as, stdio: 'ignore' },
  );
  return owned(server, 'SIGINT', folder, { port, socket: folder });
}

/** Only encrypted connections for users that require them; root by the socket. */
export async function startMariadb(program: string): Promise<OwnServer> {
  const root = process.getuid?.() === 0 ? userId('mysql') : undefined;
  const { folder, own } = workFolder(root);
  const data = join(folder, 'data');
  run('/usr/bin/mariadb-install-db', [
    '--no-defaults',
    `--datadir=${data}`,
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
    ...(root === undefined ? [] : ['--user=mysql']),
  ]);
  own('server.key');
  const port = await freePort();
  const socket = join(folder, 'mariadb.sock');
  const server = spawn(
    program,
    [
      '--no-defaults',
      `--datadir=${data}`,
      `--port=${port}`,
      `--socket=${socket}`,
      '--bind-address=127.0.0.1,127.0.0.2',
      // Otherwise the accounts for localhost answer as well, the nameless one among them.
      '--skip-name-resolve',
      '--skip-log-bin',
      '--innodb-flush-log-at-trx-commit=0',
      `--pid-file=${join(folder, 'pid')}`,
      `--ssl-cert=${join(folder, 'server.pem')}`,
      `--ssl-key=${join(folder, 'server.key')}`,
      `--ssl-ca=${join(folder, 'authority.pem')}`,
      ...(root === undefined ? [] : ['--user=mysql']),
    ],
    { stdio: 'ignore' },
  );
  return owned(server, 'SIGTERM', folder, { port, socket });
}

interface UserId {
  readonly user: number;
  readonly group: number;
}

function userId(name: string): UserId | undefined {
  const [user, group] = ['-u', '-g'].map((option) => Number(spawnSync('id', [option, name], { encoding: 'utf8' }).stdout));
  return user === undefined || group === undefined || !(user > 0) ? undefined : { user, group };
}

/** A folder with copies of the certificates, which servers only read where they belong to their user. */
function workFolder(user: UserId | undefined): { readonly folder: string; own(file: string): void } {
  const folder = mkdtempSync(join(tmpdir(), 'changelog-server-'));
  const own = (file: string): void => {
    if (user !== undefined) chownSync(join(folder, file), user.user, user.group);
  };
  for (const name of ['authority.pem', 'server.pem', 'server.key']) copyFileSync(join(certificates, name), join(folder, name));
  chmodSync(join(folder, 'server.key'), 0o600);
  mkdirSync(join(folder, 'data'), { mode: 0o700 });
  for (const name of ['.', 'data']) own(name);
  return { folder, own };
}

function run(program: string, args: readonly string[], as: { readonly uid?: number; readonly gid?: number } = {}): void {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', ...as });
  if (status !== 0) throw new Error(`${program}: ${stdout}${stderr}`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function owned(
  server: ChildProcess,
  signal: NodeJS.Signals,
  folder: string,
  where: { readonly port: number; readonly socket: string },
): OwnServer {
  const ended = new Promise((resolve) => server.once('exit', resolve));
  return {
    ...where,
    async [Symbol.asyncDispose]() {
      server.kill(signal);
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
