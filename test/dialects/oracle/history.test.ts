import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { updateSql } from '../../../src/index.js';

describe('the history on Oracle, whose VARCHAR2(255) holds 255 bytes', () => {
  let cwd = '';
  beforeAll(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'changelog-oracle-'));
  });
  afterAll(async () => {
    await rm(cwd, { recursive: true });
  });

  const written = async (url: string): Promise<string> => {
    const comment = `${'ä'.repeat(240)} and 😀`;
    const table = 'ö'.repeat(200);
    const file = `databaseChangeLog:
- changeSet: { id: 1, author: a, comment: '${comment}', changes: [ { dropTable: { tableName: '${table}' } } ] }
`;
    await writeFile(join(cwd, 'c.yaml'), file);
    const { script } = await updateSql({ url, changelogFile: 'c.yaml' }, { cwd });
    return /INSERT INTO \S*databasechangelog .*/i.exec(script)?.[0] ?? '';
  };

  it('gets a description and a comment that fit, with no letter torn apart', async () => {
    const row = await written('offline:oracle?outputLiquibaseSql=data_only&changeLogFile=o.csv');
    const [, description = '', comment = ''] = /'(dropTable [^']*)', '([^']*)'/.exec(row) ?? [];
    expect([description, comment].map((text) => Buffer.byteLength(text))).toEqual([254, 254]);
    expect(description).toMatch(/^dropTable tableName=ö+$/);
    expect(comment).toMatch(/^ä+$/);
  });

  it('is not cut where columns count characters', async () => {
    expect(await written('offline:postgresql?outputLiquibaseSql=data_only&changeLogFile=p.csv')).toContain('ä and 😀');
  });
});
