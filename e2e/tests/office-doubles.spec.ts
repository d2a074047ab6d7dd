import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from '../fixtures/test.ts';
import { desk } from './office-steps.ts';

test.use({ actionTimeout: 60_000 });

/** Registers somebody as a device does. */
async function register(page: Page, record: Record<string, unknown>): Promise<string> {
  const session = (await (await page.request.get('/api/session')).json()) as { csrf: string; user: { id: string } };
  const id = randomUUID();
  const entry = {
    id: randomUUID(),
    v: 1,
    subject: { kind: 'person', id },
    base: 0,
    author: session.user.id,
    at: '2026-11-20T08:15',
    body: { type: 'person.registered', record: { id, version: 0, ...record } }
  };
  const answer = await page.request.post('/api/sync/push', { data: { entries: [entry] }, headers: { 'X-CSRF-Token': session.csrf } });
  expect(((await answer.json()) as { results: { outcome: string }[] }).results[0]?.outcome, await answer.text()).toBe('applied');
  return id;
}

/** An invented woman whom nobody of the demonstration resembles. */
const NAME = 'Trương Ngọc Bảo Khuyên';
const woman = (more: Record<string, unknown>) => ({ full_name: NAME, birth_date: '1949-07-23', sex: 'female', village: 'v01', ...more });

/** Goes on until the pair of this person is on the screen. */
async function find(page: Page): Promise<void> {
  const name = page.getByRole('cell').filter({ hasText: NAME }).first();
  for (let at = 0; at < 60; at++) {
    const progress = await page.getByText(/^Cặp \d+ \/ \d+$/).textContent();
    if (await name.isVisible()) return;
    await page.keyboard.press('l');
    await expect(page.getByText(/^Cặp \d+ \/ \d+$/)).not.toHaveText(progress ?? '');
  }
  throw new Error('the pair is not among those that wait');
}

test('two records of one person are found, joined with one key, parted and joined again', async ({ browser }, { project }) => {
  const social = await desk(browser, 'social');
  const first = await register(social, woman({ personal_id: '068149000777' }));
  const second = await register(social, woman({ full_name: 'Truong Ngoc Bao Khuyen', personal_id: '068149000777', phone: '0912777888' }));

  await social.goto('/app/office/lists/doubles');
  await social.getByRole('button', { name: 'Tìm người bị ghi hai lần' }).click();
  await expect(social.getByText(/^Đã so [\d.]+ người, thấy \d+ cặp mới/)).toBeVisible();
  await social.getByText(/^Tìm lại, chọn thôn/).click();
  await expect(social.getByText(/Lần tìm gần nhất: .*Trần Thị Minh Hà/)).toBeVisible();
  await social.getByText(/^Tìm lại, chọn thôn/).click();
  await expect(social.getByRole('heading', { name: 'Hai bản ghi này có phải là một người không?' })).toBeVisible();
  await find(social);
  await expect(social.getByText('Cùng số định danh')).toBeVisible();
  await expect(social.getByText('Tên chỉ khác dấu')).toBeVisible();
  await expect(social.getByText('0912777888')).toBeVisible();
  await expectAccessible(social);
  await social.screenshot({ path: `results/doubles-${project.name}.png` });
  await social.getByText('Vì sao máy cho là một người').scrollIntoViewIfNeeded();
  await social.screenshot({ path: `results/doubles-below-${project.name}.png` });

  // The record that stays is the one with the accents.
  const keepsFirst = first < second;
  await social.keyboard.press(keepsFirst ? 'ArrowLeft' : 'ArrowRight');
  await expect(social.getByText(`Đã gộp hai bản của`)).toBeVisible();
  await social.goto(`/app/office/people/${second}`);
  await expect(social.getByText(`Bản ghi này đã gộp vào bản của ${NAME}`)).toBeVisible();
  await social.getByRole('link', { name: 'Mở bản đang dùng' }).click();
  await expect(social.getByRole('heading', { level: 1, name: NAME })).toBeVisible();
  await expect(social.getByText('0912777888')).toBeVisible();
  await expect(social.getByText('Đã gộp từ bản ghi khác')).toBeVisible();

  await social.goto('/app/office/lists/doubles');
  await social.getByRole('tab', { name: 'Đã gộp' }).click();
  const joined = social.getByRole('main').locator('section').filter({ hasText: NAME });
  await joined.getByRole('button', { name: 'Tách lại' }).click();
  await expect(social.getByText(/Đã tách lại: /)).toBeVisible();
  await social.getByRole('tab', { name: 'Đã tách lại' }).click();
  await joined.getByRole('button', { name: 'Xem lại từ đầu' }).click();
  await expect(social.getByText(/trở lại chỗ chờ xem/)).toBeVisible();

  // The wrong key, and back with Ctrl+Z.
  await social.getByRole('tab', { name: 'Chờ xem' }).click();
  await find(social);
  await social.keyboard.press('k');
  await expect(social.getByText(/Đã ghi: .* là hai người khác nhau/)).toBeVisible();
  await social.keyboard.press('Control+z');
  await expect(social.getByText(/Đã ghi: .* là hai người khác nhau/)).toBeHidden();
  await expect(social.getByRole('cell').filter({ hasText: NAME }).first()).toBeVisible();
  await social.getByRole('button', { name: keepsFirst ? /giữ bản 1/ : /giữ bản 2/ }).click();
  await expect(social.getByText(`Đã gộp hai bản của`)).toBeVisible();
});

test('one officer proposes a removal, another confirms it, and it is taken back', async ({ browser }, { project }) => {
  const social = await desk(browser, 'social');
  const name = `Lý Văn Rời ${project.name === 'phone' ? 'Một' : 'Hai'}`;
  const person = await register(social, { full_name: name, birth_date: '1951', village: 'v02', receives: [{ category: 'DT6_N', monthly: 810_000 }] });
  await social.goto(`/app/office/people/${person}`);
  await social.getByRole('button', { name: 'Đề nghị đưa ra khỏi danh sách' }).click();
  const dialog = social.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Gửi đề nghị' }).click();
  await expect(dialog.getByText('Chọn một lý do')).toBeVisible();
  await dialog.getByLabel('Đã mất').check();
  await expect(dialog.getByText('Người đã mất vẫn ở trong danh sách')).toBeVisible();
  await dialog.getByLabel('Đã chuyển đi nơi khác').check();
  await dialog.getByLabel(/Chuyển đi từ khi nào/).fill('9/2026');
  await dialog.getByLabel(/Biết điều này từ đâu/).fill('Trưởng thôn báo gia đình đã về Nghệ An.');
  await dialog.getByRole('button', { name: 'Gửi đề nghị' }).click();
  await expect(dialog.getByText('Đánh dấu vào ô này sau khi đã xem')).toBeVisible();
  await expect(dialog.getByText('Người này đang hưởng trợ cấp hằng tháng.')).toBeVisible();
  await dialog.getByText('Tôi đã xem những điều trên và vẫn đề nghị').click();
  await social.screenshot({ path: `results/removal-dialog-${project.name}.png` });
  await dialog.getByRole('button', { name: 'Gửi đề nghị' }).click();
  await expect(social.getByText('Đã gửi đề nghị. Một cán bộ khác sẽ xác nhận.')).toBeVisible();
  await social.getByRole('link', { name: 'Xem đề nghị' }).click();
  const own = social.getByRole('main').locator('section').filter({ hasText: name });
  await expect(own.getByText('cần một cán bộ khác xác nhận')).toBeVisible();
  await expect(own.getByRole('button', { name: 'Xác nhận' })).toHaveCount(0);

  const leader = await desk(browser, 'leader');
  await leader.getByRole('link', { name: 'Danh sách', exact: true }).click();
  await leader.getByRole('link', { name: 'Ra khỏi danh sách', exact: true }).click();
  const card = leader.getByRole('main').locator('section').filter({ hasText: name });
  await expect(card.getByText(/Trần Thị Minh Hà đề nghị lúc/)).toBeVisible();
  await card.getByRole('button', { name: 'Xác nhận' }).click();
  await expect(card.getByText('Đánh dấu vào ô này sau khi đã xem')).toBeVisible();
  await card.getByText('Tôi đã xem những điều trên và vẫn xác nhận').click();
  await expectAccessible(leader);
  await leader.screenshot({ path: `results/removals-${project.name}.png`, fullPage: true });
  await card.getByRole('button', { name: 'Xác nhận' }).click();
  await expect(leader.getByText(`${name} đã ra khỏi danh sách.`)).toBeVisible();

  await social.goto(`/app/office/people/${person}`);
  await expect(social.getByText(/Người này không còn trong danh sách: Đã chuyển đi nơi khác/)).toBeVisible();
  await social.screenshot({ path: `results/removed-person-${project.name}.png`, fullPage: true });
  await social.getByRole('main').getByRole('link', { name: 'Xem lại, đưa trở lại danh sách' }).click();
  const gone = social.getByRole('main').locator('section').filter({ hasText: name });
  await expect(gone.getByText(/K'Brơi xác nhận lúc/)).toBeVisible();
  await gone.getByRole('button', { name: 'Đưa trở lại danh sách' }).click();
  await expect(social.getByText(`${name} đã trở lại danh sách.`)).toBeVisible();
});

test('the quality of the list: every number opens its people', async ({ browser }, { project }) => {
  const center = await desk(browser, 'center');
  await center.goto('/app/office/lists');
  await center.getByRole('link', { name: 'Chất lượng', exact: true }).click();
  const whole = center.getByRole('row').filter({ hasText: 'Toàn xã' });
  await expect(whole).toBeVisible();
  await expectAccessible(center);
  await center.screenshot({ path: `results/quality-${project.name}.png`, fullPage: true });
  const link = whole.getByRole('link', { name: /^Chưa có điện thoại, Toàn xã: / });
  const count = (await link.textContent())?.trim() ?? '';
  await link.click();
  await expect(center).toHaveURL(/list=without_phone/);
  await expect(center.getByText(`trong ${count}`)).toBeVisible();
  await expect(center.getByLabel('Nhóm')).toHaveValue('without_phone');
});
