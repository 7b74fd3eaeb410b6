import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { capture, type CaptureOptions } from '../cli/capture.js';
import { smallChangelog, useFolder } from './folder.js';

const root = join(import.meta.dirname, '../..');
const folder = useFolder();
const run = (...argv: readonly string[]) => capture(argv, { cwd: root });

/** The page about the example shop, of which some changesets have run. */
async function shopReport(...more: readonly string[]): Promise<string> {
  const common = [`--url=sqlite:${join(folder.path, 'shop.db')}`, '--changelog-file=changelogs/shop/db.changelog-master.yaml'];
  await run('update-count', '--count=12', '--contexts=test', ...common);
  for (const sql of more) await run('execute-sql', `--sql=${sql}`, common[0] ?? '');
  const { code, err } = await run('report', ...common, '--contexts=test', `--report-file=${join(folder.path, 'shop.html')}`);
  expect(code, err).toBe(0);
  return readFileSync(join(folder.path, 'shop.html'), 'utf8');
}

describe('the report', () => {
  it('shows the schema, its diagram, what is pending, what ran, and drift', async () => {
    const page = await shopReport('CREATE TABLE beside (id int)', 'ALTER TABLE product ADD COLUMN extra int');
    for (const table of ['product', 'purchase', 'purchase_line', 'customer']) expect(page).toContain(`<article id="table-${table}"`);
    expect(page.match(/<path\s+class="edge"/g)?.length).toBeGreaterThan(6);
    expect(page).toMatch(/<title>purchase_line \(product_id\) → product \(id\)<\/title>/);
    expect(page).toMatch(/<section id="pending">[^]*db\.changelog/);
    expect(page).toMatch(/Not made by the changelog[^]*table beside/);
    expect(page).toMatch(/Not made by the changelog[^]*column product\.extra/);
    expect(page).toContain('12 changesets, deployment');
  });

  it('is one file that asks for nothing else', async () => {
    const page = await shopReport();
    expect(page).not.toMatch(/\s(?:src|action|srcset|poster)=|<link|<iframe|@import|url\((?!#)/i);
    expect([...page.matchAll(/href="([^"]*)"/g)].filter(([, href]) => !href?.startsWith('#'))).toEqual([]);
    expect(page).toContain("default-src 'none'");
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const targets = new Set(ids);
    expect([...page.matchAll(/href="#([^"]*)"/g)].filter(([, id]) => !targets.has(id))).toEqual([]);
  });

  it("goes into the folder that db-doc names, in any of Liquibase's spellings", async () => {
    folder.write('changelog.yaml', ...smallChangelog);
    const common = ['--url=sqlite:a.db', '--changelog-file=changelog.yaml'];
    const written = (options: CaptureOptions, ...argv: readonly string[]) =>
      capture([...argv, ...common], { cwd: folder.path, ...options });
    expect((await written({}, 'dbDoc', 'docs')).out).toBe(`${join(folder.path, 'docs/index.html')}\n`);
    expect(readFileSync(join(folder.path, 'docs/index.html'), 'utf8')).toMatch(/<section id="pending">[^]*changelog\.yaml/);
    const environment = { LIQUIBASE_COMMAND_DB_DOC_OUTPUT_DIRECTORY: 'a/b' };
    expect((await written({ environment }, 'db-doc')).out).toContain('a/b/index.html');
    expect((await written({}, 'db-doc')).err).toContain('--output-directory is missing');
  });

  it('needs no changelog', async () => {
    const url = `--url=sqlite:${join(folder.path, 'a.db')}`;
    await run('execute-sql', url, '--sql=CREATE TABLE a (id int)');
    const { code, out } = await run('report', url, `--report-file=${join(folder.path, 'docs')}`, '--report-title=A & B', '--format=json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ tables: 1, pending: null, differences: null });
    expect(readFileSync(join(folder.path, 'docs/index.html'), 'utf8')).toContain('<h1>A &amp; B</h1>');
  });
});

const browser = [process.env['TEST_CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => path !== undefined && existsSync(path),
);

describe.skipIf(browser === undefined)('the report in Chromium (skipped where no Chromium is found; TEST_CHROMIUM names one)', () => {
  const chromium = async (...argv: readonly string[]): Promise<string> => {
    const profile = `--user-data-dir=${join(folder.path, 'profile')}`;
    const common = [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--host-resolver-rules=MAP * ~NOTFOUND',
      '--virtual-time-budget=2000',
      profile,
    ];
    const { stdout } = await promisify(execFile)(browser ?? '', [...common, ...argv], { maxBuffer: 1e8, timeout: 90_000 });
    return stdout;
  };
  const page = (): string => `file://${join(folder.path, 'shop.html')}`;

  it('runs its script, draws, and takes no name for markup', { timeout: 120_000 }, async () => {
    await shopReport(
      `CREATE TABLE "<img src=x onerror=document.title=1>" (id int, "<b>bold</b>" text DEFAULT '</style><script>document.title=2</script>')`,
      `CREATE VIEW "a'b""c" AS SELECT '</pre><script>document.title=3</script>' AS x`,
    );
    const dom = await chromium('--dump-dom', page());
    expect(dom).toMatch(/<input type="search"(?![^>]*hidden)/);
    expect(dom).toContain('<title>shop.db</title>');
    expect(dom).not.toMatch(/<img|<b>bold/);
    expect(dom).toContain('&lt;img src=x onerror=document.title=1&gt;');
    await chromium('--window-size=1400,1800', '--hide-scrollbars', `--screenshot=${join(folder.path, 'shop.png')}`, page());
    const image = readFileSync(join(folder.path, 'shop.png'));
    expect([image.readUInt32BE(16), image.readUInt32BE(20)]).toEqual([1400, 1800]);
    // A blank page of this size takes a few thousand bytes.
    expect(image.length).toBeGreaterThan(60_000);
  });
});
