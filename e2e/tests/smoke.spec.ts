import { expect, expectAccessible, offline, test } from '../fixtures/test.ts';

test('the program says that it is well', async ({ page }) => {
  const answer = await page.request.get('/healthz');
  expect(answer.status()).toBe(200);
});

test('the public home page is a whole page in Vietnamese', async ({ page }) => {
  const answer = await page.goto('/');
  expect(answer?.status()).toBe(200);
  await expect(page.locator('html')).toHaveAttribute('lang', /^vi/);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expectAccessible(page);
});

// From the app's page: the public pages' policy lets no script ask anything.
test('the network can be cut and comes back', async ({ page, context }) => {
  await page.goto('/app/sign-in');
  const reach = () => page.evaluate(() => fetch('/healthz', { cache: 'no-store' }).then((answer) => answer.ok, () => false));
  expect(await reach()).toBe(true);
  expect(await offline(context, reach)).toBe(false);
  expect(await reach()).toBe(true);
});
