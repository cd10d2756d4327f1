/** The menus of settings and templates, the import and the second factor in a browser without JavaScript: what is asked first stands in the page. */
import path from 'node:path';
import type { Page } from '@playwright/test';
import { administrator, expect, makeFirm, test } from '../fixtures.ts';
import { artefacts } from '../lib/process.ts';
import { code } from '../lib/second-factor.ts';
import { addCustomer, call, importIs, uploadFile } from '../lib/seed.ts';
import { customer, workbook } from '../lib/workbook.ts';

test.use({ javaScriptEnabled: false });

const saved = (page: Page) => expect(page.getByRole('status').filter({ hasText: 'Bewaard.' })).toBeVisible();

/** Chooses from the menu of a row. */
async function choose(page: Page, name: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `Acties voor ${name}`, exact: true }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

/** The way of a business unit or a category from its name to its end. */
async function group(page: Page, address: string, add: string, name: string): Promise<void> {
  await page.goto(address);
  await page.getByRole('button', { name: add, exact: true }).click();
  await expect(page).toHaveURL(`${address}?nieuw=ja`);
  const form = page.getByRole('region', { name: add });
  await form.getByRole('button', { name: 'Opslaan' }).click();
  await expect(form.getByText('Naam ontbreekt. Vul dit in.'), 'what is refused is said in the form').toBeVisible();
  await form.getByLabel('Naam').fill(name);
  await form.getByRole('button', { name: 'Opslaan' }).click();
  await saved(page);

  await choose(page, name, 'Naam wijzigen');
  const renaming = page.getByRole('region', { name: 'Naam wijzigen' });
  await expect(renaming.getByLabel('Naam')).toHaveValue(name);
  await renaming.getByRole('link', { name: 'Annuleren' }).click();
  await expect(renaming).toHaveCount(0);
  await choose(page, name, 'Naam wijzigen');
  await renaming.getByLabel('Naam').fill(`${name} twee`);
  await renaming.getByRole('button', { name: 'Opslaan' }).click();
  await saved(page);
  await expect(page.getByRole('rowheader', { name: `${name} twee` })).toBeVisible();
}

test('[C17] a business unit is made, renamed and removed', async ({ page }) => {
  await group(page, '/instellingen/units', 'Business unit toevoegen', 'Stille unit');
  await choose(page, 'Stille unit twee', 'Verwijderen');
  await expect(page.getByRole('heading', { name: 'Stille unit twee verwijderen?' })).toBeVisible();
  await page.getByRole('button', { name: 'Verwijderen', exact: true }).click();
  await saved(page);
  await expect(page.getByRole('rowheader', { name: 'Stille unit twee' })).toHaveCount(0);
});

test('[C17] a category that a customer is in stays, and that is said', async ({ page }) => {
  await group(page, '/instellingen/categorieen', 'Categorie toevoegen', 'Stille soort');
  const categories = await call<{ id: string; name: string }[]>(page, 'settings/categories');
  const category_id = categories.find(({ name }) => name === 'Stille soort twee')!.id;
  const customer_id = await addCustomer(page, 'Zeefdrukkerij Zwijg');
  await call(page, 'integrations/categorise', { customer_id, category_id });
  await choose(page, 'Stille soort twee', 'Verwijderen');
  await page.getByRole('button', { name: 'Verwijderen', exact: true }).click();
  await expect(page.getByRole('alert')).toHaveCount(1);
  await expect(page.getByRole('heading', { name: 'Stille soort twee verwijderen?' })).toBeVisible();
  await page.getByRole('link', { name: 'Annuleren' }).click();
  await expect(page.getByRole('rowheader', { name: 'Stille soort twee' })).toBeVisible();
});

test('[T8] own fields are defined, moved and put away', async ({ page }) => {
  const fields = '/instellingen/velden';
  for (const name of ['Stil veld', 'Zwijgend veld']) {
    await page.goto(fields);
    await page.getByRole('button', { name: 'Eigen veld toevoegen', exact: true }).click();
    const form = page.getByRole('region', { name: 'Eigen veld toevoegen' });
    await form.getByLabel('Naam (Nederlands)').fill(name);
    await form.getByRole('button', { name: 'Opslaan' }).click();
    await saved(page);
  }
  const names = page.getByRole('rowheader', { name: /(Stil|Zwijgend) veld/ });
  await choose(page, 'Zwijgend veld', 'Naar boven');
  await expect(names).toHaveText([/^Zwijgend veld/, /^Stil veld/]);
  await choose(page, 'Stil veld', 'Archiveren');
  await expect(page.getByRole('rowheader', { name: 'Stil veld Gearchiveerd' })).toBeVisible();
  await choose(page, 'Stil veld', 'Terugzetten');
  await expect(names).toHaveText([/^Zwijgend veld\s*$/, /^Stil veld\s*$/]);

  await choose(page, 'Stil veld', 'Eigen veld wijzigen');
  const form = page.getByRole('region', { name: 'Eigen veld wijzigen' });
  await form.getByLabel('Naam (Nederlands)').fill('Zwijgend veld');
  await form.getByRole('button', { name: 'Opslaan' }).click();
  await expect(form.getByLabel('Naam (Nederlands)'), 'what was typed comes back').toHaveValue('Zwijgend veld');
  await form.getByLabel('Naam (Nederlands)').fill('Stiller veld');
  await form.getByRole('button', { name: 'Opslaan' }).click();
  await saved(page);
  await expect(page.getByRole('rowheader', { name: 'Stiller veld' })).toBeVisible();
});

test('[T8] a list asks for its options, and what was typed of them stays, without JavaScript', async ({ page }) => {
  await page.goto('/instellingen/velden?nieuw=ja');
  const form = page.getByRole('region', { name: 'Eigen veld toevoegen' });
  const options = form.getByLabel('Nieuwe keuzes');
  await expect(options, 'a text has none').toBeHidden();
  await form.getByLabel('Soort').selectOption({ label: 'Keuzelijst' });
  await options.fill('Noord\nZuid');
  await form.getByLabel('Soort').selectOption({ label: 'Getal' });
  await expect(options).toBeHidden();
  await form.getByLabel('Soort').selectOption({ label: 'Keuzelijst met meerdere keuzes' });
  await expect(options).toHaveValue('Noord\nZuid');
  await form.getByLabel('Naam (Nederlands)').fill('Stille streek');
  await form.getByRole('button', { name: 'Opslaan' }).click();
  await saved(page);
  await choose(page, 'Stille streek', 'Eigen veld wijzigen');
  await expect(page.getByRole('region', { name: 'Eigen veld wijzigen' }).getByLabel('Keuze 2')).toHaveValue('Zuid');
});

test('[B1] a template is copied, archived and used again', async ({ page }) => {
  const content = { users: [], integrations: {} };
  await call(page, 'templates/save', { id: null, version: 0, details: { name: 'Stil sjabloon', description: '', content } });
  await page.goto('/sjablonen');
  await choose(page, 'Stil sjabloon', 'Dupliceren');
  await saved(page);
  await expect(page.getByRole('rowheader', { name: /Stil sjabloon/ })).toHaveCount(2);
  await choose(page, 'Stil sjabloon', 'Archiveren');
  await expect(page.getByRole('rowheader', { name: /Stil sjabloon/ })).toHaveCount(1);
  await page.getByRole('button', { name: 'Ongedaan maken' }).click();
  await expect(page.getByRole('rowheader', { name: /Stil sjabloon/ })).toHaveCount(2);
  await choose(page, 'Stil sjabloon', 'Archiveren');
  await page.getByRole('link', { name: /^Gearchiveerd/ }).click();
  await choose(page, 'Stil sjabloon', 'Weer gebruiken');
  await expect(page).toHaveURL('/sjablonen?toon=archief&bewaard=ja');
  await page.goto('/sjablonen');
  await expect(page.getByRole('rowheader', { name: /Stil sjabloon/ })).toHaveCount(2);
});

test('[accounts] a colleague is invited, changed and deactivated', async ({ page, mail }) => {
  const users = '/instellingen/gebruikers';
  await page.goto(users);
  await page.getByRole('button', { name: 'Collega uitnodigen', exact: true }).click();
  const form = page.getByRole('region', { name: 'Collega uitnodigen' });
  await form.getByLabel('Naam').fill('Stille Sien');
  await form.getByLabel('E-mailadres').fill('geen adres');
  await form.getByRole('button', { name: 'Uitnodigen', exact: true }).click();
  await expect(form.getByLabel('Naam')).toHaveValue('Stille Sien');
  await form.getByLabel('E-mailadres').fill('sien@stil.example');
  await form.getByRole('button', { name: 'Uitnodigen', exact: true }).click();
  await saved(page);
  await mail.waitFor('sien@stil.example');

  await page.goto(users);
  const row = page.getByRole('row').filter({ hasText: 'Stille Sien' });
  await choose(page, 'Stille Sien', 'Profiel wijzigen');
  const place = page.getByRole('region', { name: 'Profiel van Stille Sien' });
  await place.getByLabel('Profiel').selectOption({ label: 'Lezer' });
  await place.getByRole('button', { name: 'Opslaan' }).click();
  await expect(row).toContainText('Lezer');
  await choose(page, 'Stille Sien', 'Uitnodiging opnieuw versturen');
  await saved(page);
  await expect.poll(async () => (await mail.all('sien@stil.example')).length).toBe(2);
  await choose(page, 'Stille Sien', 'Deactiveren');
  await expect(page.getByRole('heading', { name: 'Stille Sien deactiveren?' })).toBeVisible();
  await page.getByRole('button', { name: 'Deactiveren', exact: true }).click();
  await expect(row).toContainText('Gedeactiveerd');
});

test('[B4] a file is thrown away after the question', async ({ page }) => {
  const id = await uploadFile(page, 'stil.xlsx', await workbook([customer(950_001)]));
  await page.goto(`/imports/${id}`);
  await page.getByRole('button', { name: 'Verwerpen', exact: true }).click();
  await expect(page).toHaveURL(`/imports/${id}?verwerpen=ja`);
  await expect(page.getByRole('heading', { name: 'Dit bestand verwerpen?' })).toBeVisible();
  await page.getByRole('link', { name: 'Annuleren' }).click();
  await expect(page.getByRole('heading', { name: 'Dit bestand verwerpen?' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Verwerpen', exact: true }).click();
  await page.getByRole('button', { name: 'Verwerpen', exact: true }).first().click();
  await expect(page.getByText('Dit bestand is verworpen')).toBeVisible();
  await importIs(page, id, /discarded/i);
});

test('[accounts] new recovery codes are made, and the authenticator app goes', async ({ fresh, newContext }) => {
  const { storageState } = await makeFirm(fresh, administrator, path.join(artefacts, 'sessions', 'silent.json'));
  const page = await (await newContext({ baseURL: fresh.url, storageState, javaScriptEnabled: false })).newPage();
  const { secret, sealed } = await call<{ secret: string; sealed: string }>(page, 'session/app_setup', { sealed: null });
  const form = { sealed, code: code(secret), terug: '' };
  await page.request.post('/api/session/set_up_app', { form, headers: { 'sec-fetch-site': 'same-origin' } });

  await page.goto('/profiel');
  await page.getByRole('button', { name: 'Nieuwe codes maken', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Nieuwe herstelcodes maken?' })).toBeVisible();
  await page.getByRole('button', { name: 'Nieuwe codes maken', exact: true }).last().click();
  await expect(page).toHaveURL('/tweestaps/codes');
  await expect(page.locator('code')).toHaveCount(10);

  await page.goto('/profiel');
  await page.getByRole('button', { name: 'Weghalen', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Authenticator-app weghalen?' })).toBeVisible();
  await page.getByRole('button', { name: 'Weghalen', exact: true }).last().click();
  await saved(page);
  await expect(page.getByRole('button', { name: 'Weghalen', exact: true })).toHaveCount(0);
});
