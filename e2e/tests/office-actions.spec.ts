import { expect, test } from '../fixtures/test.ts';
import { picture } from './field-steps.ts';
import { act, dayAhead, desk, first, open, rows } from './office-steps.ts';

test.use({ actionTimeout: 60_000 });

test('the leader sends an appraisal back, and the office sees why', async ({ browser }) => {
  const social = await desk(browser, 'social');
  const dossier = (await rows(social, 'list=open&status=processing&procedure=1.001776&limit=20')).at(-1) ?? (await first(social, 'list=open&status=processing&limit=1'));
  await open(social, dossier);
  await act(social, 'Thẩm định', async (dialog) => {
    await dialog.getByLabel(/^Đề xuất/).selectOption({ label: 'Không đủ điều kiện, đề nghị từ chối' });
    await dialog.getByLabel(/^Lý do/).fill('Chưa thấy giấy xác nhận.');
  });
  const leader = await desk(browser, 'leader');
  await open(leader, dossier);
  await act(leader, 'Trả lại để thẩm định', (dialog) => dialog.getByLabel(/^Lý do/).fill('Xem lại mức độ khuyết tật.'));
  await expect(leader.getByText('Đang thẩm định').first()).toBeVisible();
  await social.reload();
  await expect(social.getByText('Xem lại mức độ khuyết tật.').first()).toBeVisible();
});

test('the centre adds a paper, writes the official code and stops on request', async ({ browser }) => {
  const center = await desk(browser, 'center');
  const dossier = (await rows(center, 'list=open&status=received&limit=20')).at(-1) ?? (await first(center, 'list=open&status=received&limit=1'));
  await open(center, dossier);
  await act(center, 'Thêm giấy tờ', async (dialog) => {
    await dialog.getByRole('combobox').selectOption({ index: 1 });
    await dialog.locator('input[type=file]').last().setInputFiles({ name: 'giay.png', mimeType: 'image/png', buffer: picture() });
    await expect(dialog.getByRole('img').first()).toBeVisible();
  });
  await expect(center.getByRole('main').getByText(/^Thêm giấy tờ: /).or(center.getByRole('main').getByText(/^Bổ sung giấy tờ: /)).first()).toBeVisible();
  const code = `H36.20-261122-${dossier.code.slice(-4)}`;
  await act(center, 'Ghi mã chính thức', (dialog) => dialog.getByLabel(/Mã trên hệ thống/).fill(code));
  await expect(center.getByText(code).first()).toBeVisible();
  await act(center, 'Dừng theo yêu cầu', (dialog) => dialog.getByLabel(/^Lý do/).fill('Gia đình xin rút.'));
  await expect(center.getByText('Đã dừng').first()).toBeVisible();
  await expect(center.getByText(/Gia đình xin rút\./).first()).toBeVisible();
});

test('an apology after the promise was broken raises a flag, which a person closes', async ({ browser }) => {
  const social = await desk(browser, 'social');
  const dossier = (await rows(social, 'list=overdue&limit=20')).at(-1);
  if (!dossier) throw new Error('the demonstration has nothing overdue');
  await open(social, dossier);
  await expect(social.getByText(/quá hạn \d+ ngày làm việc|vừa quá hạn/).first()).toBeVisible();
  await social.getByRole('main').getByRole('button', { name: 'Xin lỗi, hẹn lại', exact: true }).click();
  const dialog = social.getByRole('dialog');
  await dialog.getByLabel(/Ngày hẹn mới/).fill(dayAhead(20));
  await dialog.getByLabel(/^Lý do/).fill('Chờ xác minh.');
  await dialog.getByRole('button', { name: 'Xin lỗi, hẹn lại', exact: true }).click();
  await expect(social.getByText(/có điều cần xem lại/)).toBeVisible();
  await expect(social.getByText('Xin lỗi sau khi đã quá hạn').first()).toBeVisible();
  await social.goto('/app/office/attention');
  await expect(social.getByRole('link', { name: dossier.beneficiary_name }).first()).toBeVisible();
  await open(social, dossier);
  await act(social, 'Đóng cảnh báo', (form) => form.getByLabel(/Đã xử lý thế nào/).fill('Đã gọi xin lỗi gia đình.'));
  await expect(social.getByRole('button', { name: 'Đóng cảnh báo' })).toHaveCount(0);
});

test('the health station answers from its own narrow screen', async ({ browser }) => {
  const center = await desk(browser, 'center');
  const dossier = await first(center, 'list=open&status=received&procedure=1.001776&limit=1');
  await open(center, dossier);
  await act(center, 'Nhờ xác nhận', async (dialog) => {
    await dialog.getByLabel('Trạm Y tế').check();
    await expect(dialog.getByLabel(/Nội dung cần xác nhận/)).toHaveValue(/sức khỏe/);
  });
  const health = await desk(browser, 'health');
  await health.goto('/app/office/queue');
  const card = health.getByRole('main').locator('section').filter({ hasText: dossier.code });
  await card.getByLabel('Có chỗ khác').check();
  await card.getByRole('button', { name: 'Gửi trả lời' }).click();
  await expect(card.getByText('Ghi rõ để cán bộ xử lý biết')).toBeVisible();
  await card.getByLabel(/Khác ở chỗ nào/).fill('Giấy ghi mức nặng, không phải đặc biệt nặng.');
  await card.getByRole('button', { name: 'Gửi trả lời' }).click();
  await expect(health.getByText(`Đã trả lời cho ${dossier.beneficiary_name}`)).toBeVisible();
  await center.reload();
  await expect(center.getByText('Giấy ghi mức nặng, không phải đặc biệt nặng.').first()).toBeVisible();
});

test('two desks change the same fact: a person chooses between both', async ({ browser }) => {
  const [social, center] = await Promise.all([desk(browser, 'social'), desk(browser, 'center')]);
  const people = (await (await social.request.get('/api/people?list=receives&limit=20')).json()) as { items: { id: string; full_name: string }[] };
  const person = people.items[5];
  if (!person) throw new Error('the demonstration has nobody');
  for (const page of [social, center]) {
    await page.goto(`/app/office/people/${person.id}`);
    await expect(page.getByRole('heading', { level: 1, name: person.full_name })).toBeVisible();
  }
  const change = async (page: typeof social, phone: string) => {
    await page.getByRole('button', { name: /^Sửa.*: Điện thoại$/ }).click();
    await page.getByRole('textbox', { name: 'Điện thoại' }).fill(phone);
    await page.getByRole('main').getByRole('button', { name: 'Lưu', exact: true }).click();
  };
  await change(social, '0912000111');
  await expect(social.getByText('0912000111').first()).toBeVisible();
  await change(center, '0912000222');
  await expect(center.getByText(/Người khác vừa làm một bước trên cùng chỗ này/)).toBeVisible();

  await center.goto('/app/office/attention');
  const card = center.getByRole('main').locator('section').filter({ has: center.getByRole('heading', { name: person.full_name }) });
  await card.getByRole('button', { name: 'Quyết định' }).first().click();
  await expect(card.getByRole('cell', { name: '0912000222' })).toBeVisible();
  await expect(card.getByRole('cell', { name: '0912000111' })).toBeVisible();
  await card.getByRole('button', { name: 'Quyết định' }).last().click();
  await expect(card.getByText('Chọn một cách xử lý')).toBeVisible();
  await card.getByLabel('Dùng bản gửi lên').check();
  await card.getByLabel(/Đã làm gì/).fill('Gọi lại, số mới đúng.');
  await card.getByRole('button', { name: 'Quyết định' }).last().click();
  await expect(card).toHaveCount(0);
  await social.reload();
  await expect(social.getByText('0912000222').first()).toBeVisible();
});
