import { expect, test } from '../fixtures/test.ts';
import { answerRest, expectCalm, find, next, openDossier, picture, signInOnScreen, takeAlong, workerReady, type Dossier, type Person } from './field-steps.ts';

// An action that finds nothing says so soon, instead of using up the time of the whole day.
test.use({ actionTimeout: 60_000 });

// One mobile day in a village: everything between "network off" and "network on" happens on the device alone.
test('a mobile day offline arrives exactly once', async ({ page: first, context }) => {
  test.setTimeout(300_000);
  await signInOnScreen(first, 'social');
  const taken = await takeAlong(first);
  await workerReady(first);
  await expectCalm(first);

  const people = taken.records.filter((one): one is Person => one.kind === 'person' && one.alive !== false);
  const ready = taken.records.find((one): one is Dossier => one.kind === 'dossier' && one.status === 'result_ready');
  const busy = new Set(taken.records.filter((one): one is Dossier => one.kind === 'dossier').map((one) => one.intake.beneficiary));
  const free = people.filter((one) => !busy.has(one.id) && one.household !== undefined);
  const disabled = people.find((one) => one.facts?.['disability'] === 'severe' || one.facts?.['disability'] === 'extreme');
  const neighbour = free.find((one) => one.household !== disabled?.household && (one.birth_date ?? '9999') < '1990');
  if (!disabled || !neighbour || !ready) throw new Error('the demonstration has nobody for the story');
  const carer = people.find((one) => one.household === disabled.household && one.id !== disabled.id && (one.birth_date ?? '9999') < '2008');

  // The network goes; the browser is closed and opened again.
  await context.setOffline(true);
  await first.close();
  const page = await context.newPage();
  await page.goto('/app/field');
  await page.getByRole('link', { name: 'Mở buổi' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(taken.stop.place);
  await expectCalm(page);

  await test.step('somebody is served without a dossier', async () => {
    await page.getByLabel('Số người').fill('3');
    await page.getByRole('button', { name: 'Ghi thêm lượt' }).click();
    await expect(page.getByText('Đã ghi 3 người', { exact: false })).toBeVisible();
  });

  await test.step('a disabled person, represented by a carer: receipt', async () => {
    const plain = disabled.full_name.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D').toLowerCase();
    await find(page, plain, disabled);
    await expect(page.getByText('Theo quy định hôm nay')).toBeVisible();
    await expectCalm(page);
    await openDossier(page, '1.001776', 'người chăm sóc');
    if (carer) await page.getByRole('radio', { name: carer.full_name }).first().check();
    else await page.getByLabel('Họ tên người nộp').fill('Trần Thị Chăm');
    await next(page);
    await answerRest(page);
    await page.reload();
    await next(page);
    await page.getByRole('radio', { name: 'tại buổi lưu động sau' }).check();
    await expect(page.getByText('Hồ sơ đủ')).toBeVisible();
    await page.getByRole('button', { name: 'Tiếp nhận, in giấy hẹn' }).click();
    await expect(page.getByText('Đã tiếp nhận hồ sơ')).toBeVisible();
    await expect(page.getByRole('article').getByText(/^T24637-/)).toBeVisible();
    await expect(page.getByRole('article').getByRole('img')).toBeVisible();
    await page.getByText('Cách tính ngày hẹn').click();
    await expect(page.getByText('ngày thứ 7')).toBeVisible();
    await expectCalm(page);
  });

  await test.step('the same household has a second need: shared facts are not asked again', async () => {
    if (!carer) return;
    await page.getByRole('link', { name: 'Nhu cầu tiếp theo của hộ' }).click();
    await expect(page.getByText(/người trong hộ/)).toBeVisible();
    await expectCalm(page);
    await page.getByRole('link', { name: `Thêm nhu cầu ${carer.full_name}` }).first().click();
    await page.getByRole('radio', { name: /1\.001776/ }).check();
    await next(page);
    await page.getByRole('radio', { name: 'chính người hưởng' }).check();
    await next(page);
    await expect(page.getByLabel('Nơi cư trú')).not.toHaveValue('');
    await answerRest(page);
    await next(page);
    await page.getByRole('radio', { name: 'tại Trung tâm' }).check();
    await page.getByRole('button', { name: /Tiếp nhận, in giấy hẹn|Đưa phiếu yêu cầu bổ sung/ }).click();
    await expect(page.getByText(/Đã tiếp nhận hồ sơ|Đã lập phiếu yêu cầu bổ sung/)).toBeVisible();
  });

  await test.step('a second person lacks a paper: guidance slip, with the photographed pages kept', async () => {
    await find(page, neighbour.full_name, neighbour);
    await openDossier(page, '1.001699', 'người đại diện');
    const other = page.getByRole('radio', { name: 'người khác' });
    if ((await other.count()) > 0) await other.check();
    await page.getByLabel('Họ tên người nộp').fill('Lê Văn Đại');
    await next(page);
    await answerRest(page);
    const medical = page.getByRole('listitem').filter({ hasText: 'bệnh án' });
    await medical.getByRole('radio', { name: 'Có đây' }).check();
    for (const n of [1, 2]) {
      await medical.locator('input[type=file]').last().setInputFiles({ name: `trang${n}.png`, mimeType: 'image/png', buffer: picture(1200 + n * 8) });
      await expect(medical.getByText(`Trang ${n}`, { exact: true })).toBeVisible();
    }
    await page.getByRole('listitem').filter({ hasText: 'ủy quyền' }).getByRole('radio', { name: 'Chưa có' }).check();
    await expectCalm(page);
    await next(page);
    await page.getByRole('radio', { name: 'tại buổi lưu động sau' }).check();
    await page.getByRole('button', { name: 'Đưa phiếu yêu cầu bổ sung' }).click();
    await expect(page.getByText('Đã lập phiếu yêu cầu bổ sung')).toBeVisible();
    await expect(page.getByRole('article').getByText('ủy quyền').first()).toBeVisible();
    await expect(page.getByRole('article').getByText('Lấy ở đâu', { exact: false }).first()).toBeVisible();
  });

  await test.step('a third person is on no list: registered on the spot, social pension', async () => {
    await page.goto('/app/field/people/new');
    await page.getByLabel('Họ và tên').fill('H’Ngọt Ê Ban Mới');
    await page.getByLabel('Ngày sinh').fill('01/03/1946');
    await page.getByRole('radio', { name: 'Nữ' }).check();
    await page.getByLabel('Số định danh cá nhân').fill('066146001234');
    await expectCalm(page);
    await page.getByRole('button', { name: 'Đăng ký và xem chế độ' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'H’Ngọt Ê Ban Mới' })).toBeVisible();
    await expect(page.getByText('mới phát hiện')).toBeVisible();
    await page.getByRole('button', { name: /Lương hưu hoặc trợ cấp BHXH mỗi tháng/ }).click();
    await page.getByLabel(/Lương hưu hoặc trợ cấp BHXH mỗi tháng/).fill('0');
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await openDossier(page, '1.014027', 'chính người hưởng');
    await next(page);
    await answerRest(page);
    await next(page);
    await page.getByRole('radio', { name: 'tại nhà' }).check();
    await page.getByLabel('Địa chỉ nhận').fill('Nhà sàn cạnh suối');
    await page.getByRole('button', { name: 'Tiếp nhận, in giấy hẹn' }).click();
    await expect(page.getByText('Đã tiếp nhận hồ sơ')).toBeVisible();
  });

  await test.step('a result is handed over, with a signature, and the citizen is asked', async () => {
    await page.goto(`/app/field/results/${ready.id}`);
    await page.getByText(/^Đã cùng kiểm tra/).click();
    const frame = page.locator('canvas');
    await frame.scrollIntoViewIfNeeded();
    const box = await frame.boundingBox();
    if (!box) throw new Error('no frame to sign in');
    await page.mouse.move(box.x + 20, box.y + 40);
    await page.mouse.down();
    await page.mouse.move(box.x + 120, box.y + 80, { steps: 5 });
    await page.mouse.up();
    await expect(page.getByText('Đã có chữ ký')).toBeVisible();
    await expectCalm(page);
    await page.getByRole('button', { name: 'Xác nhận đã trao' }).click();
    await expect(page.getByRole('heading', { name: 'Đã trao kết quả' })).toBeVisible();
    await page.getByRole('link', { name: 'Mời bà con cho ý kiến' }).click();
    await page.getByRole('button', { name: 'Bà con bắt đầu' }).click();
    await expectCalm(page);
    const comment = page.getByLabel('Bà con muốn nói thêm', { exact: false });
    while ((await comment.count()) === 0) {
      const before = await page.getByRole('heading', { level: 1 }).textContent();
      await page.locator('button.big').first().click();
      await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(before ?? '');
    }
    await comment.fill('Lời riêng của bà con');
    await page.getByRole('button', { name: 'Gửi ý kiến' }).click();
    await expect(page.getByRole('heading', { name: 'Xin cảm ơn bà con' })).toBeVisible();
  });

  await test.step('the team writes down a difficulty', async () => {
    await page.goto('/app/field/difficulties');
    await page.getByLabel('Nội dung').fill('Đường vào bon bị sạt, xe máy không qua được.');
    await page.getByRole('button', { name: 'Ghi lại' }).click();
    await expect(page.getByText('Đã lưu trên máy')).toBeVisible();
  });

  await test.step('nothing is hidden: the list of what is not yet sent', async () => {
    await page.getByRole('link', { name: /việc chưa gửi/ }).click();
    await expect(page.getByRole('heading', { name: 'Chưa về cơ quan' })).toBeVisible();
    await expect(page.getByText('Một phiếu ý kiến của bà con')).toBeVisible();
    await expect(page.getByText('Lời riêng của bà con')).toHaveCount(0);
    await expectCalm(page);
  });

  await context.setOffline(false);
  await expect(page.getByText('Mọi việc đã về cơ quan')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('link', { name: 'đã gửi hết' })).toBeVisible();

  // What the office has: each thing once, the photographs too.
  const dossiers = (await (await page.request.get(`/api/sync/changes?since=0&stop=${taken.stop.id}&limit=500`)).json()) as { records: (Person | Dossier)[]; more: boolean };
  const before = new Set(taken.records.map((one) => one.id));
  const mine = dossiers.records.filter((one): one is Dossier => one.kind === 'dossier' && one.stop === taken.stop.id && !before.has(one.id));
  expect(mine).toHaveLength(carer ? 4 : 3);
  for (const one of mine) expect(['guided', 'received']).toContain(one.status);
  expect(mine.find((one) => one.intake.beneficiary === disabled.id)?.status).toBe('received');
  expect(mine.find((one) => one.intake.beneficiary === neighbour.id)?.status).toBe('guided');
  const guided = mine.find((one) => one.intake.beneficiary === neighbour.id);
  const files = guided?.intake.papers.flatMap((paper) => paper.files ?? []) ?? [];
  expect(files).toHaveLength(2);
  for (const file of files) expect((await page.request.get(`/api/files/${file.hash}`)).status()).toBe(200);
  expect(dossiers.records.filter((one) => one.kind === 'person' && one.full_name === 'H’Ngọt Ê Ban Mới')).toHaveLength(1);

  // Going online and offline again sends nothing twice.
  await page.reload();
  await expect(page.getByRole('link', { name: 'đã gửi hết' })).toBeVisible();
  const again = (await (await page.request.get(`/api/sync/changes?since=0&stop=${taken.stop.id}&limit=500`)).json()) as typeof dossiers;
  expect(again.records).toHaveLength(dossiers.records.length);
});
