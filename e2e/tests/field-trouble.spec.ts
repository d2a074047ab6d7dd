import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/test.ts';
import { answerRest, find, leaveForm, next, noise, openDossier, picture, signInOnScreen, takeAlong, workerReady, type Dossier, type Package, type Person } from './field-steps.ts';

test.use({ actionTimeout: 60_000 });

/** What a nearly full device gives: enough for the app and a stop, not for many photos. */
const ROOM_BYTES = 10_000_000;

/** An adult at this stop without a dossier under way. */
function adult({ records }: Package, nth = 0): Person {
  const busy = new Set(records.filter((one): one is Dossier => one.kind === 'dossier').map((one) => one.intake.beneficiary));
  const found = records.filter((one): one is Person => one.kind === 'person' && ((one as Person).birth_date ?? '9999') < '1990' && (one as Person).alive !== false && !busy.has(one.id));
  const person = found[nth];
  if (!person) throw new Error('the demonstration has no adult at this stop');
  return person;
}

/** Begins a disability certificate for somebody, brought by another person, up to its papers. */
async function toPapers(page: Page, person: Person): Promise<void> {
  await find(page, person.full_name, person);
  await openDossier(page, '1.001699', 'người đại diện');
  const other = page.getByRole('radio', { name: 'người khác' });
  if ((await other.count()) > 0) await other.check();
  await page.getByLabel('Họ tên người nộp').fill('Lê Văn Đại');
  await next(page);
  await answerRest(page);
}

test('a device without room says so at once and loses nothing', async ({ page, baseURL }) => {
  // Before the first write: the browser looks at the room it gave out only now and then.
  const browser = await page.context().newCDPSession(page);
  const origin = baseURL ?? '';
  await browser.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: ROOM_BYTES });
  await signInOnScreen(page, 'social');
  const taken = await takeAlong(page);
  await workerReady(page);
  await toPapers(page, adult(taken));
  const medical = page.getByRole('listitem').filter({ hasText: 'bệnh án' });
  await medical.getByRole('radio', { name: 'Có đây' }).check();
  const input = medical.locator('input[type=file]').last();
  const full = medical.getByText('Máy hết chỗ lưu', { exact: false });
  const photo = (n: number) => ({ name: `trang${n}.png`, mimeType: 'image/png', buffer: noise(n) });
  const shown = (n: number) => medical.getByText(`Trang ${n}`, { exact: true });

  let n = 0;
  do {
    n++;
    if (n > 30) throw new Error('the browser never runs out of room');
    await input.setInputFiles(photo(n));
    await expect(shown(n).or(full)).toBeVisible();
  } while (!(await full.isVisible()));
  expect(n).toBeGreaterThan(1);
  await expect(shown(n - 1)).toBeVisible();
  await expect(shown(n)).toHaveCount(0);

  // Room was made: the same photo is kept now, and everything outlives a reload.
  await browser.send('Storage.overrideQuotaForOrigin', { origin });
  await input.setInputFiles(photo(n));
  await expect(shown(n)).toBeVisible();
  await expect(full).toHaveCount(0);
  await page.reload();
  for (let one = 1; one <= n; one++) await expect(shown(one)).toBeVisible();
});

test('a clock that is a day wrong is told calmly, and work goes on', async ({ page }) => {
  await signInOnScreen(page, 'social');
  const { stop } = await takeAlong(page);
  await page.clock.setSystemTime(Date.now() + 86_400_000);
  await page.goto(`/app/field/stop/${stop.id}`);
  await expect(page.getByText('Giờ trên máy nhanh hơn máy chủ 1 ngày')).toBeVisible();
  await page.getByLabel('Số người').fill('2');
  await page.getByRole('button', { name: 'Ghi thêm lượt' }).click();
  await expect(page.getByText('Đã ghi 2 người', { exact: false })).toBeVisible();
  await expect(page.getByRole('link', { name: 'đã gửi hết' })).toBeVisible();
});

test('a guided dossier is completed after the app was started anew', async ({ page, context }) => {
  await signInOnScreen(page, 'social');
  const taken = await takeAlong(page);
  await workerReady(page);
  const person = adult(taken, 1);
  await context.setOffline(true);
  await toPapers(page, person);
  await page.getByRole('listitem').filter({ hasText: 'bệnh án' }).getByRole('radio', { name: 'Có đây' }).check();
  await page.getByRole('listitem').filter({ hasText: 'bệnh án' }).locator('input[type=file]').last().setInputFiles({ name: 'trang.png', mimeType: 'image/png', buffer: picture() });
  await expect(page.getByText('Trang 1', { exact: true })).toBeVisible();
  const authority = page.getByRole('listitem').filter({ hasText: 'ủy quyền' });
  await authority.getByRole('radio', { name: 'Chưa có' }).check();
  await next(page);
  await page.getByRole('radio', { name: 'tại buổi lưu động sau' }).check();
  await page.getByRole('button', { name: 'Đưa phiếu yêu cầu bổ sung' }).click();
  await expect(page.getByText('Đã lập phiếu yêu cầu bổ sung')).toBeVisible();
  const id = new URL(page.url()).pathname.split('/').at(-1);

  await page.goto(`/app/field/dossiers/${id}`);
  await page.getByRole('button', { name: 'Bổ sung giấy tờ để tiếp nhận' }).click();
  await expect(page.locator('li[aria-current="step"]')).toBeVisible();
  await page.reload();
  await authority.getByRole('radio', { name: 'Có đây' }).check();
  await expect(page.getByText('Trang 1', { exact: true })).toBeVisible();
  await next(page);
  await page.getByRole('button', { name: 'Tiếp nhận, in giấy hẹn' }).click();
  await expect(page.getByText('Đã tiếp nhận hồ sơ')).toBeVisible();
  expect(new URL(page.url()).pathname.split('/').at(-1)).toBe(id);

  await context.setOffline(false);
  await expect(page.getByRole('link', { name: 'đã gửi hết' })).toBeVisible({ timeout: 30_000 });
  const view = (await (await page.request.get(`/api/dossiers/${id}`)).json()) as { record: Dossier };
  expect(view.record.status).toBe('received');
  const files = view.record.intake.papers.flatMap((paper) => paper.files ?? []);
  expect(files).toHaveLength(1);
  expect((await page.request.get(`/api/files/${files[0]?.hash}`)).status()).toBe(200);
});

test('somebody of another village, known only by name, gets a receipt', async ({ page, context }) => {
  await signInOnScreen(page, 'social');
  const taken = (await takeAlong(page)) as Package & { index: { id: string; full_name: string; village: string; birth_year?: string }[] };
  await workerReady(page);
  const stranger = taken.index.find((one) => !taken.stop.villages.includes(one.village) && (one.birth_year ?? '9999') < '1950');
  if (!stranger) throw new Error('the demonstration has nobody elsewhere');
  await context.setOffline(true);
  await find(page, stranger.full_name, { ...stranger, kind: 'person' });
  await expect(page.getByText('Chưa mang theo chi tiết của người này')).toBeVisible();
  await openDossier(page, '1.001699', 'chính người hưởng');
  await next(page);
  await leaveForm(page);
  await page.getByRole('radio', { name: 'Chưa có' }).first().check();
  await next(page);
  await page.getByRole('radio', { name: 'tại Trung tâm' }).check();
  await page.getByRole('button', { name: /Tiếp nhận, in giấy hẹn|Đưa phiếu yêu cầu bổ sung/ }).click();
  await expect(page.getByText(/Đã tiếp nhận hồ sơ|Đã lập phiếu yêu cầu bổ sung/)).toBeVisible();
  const id = new URL(page.url()).pathname.split('/').at(-1);
  await context.setOffline(false);
  await expect(page.getByRole('link', { name: 'đã gửi hết' })).toBeVisible({ timeout: 30_000 });
  const view = (await (await page.request.get(`/api/dossiers/${id}`)).json()) as { record: Dossier };
  expect(view.record.intake.beneficiary).toBe(stranger.id);
});

test('a stop leaves the device only when nothing of it is unsent', async ({ page, context }) => {
  await signInOnScreen(page, 'social');
  const taken = await takeAlong(page);
  await workerReady(page);
  const person = adult(taken);
  await context.setOffline(true);
  await page.goto(`/app/field/stop/${taken.stop.id}`);
  await page.getByLabel('Số người').fill('2');
  await page.getByRole('button', { name: 'Ghi thêm lượt' }).click();
  await expect(page.getByRole('link', { name: '1 việc chưa gửi' })).toBeVisible();
  await page.goto('/app/field');
  await page.getByRole('button', { name: 'Bỏ khỏi máy' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('còn 1 việc chưa gửi');
  await expect(dialog.getByRole('button', { name: 'Bỏ khỏi máy' })).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Thôi, quay lại' }).click();
  await context.setOffline(false);
  await expect(page.getByRole('link', { name: 'đã gửi hết' })).toBeVisible({ timeout: 30_000 });

  await page.getByRole('button', { name: 'Bỏ khỏi máy' }).click();
  await dialog.getByRole('button', { name: 'Bỏ khỏi máy' }).click();
  await expect(page.getByText(/đã mang theo lúc/)).toHaveCount(0);
  // Nothing of the village's people is left to be found.
  await page.goto('/app/field/people');
  await page.getByLabel('Tên, năm sinh hoặc số cuối căn cước').fill(person.full_name);
  await expect(page.getByText(/Chưa thấy ai trùng|^0 người$/).first()).toBeVisible();
});

test('an identity card is compared with the list and registers whoever is on none', async ({ page }) => {
  await signInOnScreen(page, 'social');
  const taken = await takeAlong(page);
  const person = taken.records.find((one): one is Person => one.kind === 'person' && (one as Person).personal_id !== undefined && ((one as Person).birth_date ?? '').length === 10);
  if (!person?.birth_date) throw new Error('the demonstration has nobody with a number');
  const day = (iso: string) => iso.split('-').reverse().join('');
  const read = async (text: string) => {
    await page.getByLabel('Nội dung mã QR của thẻ căn cước').fill(text);
    await page.getByRole('button', { name: 'Đọc thẻ' }).click();
  };
  await find(page, person.full_name, person);
  await page.getByRole('button', { name: 'Đối chiếu căn cước' }).click();
  await read('không phải mã căn cước');
  await expect(page.getByRole('main').locator('[aria-invalid=true]')).toBeVisible();
  await read(`${person.personal_id}||${person.full_name} Khác|${day(person.birth_date)}|Nam|Thôn 1, Tà Đùng, Lâm Đồng|01052021`);
  await expect(page.getByText('Thẻ khác với danh sách')).toBeVisible();
  await expect(page.getByText(`trên thẻ “${person.full_name} Khác”`, { exact: false })).toBeVisible();
  // The scanned text is gone from the screen once it was read.
  await expect(page.getByLabel('Nội dung mã QR của thẻ căn cước')).toHaveValue('');

  await page.goto('/app/field/people');
  await page.getByRole('button', { name: 'Quét căn cước' }).click();
  await read('067195009876||Y Mới Quét Niê|02031995|Nam|Thôn 1, Tà Đùng, Lâm Đồng|01052021');
  await expect(page.getByText('Không có ai trong danh sách khớp với thẻ.')).toBeVisible();
  await page.getByRole('button', { name: 'Đăng ký theo thẻ này' }).click();
  await expect(page.getByLabel('Họ và tên')).toHaveValue('Y Mới Quét Niê');
  await expect(page.getByLabel('Ngày sinh')).toHaveValue('02/03/1995');
  await expect(page.getByLabel('Số định danh cá nhân')).toHaveValue('067195009876');
});
