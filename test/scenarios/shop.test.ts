import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { capture } from '../cli/capture.js';
import { useFolder } from './folder.js';

const root = join(import.meta.dirname, '../..');
const folder = useFolder();
const shop = async (...argv: readonly string[]) => {
  const result = await capture(
    [...argv, `--url=sqlite:${join(folder.path, 'shop.db')}`, '--changelog-file=changelogs/shop/db.changelog-master.yaml'],
    { cwd: root },
  );
  expect(result.code, result.err).toBe(0);
  return result;
};
const rows = async (sql: string): Promise<readonly (readonly (string | null)[])[]> => {
  const { out } = await capture(['execute-sql', `--sql=${sql}`, '--format=json', `--url=sqlite:${join(folder.path, 'shop.db')}`], {
    cwd: root,
  });
  return (JSON.parse(out) as { statements: readonly { rows: readonly (readonly (string | null)[])[] }[] }).statements[0]?.rows ?? [];
};
const summary = async (...argv: readonly string[]) =>
  (JSON.parse((await shop('update', ...argv, '--format=json')).out) as { summary: Record<string, unknown> }).summary;
const objects = () =>
  rows("SELECT type || ' ' || name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND name NOT LIKE 'DATABASECHANGELOG%' ORDER BY 1");

describe('the example shop', () => {
  it('is created with its data, and a second run does nothing', async () => {
    expect(await summary()).toMatchObject({ run: 15, previouslyRun: 0, filteredOut: 2, total: 17, reasons: { dbms: 2 } });
    expect(await summary()).toMatchObject({ run: 0, previouslyRun: 15 });
    expect(await rows('SELECT sku, revenue FROM product_revenue WHERE revenue > 0')).toEqual([['TEA-001', '11.6']]);
    expect(await rows("SELECT price, active FROM product WHERE sku IN ('TEA-003', 'COF-002') ORDER BY sku")).toEqual([
      ['8.9', '0'],
      ['7.4', '1'],
    ]);
    expect(await rows('SELECT full_name FROM customer ORDER BY 1')).toEqual([['Ada Kowalska'], ["Ben O'Connor"], ['Chidi Eze']]);
  });

  it('leaves the sample data out of production', async () => {
    expect(await summary('--contexts=prod')).toMatchObject({ run: 14, filteredOut: 3 });
    expect(await rows('SELECT COUNT(*) FROM customer')).toEqual([['0']]);
  });

  it('goes back to its tag, to nothing, and comes again the same', async () => {
    await shop('update');
    const complete = await objects();
    await shop('rollback', 'v1.0');
    expect(await rows('SELECT COUNT(*) FROM customer')).toEqual([['0']]);
    expect((await objects()).flat()).not.toContain('table voucher');
    await shop('rollback-count', '20');
    expect(await objects()).toEqual([]);
    await shop('update');
    expect(await objects()).toEqual(complete);
  });
});
