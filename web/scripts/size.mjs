// Prints what the field app costs on its first opening, compressed with brotli, as JSON: `npm run size` after a build.
// Starting from the HTML shell and the field start page it follows static imports, the stylesheets and the faces of the
// first screen; the WebAssembly core is counted when it was built in.
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const BUDGET_BYTES = 450_000;
const build = new URL('../build/', import.meta.url).pathname;
const manifest = JSON.parse(await readFile(new URL('../.svelte-kit/output/client/.vite/manifest.json', import.meta.url), 'utf8'));

const everything = (await readdir(build, { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile())
  .map((entry) => relative(build, join(entry.parentPath ?? entry.path, entry.name)));

/** Route nodes in the order that SvelteKit numbers them; the field start page is found by its source in the app manifest. */
const nodeOf = Object.fromEntries(
  await Promise.all(
    Object.keys(manifest)
      .filter((key) => /generated\/client-optimized\/nodes\/\d+\.js$/.test(key))
      .map(async (key) => [(await readFile(new URL(`../${key}`, import.meta.url), 'utf8')).match(/routes\/.*\.svelte/)?.[0], key])
  )
);

const first = new Set(['index.html', 'manifest.webmanifest', 'service-worker.js']);
const queue = [
  ...Object.keys(manifest).filter((key) => /client-optimized\/app\.js$|runtime\/client\/entry\.js$/.test(key)),
  ...['routes/+layout.svelte', 'routes/+error.svelte', 'routes/field/+layout.svelte', 'routes/field/+page.svelte'].map((route) => nodeOf[route])
];
if (queue.some((key) => key === undefined)) throw new Error('the build does not look as expected: a start node is missing');
const seen = new Set();
while (queue.length > 0) {
  const key = queue.pop();
  if (seen.has(key)) continue;
  seen.add(key);
  const chunk = manifest[key];
  first.add(chunk.file);
  for (const css of chunk.css ?? []) first.add(css);
  queue.push(...(chunk.imports ?? []));
}
for (const file of everything) {
  if (/be-vietnam-pro-(latin|vietnamese)-(400|600)-normal.*\.woff2$/.test(file) || file.endsWith('.wasm')) first.add(file);
  // The loader of the core is imported late, but the first screen of the field needs it.
  if (/domain_wasm.*\.js$/.test(file)) first.add(file);
}

const sizes = {};
let total = 0;
for (const file of [...first].sort()) {
  if (!everything.includes(file)) continue;
  const raw = await readFile(join(build, file));
  const packed = file.endsWith('.woff2')
    ? raw.length
    : brotliCompressSync(raw, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: raw.length } }).length;
  const kind = file.split('.').pop();
  sizes[kind] = (sizes[kind] ?? 0) + packed;
  total += packed;
}
const core = everything.some((file) => file.endsWith('.wasm'));
const result = { figure: 'field_first_load', unit: 'bytes_brotli', value: total, limit: BUDGET_BYTES, within_limit: total <= BUDGET_BYTES, core_included: core, by_kind: sizes };
process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
if (total > BUDGET_BYTES) process.exitCode = 1;
