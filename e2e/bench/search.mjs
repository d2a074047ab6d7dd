// The search on a device: the browser's core in Chromium with a processor four times slower.
// usage: node search.mjs [QUERIES]
import { readFileSync } from 'node:fs';
import { percentile, report } from './figure.mjs';
import { open, SLOW_DOWN } from './browser.mjs';
import { PEOPLE } from './people.mjs';

const queries = Number(process.argv[2] ?? 600);
const core = new URL('../../web/src/lib/core/pkg/', import.meta.url);
/** Nothing of this is fetched from anywhere: the page is made of files of the repository. */
const FILES = {
  '/': ['text/html', () => '<!doctype html><meta charset="utf-8"><title>bench</title>'],
  '/people.mjs': ['text/javascript', () => readFileSync(new URL('people.mjs', import.meta.url))],
  '/domain_wasm.js': ['text/javascript', () => readFileSync(new URL('domain_wasm.js', core))],
  '/domain_wasm_bg.wasm': ['application/wasm', () => readFileSync(new URL('domain_wasm_bg.wasm', core))]
};

const browser = await open();
try {
  const page = await browser.newPage();
  await page.route('http://bench.test/**', (route) => {
    const file = FILES[new URL(route.request().url()).pathname];
    return file ? route.fulfill({ contentType: file[0], body: file[1]() }) : route.fulfill({ status: 404, body: '' });
  });
  await page.goto('http://bench.test/');
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOW_DOWN });
  const { load_ms, times } = await page.evaluate(async (queries) => {
    const core = await import('/domain_wasm.js');
    await core.default({ module_or_path: '/domain_wasm_bg.wasm' });
    const { measure } = await import('/people.mjs');
    return measure(core, queries);
  }, queries);
  const on = `${PEOPLE} people, ${times.length} keystrokes, WebAssembly in Chromium ${browser.version()}, ${SLOW_DOWN}x CPU slow-down`;
  report('search_keystroke_p50', 'ms', percentile(times, 0.5), on);
  report('search_keystroke_p99', 'ms', percentile(times, 0.99), on);
  report('search_index_build', 'ms', load_ms, on);
} finally {
  await browser.close();
}
