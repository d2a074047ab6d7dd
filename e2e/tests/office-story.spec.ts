import { expect, expectAccessible, test } from '../fixtures/test.ts';
import { act, dayAhead, desk, first, isPdf, open, rows } from './office-steps.ts';

test('a round is planned, published and announced', async ({ browser }, { project }) => {
  const page = await desk(browser, 'social');
  await page.goto('/app/office/rounds/new');
  const name = `Đợt kiểm tra trên máy ${project.name}`;
  const villages = page.getByRole('checkbox', { name: /^Chọn / });
  await expect(villages.first()).toBeVisible();

  // Nothing is sent before the plan is complete.
  await page.getByRole('button', { name: 'Lưu nháp' }).click();
  await expect(page.getByRole('alert')).toContainText('Ghi tên đợt');
  await expect(page.getByRole('alert')).toContainText('Chọn ít nhất một thôn');

  await page.getByLabel('Tên đợt').fill(name);
  await villages.first().check();
  await villages.nth(1).check();
  await expect(page.getByText(/Đã chọn 2 thôn/)).toBeVisible();
  await page.getByRole('button', { name: 'Gộp vào buổi trước' }).click();
  await page.getByLabel(/^Ngày/).fill(dayAhead(20));
  await page.getByLabel(/^Địa điểm/).fill('Nhà văn hóa thôn, gần trường học');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Lưu nháp' }).click();

  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  const round = new URL(page.url()).pathname.split('/').at(-1);
  await expect(page.getByText('Đang soạn')).toBeVisible();
  await page.getByRole('button', { name: 'Công bố lịch' }).click();
  await expect(page.getByText('Đã công bố').first()).toBeVisible();
  await page.getByText('Lời thông báo').click();
  await expect(page.getByText(/gần trường học/).last()).toBeVisible();
  await isPdf(page, `/api/rounds/${round}/poster.pdf`);
  await expectAccessible(page);

  const citizen = await (await browser.newContext()).newPage();
  await citizen.goto('/lich');
  await expect(citizen.getByText('Nhà văn hóa thôn, gần trường học').first()).toBeVisible();
});

test('a dossier goes from reception to hand-over', async ({ browser }) => {
  const center = await desk(browser, 'center');
  const dossier = await first(center, 'list=open&status=received&procedure=1.001776&limit=1');
  await open(center, dossier);
  await act(center, 'Nhờ xác nhận', async (dialog) => {
    await expect(dialog.getByLabel(/Nội dung cần xác nhận/)).toHaveValue(new RegExp(dossier.beneficiary_name));
  });
  await act(center, 'Chuyển Phòng VH-XH', (dialog) => dialog.getByLabel(/Lời nhắn/).fill('Gia đình mong có kết quả sớm.'));
  await expect(center.getByText('Đang thẩm định')).toBeVisible();

  // Police see the question and nothing else of the dossier.
  const police = await desk(browser, 'police');
  await police.goto('/app/office');
  await expect(police).toHaveURL(/office\/queue/);
  const card = police.getByRole('main').locator('section').filter({ hasText: dossier.code });
  await expect(card).toContainText(dossier.beneficiary_name);
  await card.getByLabel('Đúng', { exact: true }).check();
  await card.getByRole('button', { name: 'Gửi trả lời' }).click();
  await expect(police.getByText(`Đã trả lời cho ${dossier.beneficiary_name}`)).toBeVisible();
  await expectAccessible(police);
  expect((await police.request.get(`/api/dossiers/${dossier.id}`)).status()).toBe(403);

  const social = await desk(browser, 'social');
  await open(social, dossier);
  await act(social, 'Thẩm định', async (dialog) => {
    await dialog.getByLabel(/^Đề xuất/).selectOption({ label: 'Cho hưởng' });
    await dialog.getByLabel(/Mức đề xuất/).fill('810.000');
  });
  await expect(social.getByText('Chờ duyệt')).toBeVisible();

  const leader = await desk(browser, 'leader');
  await leader.goto('/app/office');
  await expect(leader).toHaveURL(/office\/board/);
  await open(leader, dossier);
  await act(leader, 'Duyệt', (dialog) => expect(dialog).toContainText('810.000 đồng'));

  await social.reload();
  await act(social, 'Ghi quyết định', (dialog) => dialog.getByLabel(/Số, ký hiệu/).fill('125/QĐ-UBND'));
  await expect(social.getByText('Có kết quả, chờ trả')).toBeVisible();

  await center.reload();
  await act(center, 'Trao kết quả', async (dialog) => {
    await dialog.getByText(/Đã cùng kiểm tra/).click();
    await expect(dialog.getByLabel(/Đã cùng kiểm tra/)).toBeChecked();
    const pad = dialog.locator('canvas');
    await pad.scrollIntoViewIfNeeded();
    const box = await pad.boundingBox();
    if (!box) throw new Error('no frame to sign in');
    await center.mouse.move(box.x + 30, box.y + 40);
    await center.mouse.down();
    await center.mouse.move(box.x + 120, box.y + 80, { steps: 6 });
    await center.mouse.up();
    await expect(dialog.getByText('Đã có chữ ký').first()).toBeVisible();
  });
  await expect(center.getByText('Đã trả kết quả')).toBeVisible();

  // The history tells the whole way in plain words, and the slips come out.
  const history = center.getByRole('main');
  for (const line of ['Chuyển Phòng Văn hóa - Xã hội', 'Công an xã trả lời: đúng', 'Duyệt đề xuất', 'Ghi quyết định số 125/QĐ-UBND', 'Trao kết quả cho']) {
    await expect(history.getByText(line).first()).toBeVisible();
  }
  await isPdf(center, `/api/dossiers/${dossier.id}/slips/control.pdf`);
  await isPdf(center, `/api/dossiers/${dossier.id}/slips/handover.pdf`);
  await expectAccessible(center);
});

test('a dossier is refused with its reason', async ({ browser }) => {
  const social = await desk(browser, 'social');
  const dossier = await first(social, 'list=open&status=processing&limit=1');
  await open(social, dossier);
  await social.getByRole('button', { name: 'Thẩm định', exact: true }).click();
  const dialog = social.getByRole('dialog');
  await dialog.getByLabel(/^Đề xuất/).selectOption({ label: 'Không đủ điều kiện, đề nghị từ chối' });
  await dialog.getByRole('button', { name: 'Thẩm định', exact: true }).click();
  await expect(dialog.getByRole('alert')).toContainText('Ghi lý do');
  await dialog.getByLabel(/^Lý do/).fill('Đang hưởng khoản trợ cấp cao hơn.');
  await dialog.getByRole('button', { name: 'Thẩm định', exact: true }).click();
  await expect(social.getByText('Thẩm định: đã ghi')).toBeVisible();

  const leader = await desk(browser, 'leader');
  await open(leader, dossier);
  await expect(leader.getByRole('button', { name: 'Duyệt', exact: true })).toHaveCount(0);
  await act(leader, 'Từ chối', (form) => expect(form.getByLabel(/^Lý do/)).toHaveValue('Đang hưởng khoản trợ cấp cao hơn.'));
  await isPdf(leader, `/api/dossiers/${dossier.id}/slips/refusal.pdf`);
});

test('an apology gives one new date, and only one', async ({ browser }) => {
  const social = await desk(browser, 'social');
  const waiting = await rows(social, 'list=open&status=processing&limit=20');
  const dossier = waiting.findLast((row) => row.due !== undefined);
  if (!dossier) throw new Error('the demonstration has no dossier with a time limit');
  await open(social, dossier);
  await act(social, 'Xin lỗi, hẹn lại', async (dialog) => {
    await expect(dialog).toContainText('Chỉ được xin lỗi và hẹn lại một lần');
    await dialog.getByLabel(/Ngày hẹn mới/).fill(dayAhead(60));
    await dialog.getByLabel(/^Lý do/).fill('Chờ xác minh nơi cư trú.');
  });
  await expect(social.getByRole('button', { name: 'Xin lỗi, hẹn lại' })).toHaveCount(0);
  await isPdf(social, `/api/dossiers/${dossier.id}/slips/apology.pdf`);
});

test('what was typed stays when the network is cut', async ({ browser }) => {
  const social = await desk(browser, 'social');
  const dossier = await first(social, 'list=open&status=processing&limit=1');
  await open(social, dossier);
  await social.getByRole('button', { name: 'Ghi chú', exact: true }).click();
  const dialog = social.getByRole('dialog');
  await dialog.getByLabel(/Nội dung ghi chú/).fill('Đã gọi cho gia đình.');
  await social.context().setOffline(true);
  await dialog.getByRole('button', { name: 'Ghi chú', exact: true }).click();
  await expect(dialog.getByText(/Chưa gửi được/)).toBeVisible();
  await expect(dialog.getByLabel(/Nội dung ghi chú/)).toHaveValue('Đã gọi cho gia đình.');
  await social.context().setOffline(false);
  await dialog.getByRole('button', { name: 'Ghi chú', exact: true }).click();
  await expect(social.getByText('Ghi chú: đã ghi')).toBeVisible();
  await expect(social.getByText('Ghi chú: Đã gọi cho gia đình.')).toHaveCount(1);
});

test('a village head who types the address of a dossier learns nothing', async ({ browser }) => {
  const social = await desk(browser, 'social');
  const dossier = await first(social, 'list=open&limit=1');
  const head = await desk(browser, 'village_head');
  await head.goto(`/app/office/dossiers/${dossier.id}`);
  await expect(head.getByText(/không thuộc phần của anh chị|Không tìm thấy/)).toBeVisible();
  await expect(head.getByText(dossier.beneficiary_name)).toHaveCount(0);
  await expect(head.getByText(dossier.code)).toHaveCount(0);
});

test('main screens are accessible and their numbers open lists', async ({ browser }) => {
  const social = await desk(browser, 'social');
  await social.goto('/app/office/board');
  const overdue = social.getByRole('link', { name: /^Quá hạn: / });
  await expect(overdue).toBeVisible();
  await expectAccessible(social);
  await overdue.click();
  await expect(social.getByRole('heading', { level: 1, name: 'Hồ sơ quá hạn' })).toBeVisible();
  for (const path of ['dossiers?list=open', 'people', 'rounds', 'attention', 'reports']) {
    await social.goto(`/app/office/${path}`);
    await expect(social.getByText('Đang lấy dữ liệu…')).toHaveCount(0);
    await expect(social.getByRole('heading', { level: 1 })).toBeVisible();
    await expectAccessible(social);
  }
});
