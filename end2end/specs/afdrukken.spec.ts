/** A list, a card and its history on paper (row C1). */
import { axe, expect, open, picture, test } from '../fixtures.ts';
import { administrator } from '../lib/pages.ts';
import { activeCustomer, call } from '../lib/seed.ts';

test('[C1] the list, a card and its history are printed whole, without what is clicked', async ({ page }) => {
  for (let n = 11; n < 65; n++) await activeCustomer(page, `Papier ${n}`);
  await open(page, '/klanten?zoek=papier&sorteer=naam&richting=af');
  await page.getByRole('link', { name: 'Afdrukken' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Klanten: Actief, “papier”' })).toBeVisible();
  await expect(page.locator('table.printed tbody tr')).toHaveCount(54);
  await expect(page.locator('table.printed tbody th').first()).toHaveText('Papier 64');
  await axe(page);
  const onPaper = async (name: string) => {
    await page.emulateMedia({ media: 'print' });
    const head = await page.locator('.print-head').evaluate((element) =>
      ['::before', '::after'].map((part) => getComputedStyle(element, part).content));
    expect(head[0], 'the firm').toContain(administrator.firm);
    expect(head[1], 'the day').toMatch(/\d\d\/\d\d\/\d{4}/);
    await expect(page.locator('.button:visible, nav:visible, input:visible')).toHaveCount(0);
    await picture(page, name);
    const file = await page.pdf({ preferCSSPageSize: true });
    await page.emulateMedia({ media: null });
    return (file.toString('latin1').match(/\/Type\s*\/Page[^s]/g) ?? []).length;
  };
  expect(await onPaper('afdruk-lijst'), 'pages').toBeGreaterThan(1);

  const id = await activeCustomer(page, 'Papieren kaart');
  await open(page, `/klanten/${id}`);
  await page.getByRole('button', { name: 'Acties voor Papieren kaart' }).click();
  await expect(page.getByRole('menuitem', { name: 'Afdrukken' })).toBeVisible();
  await page.keyboard.press('Escape');
  await onPaper('afdruk-kaart');
  for (let version = 2; version < 58; version++) {
    await call(page, `customers/${version % 2 ? 'activate' : 'deactivate'}`, { id, version });
  }
  await open(page, `/klanten/${id}/historiek`);
  const moments = page.locator('ol.timeline > li');
  const first = await moments.count();
  await page.evaluate(() => { window.print = () => document.body.setAttribute('data-printed', 'yes'); });
  await page.getByRole('button', { name: 'Afdrukken' }).click();
  await expect(page.locator('body')).toHaveAttribute('data-printed', 'yes');
  expect(await moments.count(), 'older ones come first').toBeGreaterThan(first);
  await onPaper('afdruk-historiek');
});
