import { runName } from './run-name.js';
import { connectTo, servers } from './servers.js';

/** Drops what databases the tests of this run have handed on to each other. */
export async function teardown(): Promise<void> {
  for (const { url, reuse, drop } of servers) {
    if (url === undefined || reuse === undefined) continue;
    const admin = await connectTo(url).catch(() => undefined);
    if (admin === undefined) continue;
    const { rows } = await admin.queryRows(`SELECT datname FROM pg_database WHERE starts_with(datname, '${runName}')`);
    for (const [name] of rows) await admin.execute({ sql: drop(name ?? '') });
    await admin.close();
  }
}
