import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { axe, expect, open, test } from '../fixtures.ts';
import { colleague } from '../lib/colleagues.ts';
import { activeCustomer, call } from '../lib/seed.ts';

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Vensterinstellingen' });
const offered = (page: Page) => dialog(page).getByRole('listitem');
const arrange = (page: Page) => page.getByRole('link', { name: 'Vensterinstellingen' }).click();
/** The titles between the boxes and the three dots. */
const titles = async (page: Page) => (await page.locator('table.customers thead th').allInnerTexts()).slice(1, -1).map((title) => title.trim());
const names = (page: Page): Promise<string[]> => page.locator('table.customers tbody th').allInnerTexts();
const standard = ['Nummer', 'Naam', 'Btw-nummer', 'Gemeente', 'Status', 'Dossierbeheerder'];
const word = () => randomUUID().slice(0, 8);

test('[W11] a colleague chooses columns, their order, width and density, and restores the list as it comes', async ({ page, mail, newContext }) => {
  const sought = `Kolomhuis ${word()}`;
  await activeCustomer(page, sought);
  const email = `kolommen.${word()}@kantoorpeeters.be`;
  const own = await colleague(page, mail, newContext, { name: 'Kato Kolom', email, profile: 'Klantbeheerder' });
  const list = `/klanten?zoek=${encodeURIComponent(sought)}`;
  await open(own, list);
  expect(await titles(own)).toEqual(standard);
  const height = () => own.locator('table.customers tbody tr').first().evaluate((row) => Math.round(row.getBoundingClientRect().height));
  const before = await height();

  await arrange(own);
  await expect(offered(own).first()).toContainText('Nummer');
  await axe(own);
  await dialog(own).getByRole('checkbox', { name: 'Btw-nummer', exact: true }).uncheck();
  await dialog(own).getByRole('checkbox', { name: 'Adres', exact: true }).check();
  await dialog(own).getByLabel('Breedte van Adres', { exact: true }).fill('320');
  await dialog(own).getByLabel('Compacte rijen').check();
  const up = dialog(own).getByRole('button', { name: 'Gemeente naar voren' });
  for (let moved = 0; moved < 3; moved++) {
    await up.focus();
    await own.keyboard.press('Enter');
    await expect(up, 'it keeps the focus, to be pressed again').toBeFocused();
  }
  await dialog(own).getByRole('button', { name: 'Opslaan' }).click();
  await expect(dialog(own)).toBeHidden();
  const chosen = ['Gemeente', 'Nummer', 'Naam', 'Status', 'Dossierbeheerder', 'Adres'];
  await expect.poll(() => titles(own)).toEqual(chosen);
  await expect(own.locator('table.customers tbody tr').first()).toContainText('Veldstraat 1');
  const address = own.getByRole('columnheader', { name: 'Adres' });
  expect(await address.evaluate((cell) => Math.round(cell.getBoundingClientRect().width))).toBeGreaterThanOrEqual(320);
  expect(await height(), 'the rows stand closer').toBeLessThan(before);
  await axe(own);
  await own.reload();
  expect(await titles(own), 'it is kept').toEqual(chosen);
  await open(page, list);
  expect(await titles(page), 'for nobody else').toEqual(standard);

  // By pointer.
  await open(own, list);
  await arrange(own);
  await offered(own).filter({ hasText: 'Status' }).hover({ position: { x: 250, y: 10 } });
  const first = (await offered(own).first().boundingBox())!;
  await own.mouse.down();
  await own.mouse.move(first.x + 250, first.y + 10, { steps: 10 });
  await own.mouse.up();
  await expect(offered(own).first()).toContainText('Status');
  await dialog(own).getByRole('button', { name: 'Opslaan' }).click();
  await expect.poll(() => titles(own)).toEqual(['Status', 'Gemeente', 'Nummer', 'Naam', 'Dossierbeheerder', 'Adres']);

  await arrange(own);
  await dialog(own).getByRole('button', { name: 'Standaard herstellen' }).click();
  await expect.poll(() => titles(own)).toEqual(standard);
});

test.describe('without JavaScript', () => {
  test('[W11] the icon leads to a form that chooses and moves columns', async ({ page, mail, newContext }) => {
    const email = `kolomform.${word()}@kantoorpeeters.be`;
    const joined = await colleague(page, mail, newContext, { name: 'Karel Kolom', email, profile: 'Klantbeheerder' });
    const storageState = await joined.context().storageState();
    const own = await (await newContext({ storageState, javaScriptEnabled: false })).newPage();
    await activeCustomer(own, `Kolomblad ${word()}`);
    await own.goto('/klanten?zoek=kolomblad');
    await arrange(own);
    await own.getByRole('checkbox', { name: 'Land', exact: true }).check();
    await own.getByRole('button', { name: 'Nummer naar achteren', exact: true }).click();
    await own.getByRole('button', { name: 'Opslaan' }).click();
    await expect(own).toHaveURL('/klanten?zoek=kolomblad');
    expect(await titles(own)).toEqual(['Naam', 'Nummer', ...standard.slice(2), 'Land']);
    await expect(own.locator('table.customers tbody tr').first()).toContainText('België');
    await arrange(own);
    await own.getByRole('button', { name: 'Standaard herstellen' }).click();
    expect(await titles(own)).toEqual(standard);
  });
});

test('[W2] the titles of chosen columns sort and are marked, and one that cannot sort says so', async ({ page, mail, newContext }) => {
  const email = `kolomsort.${word()}@kantoorpeeters.be`;
  const own = await colleague(page, mail, newContext, { name: 'Kris Kolom', email, profile: 'Klantbeheerder' });
  const sought = `kolomorde${word()}`;
  const add = (name: string, phone: string, first_name: string, house_number: string, country: string) =>
    call(own, 'customers/create', {
      template_id: null,
      customer: { name: `${sought} ${name}`, country, locale: 'nl-BE', phone },
      address: { street: 'Kaai', house_number, postcode: '8000', city: 'Brugge', country: 'BE' },
      contact: { first_name, last_name: 'Maes', locale: 'nl-BE' },
    });
  await add('A', '09 222 22 22', 'Wim', '10', 'CH');
  await add('B', '09 111 11 11', 'Bea', '9', 'BE');
  const shown = ['name', 'contact', 'address', 'country', 'phone', 'email'].map((key) => ({ key, width: null }));
  await call(own, 'customers/arrange_list', { columns: shown, compact: false });
  await open(own, `/klanten?tab=concept&zoek=${sought}`);
  const both = [`${sought} A`, `${sought} B`];
  for (const name of ['Hoofdcontact', 'Adres', 'Land', 'Telefoon']) {
    const title = own.getByRole('columnheader', { name, exact: true });
    await expect(title).not.toHaveAttribute('aria-sort');
    await title.getByRole('link').click();
    await expect(title).toHaveAttribute('aria-sort', 'ascending');
    await expect.poll(() => names(own), name).toEqual([...both].reverse());
    const colour = (at: typeof title) => at.getByRole('link').evaluate((link) => getComputedStyle(link).color);
    expect(await colour(title), 'it is marked').not.toBe(await colour(own.getByRole('columnheader', { name: 'Naam', exact: true })));
    await title.getByRole('link').click();
    await expect(title).toHaveAttribute('aria-sort', 'descending');
    await expect.poll(() => names(own), name).toEqual(both);
  }
  const unsorted = own.getByRole('columnheader', { name: 'E-mailadres', exact: true });
  await expect(unsorted.getByRole('link')).toHaveCount(0);
  await expect(unsorted).toHaveAttribute('title', 'Op deze kolom kunt u niet sorteren.');
});
