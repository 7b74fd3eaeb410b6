import { mysqlReserved } from '../mysql/reserved-words.js';

/**
 * Words that are quoted on MariaDB, upper case: those of MySQL and PERIOD, as in Liquibase 4.28.0, and those that MariaDB reserves besides
 * (https://mariadb.com/kb/en/reserved-words/), where Liquibase's SQL is a syntax error.
 */
export const mariadbReserved: ReadonlySet<string> = new Set([
  ...mysqlReserved,
  'PERIOD',
  ...`
  CURRENT_ROLE DELETE_DOMAIN_ID DO_DOMAIN_IDS IGNORE_DOMAIN_IDS MASTER_DEMOTE_TO_REPLICA MASTER_DEMOTE_TO_SLAVE OFFSET PAGE_CHECKSUM
  PARSE_VCOL_EXPR PORTION REF_SYSTEM_ID RETURNING STATS_AUTO_RECALC STATS_PERSISTENT STATS_SAMPLE_PAGES
`
    .trim()
    .split(/\s+/),
]);

/** Words that are quoted too where there is a connection, since Liquibase then also asks the driver. Source: MariaDB Connector/J 3.3. */
export const mariadbReservedLive: ReadonlySet<string> = new Set([
  ...mariadbReserved,
  'GENERAL',
  'IGNORE_SERVER_IDS',
  'MASTER_HEARTBEAT_PERIOD',
  'SLOW',
]);
