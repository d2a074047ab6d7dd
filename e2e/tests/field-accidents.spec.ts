import { expect, test } from '../fixtures/test.ts';
import { find, leaveForm, next, openDossier, picture, signInOnScreen, takeAlong, workerReady, type Person } from './field-steps.ts';

const adult = (records: readonly { kind: string }[]): Person => {
  const found = records.find((one): one is Person => one.kind === 'person' && ((one as Person).birth_date ?? '9999') < '1990' && (one as Person).alive !== false);
  if (!found) throw new Error('the demonstration has no adult at this stop');
  return found;
};

test('a reload in the middle of a form loses nothing', async ({ page }) => {
  await signInOnScreen(page, 'social');
  const { records } = await takeAlong(page);
  await workerReady(page);
  const person = adult(records);
  await find(page, person.full_name, person);
  await openDossier(page, '1.001699', 'chính người hưởng');
  await next(page);
  const field = page.locator('main input[type=text]').last();
  await field.fill('Điều vừa ghi dở');
  const id = await field.getAttribute('id');
  await page.reload();
  await expect(page.locator(`[id="${id}"]`)).toHaveValue('Điều vừa ghi dở');
  await page.goto('/app/field');
  await expect(page.getByText('Hồ sơ đang làm dở')).toBeVisible();
});

test('a photo that cannot be used says why and leaves the rest alone', async ({ page }) => {
  await signInOnScreen(page, 'social');
  const { records } = await takeAlong(page);
  await workerReady(page);
  const person = adult(records);
  await find(page, person.full_name, person);
  await openDossier(page, '1.001699', 'chính người hưởng');
  await next(page);
  await leaveForm(page);
  const medical = page.getByRole('listitem').filter({ hasText: 'bệnh án' });
  await medical.getByRole('radio', { name: 'Có đây' }).check();
  const input = medical.locator('input[type=file]').last();

  const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), Buffer.alloc(64)]);
  await input.setInputFiles({ name: 'IMG_1.HEIC', mimeType: 'image/heic', buffer: heic });
  await expect(medical.getByText('Ảnh HEIC của iPhone chưa dùng được', { exact: false })).toBeVisible();
  const broken = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(200, 7)]);
  await input.setInputFiles({ name: 'hong.jpg', mimeType: 'image/jpeg', buffer: broken });
  await expect(medical.getByText('Tệp bị hỏng', { exact: false })).toBeVisible();
  await input.setInputFiles({ name: 'to.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(30_000_000, 1) });
  await expect(medical.getByText('Tệp lớn hơn', { exact: false })).toBeVisible();
  await input.setInputFiles({ name: 'giay.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF\n') });
  await expect(medical.getByText('Trang 1', { exact: true })).toBeVisible();
  await input.setInputFiles({ name: 'trang.png', mimeType: 'image/png', buffer: picture() });
  await expect(medical.getByText('Trang 2', { exact: true })).toBeVisible();

  // The browser is killed here: both pages are still there.
  await page.reload();
  await expect(medical.getByText('Trang 2', { exact: true })).toBeVisible();
});

test('two tabs never send twice, and both show the same', async ({ page, context }) => {
  await signInOnScreen(page, 'social');
  const { stop } = await takeAlong(page);
  await workerReady(page);
  const other = await context.newPage();
  let pushes: string[] = [];
  for (const tab of [page, other]) {
    tab.on('request', (one) => {
      if (one.url().endsWith('/api/sync/push')) pushes.push(...(one.postDataJSON() as { entries: { id: string }[] }).entries.map((entry) => entry.id));
    });
  }
  await other.goto('/app/field/outbox');
  await context.setOffline(true);
  await page.goto(`/app/field/stop/${stop.id}`);
  for (const people of ['2', '3']) {
    await page.getByLabel('Số người').fill(people);
    await page.getByRole('button', { name: 'Ghi thêm lượt' }).click();
    await expect(page.getByText(`Đã ghi ${people} người`, { exact: false })).toBeVisible();
  }
  await expect(other.getByRole('link', { name: '2 việc chưa gửi' })).toBeVisible();
  pushes = [];
  await context.setOffline(false);
  await expect(other.getByRole('link', { name: 'đã gửi hết' })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('link', { name: 'đã gửi hết' })).toBeVisible();
  expect(pushes).toHaveLength(2);
  expect(new Set(pushes).size).toBe(2);
});

test('a session that ended while offline loses nothing', async ({ page, context }) => {
  const account = await signInOnScreen(page, 'social');
  const { stop } = await takeAlong(page);
  await workerReady(page);
  await context.setOffline(true);
  await page.goto(`/app/field/stop/${stop.id}`);
  await page.getByLabel('Số người').fill('4');
  await page.getByRole('button', { name: 'Ghi thêm lượt' }).click();
  await expect(page.getByRole('link', { name: '1 việc chưa gửi' })).toBeVisible();
  await context.clearCookies();
  await context.setOffline(false);
  await expect(page.getByText('Phiên đăng nhập đã hết hạn', { exact: false }).first()).toBeVisible();
  await expect(page.getByRole('link', { name: '1 việc chưa gửi' })).toBeVisible();
  await page.getByRole('link', { name: 'Đăng nhập' }).first().click();
  await page.getByLabel('Tên đăng nhập').fill(account.user);
  await page.getByLabel('Mật khẩu', { exact: true }).fill(account.password);
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
  await expect(page).not.toHaveURL(/sign-in/);
  await page.goto('/app/field/outbox');
  await expect(page.getByRole('link', { name: 'đã gửi hết' })).toBeVisible({ timeout: 30_000 });
});
