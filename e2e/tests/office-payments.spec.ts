import { inflateRawSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/test.ts';
import { desk } from './office-steps.ts';

/** The text of one file of a zip, by the central directory; the workbook that offices open. */
function unzip(zip: Buffer, name: string): string {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const [method, size] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20)];
    const [nameLength, extra, comment] = [zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32)];
    const local = zip.readUInt32LE(at + 42);
    if (zip.toString('utf8', at + 46, at + 46 + nameLength) === name) {
      const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
      const bytes = zip.subarray(start, start + size);
      return (method === 8 ? inflateRawSync(bytes) : bytes).toString('utf8');
    }
    at += 46 + nameLength + extra + comment;
  }
  throw new Error(`no ${name} in the zip`);
}

/** A month as it is written, `11/2026`, counted from the one of today. */
function month(ahead: number): { iso: string; written: string } {
  const now = new Date(Date.now() + 7 * 3_600_000);
  const iso = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1)).toISOString().slice(0, 7);
  return { iso, written: iso.split('-').reverse().join('/') };
}

async function toMonth(page: Page, iso: string): Promise<void> {
  await page.goto(`/app/office/payments/${iso}`);
  await expect(page.getByText('Tổng số tiền phải chi')).toBeVisible();
}

async function csrf(page: Page): Promise<string> {
  return ((await (await page.request.get('/api/session')).json()) as { csrf: string }).csrf;
}

test('a month is paid: drawn up, approved by the leader, exported, reconciled, corrected', async ({ browser }, info) => {
  const now = month(0);
  const social = await desk(browser, 'social');
  await social.goto('/app/office/payments');
  await expect(social.getByRole('heading', { level: 1, name: 'Chi trả' })).toBeVisible();
  await social.getByRole('button', { name: `Lập danh sách tháng ${now.written}` }).click();
  await expect(social.getByRole('heading', { level: 1, name: `Chi trả tháng ${now.written}` })).toBeVisible();
  await expect(social.getByText('Dự thảo, chờ duyệt')).toBeVisible();
  await expect(social.getByText('Bằng chữ:').first()).toBeVisible();
  await expect(social.getByRole('button', { name: 'Duyệt danh sách' })).toHaveCount(0);
  await social.screenshot({ path: info.outputPath('draft.png'), fullPage: true });

  // The person's page opens from the row, and a name is found without accents.
  const rows = (await (await social.request.get(`/api/payments/${now.iso}/rows?limit=200`)).json()) as {
    items: { person: string; full_name: string; total: number; number: number }[];
    total: number;
  };
  expect(rows.total).toBeGreaterThan(3);
  const somebody = rows.items[0]!;
  await social.getByLabel('Tìm theo tên').fill(somebody.full_name);
  await expect(social.getByRole('link', { name: somebody.full_name }).first()).toBeVisible();

  // The months before were paid: what changed has its reasons, and who collected in none of them is suspended.
  await social.getByLabel('Tìm theo tên').fill('');
  await social.getByRole('tab', { name: /^Tăng giảm/ }).click();
  await expect(social.getByText('nhiều tháng liền không nhận')).toBeVisible();
  await social.screenshot({ path: info.outputPath('changes.png'), fullPage: true });
  await social.getByRole('tab', { name: /^Không chi trả/ }).click();
  await social.getByRole('button', { name: /^Đã đến, chi trả lại/ }).click();
  await expect(social.getByText('Đã đưa lại vào danh sách và lập lại.')).toBeVisible();
  await expect(social.getByText('Không có ai phải tạm dừng hoặc thôi chi trả')).toBeVisible();
  // Pressed by mistake: taken back, and pressed again.
  await social.getByRole('button', { name: /^Bỏ, để tạm dừng/ }).click();
  await social.getByRole('button', { name: /^Đã đến, chi trả lại/ }).click();
  await expect(social.getByText('1 người tạm dừng đã được đưa lại vào danh sách')).toBeVisible();

  // The leader sees totals and what to look at, then approves; the sentence says what freezes.
  const leader = await desk(browser, 'leader');
  await toMonth(leader, now.iso);
  await expect(leader.getByText('Chỉ hiện nhóm trợ cấp, không hiện lý do hưởng của từng người.')).toBeVisible();
  await leader.getByRole('button', { name: 'Duyệt danh sách' }).click();
  const dialog = leader.getByRole('dialog');
  await expect(dialog.getByText('Sau khi duyệt, danh sách giữ nguyên')).toBeVisible();
  await leader.screenshot({ path: info.outputPath('approve.png') });
  const looked = dialog.getByRole('checkbox');
  if ((await looked.count()) > 0) {
    await dialog.getByRole('button', { name: /^Duyệt [\d.]+ đồng$/ }).click();
    await expect(dialog.getByText('Đánh dấu là đã xem, hoặc đóng lại để xem')).toBeVisible();
    await dialog.getByText('Tôi đã xem và vẫn duyệt.').click();
  }
  await dialog.getByRole('button', { name: /^Duyệt [\d.]+ đồng$/ }).click();
  await expect(leader.getByText('Đã duyệt. Danh sách từ nay giữ nguyên.')).toBeVisible();
  await expect(leader.getByRole('button', { name: 'Lập lại' })).toHaveCount(0);

  // The file is a workbook with the list, the total in words, and no word about anybody's health.
  await toMonth(social, now.iso);
  const download = social.waitForEvent('download');
  await social.getByRole('link', { name: 'Tải Excel' }).click();
  expect((await download).suggestedFilename()).toBe(`chi-tra-${now.iso}.xlsx`);
  const file = await (await social.request.get(`/api/payments/${now.iso}.xlsx`)).body();
  const texts = unzip(file, 'xl/sharedStrings.xml');
  expect(texts).toContain('DANH SÁCH CHI TRẢ TRỢ CẤP HẰNG THÁNG');
  expect(texts).toContain('Bằng chữ:');
  expect(texts).toContain('Dữ liệu minh họa');
  expect(texts).not.toMatch(/HIV|khuyết tật/i);
  expect(unzip(file, 'xl/worksheets/sheet1.xml')).not.toContain('<f>');

  // The payer's return: two rows fit, one means nobody. Nothing is taken before that row is left out on purpose.
  await social.getByRole('button', { name: 'Nhập kết quả chi trả' }).click();
  const numbered: { id: string; row: (typeof rows.items)[number] }[] = [];
  for (const row of rows.items) {
    const person = (await (await social.request.get(`/api/people/${row.person}`)).json()) as { record: { personal_id?: string } };
    if (person.record.personal_id) numbered.push({ id: person.record.personal_id, row });
    if (numbered.length === 2) break;
  }
  const [first, second] = [numbered[0]!.row, numbered[1]!.row];
  const csv = [
    'STT,Họ và tên,Số CCCD,Số tiền đã chi',
    `1,${first.full_name},${numbered[0]!.id},${first.total}`,
    `2,${second.full_name},${numbered[1]!.id},0`,
    '3,Người Không Có Trong Danh Sách,,540000'
  ].join('\n');
  const entering = social.getByRole('dialog');
  await entering.getByLabel('Tệp của nơi chi trả').setInputFiles({ name: 'Bảng kê bưu điện.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await expect(entering.getByText('2/3 dòng khớp với danh sách')).toBeVisible();
  await expect(entering.getByText('không có ai trong danh sách khớp')).toBeVisible();
  await expect(entering.getByRole('button', { name: /^Nhận/ })).toHaveCount(0);
  await social.screenshot({ path: info.outputPath('return.png') });
  await entering.getByText('Bỏ qua 1 dòng này, nhận các dòng còn lại').click();
  await entering.getByRole('button', { name: 'Nhận 2 dòng' }).click();
  await expect(social.getByText('Đã nhận kết quả chi trả.')).toBeVisible();
  await expect(social.getByRole('table').getByText('Chưa có trong kết quả').first()).toBeVisible();
  await social.getByLabel('Khác nhau thế nào').selectOption({ label: 'Chưa nhận (1)' });
  await expect(social.getByRole('link', { name: second.full_name })).toBeVisible();
  await social.screenshot({ path: info.outputPath('reconcile.png'), fullPage: true });

  // Everybody else was paid in full: then only one difference is left.
  await social.getByRole('button', { name: 'Nhập kết quả chi trả' }).first().click();
  await entering.getByText('Ghi những người chưa nhận, còn lại đã nhận đủ', { exact: true }).click();
  await entering.getByRole('button', { name: 'Ghi: 0 người chưa nhận, còn lại đã nhận đủ' }).click();
  await expect(entering).toHaveCount(0);
  const sums = (await (await social.request.get(`/api/payments/${now.iso}/reconciliation`)).json()) as { sums: { mismatches: { mismatch: string; people: number }[] } };
  expect(sums.sums.mismatches.map((one) => [one.mismatch, one.people])).toEqual([['not_collected', 1]]);

  // What was wrong stands beside the list.
  await social.getByRole('tab', { name: /^Danh sách/ }).click();
  await social.getByRole('button', { name: `Ghi điều chỉnh ${first.full_name}` }).first().click();
  const correcting = social.getByRole('dialog');
  await correcting.getByRole('button', { name: 'Ghi điều chỉnh' }).click();
  await expect(correcting.getByText('Ghi số tiền lớn hơn 0, chỉ gồm chữ số')).toBeVisible();
  await correcting.getByLabel('Số tiền (đồng)').fill('100.000');
  await correcting.getByLabel('Lý do').fill('Chi thừa do nhập trùng');
  await correcting.getByRole('button', { name: 'Ghi điều chỉnh' }).click();
  await expect(social.getByText('Đã ghi điều chỉnh.')).toBeVisible();
  await social.getByRole('tab', { name: /^Điều chỉnh/ }).click();
  await expect(social.getByText('Chi thừa do nhập trùng')).toBeVisible();
  await expect(social.getByText('-100.000')).toBeVisible();

  // The next month follows: the one who did not collect is owed, the correction is taken back.
  const next = month(1);
  await social.goto('/app/office/payments');
  await social.getByRole('button', { name: `Lập danh sách tháng ${next.written}` }).click();
  await expect(social.getByRole('heading', { level: 1, name: `Chi trả tháng ${next.written}` })).toBeVisible();
  await social.getByLabel('Chỉ hiện').selectOption('arrears');
  await expect(social.getByText('(chưa nhận)').first()).toBeVisible();
  await expect(social.getByText('-100.000 (điều chỉnh sau khi duyệt)')).toBeVisible();
  await social.screenshot({ path: info.outputPath('next.png'), fullPage: true });
});

test('each role sees its own, settings say where they come from', async ({ browser }, info) => {
  const social = await desk(browser, 'social');
  const now = month(0);
  const known = await social.request.get(`/api/payments/${now.iso}`);
  if (!known.ok()) {
    const drawn = await social.request.post(`/api/payments/${now.iso}`, { headers: { 'X-CSRF-Token': await csrf(social) } });
    expect(drawn.ok()).toBe(true);
  }
  await social.goto('/app/office/payments');
  await social.getByRole('button', { name: 'Cài đặt chi trả' }).click();
  const dialog = social.getByRole('dialog');
  await expect(dialog.getByText('Căn cứ: 335/2026/NĐ-CP Đ8.3 (chưa kiểm chứng)')).toBeVisible();
  await social.screenshot({ path: info.outputPath('settings.png') });
  await dialog.getByLabel('Tạm dừng sau mấy tháng liền không nhận').fill('0');
  await expect(dialog.getByText('Ghi số tháng từ 1 đến 24')).toBeVisible();
  await dialog.getByRole('button', { name: 'Đóng' }).click();
  await social.screenshot({ path: info.outputPath('months.png'), fullPage: true });

  const economy = await desk(browser, 'economy');
  await toMonth(economy, now.iso);
  await expect(economy.getByText('họ tên và lý do không hiện ở đây')).toBeVisible();
  await expect(economy.getByLabel('Tìm theo tên')).toHaveCount(0);
  await economy.screenshot({ path: info.outputPath('economy.png'), fullPage: true });

  const police = await desk(browser, 'police');
  expect((await police.request.get('/api/payments')).status()).toBe(403);
  await police.goto(`/app/office/payments/${now.iso}`);
  await expect(police.getByText('Việc này không thuộc phần của anh chị')).toBeVisible();
});
