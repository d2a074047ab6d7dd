import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from '../fixtures/test.ts';
import { desk } from './office-steps.ts';

test.use({ actionTimeout: 60_000 });

interface Row {
  person: string;
  full_name: string;
  village: string;
  findings: { group: string; finding: { kind: string; ask?: { fact: string }[] } }[];
}

async function rows(page: Page, query: string): Promise<Row[]> {
  const answer = await page.request.get(`/api/missing-out?limit=200&${query}`);
  expect(answer.ok(), `${query}: ${answer.status()}`).toBe(true);
  return ((await answer.json()) as { items: Row[] }).items;
}

/** The card of a person; names repeat in a commune, people do not. */
const card = (page: Page, row: Row) => page.locator(`section[aria-labelledby="name-${row.person}"]`);

test('the office sees who is missing out and why, prints a visit list and plans the next round', async ({ browser }) => {
  const page = await desk(browser, 'social');
  await page.goto('/app/office/missing');
  await expect(page.getByRole('heading', { level: 1, name: 'Có thể bỏ sót' })).toBeVisible();
  await expect(page.getByRole('tab', { name: /Chắc chắn bỏ sót/ })).toHaveAttribute('aria-selected', 'true');
  const pension = (await rows(page, 'kind=social_pension_missing&group=missing'))[0];
  if (!pension) throw new Error('nobody of the demonstration waits for the social pension');
  // A number opens its list.
  await page.getByRole('link', { name: /^Đủ tuổi hưu trí xã hội: xem/ }).click();
  const found = card(page, pension);
  await expect(found).toContainText('Đã đủ tuổi hưởng trợ cấp hưu trí xã hội mà chưa nhận.');
  await expect(found).toContainText('540.000 đồng mỗi tháng');
  await expect(found).toContainText('Căn cứ: 176/2025/NĐ-CP');
  await expectAccessible(page);

  await page.getByRole('link', { name: 'In danh sách', exact: true }).first().click();
  await expect(page).toHaveURL(new RegExp(`/office/missing/visits/${pension.village}$`));
  const sheet = page.locator('[data-print-sheet]');
  await expect(sheet).toContainText(pension.full_name);
  await expect(sheet).toContainText('Đến tuổi hưởng chính sách');
  await expect(sheet).toContainText('Mang theo: Tờ khai');
  for (const word of ['khuyết tật nặng', 'HIV', '540.000', 'trợ cấp hằng tháng của']) await expect(sheet).not.toContainText(word);
  await expectAccessible(page);
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  // A4 in points, upright.
  expect(pdf).toMatch(/\/MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]/);

  await page.getByRole('link', { name: 'Về danh sách' }).click();
  await page.goto('/app/office/missing');
  const village = page.getByRole('checkbox', { name: /^Chọn .* cho đợt tới$/ }).first();
  const label = ((await village.getAttribute('aria-label')) ?? '').replace(/^Chọn (.*) cho đợt tới$/, '$1');
  await village.check();
  await page.getByRole('link', { name: 'Lập đợt cho 1 thôn đã chọn' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Lập đợt lưu động' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 3, name: new RegExp(label.replace(/[()]/g, '\\$&')) })).toBeVisible();
});

test('the village head answers, and the office sees the answer beside the finding', async ({ browser }, { project }) => {
  const head = await desk(browser, 'village_head');
  await head.goto('/app/office/missing');
  await expect(head.getByRole('heading', { level: 1, name: 'Nhờ anh chị xác nhận' })).toBeVisible();
  // Of those on the first page the ones of whom only this is asked; both devices work on the same commune.
  const simple = (await rows(head, 'state=open')).slice(0, 40).filter((row) => !row.findings[0]?.finding.ask?.length);
  const asked = simple[project.name === 'phone' ? 0 : 1];
  if (!asked) throw new Error('the village head of the demonstration has no question');
  const text = await head.getByRole('main').innerText();
  expect(text).not.toMatch(/HIV|khuyết tật|đồng/);
  await expectAccessible(head);
  const question = head.getByRole('group', { name: `${asked.full_name}: Hiện còn sống ở thôn này không?` }).first();
  const one = head.getByRole('main').locator('section').filter({ has: question }).first();
  await one.getByRole('button', { name: 'Ghi thêm một câu' }).click();
  await one.getByLabel(/Ghi thêm, nếu cần/).fill(`Đã hỏi gia đình ${project.name}`);
  await question.getByRole('button', { name: 'Còn ở đây', exact: true }).click();
  await expect(head.getByText(`${asked.full_name}: đã ghi câu trả lời.`)).toBeVisible();
  await head.getByRole('tab', { name: /Đã trả lời/ }).click();
  await expect(head.getByText(new RegExp(`Anh chị đã trả lời: còn ở thôn, .*“Đã hỏi gia đình ${project.name}”`))).toBeVisible();

  const social = await desk(browser, 'social');
  const group = (await (await social.request.get('/api/missing-out?limit=200')).json()) as { items: Row[] };
  const own = group.items.find((row) => row.person === asked.person);
  await social.goto(`/app/office/missing?group=${own?.findings[0]?.group}&village=${asked.village}&state=answered`);
  await expect(card(social, asked)).toContainText(`Trưởng thôn K'Tiêng: còn ở thôn`);
  await expect(card(social, asked)).toContainText(`Đã hỏi gia đình ${project.name}`);
});

test('what is not so is folded away and can be found again; a fact that is answered settles the question', async ({ browser }, { project }) => {
  const page = await desk(browser, 'social');
  const person = (await rows(page, 'group=help')).at(project.name === 'phone' ? 0 : -1);
  if (!person) throw new Error('nobody of the demonstration is in no programme');
  await page.goto(`/app/office/missing?group=help&village=${person.village}`);
  await card(page, person).getByRole('button', { name: 'Không đúng', exact: true }).click();
  await expect(page.getByText(`${person.full_name}: đã xếp lại.`)).toBeVisible();
  await expect(card(page, person)).toHaveCount(0);
  await page.getByLabel('Tình trạng', { exact: true }).selectOption({ label: 'Đã xếp lại: không đúng' });
  await expect(card(page, person)).toContainText('Đã xếp lại');
  await expect(card(page, person)).toContainText('không đúng');

  // Questions that are answered by choosing one of a few words.
  const chosen = ['disability', 'obligated_supporter', 'single_parent', 'household.poverty'];
  const unsure = (await rows(page, 'group=ask&kind=cannot_tell&state=open')).find((row) => chosen.includes(row.findings[0]?.finding.ask?.[0]?.fact ?? ''));
  if (!unsure) throw new Error('the demonstration leaves nothing open');
  await page.goto(`/app/office/missing?group=ask&village=${unsure.village}`);
  await expect(card(page, unsure)).toContainText('Hỏi trước tiên:');
  await card(page, unsure).getByRole('button', { name: 'Trả lời câu này' }).first().click();
  await card(page, unsure).getByRole('radio').first().click();
  await expect(page.getByText(`${unsure.full_name}: đã ghi vào danh sách.`)).toBeVisible();
});

test('a change of law: totals, list and the file for the decision', async ({ browser }) => {
  const page = await desk(browser, 'social');
  await page.goto('/app/office/sweep');
  await expect(page.getByText('So luật ngày 30/06/2026')).toBeVisible();
  const gains = page.getByRole('tab', { name: /Được tăng \(\d+\)/ });
  await expect(gains).toHaveAttribute('aria-selected', 'true');
  const count = Number(/\((\d+)\)/.exec((await gains.textContent()) ?? '')?.[1]);
  expect(count).toBeGreaterThan(0);
  await expect(page.getByRole('tabpanel').locator('tbody tr')).toHaveCount(Math.min(count, 50));
  await expect(page.getByRole('tabpanel')).toContainText('Mức chuẩn mới');
  await expectAccessible(page);
  await page.getByRole('link', { name: /^Giữ nguyên: xem/ }).click();
  await expect(page.getByText('Đang nhận; không có gì đổi.')).toBeVisible();

  await page.getByRole('radio', { name: 'Tự chọn ngày' }).check();
  await page.getByLabel(/Một ngày theo luật cũ/).fill('01/12/2026');
  await page.getByRole('button', { name: 'Tính lại' }).click();
  await expect(page.getByText('Các ngày và tháng đã chọn không đi cùng nhau')).toBeVisible();
  await expect(page.getByLabel(/Một ngày theo luật cũ/)).toHaveValue('01/12/2026');

  const file = await page.request.get('/api/sweep.xlsx');
  expect(file.status()).toBe(200);
  expect((await file.body()).subarray(0, 2).toString()).toBe('PK');

  const police = await desk(browser, 'police');
  expect((await police.request.get('/api/sweep')).status()).toBe(403);
  await police.goto('/app/office/missing');
  await expect(police.getByRole('heading', { level: 1, name: 'Nhờ anh chị xác nhận' })).toBeVisible();
  await expect(police.getByRole('link', { name: 'Luật thay đổi' })).toHaveCount(0);
});
