// Calls functions of the browser's core, as a browser would, and writes their raw answers.
// usage: node parity.mjs FOLDER-WITH-THE-GENERATED-FILES < '[["function", "argument"], …]' > '{"exports": […], "answers": […]}'
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = resolve(process.argv[2]);
const source = readFileSync(join(folder, 'domain_wasm.js'));
const core = await import(`data:text/javascript;base64,${source.toString('base64')}`);
core.initSync({ module: readFileSync(join(folder, 'domain_wasm_bg.wasm')) });

const calls = JSON.parse(readFileSync(0, 'utf8'));
const answers = calls.map(([name, argument]) => core[name](argument));
const exports = Object.keys(core).filter((name) => typeof core[name] === 'function');
process.stdout.write(JSON.stringify({ exports, answers }));
