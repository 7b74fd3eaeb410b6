import { mysqlReserved } from '../mysql/reserved-words.js';

/** MariaDB's reserved words: those of MySQL and PERIOD. */
export const mariadbReserved: ReadonlySet<string> = new Set([...mysqlReserved, 'PERIOD']);

/** Words that are quoted too where there is a connection, since Liquibase then also asks the driver. Source: MariaDB Connector/J 3.3. */
export const mariadbReservedLive: ReadonlySet<string> = new Set([
  ...mariadbReserved,
  'GENERAL',
  'IGNORE_SERVER_IDS',
  'MASTER_HEARTBEAT_PERIOD',
  'SLOW',
]);
