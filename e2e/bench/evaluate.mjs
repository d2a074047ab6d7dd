// `tanthon rules evaluate` itself, from a file to a file. Needs TANTHON_BIN, and the example that makes the lines beside it.
// usage: node evaluate.mjs [LINES]
import { spawnSync } from 'node:child_process';
import { closeSync, createReadStream, mkdtempSync, openSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { report } from './figure.mjs';

const RUNS = 3;
const count = Number(process.argv[2] ?? 1_000_000);
const program = process.env['TANTHON_BIN'];
if (!program) throw new Error('TANTHON_BIN must name the program; `cargo xtask bench` sets it');
const folder = mkdtempSync(join(tmpdir(), 'tanthon-evaluate-'));

function run(file, args, input, output) {
  const stdin = input ? openSync(input, 'r') : 'ignore';
  const stdout = openSync(output, 'w');
  const started = performance.now();
  const { status, error } = spawnSync(file, args, { stdio: [stdin, stdout, 'inherit'] });
  const seconds = (performance.now() - started) / 1000;
  for (const one of [stdin, stdout]) if (typeof one === 'number') closeSync(one);
  if (status !== 0) throw error ?? new Error(`${file} ended with ${status}`);
  return seconds;
}

try {
  const [facts, verdicts] = [join(folder, 'facts'), join(folder, 'verdicts')];
  run(join(dirname(program), 'examples', 'scan_speed'), ['--lines', String(count)], undefined, facts);
  const times = Array.from({ length: RUNS }, () => run(program, ['rules', 'evaluate', '--as-of', '2026-11-21'], facts, verdicts));
  let lines = 0;
  for await (const piece of createReadStream(verdicts)) for (const byte of piece) if (byte === 10) lines += 1;
  if (lines !== count) throw new Error(`${count} lines in, ${lines} out`);
  const on = `${count} JSON lines from a file to a file, best of ${RUNS}, ${availableParallelism()} cores`;
  report('rules_evaluate', 'lines per second', count / Math.min(...times), on);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
