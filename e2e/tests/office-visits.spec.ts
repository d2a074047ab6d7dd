import { expect, expectAccessible, test } from '../fixtures/test.ts';
import { dayAhead, desk } from './office-steps.ts';

test.use({ actionTimeout: 60_000 });

test('the village head asks for a visit at home, and the centre sees to it', async ({ browser }, { project }) => {
  const name = `Cụ Xin Đến Nhà ${project.name}`;
  const head = await desk(browser, 'village_head');
  await head.goto('/app/office');
  await expect(head).toHaveURL(/office\/village/);
  await head.getByRole('button', { name: 'Gửi yêu cầu' }).click();
  await expect(head.getByRole('alert')).toContainText('Ghi họ tên');
  await head.getByLabel(/Họ tên người cần phục vụ/).fill(name);
  await head.getByLabel(/Cần việc gì/).fill('Làm giấy xác nhận khuyết tật');
  await head.getByRole('button', { name: 'Gửi yêu cầu' }).click();
  await expect(head.getByText('Đã gửi yêu cầu. Trung tâm sẽ liên lạc.')).toBeVisible();
  await head.getByRole('textbox', { name: 'Nội dung' }).fill('Cầu treo đang sửa.');
  await head.getByRole('button', { name: 'Gửi', exact: true }).click();
  await expect(head.getByText('Đã gửi về xã.')).toBeVisible();
  await expectAccessible(head);
  await head.getByRole('link', { name: 'Xem các yêu cầu đã gửi' }).click();
  await expect(head.getByRole('heading', { name })).toBeVisible();
  await expect(head.getByRole('button', { name: 'Phân công' })).toHaveCount(0);

  const center = await desk(browser, 'center');
  await center.goto('/app/office/board');
  await center.getByRole('link', { name: /^Xin phục vụ tại nhà, chưa phân công: / }).click();
  const card = center.getByRole('main').locator('section').filter({ has: center.getByRole('heading', { name }) });
  await card.getByRole('button', { name: 'Phân công' }).click();
  await card.getByRole('button', { name: 'Phân công' }).click();
  await expect(card.getByText('Chọn cán bộ đến nhà')).toBeVisible();
  await card.getByRole('combobox').selectOption({ label: 'Trần Thị Minh Hà' });
  await card.getByLabel(/Ngày đến/).fill(dayAhead(3));
  await expectAccessible(center);
  await card.getByRole('button', { name: 'Phân công' }).click();
  await expect(center.getByText(`Đã phân công đến nhà ${name}`)).toBeVisible();
  await center.getByRole('tab', { name: 'Đã phân công' }).click();
  await expect(card.getByText('Trần Thị Minh Hà')).toBeVisible();
  await card.getByRole('button', { name: 'Đã phục vụ xong' }).click();
  await expect(center.getByText(`phục vụ xong tại nhà ${name}`)).toBeVisible();
  await center.getByRole('tab', { name: 'Đã phục vụ' }).click();
  await expect(card.getByText('Làm giấy xác nhận khuyết tật')).toBeVisible();
});
