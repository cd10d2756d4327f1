/** Rows of the list that are chosen, and what is done with them (row C2). */
import type { Page } from '@playwright/test';
import { axe, expect, hydrated, open, picture, test } from '../fixtures.ts';
import { activeCustomer } from '../lib/seed.ts';
import { open as openWorkbook } from '../lib/workbook.ts';

const phone = { width: 360, height: 740 };
const search = (page: Page) => page.getByRole('searchbox');

test('[C2] rows are chosen with Shift, over all pages, and invited or exported together', async ({ page }) => {
  for (let n = 11; n < 65; n++) await activeCustomer(page, `Keuze ${n}`);
  await open(page, '/klanten?zoek=keuze&sorteer=naam');
  const row = (n: number) => page.getByRole('row', { name: new RegExp(`Keuze ${n}`) });
  const box = (n: number) => page.getByRole('checkbox', { name: `Keuze ${n} selecteren` });
  const chosen = (name: string) => page.getByRole('group', { name });
  const top = async () => (await row(11).boundingBox())!.y;
  const before = await top();
  await box(12).check();
  await expect(chosen('1 geselecteerd')).toBeVisible();
  expect(await top(), 'nothing moves under the pointer').toBe(before);
  await box(15).click({ modifiers: ['Shift'] });
  await expect(chosen('4 geselecteerd')).toBeVisible();
  await expect(box(14)).toBeChecked();
  await box(13).click({ modifiers: ['Shift'] });
  await expect(chosen('1 geselecteerd'), 'unticked with Shift, all between go').toBeVisible();
  await row(20).getByText('Gent').click();
  await row(22).getByText('Gent').click({ modifiers: ['Shift'] });
  await expect(chosen('3 geselecteerd')).toBeVisible();
  await page.keyboard.press('Shift+ArrowDown');
  await expect(chosen('4 geselecteerd')).toBeVisible();
  await page.keyboard.press('Shift+End');
  await expect(chosen('41 geselecteerd'), 'all that is moved over').toBeVisible();
  await page.keyboard.press('/');
  await expect(search(page)).toBeFocused();
  await expect(page.locator('.chosen')).toHaveCount(0);
  await row(20).getByText('Gent').click();
  await row(23).getByText('Gent').click({ modifiers: ['Shift'] });
  await expect(chosen('4 geselecteerd')).toBeVisible();
  // What lies half under the head of the table is no target.
  await page.locator('.list-box').evaluate((box) => box.scrollTo(0, 0));
  await axe(page);
  await picture(page, 'klanten-geselecteerd');

  const [file] = await Promise.all([page.waitForEvent('download'), chosen('4 geselecteerd').getByRole('link', { name: 'Exporteren' }).click()]);
  expect((await openWorkbook(await file.path())).worksheets[0]!.rowCount, 'the titles and four customers').toBe(5);

  await page.getByRole('checkbox', { name: 'Alle klanten op deze pagina selecteren' }).check();
  await expect(chosen('50 geselecteerd')).toBeVisible();
  await page.getByRole('button', { name: 'Alle 54 klanten selecteren' }).click();
  const all = chosen('Alle 54 klanten geselecteerd');
  await expect(all.getByRole('link', { name: 'Uitnodigen' })).toHaveAttribute('href', /^\/klanten\/uitnodigen\?.*zoek=keuze.*alle=ja$/);
  await all.getByRole('link', { name: 'Uitnodigen' }).click();
  await expect(page.getByText('Worden niet uitgenodigd: 54')).toBeVisible();
  await page.goBack();
  await hydrated(page);

  const none = page.getByRole('button', { name: 'Selectie wissen' });
  for (const size of [{ width: 768, height: 800 }, phone]) {
    await page.setViewportSize(size);
    await page.getByRole('checkbox', { name: size === phone ? 'Keuze 12 selecteren' : 'Alle klanten op deze pagina selecteren' }).check();
    await picture(page, `klanten-geselecteerd-${size.width}`);
    const place = (await none.boundingBox())!;
    expect(place.x + place.width, 'the last action is within the page').toBeLessThanOrEqual(size.width);
    await none.click();
    await expect(box(12)).not.toBeChecked();
    await expect(row(size === phone ? 12 : 11), 'the focus goes to the rows').toBeFocused();
  }
  await expect(search(page)).toBeVisible();
  await page.setViewportSize({ width: 1280, height: 720 });
  await box(12).check();
  await row(12).focus();
  await page.keyboard.press('Escape');
  await expect(box(12)).not.toBeChecked();
});
