// What the field app costs on its first opening, as `npm run size` finds it, as figures.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { report } from './figure.mjs';

const script = fileURLToPath(new URL('../../web/scripts/size.mjs', import.meta.url));
// Its exit status says whether the limit is kept; here the figure itself does.
const { stdout, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8' });
let size;
try {
  size = JSON.parse(stdout);
} catch (cause) {
  throw new Error(stderr, { cause });
}
const what = size.core_included ? 'with the core' : 'without the core';
const on = `HTML, CSS, JavaScript, fonts and WebAssembly of the first screen, brotli 11, ${what}`;
report('field_first_load', 'bytes', size.value, on);
for (const [kind, bytes] of Object.entries(size.by_kind)) report(`field_first_load_${kind}`, 'bytes', bytes, on);
