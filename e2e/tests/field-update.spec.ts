import { rm } from 'node:fs/promises';
import { startProxy } from '../fixtures/proxy.ts';
import { temporaryFolder } from '../fixtures/program.ts';
import { expect, test } from '../fixtures/test.ts';
import { find, leaveForm, next, openDossier, picture, signInOnScreen, takeAlong, workerReady, type Person } from './field-steps.ts';

test.use({ actionTimeout: 60_000 });

test('a new version waits until nothing is unsent', async ({ browser, program, contextOptions }) => {
  const proxy = await startProxy(program.url);
  const context = await browser.newContext({ ...contextOptions, baseURL: proxy.url });
  try {
    const page = await context.newPage();
    await signInOnScreen(page, 'social');
    const { stop } = await takeAlong(page);
    await workerReady(page);
    await page.goto(`/app/field/stop/${stop.id}`);
    await context.setOffline(true);
    await page.getByLabel('Số người').fill('2');
    await page.getByRole('button', { name: 'Ghi thêm lượt' }).click();
    await expect(page.getByRole('link', { name: '1 việc chưa gửi' })).toBeVisible();

    // The pushes are held back, so that the new version comes first.
    await context.route('**/api/sync/push', (route) => route.abort());
    proxy.publish();
    await context.setOffline(false);
    await expect(page.getByText('Máy còn 1 việc chưa gửi', { exact: false })).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole('button', { name: 'Đổi sang bản mới' })).toHaveCount(0);

    await context.unroute('**/api/sync/push');
    await page.goto('/app/field/outbox');
    const send = page.getByRole('button', { name: 'Gửi ngay' });
    const sent = page.getByRole('link', { name: 'đã gửi hết' });
    await expect(send.or(sent).first()).toBeVisible();
    if (await send.isVisible()) await send.click();
    await expect(sent).toBeVisible({ timeout: 30_000 });
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Đổi sang bản mới' }).click()]);
    await expect(page.getByRole('link', { name: 'đã gửi hết' })).toBeVisible();
    await expect(page.getByText('Có bản mới', { exact: false })).toHaveCount(0);
  } finally {
    await context.close();
    await proxy.close();
  }
});

test('the browser ends in the middle of a photo: what was kept before is there', async ({ playwright, program, contextOptions, launchOptions }) => {
  const folder = await temporaryFolder('browser');
  const open = () => playwright.chromium.launchPersistentContext(folder, { ...launchOptions, ...contextOptions, baseURL: program.url });
  try {
    let context = await open();
    let page = await context.newPage();
    await signInOnScreen(page, 'social');
    const { records } = await takeAlong(page);
    await workerReady(page);
    const person = records.find((one): one is Person => one.kind === 'person' && ((one as Person).birth_date ?? '9999') < '1985' && (one as Person).alive !== false);
    if (!person) throw new Error('the demonstration has no adult at this stop');
    await find(page, person.full_name, person);
    await openDossier(page, '1.001699', 'chính người hưởng');
    await next(page);
    await leaveForm(page);
    const medical = () => page.getByRole('listitem').filter({ hasText: 'bệnh án' });
    await medical().getByRole('radio', { name: 'Có đây' }).check();
    const input = medical().locator('input[type=file]').last();
    await input.setInputFiles({ name: 'trang1.png', mimeType: 'image/png', buffer: picture() });
    await expect(medical().getByText('Trang 1', { exact: true })).toBeVisible();
    const address = page.url();
    // The second photo is on its way to the disk when the browser dies.
    await input.setInputFiles({ name: 'trang2.png', mimeType: 'image/png', buffer: picture(1400) });
    const browser = await context.newCDPSession(page);
    await Promise.all([new Promise((ended) => context.once('close', ended)), browser.send('Browser.crash').catch(() => undefined)]);

    context = await open();
    page = await context.newPage();
    await page.goto(address);
    await expect(medical().getByText('Trang 1', { exact: true })).toBeVisible();
    // Kept or not, the second can be taken (again), and the dossier goes on.
    await medical().locator('input[type=file]').last().setInputFiles({ name: 'trang2.png', mimeType: 'image/png', buffer: picture(1400) });
    await expect(medical().getByText('Trang 2', { exact: true })).toBeVisible();
    await expect(medical().getByText('Trang 3', { exact: true })).toHaveCount(0);
    await next(page);
    await context.close();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
