/** Which keys there are, told by the product itself. */
import { axe, expect, open, test } from '../fixtures.ts';
import { addCustomer } from '../lib/seed.ts';

test('[W3] ? shows the keys, unless somebody is typing, and closing it leads back', async ({ page }) => {
  await addCustomer(page, 'Toetsenbord BV');
  await open(page, '/klanten?tab=concept');
  const keys = page.getByRole('dialog', { name: 'Sneltoetsen' });
  const search = page.getByRole('searchbox');
  await search.focus();
  await page.keyboard.press('?');
  await expect(search, 'it is a sign like another').toHaveValue('?');
  await search.clear();
  const dots = page.getByRole('button', { name: /^Acties voor/ }).first();
  await dots.focus();
  await page.keyboard.press('?');
  await expect(keys.getByRole('row', { name: '/ Gaat naar het zoekveld' })).toBeVisible();
  await expect(keys.getByRole('table', { name: 'In de lijst van klanten' })).toBeVisible();
  await axe(page);
  await page.keyboard.press('Escape');
  await expect(keys).toBeHidden();
  await expect(dots, 'where it was').toBeFocused();

  await open(page, '/profiel');
  await page.keyboard.press('?');
  await expect(keys).toBeVisible();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('[W3] the menu of who is signed in leads to the keys', async ({ page, firm }) => {
    await page.goto('/klanten');
    await page.getByRole('button', { name: firm.name }).click();
    await page.getByRole('link', { name: 'Sneltoetsen' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Sneltoetsen' })).toBeVisible();
    await expect(page.getByRole('row', { name: '? Toont deze toetsen' })).toBeVisible();
  });
});
