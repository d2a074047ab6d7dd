import { expect, test } from '../fixtures/test.ts';
import { signInOnScreen, workerReady } from './field-steps.ts';

test('a page that was loaded past the worker is served by it again', async ({ page }) => {
  await signInOnScreen(page, 'social');
  await page.goto('/app/field');
  await workerReady(page);
  // A forced reload goes past the worker, as a page does that was still loading when the worker became active.
  const browser = await page.context().newCDPSession(page);
  await Promise.all([page.waitForEvent('load'), browser.send('Page.reload', { ignoreCache: true })]);
  await workerReady(page);
  await page.context().setOffline(true);
  await page.getByRole('link', { name: /Bà con|Tìm/ }).first().click();
  await expect(page.getByLabel('Tên, năm sinh hoặc số cuối căn cước')).toBeVisible();
});
