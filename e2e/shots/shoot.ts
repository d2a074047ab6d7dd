import { mkdir, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, type Locator, type Page } from '@playwright/test';

const FOLDER = fileURLToPath(new URL('../../docs/huong-dan/anh/', import.meta.url));
/** What readers load over a slow line; a picture beyond it is cut or simplified, not shipped. */
const LIMIT_BYTES = 250_000;

/** Writes the screen as it stands into the guide, without cursor and movement, with `from` at the top when it is named. */
export async function shoot(page: Page, name: string, from?: Locator): Promise<void> {
  await expect(page.getByText('Đang lấy dữ liệu…')).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.mouse.move(0, 0);
  if (from) await underTheBar(page, from);
  await mkdir(FOLDER, { recursive: true });
  const path = `${FOLDER}${name}.png`;
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
  expect((await stat(path)).size, `${name}.png is small`).toBeLessThan(LIMIT_BYTES);
}

/** Scrolls until the place stands just below the bar that stays in view. */
async function underTheBar(page: Page, place: Locator): Promise<void> {
  const bar = await page.locator('header').first().boundingBox();
  const below = (bar?.height ?? 0) + 8;
  await place.evaluate((one, room) => window.scrollBy(0, one.getBoundingClientRect().top - room), below);
}
