// The browser's core in Node: its size, and the search as it would be on a machine as fast as this one.
// usage: node core.mjs [QUERIES]
import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { percentile, report } from './figure.mjs';
import { measure, PEOPLE } from './people.mjs';

const folder = new URL('../../web/src/lib/core/pkg/', import.meta.url);
const bytes = readFileSync(new URL('domain_wasm_bg.wasm', folder));
report('core_size', 'bytes', bytes.length, 'WebAssembly, as built');
report('core_size_brotli', 'bytes', brotliCompressSync(bytes).length, 'WebAssembly, brotli 11');

const source = readFileSync(new URL('domain_wasm.js', folder));
const core = await import(`data:text/javascript;base64,${source.toString('base64')}`);
core.initSync({ module: bytes });
const { load_ms, times } = measure(core, Number(process.argv[2] ?? 600));
const on = `${PEOPLE} people, ${times.length} keystrokes, WebAssembly in Node ${process.version}, no slow-down`;
report('search_keystroke_p50', 'ms', percentile(times, 0.5), on);
report('search_keystroke_p99', 'ms', percentile(times, 0.99), on);
report('search_index_build', 'ms', load_ms, on);
