import { axe, expect, hydrated, picture, test } from '../fixtures.ts';

test('[C1] the side menu leads to Klanten', async ({ page }) => {
  await page.goto('/');
  await hydrated(page);
  await page.getByRole('navigation').getByRole('link', { name: 'Klanten', exact: true }).click();
  await expect(page).toHaveURL(/\/klanten$/);
  await expect(page.getByRole('heading', { level: 1, name: 'Klanten' })).toBeVisible();
  await picture(page, 'klanten');
  await axe(page);
});
