import { join } from 'node:path';
import { expect, test } from '../fixtures/test.ts';
import { signInOnScreen } from '../tests/field-steps.ts';
import { shoot } from './shoot.ts';

test('the pictures of the office', async ({ page, browser }) => {
  await page.goto('/app/sign-in');
  await expect(page.getByText('Tài khoản dùng thử')).toBeVisible();
  await shoot(page, 'sign-in');

  await signInOnScreen(page, 'social');
  await page.goto('/app/office/rounds/new');
  const villages = page.getByRole('checkbox', { name: /^Chọn / });
  await expect(villages.first()).toBeVisible();
  await page.getByLabel('Tên đợt').fill('Đợt 2 tháng 12/2026');
  // Where most people may be missing out comes first.
  await page.getByRole('button', { name: 'Có thể bỏ sót' }).click();
  await villages.first().check();
  await villages.nth(1).check();
  await expect(page.getByText(/Đã chọn 2 thôn/)).toBeVisible();
  await page.evaluate(() => window.scrollTo(0, 0));
  await shoot(page, 'office-round');

  await page.goto('/app/office/board');
  await expect(page.getByRole('link', { name: /^Quá hạn: / })).toBeVisible();
  await shoot(page, 'office-board');

  const answer = await page.request.get('/api/dossiers?list=open&status=processing&limit=20');
  const { items } = (await answer.json()) as { items: { id: string; beneficiary_name: string; due?: string }[] };
  const dossier = items.findLast((one) => one.due !== undefined) ?? items[0];
  if (!dossier) throw new Error('the demonstration has no dossier in work');
  await page.goto(`/app/office/dossiers/${dossier.id}`);
  await expect(page.getByRole('heading', { level: 1, name: dossier.beneficiary_name })).toBeVisible();
  await shoot(page, 'office-dossier');

  const citizen = await (await browser.newContext()).newPage();
  await citizen.goto('/lich');
  await expect(citizen.getByRole('heading', { level: 1 })).toBeVisible();
  await shoot(citizen, 'public-schedule');
});

const MESSY = process.env['TANTHON_MESSY'] ?? join(import.meta.dirname, '../../target/messy/ta-dung');

test('the pictures of the lists', async ({ page }) => {
  await signInOnScreen(page, 'social');
  await page.goto('/app/office/lists');
  await page.getByLabel('Chọn tệp trên máy').setInputFiles(join(MESSY, '1-cong-an-danh-sach-cu-tru-ta-dung-minh-hoa.xlsx'));
  await page.getByRole('button', { name: 'Đúng rồi, xem trước' }).click({ timeout: 60_000 });
  await expect(page.getByRole('button', { name: /Có thay đổi$/ })).toBeVisible();
  await expect(page.getByText(/^Đang xem 50 trong/)).toBeVisible();
  await shoot(page, 'office-import');

  await page.goto('/app/office/missing');
  await expect(page.getByRole('heading', { level: 1, name: 'Có thể bỏ sót' })).toBeVisible();
  await shoot(page, 'office-missing');

  const { items } = (await (await page.request.get('/api/payments')).json()) as { items: { month: string }[] };
  if (!items[0]) throw new Error('the demonstration has no month of payments');
  await page.goto(`/app/office/payments/${items[0].month}`);
  await expect(page.getByRole('tab', { name: /^Tăng giảm/ })).toBeVisible();
  await shoot(page, 'office-payments');
});
