// The field app opened without a network, on a processor four times slower: until the carried stop is shown, and until
// the first search is answered. Needs TANTHON_BIN.
// usage: node open.mjs [OPENINGS]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { open, SLOW_DOWN } from './browser.mjs';
import { percentile, report } from './figure.mjs';

const START_LIMIT_MS = 180_000;
const openings = Number(process.argv[2] ?? 7);
const program = process.env['TANTHON_BIN'];
if (!program) throw new Error('TANTHON_BIN must name the program; `cargo xtask bench` sets it');

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

async function untilHealthy(url, child) {
  for (const until = Date.now() + START_LIMIT_MS; Date.now() < until; ) {
    if (child.exitCode !== null) throw new Error('tanthon serve ended before it answered');
    if (await fetch(`${url}/healthz`).then((answer) => answer.ok, () => false)) return;
    await pause(50);
  }
  throw new Error('tanthon serve did not answer');
}

/** Signs in as an officer of the service centre and takes the first coming stop along. */
async function prepare(page, url) {
  const accounts = await (await page.request.get(`${url}/api/public/demo-accounts`)).json();
  const account = accounts.find((one) => one.role === 'center');
  await page.goto(`${url}/app/sign-in`);
  await page.getByLabel('Tên đăng nhập').fill(account.user);
  await page.getByLabel('Mật khẩu', { exact: true }).fill(account.password);
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
  await page.waitForURL((address) => !address.pathname.includes('sign-in'));
  await page.goto(`${url}/app/field`);
  await page.getByRole('button', { name: 'Mang theo buổi này' }).first().click();
  await page.getByText(/đã mang theo lúc/).waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}

async function openOnce(context, url) {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOW_DOWN });
  let started = performance.now();
  await page.goto(`${url}/app/field`, { waitUntil: 'commit' });
  await page.getByText(/đã mang theo lúc/).waitFor();
  const shown_ms = performance.now() - started;
  started = performance.now();
  await page.goto(`${url}/app/field/people`, { waitUntil: 'commit' });
  await page.getByLabel('Tên, năm sinh hoặc số cuối căn cước').fill('a');
  await page.getByRole('listitem').getByRole('link').first().waitFor();
  const searched_ms = performance.now() - started;
  await page.close();
  return { shown_ms, searched_ms };
}

const data = await mkdtemp(join(tmpdir(), 'tanthon-open-'));
const url = `http://127.0.0.1:${await freePort()}`;
const child = spawn(program, ['serve', '--demo', 'ta-dung', '--data', data, '--listen', url.slice('http://'.length)], { stdio: 'ignore' });
const browser = await open();
try {
  await untilHealthy(url, child);
  const context = await browser.newContext({ locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh', viewport: { width: 360, height: 740 } });
  const first = await context.newPage();
  await prepare(first, url);
  await first.close();
  await context.setOffline(true);
  const times = [];
  for (let at = 0; at < openings; at += 1) times.push(await openOnce(context, url));
  const on = `${openings} openings, no network, Chromium ${browser.version()}, ${SLOW_DOWN}x CPU slow-down of the page (its worker is not slowed)`;
  const sorted = (key) => times.map((one) => one[key]).sort((one, other) => one - other);
  report('field_open_offline', 'ms', percentile(sorted('shown_ms'), 0.5), `until the carried stop is shown, median of ${on}`);
  report('field_open_offline_slowest', 'ms', percentile(sorted('shown_ms'), 1), `until the carried stop is shown, slowest of ${on}`);
  report('field_search_open_offline', 'ms', percentile(sorted('searched_ms'), 0.5), `until the search screen has answered, median of ${on}`);
} finally {
  await browser.close();
  const ended = child.exitCode === null ? once(child, 'exit') : undefined;
  child.kill('SIGTERM');
  await ended;
  await rm(data, { recursive: true, force: true });
}
