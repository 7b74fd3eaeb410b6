import { randomBytes } from 'node:crypto';

const variable = 'TEST_RUN_NAME';

/** How the databases of this run of the tests begin, in every process of it: `changelog_test_` and some digits. */
export const runName = (process.env[variable] ??= `changelog_test_${randomBytes(4).toString('hex')}`);
