import { randomUUID } from 'node:crypto';
import type { Locator, Page } from '@playwright/test';
import { axe, expect, link, open, picture, test, visitor } from '../fixtures.ts';
import { menuOfCard as menu } from '../lib/card.ts';
import { addCustomer, call, inviteCustomer } from '../lib/seed.ts';

const field = (page: Page, name: string): Locator => page.locator(`#field-${name}`);
const save = (page: Page): Locator => page.getByRole('button', { name: 'Opslaan' });
const card = /\/klanten\/[0-9a-f-]{36}$/;

/** Adds a customer behind the screen, and opens its card. */
async function added(page: Page, name: string, customer: object = {}, rest: { address?: object; contact?: object } = {}): Promise<string> {
  const id = await call<string>(page, 'customers/create', {
    template_id: null,
    customer: { name, country: 'BE', locale: 'nl-BE', ...customer },
    address: { street: 'Markt', house_number: '1', postcode: '8000', city: 'Brugge', country: 'BE', ...rest.address },
    contact: { first_name: 'Jan', last_name: 'Maes', email: 'jan@maes.be', ...rest.contact },
  });
  await open(page, `/klanten/${id}`);
  return id;
}

test('[B2] a template is chosen, the form filled in, and the customer has what the template gives', async ({ page }) => {
  const name = `Vennootschap ${randomUUID().slice(0, 8)}`;
  const content = { users: [], integrations: { peppol: { direction: 'both' } } };
  await call(page, 'templates/save', { id: null, version: 0, details: { name, description: '', content } });
  await open(page, '/klanten/nieuw');
  await page.getByRole('link', { name }).click();
  await expect(page).toHaveURL(/sjabloon=/);
  await field(page, 'name').fill('Bakkerij De Korrel BV');
  await field(page, 'vat').fill('BE 1000.341.796');
  await field(page, 'address_street').fill('Kouter');
  await field(page, 'address_postcode').fill('9000');
  await field(page, 'address_city').fill('Gent');
  await field(page, 'contact_first_name').fill('Mia');
  await field(page, 'contact_email').fill('mia@dekorrel.be');
  await expect(field(page, 'company_number'), 'the VAT number fills the company number').toHaveValue('1000341796');
  await save(page).click();
  await expect(page).toHaveURL(card);
  await expect(page.getByRole('heading', { level: 1, name: 'Bakkerij De Korrel BV' })).toBeVisible();
  await page.getByRole('link', { name: 'Klantinstellingen' }).click();
  await expect(page.getByText('Peppol').first()).toBeVisible();
});

test('[C8] after adding, the full card with its history', async ({ page }) => {
  await open(page, '/klanten/nieuw?sjabloon=geen');
  await field(page, 'name').fill('Drukkerij Inkt');
  await page.keyboard.press('Control+s');
  await expect(page).toHaveURL(card);
  await page.getByRole('link', { name: 'Historiek' }).click();
  await expect(page).toHaveURL(/\/historiek$/);
  await expect(page.locator('.timeline')).toContainText('Klant ingevoerd');
  await expect(page.locator('.timeline')).toContainText('door An Peeters');
});

test('[B2] what is wrong is said as one types, with a repair, and in a summary that leads to it', async ({ page }) => {
  await open(page, '/klanten/nieuw?sjabloon=geen');
  await field(page, 'vat').fill('BE0477472710');
  await field(page, 'vat').blur();
  await expect(page.locator('#field-vat-error')).toContainText('klopt niet');
  await expect(page.locator('.field-choice')).toHaveText('Bedoelt u BE 0477.472.701, BE 0476.472.710 of BE 0477.442.710?');
  await axe(page);
  await page.getByRole('button', { name: 'Bedoelt u BE 0477.472.701?' }).press('Enter');
  await expect(field(page, 'vat')).toHaveValue('BE0477472701');
  await expect(page.locator('#field-vat-error, .field-choice')).toHaveCount(0);
  await save(page).click();
  const summary = page.getByRole('group', { name: 'Kijk dit na' });
  await expect(summary).toBeFocused();
  await summary.getByRole('link', { name: 'Naam' }).click();
  await expect(field(page, 'name')).toBeFocused();
  await axe(page);
});

test('[B2] a likely double is shown before saving, and saving anyway is a choice that marks both cards', async ({ page }) => {
  const first = await added(page, 'Slagerij Van Damme', { vat: 'BE0733712849', company_number: '0733712849' });
  await open(page, '/klanten/nieuw?sjabloon=geen');
  await field(page, 'name').fill('Iets heel anders');
  await field(page, 'vat').fill('0733.712.849');
  await save(page).click();
  const notice = page.getByRole('alert').filter({ hasText: /Deze klant bestaat al \(\d+\)/ });
  await expect(notice.getByRole('link', { name: 'Slagerij Van Damme' })).toBeVisible();
  await expect(notice.getByRole('link', { name: 'Naar de kaart' })).toHaveAttribute('href', `/klanten/${first}`);
  await expect(page).toHaveURL(/\/nieuw/);
  await axe(page);
  await notice.getByRole('button', { name: 'Toch toevoegen' }).click();
  await expect(page).toHaveURL(card);
  const marked = page.locator('.notice.duplicates');
  await expect(marked).toContainText('Hetzelfde btw- of bedrijfsnummer staat ook op een andere kaart');
  await axe(page);
  await marked.getByRole('link', { name: 'Slagerij Van Damme' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Slagerij Van Damme' })).toBeVisible();
  await expect(marked.getByRole('link', { name: 'Iets heel anders' })).toBeVisible();
});

test('[B2] a new customer is put in several categories on the form, and they survive a reload', async ({ page }) => {
  for (const name of ['Formuliersoort', 'Formulierklasse']) await call(page, 'settings/save_category', { id: null, version: 0, name });
  await open(page, '/klanten/nieuw?sjabloon=geen');
  const ticks = page.getByRole('group', { name: 'Categorieën' });
  await field(page, 'name').fill('Soortenzaak');
  await ticks.getByLabel('Formuliersoort').check();
  await ticks.getByLabel('Formulierklasse').check();
  await axe(page);
  await page.reload();
  await expect(ticks.getByLabel('Formuliersoort')).toBeChecked();
  await save(page).click();
  await expect(page).toHaveURL(card);
  await expect(page.getByText('Formulierklasse, Formuliersoort')).toBeVisible();
});

test('[S2] numbers are read in groups, and a button copies them plain', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await added(page, 'Kopieerwinkel', { vat: 'BE0686215810', company_number: '0686215810', iban: 'BE68539007547034' });
  for (const [label, read, plain] of [
    ['Btw-nummer', 'BE 0686.215.810', 'BE0686215810'],
    ['Bedrijfsnummer', '0686.215.810', '0686215810'],
    ['IBAN', 'BE68 5390 0754 7034', 'BE68539007547034'],
  ] as const) {
    await expect(page.locator('.facts').first().getByText(read, { exact: true })).toBeVisible();
    await page.getByRole('button', { name: `${label} kopiëren`, exact: true }).click();
    await expect(page.getByRole('status').getByText('Gekopieerd').last()).toBeVisible();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(plain);
  }
});

test('[S2] a browser that keeps its clipboard to itself is told in words', async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => undefined }));
  await added(page, 'Kopieerverbod', { iban: 'BE68539007547034' });
  await page.getByRole('button', { name: 'IBAN kopiëren' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'De browser laat kopiëren niet toe. Selecteer BE68539007547034' })).toBeVisible();
});

test('[B2] adding by keyboard only', async ({ page }) => {
  await open(page, '/klanten/nieuw');
  await page.getByRole('link', { name: 'Zonder sjabloon' }).focus();
  await page.keyboard.press('Enter');
  await expect(field(page, 'name')).toBeVisible();
  await field(page, 'name').focus();
  await page.keyboard.type('Toetsenbord NV');
  await page.keyboard.press('Tab');
  await expect(field(page, 'vat')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(field(page, 'company_number')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(card);
  await expect(page.getByRole('heading', { level: 1, name: 'Toetsenbord NV' })).toBeVisible();
});

test('[B7] [W6] [W8] Details bewerken opens the same form, and Opslaan at the top right keeps what changed', async ({ page }) => {
  await added(page, 'Schrijnwerkerij Eik');
  await page.getByRole('link', { name: 'Details bewerken' }).click();
  await expect(page).toHaveURL(/\/bewerken$/);
  await field(page, 'name').fill('Schrijnwerkerij Eik & Beuk');
  await field(page, 'iban').fill('BE71 0961 2345 6769');
  await expect(page.locator('.field-hint')).toHaveCount(0);
  await field(page, 'iban').fill('BE68 5390 0754 7034');
  await expect(page.locator('.field-hint')).toHaveText('Geen enkele Belgische bank heeft code 539. Kijk de drie cijfers achter de controlecijfers na.');
  await save(page).click();
  await expect(page).toHaveURL(card);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Schrijnwerkerij Eik & Beuk' })).toBeVisible();
  await expect(page.locator('.facts').first()).toContainText('BE68 5390 0754 7034');
});

test('[S3] manager, number and remarks can be changed, and the card says who entered and changed it', async ({ page }) => {
  await added(page, 'Tuinen Groen');
  await expect(page.locator('.side')).toContainText(/Ingevoerd\s*door An Peeters op \d\d\/\d\d\/\d{4}/);
  await page.getByRole('link', { name: 'Details bewerken' }).click();
  await field(page, 'manager_id').selectOption({ label: 'An Peeters' });
  await field(page, 'number').fill('900042');
  await field(page, 'description').fill('Belt liever dan te mailen.');
  await save(page).click();
  await expect(page).toHaveURL(card);
  await expect(page.locator('.card-head')).toContainText('Dossierbeheerder: An Peeters');
  await expect(page.locator('.card-number')).toContainText('900042');
  await expect(page.locator('.measure')).toContainText('Belt liever dan te mailen.');
  await expect(page.locator('.side')).toContainText('Laatst gewijzigd');
});

test('[S4] the three-dot menu deactivates, and the message takes it back', async ({ page }) => {
  await added(page, 'Garage Motor');
  const status = page.locator('.card-head .pill');
  await expect(status).toHaveText('Concept');
  await menu(page).click();
  await page.getByRole('menuitem', { name: 'Activeren', exact: true }).click();
  await expect(status).toHaveText('Actief');
  await menu(page).click();
  await page.getByRole('menuitem', { name: 'Deactiveren' }).click();
  await expect(status).toHaveText('Gedeactiveerd');
  await page.getByRole('button', { name: 'Ongedaan maken' }).click();
  await expect(status).toHaveText('Actief');
});

test('[B8] only a Concept customer can be deleted, after a question; else the menu says why not', async ({ page, complaints }) => {
  complaints.allow(/404/);
  const id = await added(page, 'Kapsalon Knip');
  await menu(page).click();
  await page.getByRole('menuitem', { name: 'Activeren', exact: true }).click();
  await expect(page.locator('.card-head .pill')).toHaveText('Actief');
  await menu(page).click();
  const refused = page.getByRole('menuitem', { name: /^Verwijderen/ });
  await expect(refused).toHaveAttribute('aria-disabled', 'true');
  await expect(refused).toContainText('Enkel een klant met status Concept kan verwijderd worden. Deactiveer de klant');
  await page.getByRole('menuitem', { name: 'Deactiveren' }).click();
  await expect(page.locator('.card-head .pill')).toHaveText('Gedeactiveerd');
  await menu(page).click();
  await expect(refused).toContainText('Een gedeactiveerde klant blijft bewaard');
  await expect(refused).not.toContainText('Deactiveer');

  const concept = await added(page, 'Kapsalon Schaar');
  expect(concept).not.toBe(id);
  await menu(page).click();
  await page.getByRole('menuitem', { name: 'Verwijderen' }).click();
  const question = page.getByRole('dialog', { name: 'Kapsalon Schaar verwijderen?' });
  await question.getByRole('button', { name: 'Verwijderen' }).click();
  await expect(page).toHaveURL(/\/klanten\?tab=concept/);
  const answer = await page.goto(`/klanten/${concept}`);
  expect(answer?.status()).toBe(404);
});

test('[S6] the first address is the head office, and Wijzigen moves it', async ({ page }) => {
  await added(page, 'Bloemen Roos');
  await page.getByRole('button', { name: 'Adres toevoegen' }).click();
  const dialog = page.getByRole('dialog', { name: 'Adres toevoegen' });
  await field(page, 'address_street').fill('Diestsestraat');
  await field(page, 'address_postcode').fill('3000');
  await field(page, 'address_city').fill('Leuven');
  await dialog.getByRole('button', { name: 'Opslaan' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.locator('.card-meta')).toContainText('Brugge');
  await page.getByRole('button', { name: /^Wijzigen/ }).click();
  await page.getByRole('radio', { name: /Leuven/ }).check();
  await page.getByRole('dialog', { name: /hoofdkantoor/ }).getByRole('button', { name: 'Opslaan' }).click();
  await expect(page.locator('.card-meta')).toContainText('Leuven');
  await expect(page.locator('.record').first()).toContainText('Leuven');
  await expect(page.locator('.record').first()).toContainText('Hoofdkantoor');
});

test('[B9] any number of contacts, incomplete is fine, and one who left is hidden until asked for', async ({ page }) => {
  await added(page, 'Advocaten Recht');
  for (const name of ['Lotte', 'Wim']) {
    await page.getByRole('button', { name: 'Contactpersoon toevoegen' }).click();
    await field(page, 'contact_first_name').fill(name);
    await page.getByRole('dialog', { name: 'Contactpersoon toevoegen' }).getByRole('button', { name: 'Opslaan' }).click();
    await expect(page.locator('.record', { hasText: name })).toBeVisible();
  }
  await axe(page);
  const wim = page.locator('.record', { hasText: 'Wim' });
  await wim.getByRole('button').click();
  await wim.getByRole('menuitem', { name: 'Deactiveren' }).click();
  await expect(wim).toBeHidden();
  await page.getByRole('checkbox', { name: /Gedeactiveerde weergeven/ }).check();
  await expect(wim).toBeVisible();
  await expect(wim).toContainText('Gedeactiveerd');
  await wim.getByRole('button').click();
  await wim.getByRole('menuitem', { name: 'Verwijderen' }).click();
  await page.getByRole('dialog', { name: 'Wim verwijderen?' }).getByRole('button', { name: 'Verwijderen' }).click();
  await expect(page.locator('.record', { hasText: 'Wim' })).toHaveCount(0);
  await expect(page.locator('.record', { hasText: 'Lotte' })).toBeVisible();
});

test('[B9] a contact with access that is deleted loses it, unless that is not wanted', async ({ page, mail, newContext }) => {
  const email = `weg-${randomUUID()}@maes.example`;
  const id = await added(page, 'Maes Vertrekt', {}, { contact: { email } });
  await inviteCustomer(page, id);
  const own = await (await newContext({ storageState: visitor, javaScriptEnabled: false })).newPage();
  await own.goto(link(await mail.waitFor(email), '/uitnodiging/'));
  await own.locator('[name="password"]').fill('zeven zwanen op het water');
  await own.getByRole('button', { name: 'Aanvaarden' }).click();
  await expect(own).toHaveURL(/\/mijn-bedrijf/);

  await open(page, `/klanten/${id}`);
  const jan = page.locator('.record', { hasText: email });
  await jan.getByRole('button').click();
  await jan.getByRole('menuitem', { name: 'Deactiveren' }).click();
  const hiding = page.getByRole('dialog', { name: 'Jan Maes deactiveren?' });
  await expect(hiding.getByRole('checkbox', { name: 'Ook de toegang tot de eigen pagina intrekken' })).not.toBeChecked();
  await hiding.getByRole('button', { name: 'Annuleren' }).click();
  await jan.getByRole('button').click();
  await jan.getByRole('menuitem', { name: 'Verwijderen' }).click();
  const deleting = page.getByRole('dialog', { name: 'Jan Maes verwijderen?' });
  await expect(deleting.getByRole('checkbox', { name: 'Ook de toegang tot de eigen pagina intrekken' })).toBeChecked();
  await axe(page);
  await deleting.getByRole('button', { name: 'Verwijderen' }).click();
  await expect(page.getByRole('region', { name: 'Toegang' })).toContainText('Niemand van deze klant heeft toegang');
  await own.reload();
  await expect(own).toHaveURL(/\/toegang\?reden=sessie/);
});

test('[B7] of two people who edit one card, the second chooses per field', async ({ page, newContext, firm, complaints }) => {
  complaints.allow(/409/);
  const id = await added(page, 'Brouwerij Hop');
  const other = await (await newContext({ storageState: firm.storageState })).newPage();
  await open(page, `/klanten/${id}/bewerken`);
  await open(other, `/klanten/${id}/bewerken`);
  await field(other, 'phone').fill('09 123 45 67');
  await field(other, 'name').fill('Brouwerij Mout');
  await save(other).click();
  await expect(other).toHaveURL(card);
  await field(page, 'email').fill('info@hop.be');
  await field(page, 'name').fill('Brouwerij Hop & Zoon');
  await save(page).click();
  const table = page.locator('table.diff');
  await expect(table.getByRole('row', { name: /Telefoon/ })).toContainText('door An Peeters');
  await expect(table.getByRole('radio', { name: /De andere versie, Telefoon/ })).toBeChecked();
  await expect(table.getByRole('radio', { name: /Uw versie, E-mailadres/ })).toBeChecked();
  await expect(save(page), 'the name is still to be chosen').toBeDisabled();
  await axe(page);
  await table.getByRole('radio', { name: /Uw versie, Naam/ }).check();
  await save(page).click();
  await expect(page).toHaveURL(card);
  await expect(page.getByRole('heading', { level: 1, name: 'Brouwerij Hop & Zoon' })).toBeVisible();
  await expect(page.locator('.facts').first()).toContainText('09 123 45 67');
  await expect(page.locator('.facts').first()).toContainText('info@hop.be');
});

test('[B7] of two people who edit different fields of one card, both are kept and nobody is asked', async ({ page, newContext, firm }) => {
  const id = await added(page, 'Brouwerij Gist');
  const other = await (await newContext({ storageState: firm.storageState })).newPage();
  await open(page, `/klanten/${id}/bewerken`);
  await open(other, `/klanten/${id}/bewerken`);
  await field(other, 'phone').fill('09 123 45 67');
  await field(other, 'address_street').fill('Mouterij');
  await save(other).click();
  await expect(other).toHaveURL(card);
  await field(page, 'email').fill('info@gist.be');
  await field(page, 'address_box_number').fill('bus 3');
  await save(page).click();
  await expect(page).toHaveURL(card);
  for (const text of ['09 123 45 67', 'info@gist.be', 'Mouterij', 'bus 3']) await expect(page.getByRole('main')).toContainText(text);
});

test('[W6] what is not saved is not lost by a click on a link', async ({ page }) => {
  await added(page, 'Taverne Tap');
  await page.getByRole('link', { name: 'Details bewerken' }).click();
  await field(page, 'website').fill('taverne-tap.be');
  const leaving = page.getByRole('dialog', { name: 'Weggaan zonder op te slaan?' });
  await page.getByRole('link', { name: 'Annuleren' }).click();
  await leaving.getByRole('button', { name: 'Verder bewerken' }).click();
  await expect(leaving).toBeHidden();
  await expect(page).toHaveURL(/\/bewerken$/);
  await page.getByRole('link', { name: 'Annuleren' }).click();
  await leaving.getByRole('button', { name: 'Weggaan' }).click();
  await expect(page).toHaveURL(card);
});

test('[W8] the card is right in light and dark, and at 360 px', async ({ page }) => {
  const id = await added(page, 'Zaakvoerder met een bijzonder lange naam voor een vennootschap onder firma', { country: 'NL', vat: 'NL000099998B57' });
  await expect(page.locator('.card-flag img')).toHaveCount(2);
  const belgian = await added(page, 'Vlaggen BV');
  await open(page, `/klanten/${belgian}`);
  await expect(page.locator('.card-flag img'), 'Belgium is in the Union too').toHaveCount(2);
  for (const tab of ['', '/instellingen', '/historiek', '/bewerken']) {
    await page.setViewportSize({ width: 1280, height: 900 });
    await open(page, `/klanten/${id}${tab}`);
    await axe(page);
    await picture(page, `kaart${tab.replace('/', '-')}`);
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth), `${tab} at 360 px`).toBeLessThanOrEqual(360);
    await picture(page, `kaart${tab.replace('/', '-')}-360`);
  }
});

test('[S8] what was refused of a new contact is over once it is cancelled', async ({ page }) => {
  const id = await addCustomer(page, 'Zadelmakerij Herhaling');
  const adding = `/klanten/${id}?contact=nieuw`;
  // As a page sends it that is not hydrated yet.
  const form = { page: adding, account: '', customer_id: id, contact_first_name: 'Mia', contact_email: 'geen adres' };
  await page.request.post('/api/contacts/save_form', { form, maxRedirects: 0, headers: { accept: 'text/html', 'sec-fetch-site': 'same-origin' } });
  await open(page, adding);
  await expect(page.locator('#field-contact_first_name')).toHaveValue('Mia');
  await expect(page.getByRole('alert').first()).toBeVisible();
  await page.getByRole('link', { name: 'Annuleren' }).click();
  await expect(page).toHaveURL(`/klanten/${id}`);
  const add = page.getByRole('button', { name: 'Contactpersoon toevoegen' });
  await expect(add).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await add.click();
  const dialog = page.getByRole('dialog', { name: 'Contactpersoon toevoegen' });
  await expect(dialog.locator('#field-contact_first_name')).toHaveValue('');
  await expect(dialog.getByRole('alert')).toHaveCount(0);
});
