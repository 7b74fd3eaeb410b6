import { fail } from '../core/error.js';
import { stepTableName } from '../state/database.js';
import { findTrackingTable } from '../state/tracking-table.js';
import { booleanOption, defineCommand, stringOption } from './define.js';
import { databaseOptions, lockOptions } from './options.js';
import { live, openSession } from './session.js';
import { underLock } from './under-lock.js';

export const dropAll = defineCommand({
  name: 'drop-all',
  summary: 'Drops all objects of the schema',
  example: 'changelog drop-all --force',
  options: {
    ...databaseOptions,
    ...lockOptions,
    force: booleanOption('Do it without a question', { default: false }),
    requireForce: booleanOption('Refuse without --force even where a person could be asked', { default: false }),
    schemas: stringOption('Schemas to drop from, comma-separated; default: the default schema'),
  },
  async run(context, options): Promise<{ readonly url: string; readonly dropped: number }> {
    await using session = await openSession(context, options);
    const { database } = session;
    const connection = live(database);
    if (options.schemas !== undefined && connection.info.schema === undefined && connection.info.catalog === undefined)
      fail('CONFIG_UNSUPPORTED_OPTION', { message: `--schemas: ${connection.info.product} has no schemas` });
    if (!options.force) {
      const asked =
        !options.requireForce && context.confirm !== undefined && (await context.confirm(`Drop all objects of ${database.url}?`));
      if (!asked) fail('CONFIG_CONFIRM', { message: `drop-all deletes every object of ${database.url} and was not confirmed` });
    }
    return await underLock(session, options, async () => {
      const schemas = (options.schemas ?? '')
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '');
      const sql = database.sql('LEGACY');
      const steps = await findTrackingTable(database, database.stepTable, stepTableName(database.settings));
      const tracking = [...(steps.found === undefined ? [] : [steps.table]), database.historyTable, database.lockTable];
      const except = tracking.map((table) => table.name);
      let dropped = 0;
      for (const schema of schemas.length === 0 ? [undefined] : schemas) {
        for (const statement of await database.dialect.dropAll(connection, sql, { schema, except })) {
          await connection.execute(statement);
          dropped += 1;
        }
      }
      // The lock table goes last: until here it keeps others out.
      for (const table of tracking) for (const statement of sql.render({ kind: 'dropTable', table })) await connection.execute(statement);
      return { url: database.url, dropped };
    });
  },
});
