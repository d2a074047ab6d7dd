import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from '../fixtures/test.ts';
import { desk } from './office-steps.ts';

test.use({ actionTimeout: 60_000 });

/** The messy workbooks of the demonstration; `cargo xtask seed --messy` writes them. */
const MESSY = process.env['TANTHON_MESSY'] ?? join(import.meta.dirname, '../../target/messy/ta-dung');

async function bring(page: Page, file: string | { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
  await page.goto('/app/office/lists');
  await page.getByLabel('Chọn tệp trên máy').setInputFiles(file);
  await expect(page).toHaveURL(/office\/lists\/[0-9a-f-]{36}/);
}

function csv(name: string, lines: string[]): { name: string; mimeType: string; buffer: Buffer } {
  const head = 'STT,Họ và tên,Ngày sinh,Giới tính,Số CCCD,Số điện thoại,Thôn';
  return { name, mimeType: 'text/csv', buffer: Buffer.from([head, ...lines, ''].join('\n')) };
}

/** Registers people as another screen would. */
async function register(page: Page, people: { full_name: string; birth_date: string; village: string }[]): Promise<void> {
  const session = (await (await page.request.get('/api/session')).json()) as { csrf: string; user: { id: string } };
  const entries = people.map((person) => {
    const id = crypto.randomUUID();
    const record = { id, version: 0, sex: 'male', ...person };
    return { id: crypto.randomUUID(), v: 1, subject: { kind: 'person', id }, base: 0, author: session.user.id, at: '2026-11-22T08:00', body: { type: 'person.registered', record } };
  });
  const answer = await page.request.post('/api/sync/push', { data: { entries }, headers: { 'X-CSRF-Token': session.csrf } });
  expect(answer.ok()).toBe(true);
}

async function find(page: Page, name: string): Promise<void> {
  await page.goto(`/app/office/people?q=${encodeURIComponent(name)}`);
}

test('the residence list of the police is understood, previewed, written and taken back', async ({ browser }) => {
  const page = await desk(browser, 'social');
  await bring(page, join(MESSY, '1-cong-an-danh-sach-cu-tru-ta-dung-minh-hoa.xlsx'));
  await expect(page.getByRole('tab', { name: '1. Hiểu danh sách' })).toBeVisible({ timeout: 120_000 });
  await expect(page.getByRole('combobox', { name: 'Đây là danh sách gì' })).toHaveValue('residence');
  await expect(page.getByLabel('Cột C, “Họ, chữ đệm và tên”, được hiểu là')).toHaveValue('full_name');
  await expect(page.getByText('ở dòng này và các dòng dưới, cột này đổi chỗ với cột khác').first()).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Đúng rồi, xem trước' }).click();
  // Households that have moved here are known to the police only.
  const newcomers = page.getByRole('button', { name: /Người mới$/ });
  await expect(newcomers).toHaveAttribute('aria-pressed', 'true');
  const fresh = Number((await newcomers.textContent())?.replace(/\D/g, ''));
  expect(fresh).toBeGreaterThan(20);
  const changes = page.getByRole('button', { name: /Có thay đổi$/ });
  await changes.click();
  const count = Number((await changes.textContent())?.replace(/\D/g, ''));
  expect(count).toBeGreaterThan(20);
  await expect(page.getByRole('tab', { name: /3. Người chưa chắc \(\d+\)/ })).toBeVisible();
  await expect(page.getByText(`Đang xem 50 trong ${count}`)).toBeVisible();
  await expect(page.getByText('Số định danh (CCCD): Excel đã bỏ mất số 0').first()).toBeVisible();
  await page.getByRole('button', { name: /Không đọc được$/ }).click();
  await expect(page.getByText(/một ô ghi hai người/).first()).toBeVisible();
  await expectAccessible(page);

  // The same file a second time is refused, and leads to the first.
  const here = page.url();
  await page.goto('/app/office/lists');
  await page.getByLabel('Chọn tệp trên máy').setInputFiles(join(MESSY, '1-cong-an-danh-sach-cu-tru-ta-dung-minh-hoa.xlsx'));
  await expect(page.getByText(/Tệp này đã được .* đưa vào lúc/)).toBeVisible();
  await page.getByRole('link', { name: 'Xem lần đưa vào trước' }).click();
  await expect(page).toHaveURL(here);

  await page.getByRole('tab', { name: '4. Đồng ý' }).click();
  await page.getByRole('button', { name: 'Đồng ý ghi…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(`${fresh} người được ghi mới và ${count} người được sửa`);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: `Ghi mới ${fresh} người, sửa ${count} người` }).click();
  await expect(page.getByRole('heading', { name: 'Đã ghi vào danh sách của xã' })).toBeVisible({ timeout: 120_000 });
  await page.getByRole('button', { name: `${count} người được sửa` }).click();
  await expect(page.getByRole('button', { name: /Đã sửa$/ })).toHaveAttribute('aria-pressed', 'true');

  await page.getByRole('button', { name: 'Lấy lại toàn bộ…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Lấy lại', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Đã lấy lại danh sách này' })).toBeVisible({ timeout: 120_000 });
  await expect(page.getByRole('button', { name: `${fresh + count} dòng đã trở lại như trước` })).toBeVisible();
  await expectAccessible(page);
});

test('a list sent by mistake stops, and a broken file says what to do', async ({ browser }) => {
  const page = await desk(browser, 'center');
  await bring(page, join(MESSY, '6-gui-nham-nguoi-cao-tuoi-dai-son-minh-hoa.xlsx'));
  await expect(page.getByText('Danh sách này đã tự dừng lại')).toBeVisible({ timeout: 120_000 });
  await expect(page.getByText(/dòng ghi địa chỉ ở xã khác/)).toBeVisible();
  await expect(page.getByRole('button', { name: /Đồng ý/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Bỏ danh sách này' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Bỏ danh sách này' }).click();
  await expect(page.getByText('Danh sách này đã bị bỏ, chưa ghi gì')).toBeVisible();

  await bring(page, { name: 'hong.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from('PK\u0003\u0004 nothing') });
  await expect(page.getByText(/Tệp bị hỏng, không đọc được/)).toBeVisible();
  await expectAccessible(page);
});

test('doubtful people are decided with the keyboard, and village heads place the others', async ({ browser }, { project }) => {
  const page = await desk(browser, 'social');
  const session = (await (await page.request.get('/api/session')).json()) as { commune: { villages: { id: string; name: string }[] } };
  const [village] = session.commune.villages;
  if (!village) throw new Error('the commune has no village');
  const twin = 'Bùi Văn Trùng Tên';
  await register(page, [
    { full_name: twin, birth_date: '1950-01-12', village: village.id },
    { full_name: twin, birth_date: '1950-06-20', village: village.id }
  ]);
  await bring(
    page,
    csv(`them-${project.name}.csv`, [
      `1,${twin},1950,Nam,,0977777777,${village.name}`,
      `2,Vàng Thị Mới Toanh,05/06/1950,Nữ,068150900001,,${village.name}`,
      '3,Sùng A Xa Lạ,01/02/1970,Nam,068070900003,,Thôn Không Ai Biết'
    ])
  );
  await page.getByRole('tab', { name: '3. Người chưa chắc (1)' }).click();
  await expect(page.getByRole('region', { name: 'Người 2 của xã' })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('2');
  await expect(page.getByText(`Đã chọn: ${twin}`)).toBeVisible();
  await expect(page.getByText('Đã xem hết những người chưa chắc')).toBeVisible();
  // A decision can be taken back as long as nothing is written.
  await page.getByRole('button', { name: 'Đổi ý' }).click();
  await expect(page.getByText('Còn 1 trong 1 người chưa chắc')).toBeVisible();
  await page.keyboard.press('1');
  await expect(page.getByText('Đã xem hết những người chưa chắc')).toBeVisible();
  await page.getByRole('button', { name: 'Sang bước đồng ý' }).click();
  await expect(page.getByText('1 người chưa rõ thôn sẽ được hỏi trưởng thôn')).toBeVisible();
  await page.getByRole('button', { name: 'Đồng ý ghi…' }).click();
  await page.getByRole('button', { name: 'Ghi mới 1 người, sửa 1 người' }).click();
  await expect(page.getByRole('button', { name: '1 người được ghi mới' })).toBeVisible({ timeout: 60_000 });
  const done = page.url();
  await find(page, 'vang thi moi toanh');
  await expect(page.getByRole('link', { name: /Vàng Thị Mới Toanh/ })).toBeVisible();

  const head = await desk(browser, 'village_head');
  await head.goto('/app/office/village');
  await head.getByRole('link', { name: 'Trả lời về người chưa rõ thôn' }).click();
  await expect(head.getByRole('heading', { name: 'Sùng A Xa Lạ' })).toBeVisible();
  await expect(head.getByText('Trong danh sách ghi: Thôn Không Ai Biết')).toBeVisible();
  await expectAccessible(head);
  await head.getByRole('button', { name: `Ở ${village.name}` }).click();
  await expect(head.getByText(`Đã ghi Sùng A Xa Lạ vào ${village.name}`)).toBeVisible();
  await find(head, 'sung a xa la');
  await expect(head.getByRole('link', { name: /Sùng A Xa Lạ/ })).toBeVisible();

  await page.goto(done);
  await page.getByRole('button', { name: 'Lấy lại toàn bộ…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Lấy lại', exact: true }).click();
  await expect(page.getByRole('button', { name: '3 dòng đã trở lại như trước' })).toBeVisible({ timeout: 60_000 });
  await find(page, 'vang thi moi toanh');
  await expect(page.getByText('Không tìm thấy ai')).toBeVisible();
});
