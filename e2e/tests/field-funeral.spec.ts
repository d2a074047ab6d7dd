import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/test.ts';
import { answerRest, find, next, openDossier, signInOnScreen, takeAlong, type Person } from './field-steps.ts';

test.use({ actionTimeout: 60_000 });

/** How many sheets the printer would take for what is on the screen. */
async function sheets(page: Page): Promise<number> {
  const pdf = await page.pdf({ preferCSSPageSize: true });
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}

// The family of somebody who has died asks for help with the funeral, under either of the two procedures.
for (const [procedure, nth] of [
  ['1.001731', 0],
  ['1.014028', 1]
] as const) {
  test(`funeral support ${procedure}: asked by a relative, received at once`, async ({ page }) => {
    await signInOnScreen(page, 'center');
    const taken = await takeAlong(page);
    const people = taken.records.filter((one): one is Person => one.kind === 'person' && (one as Person).alive !== false && (one as Person).household !== undefined && ((one as Person).birth_date ?? '9999') < '1950');
    const person = people[nth];
    if (!person) throw new Error('the demonstration has too few elders at this stop');
    await find(page, person.full_name, person);
    await openDossier(page, procedure);
    // The one who has died does not come to apply.
    await expect(page.getByRole('radio', { name: 'chính người hưởng' })).toHaveCount(0);
    await page.getByRole('radio').first().check();
    const other = page.getByRole('radio', { name: 'người khác' });
    if ((await other.count()) > 0) await other.check();
    await page.getByLabel('Họ tên người nộp').fill('Trần Văn Thân');
    await next(page);
    await answerRest(page);
    for (const one of await page.getByRole('radio', { name: 'Có đây' }).all()) await one.check();
    await next(page);
    await page.getByRole('radio', { name: 'tại Trung tâm' }).check();
    await page.getByRole('button', { name: 'Tiếp nhận, in giấy hẹn' }).click();
    await expect(page.getByText('Đã tiếp nhận hồ sơ')).toBeVisible();
    await expect(page.getByRole('article').getByText('3 ngày làm việc')).toBeVisible();
    // On either paper the slip is one sheet: nobody is handed half a receipt.
    expect(await sheets(page)).toBe(1);
    await page.getByRole('radio', { name: 'Cuộn 80 mm' }).check();
    expect(await sheets(page)).toBe(1);
    await expect(page.getByRole('link', { name: 'đã gửi hết' })).toBeVisible({ timeout: 30_000 });
    const id = new URL(page.url()).pathname.split('/').at(-1);
    expect((await page.request.get(`/api/dossiers/${id}/slips/form.pdf`)).status()).toBe(200);
    expect((await page.request.get(`/api/dossiers/${id}/slips/receipt.pdf`)).status()).toBe(200);
  });
}
