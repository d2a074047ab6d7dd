import { expect, test } from '../fixtures/test.ts';
import { answerRest, find, next, openDossier, signInOnScreen, takeAlong, workerReady, type Person } from '../tests/field-steps.ts';
import { shoot } from './shoot.ts';

/** Born before it: old enough for the allowance of old age, whatever the year of the demonstration. */
const ELDER = '1950';

test('the pictures of a mobile day', async ({ page, context }) => {
  await signInOnScreen(page, 'social');
  const taken = await takeAlong(page);
  await workerReady(page);

  // From here on as in a village: no network, everything stays on the device.
  await context.setOffline(true);
  await page.goto('/app/field');
  await page.getByRole('link', { name: 'Mở buổi' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(taken.stop.place);
  await expect(page.getByText('Không có mạng')).toBeVisible();
  await page.getByLabel('Số người').fill('3');
  await page.getByRole('button', { name: 'Ghi thêm lượt' }).click();
  await expect(page.getByText('Đã ghi 3 người', { exact: false })).toBeVisible();
  await page.evaluate(() => window.scrollTo(0, 0));
  await shoot(page, 'field-stop');

  // An allowance is sure; whether there is more hangs on one answer.
  const elder = taken.records.find((one): one is Person => one.kind === 'person' && one.alive !== false && (one.receives ?? []).length > 0 && (one.birth_date ?? '9999') < ELDER);
  if (!elder) throw new Error('the demonstration has no elder with an allowance in this village');
  await find(page, elder.full_name, elder);
  const law = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Theo quy định hôm nay' }) });
  // An answer closes its question at once: there is nothing left to be checked.
  await page.getByRole('button', { name: 'Sửa Hộ nghèo, cận nghèo' }).click();
  await page.getByRole('radio', { name: 'hộ nghèo', exact: true }).click();
  await page.getByText('Các thông tin khác').click();
  await page.getByRole('button', { name: 'Sửa Người có nghĩa vụ phụng dưỡng' }).click();
  await page.getByRole('radio', { name: 'Chưa rõ' }).click();
  await expect(law.getByText('được hưởng', { exact: true }).first()).toBeVisible();
  await expect(law.getByText(/^Chưa thể kết luận \(/)).toBeVisible();
  // A taller phone, so that the sure and the open stand in one picture.
  const usual = page.viewportSize();
  await page.setViewportSize({ width: 360, height: 1000 });
  await shoot(page, 'field-person', law);
  if (usual) await page.setViewportSize(usual);

  // Somebody on no list is registered on the spot and gets a receipt.
  await page.goto('/app/field/people/new');
  await page.getByLabel('Họ và tên').fill('H’Ngọt Ê Ban');
  await page.getByLabel('Ngày sinh').fill('01/03/1946');
  await page.getByRole('radio', { name: 'Nữ' }).check();
  await page.getByLabel('Số định danh cá nhân').fill('066146001234');
  await page.getByRole('button', { name: 'Đăng ký và xem chế độ' }).click();
  await expect(page.getByText('mới phát hiện')).toBeVisible();
  await page.getByRole('button', { name: /Lương hưu hoặc trợ cấp BHXH mỗi tháng/ }).click();
  await page.getByLabel(/Lương hưu hoặc trợ cấp BHXH mỗi tháng/).fill('0');
  await page.getByRole('button', { name: 'Lưu', exact: true }).click();
  await openDossier(page, '1.014027', 'chính người hưởng');
  await next(page);
  await answerRest(page);
  await next(page);
  await page.getByRole('radio', { name: 'tại buổi lưu động sau' }).check();
  await page.getByRole('button', { name: 'Tiếp nhận, in giấy hẹn' }).click();
  await expect(page.getByText('Đã tiếp nhận hồ sơ')).toBeVisible();
  await shoot(page, 'field-receipt', page.getByRole('article'));

  await page.goto('/app/field/difficulties');
  await page.getByLabel('Nội dung').fill('Đường vào bon bị sạt, xe máy không qua được.');
  await page.getByRole('button', { name: 'Ghi lại' }).click();
  await expect(page.getByText('Đã lưu trên máy')).toBeVisible();
  await page.getByRole('link', { name: /việc chưa gửi/ }).click();
  await expect(page.getByRole('heading', { name: 'Chưa về cơ quan' })).toBeVisible();
  await shoot(page, 'field-outbox');
});
