// Loads a module as a browser would, asks it for its version and reports its size.
// usage: node prove-wasm.mjs FOLDER-WITH-THE-GENERATED-FILES NAME
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

const folder = resolve(process.argv[2]);
const name = process.argv[3];
const bytes = readFileSync(join(folder, `${name}_bg.wasm`));
// The generated file ends in .js; as text it is an ES module whatever the package around it says.
const source = readFileSync(join(folder, `${name}.js`));
const core = await import(`data:text/javascript;base64,${source.toString('base64')}`);
core.initSync({ module: bytes });

const version = core.version();
if (!/^\d+\.\d+\.\d+$/.test(version)) {
  throw new Error(`${name} does not know its version: ${version}`);
}
console.log(`version ${version}, ${bytes.length} bytes, ${brotliCompressSync(bytes).length} with brotli`);
