/** The whole main job without a mouse. */
import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { expect, hydrated, link, open, test, visitor } from '../fixtures.ts';
import { Keyboard } from '../lib/keyboard.ts';
import { addCustomer } from '../lib/seed.ts';
import { customer, workbook } from '../lib/workbook.ts';

test.use({ storageState: visitor });

const anchor = (page: Page, name: string | RegExp) => page.getByRole('link', { name, exact: true }).first();
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).first();

test('[B1] [B2] [B4] [B3] from signing in to the mail that invites, by the keyboard alone', async ({ page, firm, mail }) => {
  const keys = new Keyboard(page);
  const { keyboard } = page;
  const mark = randomUUID().slice(0, 8);
  const [template, name, email] = [`Toetsen ${mark}`, `Klavier ${mark} BV`, `klavier-${mark}@toetsen.example`];

  // Signing in: the first field has the focus already.
  await page.goto('/aanmelden');
  await hydrated(page);
  await expect(page.getByLabel('E-mailadres')).toBeFocused();
  await keys.seen();
  await keyboard.type(firm.email);
  await keyboard.press('Tab');
  await expect(page.getByLabel('Wachtwoord')).toBeFocused();
  await keyboard.type(firm.password);
  await keyboard.press('Enter');
  await expect(page).toHaveURL(/\/klanten$/);
  await hydrated(page);

  // Past the menu, to the templates.
  await keyboard.press('Tab');
  await expect(anchor(page, 'Naar de inhoud')).toBeFocused();
  await expect(anchor(page, 'Naar de inhoud')).toBeInViewport();
  await keys.seen();
  await keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  await keyboard.press('Tab');
  await expect(anchor(page, 'Sjablonen')).toBeFocused();
  await keyboard.press('Enter');

  // A template in three steps.
  await keys.enter(anchor(page, 'Nieuw sjabloon'));
  await keys.type(page.getByLabel(/^Naam/), template);
  await keyboard.press('Tab');
  await keyboard.type('Met het klavier');
  await keys.enter(button(page, 'Doorgaan'));
  await expect(page.getByRole('heading', { level: 2, name: /Gebruikers/ })).toBeFocused();
  await keys.to(page.getByRole('checkbox', { name: firm.name }));
  await keyboard.press('Space');
  await expect(page.getByRole('checkbox', { name: firm.name })).toBeChecked();
  await keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 2, name: /Integraties/ })).toBeFocused();
  await keys.to(page.getByLabel('Peppol', { exact: true }));
  await keyboard.press('Space');
  await keys.to(page.getByLabel('Richting'));
  await keyboard.press('ArrowDown');
  await keyboard.press('Control+s');
  await expect(page.getByRole('rowheader', { name: template })).toBeVisible();

  // A customer with it. The way back stands just before the heading, which has the focus.
  await keys.enter(anchor(page, 'Terug naar Klanten'), 'Shift+Tab');
  await keys.enter(anchor(page, 'Klant toevoegen'));
  await keys.enter(anchor(page, template));
  await keys.type(page.locator('#field-name'), name);
  await keys.type(page.locator('#field-address_street'), 'Klavierstraat');
  await keys.type(page.locator('#field-address_city'), 'Gent');
  await keys.type(page.locator('#field-contact_first_name'), 'Clara');
  await keys.type(page.locator('#field-contact_email'), email);
  await keyboard.press('Control+s');
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page).toHaveURL(/\/klanten\/[0-9a-f-]{36}$/);

  // An import. The file comes by the browser's own dialog, which Enter on this field opens.
  await keys.enter(anchor(page, 'Imports'));
  await keys.enter(anchor(page, 'Klanten importeren'));
  const file = page.getByLabel('Ingevuld bestand');
  await keys.to(file);
  const choosing = page.waitForEvent('filechooser');
  await keyboard.press('Enter');
  const imported = customer(910_001, { 'Juridische naam': `Ingevoerd ${mark}` });
  await (await choosing).setFiles({ name: `${mark}.xlsx`, mimeType: 'application/octet-stream', buffer: await workbook([imported]) });
  await keys.enter(button(page, 'Opladen en nakijken'));
  await expect(page).toHaveURL(/\/imports\/[0-9a-f-]{36}$/);
  await hydrated(page);
  await keys.enter(button(page, 'Importeren'));
  await expect(page.getByRole('heading', { name: '1 klant aangemaakt' })).toBeVisible();

  // The customer is looked up, opened, and invited.
  await keys.enter(anchor(page, 'Klanten'));
  await keys.enter(page.getByRole('link', { name: /^Concept/ }));
  await expect(page).toHaveURL(/tab=concept/);
  await keyboard.press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
  // Both customers bear the mark; the word after it leaves one.
  await keyboard.type(`${mark} klavier`);
  await expect(page.locator('table.customers tbody th')).toHaveText([name]);
  await keyboard.press('ArrowDown');
  await expect(page.getByRole('row', { name })).toBeFocused();
  await keys.seen();
  await keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await keys.enter(button(page, `Acties voor ${name}`));
  await expect(page.getByRole('menuitem', { name: 'Uitnodigen' })).toBeFocused();
  await keys.seen();
  await keyboard.press('Enter');
  await keys.type(page.getByLabel('Persoonlijke boodschap'), 'Dag Clara, tot gauw!');
  await keys.enter(button(page, 'Versturen'), 'Shift+Tab');
  await expect(page.locator('.card-head .pill')).toHaveText('Uitgenodigd');

  const letter = await mail.waitFor(email);
  expect(letter.text).toContain('Dag Clara, tot gauw!');
  expect(link(letter, '/uitnodiging/')).toBeTruthy();
});

test('[W2] going back through a long list, the focus is never under its head', async ({ firm, newContext }) => {
  const colleague = await (await newContext({ storageState: firm.storageState })).newPage();
  for (let number = 1; number <= 12; number++) await addCustomer(colleague, `Ruggelings ${number}`);
  await colleague.setViewportSize({ width: 1280, height: 500 });
  await open(colleague, '/klanten?zoek=ruggelings&tab=concept');
  const keys = new Keyboard(colleague);
  await colleague.getByRole('button', { name: /^Acties voor Ruggelings/ }).last().focus();
  await keys.to(anchor(colleague, 'Nummer'), 'Shift+Tab');
});
