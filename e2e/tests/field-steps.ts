import { deflateSync } from 'node:zlib';
import { expect, type Page } from '@playwright/test';
import { expectAccessible, type DemoAccount } from '../fixtures/test.ts';

export interface Person {
  kind: 'person';
  id: string;
  full_name: string;
  birth_date?: string;
  village: string;
  household?: string;
  relation_to_head?: string;
  alive?: boolean;
  personal_id?: string;
  facts?: Record<string, unknown>;
  receives?: unknown[];
}

export interface Dossier {
  kind: 'dossier';
  id: string;
  status: string;
  stop?: string;
  intake: { beneficiary: string; beneficiary_name: string; village: string; channel: { how: string }; code: string; papers: { files?: { hash: string }[] }[] };
}

export interface Package {
  stop: { id: string; villages: string[]; place: string };
  records: (Person | Dossier | { kind: 'household'; id: string })[];
}

/** Signs in through the screen, as an officer does on a tablet. */
export async function signInOnScreen(page: Page, role: string): Promise<DemoAccount> {
  const accounts = (await (await page.request.get('/api/public/demo-accounts')).json()) as DemoAccount[];
  const account = accounts.find((one) => one.role === role);
  if (!account) throw new Error(`no account with role ${role}`);
  await page.goto('/app/sign-in');
  await page.getByLabel('Tên đăng nhập').fill(account.user);
  await page.getByLabel('Mật khẩu', { exact: true }).fill(account.password);
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
  await expect(page).not.toHaveURL(/sign-in/);
  return account;
}

/** Takes the first coming stop along; gives what the server sent for it. */
export async function takeAlong(page: Page): Promise<Package> {
  await page.goto('/app/field');
  const answer = page.waitForResponse((one) => /\/api\/stops\/.+\/package$/.test(one.url()));
  await page.getByRole('button', { name: 'Mang theo buổi này' }).first().click();
  // The app reads the answer as a stream, which leaves nothing for the test to read: it asks for itself.
  const taken = (await (await page.request.get((await answer).url())).json()) as Package;
  await expect(page.getByText(/đã mang theo lúc/)).toBeVisible();
  return taken;
}

/** From here on the app comes from the device alone: its worker holds every file. */
export async function workerReady(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}

/** Types into the search and opens the person, not a namesake. */
export async function find(page: Page, typed: string, { id, full_name }: Person): Promise<void> {
  await page.goto('/app/field/people');
  await page.getByLabel('Tên, năm sinh hoặc số cuối căn cước').fill(typed);
  await page.locator(`li a[href$="/people/${id}"]`).click();
  await expect(page.getByRole('heading', { level: 1, name: full_name })).toBeVisible();
}

/** Goes on to the next step of a dossier, and waits until it is there. */
export async function next(page: Page): Promise<void> {
  const current = page.locator('li[aria-current="step"]');
  const before = (await current.textContent()) ?? '';
  await page.getByRole('button', { name: 'Tiếp tục' }).click();
  await expect(current).not.toHaveText(before);
}

/** Presses on with the declaration as it is; true when the screen moved on, false when it says what is missing. */
async function tryForm(page: Page): Promise<boolean> {
  const papers = page.locator('li[aria-current="step"]', { hasText: 'Giấy tờ' });
  const summary = page.getByRole('alert').getByRole('heading', { name: /chỗ cần xem lại/ });
  const told = await summary.count();
  await page.getByRole('button', { name: 'Tiếp tục' }).click();
  // What was told before stays on the screen until the next step comes.
  if (told > 0) await expect(papers.or(page.locator('[role=alert]:focus'))).toBeVisible();
  else await expect(papers.or(summary)).toBeVisible();
  return papers.isVisible();
}

/** From a person's page to the question who hands the dossier in, answered when `submitter` is given. */
export async function openDossier(page: Page, procedure: string, submitter?: string): Promise<void> {
  await page.getByRole('link', { name: 'Lập hồ sơ', exact: true }).click();
  await page.getByRole('radio', { name: procedure }).check();
  await next(page);
  if (submitter) await page.getByRole('radio', { name: submitter }).check();
}

/** Leaves what is missing in the declaration to the guidance slip. */
export async function leaveForm(page: Page): Promise<void> {
  if (!(await tryForm(page))) await next(page);
}

/** Answers whatever the declaration still needs, as an officer would after asking. */
export async function answerRest(page: Page): Promise<void> {
  // An answer may bring up further questions, which the next press names.
  for (let round = 0; round < 6; round++) {
    if (await tryForm(page)) return;
    const links = page.locator('[role=alert] a[href^="#form-"]');
    for (const href of await links.evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? '#'))) {
      const control = page.locator(`[id="${href.slice(1)}"]`);
      if ((await control.evaluate((one) => one.tagName)) === 'FIELDSET') await control.locator('input[type=radio]').first().check();
      else await control.fill(sample(href));
      await expect(control).not.toHaveAttribute('aria-invalid', 'true');
    }
  }
  throw new Error('the declaration asks without end');
}

function sample(field: string): string {
  if (field.includes('personal_id')) return '066150001234';
  if (field.includes('date') || field.includes('issued_on')) return '01/03/1960';
  if (field.includes('phone')) return '0912345678';
  if (field.includes('pension') || field.includes('number')) return '0';
  return 'Thôn 1, xã Tà Đùng';
}

/** A small valid PNG that looks like print: black and white stripes, large enough to be accepted. */
export function picture(width = 1200, height = 900): Buffer {
  return png(width, height, (x, y) => (((x >> 2) ^ (y >> 2)) & 1 ? 235 : 40));
}

/** A PNG that no compression makes small; another one for each seed. */
export function noise(seed: number, width = 1600, height = 1200): Buffer {
  let state = seed;
  return png(width, height, () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) >>> 24);
}

function png(width: number, height: number, gray: (x: number, y: number) => number): Buffer {
  const row = (y: number) => Buffer.concat([Buffer.from([0]), Buffer.alloc(width, 0).map((_, x) => gray(x, y))]);
  const raw = Buffer.concat(Array.from({ length: height }, (_, y) => row(y)));
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(raw)),
    chunk('IEND', Buffer.alloc(0))
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'ascii'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc(body));
  return Buffer.concat([length, body, check]);
}

function crc(data: Buffer): number {
  let value = 0xffffffff;
  for (const byte of data) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return (value ^ 0xffffffff) >>> 0;
}

/**
 * The screen has no fault that axe can find. The bars that stay in view are laid down for the moment: whatever happens
 * to lie half under them is a matter of scrolling, which axe cannot tell from a small target.
 */
export async function expectCalm(page: Page): Promise<void> {
  const lay = (position: string) =>
    page.locator('header, nav').evaluateAll((bars, value) => {
      for (const bar of bars) (bar as HTMLElement).style.position = value;
    }, position);
  await lay('static');
  await expectAccessible(page);
  await lay('');
}
