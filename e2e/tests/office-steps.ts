import { expect, type Browser, type Locator, type Page } from '@playwright/test';
import type { DemoAccount } from '../fixtures/test.ts';

export interface Row {
  id: string;
  code: string;
  beneficiary_name: string;
  village: string;
  due?: string;
}

/** Signs in on the sign-in page, as a person does, in a browser of one's own. */
export async function desk(browser: Browser, role: string): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const list = (await (await page.request.get('/api/public/demo-accounts')).json()) as DemoAccount[];
  const account = list.find((one) => one.role === role);
  if (!account) throw new Error(`no demonstration account for ${role}`);
  await page.goto('/app/sign-in');
  await page.getByLabel('Tên đăng nhập').fill(account.user);
  await page.getByLabel('Mật khẩu', { exact: true }).fill(account.password);
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
  await expect(page).not.toHaveURL(/sign-in/);
  return page;
}

/** Dossiers of a list; the newest demonstration has some of each state. */
export async function rows(page: Page, query: string): Promise<Row[]> {
  const answer = await page.request.get(`/api/dossiers?${query}`);
  expect(answer.ok(), `dossiers ${query}: ${answer.status()}`).toBe(true);
  return ((await answer.json()) as { items: Row[] }).items;
}

export async function first(page: Page, query: string): Promise<Row> {
  const [row] = await rows(page, query);
  if (!row) throw new Error(`the demonstration has no dossier for ${query}`);
  return row;
}

export async function open(page: Page, dossier: Row): Promise<void> {
  await page.goto(`/app/office/dossiers/${dossier.id}`);
  await expect(page.getByRole('heading', { level: 1, name: dossier.beneficiary_name })).toBeVisible();
}

/** Opens the dialog of an action, fills it in and sends it; the page then says that it was recorded. */
export async function act(page: Page, name: string, fill: (dialog: Locator) => Promise<void> = async () => {}): Promise<void> {
  await page.getByRole('main').getByRole('button', { name, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await fill(dialog);
  await dialog.getByRole('button', { name, exact: true }).click();
  await expect(page.getByText(`${name}: đã ghi`)).toBeVisible();
  await expect(dialog).toBeHidden();
}

export async function isPdf(page: Page, path: string): Promise<void> {
  const answer = await page.request.get(path);
  expect(answer.status(), path).toBe(200);
  expect((await answer.body()).subarray(0, 5).toString(), path).toBe('%PDF-');
}

/** A day ahead, never a Saturday or Sunday, as `dd/mm/yyyy`. */
export function dayAhead(days: number): string {
  const day = new Date(Date.now() + days * 86_400_000);
  while (day.getUTCDay() === 0 || day.getUTCDay() === 6) day.setUTCDate(day.getUTCDate() + 1);
  return day.toISOString().slice(0, 10).split('-').reverse().join('/');
}
