// Matching in the browser: 2,000 beneficiaries among 25,000 residents, WebAssembly in Chromium, both files as bytes.
// usage: node link.mjs [TIMES]; TANTHON_BIN tells where the programs are built
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { percentile, report } from './figure.mjs';
import { open } from './browser.mjs';

const times = Number(process.argv[2] ?? 7);
const programs = dirname(process.env['TANTHON_BIN'] ?? new URL('../../target/release/tanthon', import.meta.url).pathname);
const module = join(programs, '../browser/linkage');
const lists = mkdtempSync(join(tmpdir(), 'tanthon-link-'));
execFileSync(join(programs, 'examples/link_speed'), ['generate', '2000', '25000', lists, '2026']);
const FILES = {
  '/': ['text/html', () => '<!doctype html><meta charset="utf-8"><title>bench</title>'],
  '/linkage_wasm.js': ['text/javascript', () => readFileSync(join(module, 'linkage_wasm.js'))],
  '/linkage_wasm_bg.wasm': ['application/wasm', () => readFileSync(join(module, 'linkage_wasm_bg.wasm'))],
  '/residents.csv': ['text/csv', () => readFileSync(join(lists, 'residents.csv'))],
  '/beneficiaries.csv': ['text/csv', () => readFileSync(join(lists, 'beneficiaries.csv'))]
};

const browser = await open();
try {
  const page = await browser.newPage();
  await page.route('http://bench.test/**', (route) => {
    const file = FILES[new URL(route.request().url()).pathname];
    return file ? route.fulfill({ contentType: file[0], body: file[1]() }) : route.fulfill({ status: 404, body: '' });
  });
  await page.goto('http://bench.test/');
  const { seconds, pairs } = await page.evaluate(async (times) => {
    const core = await import('/linkage_wasm.js');
    await core.default({ module_or_path: '/linkage_wasm_bg.wasm' });
    const bytes = async (name) => new Uint8Array(await (await fetch(name)).arrayBuffer());
    const [residents, beneficiaries] = [await bytes('/residents.csv'), await bytes('/beneficiaries.csv')];
    const seconds = [];
    let pairs = 0;
    for (let time = 0; time < times; time += 1) {
      const start = performance.now();
      pairs = core.linkLists(residents, beneficiaries).split('\n').length - 2;
      seconds.push((performance.now() - start) / 1000);
    }
    return { seconds, pairs };
  }, times);
  const sorted = seconds.toSorted((a, b) => a - b);
  const on = `2,000 × 25,000, ${pairs} pairs, median of ${times}, WebAssembly in Chromium ${browser.version()}, one core, no slow-down`;
  report('link_commune_browser', 's', percentile(sorted, 0.5), on);
  report('link_module_size', 'bytes', FILES['/linkage_wasm_bg.wasm'][1]().length, 'WebAssembly, as built');
} finally {
  await browser.close();
  rmSync(lists, { recursive: true });
}
