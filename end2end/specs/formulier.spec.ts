/** The form of a customer under what people do to it: going back, correcting, saving from its foot, being signed out (rows B2, B7, B9). */
import type { Locator, Page } from '@playwright/test';
import { axe, expect, hydrated, open, test } from '../fixtures.ts';
import { addCustomer } from '../lib/seed.ts';

const field = (page: Page, name: string): Locator => page.locator(`#field-${name}`);
const save = (page: Page): Locator => page.getByRole('button', { name: 'Opslaan' });
const offer = (page: Page, value: string): Locator => page.getByRole('button', { name: `Bedoelt u ${value}?` });
const restored = (page: Page): Locator => page.getByText('U gaat verder met wat u eerder invulde en nog niet bewaarde.');
const card = /\/klanten\/[0-9a-f-]{36}$/;
const blank = '/klanten/nieuw?sjabloon=geen';

/** Types in a field and leaves it. */
async function type(page: Page, name: string, text: string): Promise<void> {
  await field(page, name).fill(text);
  await field(page, name).blur();
}

const leaving = (page: Page): Locator => page.getByRole('dialog', { name: 'Weggaan zonder op te slaan?' });

test('[B2] the company number that the form filled in follows the VAT number, and one that was typed does not', async ({ page }) => {
  await open(page, blank);
  await type(page, 'vat', 'BE0477472701');
  await expect(field(page, 'company_number')).toHaveValue('0477472701');
  await type(page, 'vat', 'BE0244142664');
  await expect(field(page, 'company_number'), 'it follows the correction').toHaveValue('0244142664');
  await type(page, 'company_number', '0477.472.701');
  await expect(page.locator('#field-company_number-error')).toContainText('horen niet bij elkaar');
  await type(page, 'vat', 'BE 0244.142.664');
  await expect(field(page, 'company_number'), 'what was typed stays').toHaveValue('0477472701');
  await expect(offer(page, 'BE 0477.472.701')).toBeVisible();
  await offer(page, '0244.142.664').click();
  await expect(page.locator('#field-vat-error, #field-company_number-error')).toHaveCount(0);
});

test('[B7] numbers that contradict each other are refused in the form of a customer that exists', async ({ page }) => {
  const id = await addCustomer(page, 'Tegenspraak BV', '', { vat: 'BE0477472701', company_number: '0477472701' });
  await open(page, `/klanten/${id}/bewerken`);
  await field(page, 'vat').fill('BE0687012495');
  await save(page).click();
  await expect(page.getByRole('group', { name: 'Kijk dit na' })).toBeFocused();
  await axe(page);
  await offer(page, '0687.012.495').click();
  await save(page).click();
  await expect(page).toHaveURL(card);
});

test('[B2] a likely double that stops a save takes the focus and comes into view', async ({ page }) => {
  await addCustomer(page, 'Drukkerij Dubbel', '', { vat: 'BE0428759497' });
  await page.setViewportSize({ width: 1280, height: 600 });
  await open(page, blank);
  await field(page, 'name').fill('Heel iets anders');
  await type(page, 'vat', 'BE0428759497');
  const notice = page.getByRole('alert').filter({ hasText: /Deze klant bestaat al \(\d+\)/ });
  await expect(notice).toBeVisible();
  await expect(notice, 'a warning while somebody types leaves the focus alone').not.toBeFocused();
  for (const _ of ['once', 'and again']) {
    await field(page, 'description').focus();
    await expect(notice).not.toBeInViewport();
    await page.keyboard.press('Control+s');
    await expect(notice).toBeFocused();
    await expect(notice).toBeInViewport();
  }
  await axe(page);
});

test('[B2] going back, going to step 1 and a reload lose nothing; it can be thrown away, and is gone once saved', async ({ page }) => {
  await open(page, '/klanten/nieuw');
  await page.getByRole('link', { name: 'Zonder sjabloon' }).click();
  await type(page, 'name', 'Bewaarde Bakkerij');
  await type(page, 'address_city', 'Gent');
  await page.goBack();
  await expect(page).toHaveURL(/\/klanten\/nieuw$/);
  await page.goForward();
  await expect(restored(page)).toBeVisible();
  await expect(field(page, 'name')).toHaveValue('Bewaarde Bakkerij');
  await page.locator('.steps').getByRole('button', { name: 'Sjabloon' }).click();
  await page.getByRole('link', { name: 'Zonder sjabloon' }).click();
  await expect(field(page, 'address_city')).toHaveValue('Gent');
  await page.reload();
  await hydrated(page);
  await expect(field(page, 'name')).toHaveValue('Bewaarde Bakkerij');
  await axe(page);

  await page.getByRole('button', { name: 'Opnieuw beginnen' }).click();
  await expect(field(page, 'name')).toHaveValue('');
  await expect(restored(page)).toHaveCount(0);
  await page.reload();
  await hydrated(page);
  await expect(field(page, 'name')).toHaveValue('');

  await type(page, 'name', 'Bewaarde Bakkerij');
  await save(page).click();
  await expect(page).toHaveURL(card);
  await open(page, blank);
  await expect(field(page, 'name')).toHaveValue('');
  await expect(restored(page)).toHaveCount(0);
});

test('[B7] going back keeps what was typed about a customer that exists, and Annuleren throws it away', async ({ page, complaints }) => {
  complaints.allow(/409/);
  const id = await addCustomer(page, 'Terug NV');
  await open(page, `/klanten/${id}`);
  await page.getByRole('link', { name: 'Details bewerken' }).click();
  await type(page, 'description', 'Belt liever voor negen uur');
  await page.goBack();
  await expect(page).toHaveURL(card);
  await page.goForward();
  await expect(restored(page)).toBeVisible();
  await expect(field(page, 'description')).toHaveValue('Belt liever voor negen uur');
  await axe(page);
  const colleague = await page.context().newPage();
  await open(colleague, `/klanten/${id}/bewerken`);
  await expect(field(colleague, 'description'), 'another tab keeps its own').toHaveValue('');
  await field(colleague, 'description').fill('Belt liever na vijf uur');
  await save(colleague).click();
  await expect(colleague).toHaveURL(card);
  await page.reload();
  await hydrated(page);
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('alert'), 'the form began with the older state').toContainText('intussen gewijzigd');

  await open(page, `/klanten/${id}/bewerken`);
  await expect(field(page, 'description')).toHaveValue('Belt liever voor negen uur');
  const cancel = page.getByRole('link', { name: 'Annuleren' });
  await cancel.click();
  await expect(leaving(page)).toContainText('nog niet bewaard');
  await axe(page);
  await page.keyboard.press('Escape');
  await expect(leaving(page)).toBeHidden();
  await expect(cancel, 'the focus is where it was').toBeFocused();
  await expect(field(page, 'description')).toHaveValue('Belt liever voor negen uur');
  await cancel.click();
  await leaving(page).getByRole('button', { name: 'Weggaan' }).click();
  await expect(page).toHaveURL(card);
  await open(page, `/klanten/${id}/bewerken`);
  await expect(field(page, 'description')).toHaveValue('Belt liever na vijf uur');
  await expect(restored(page)).toHaveCount(0);
});

test('[W6] the screen that edits has the sections of the one that adds, and a clash is settled by field in all of them', async ({ page, newContext, firm, complaints }) => {
  complaints.allow(/409/);
  const id = await addCustomer(page, 'Schrijnwerkerij Es', 'jan@es.example');
  await open(page, '/klanten/nieuw?sjabloon=geen');
  const sections = await page.getByRole('heading', { level: 2 }).allTextContents();
  await open(page, `/klanten/${id}/bewerken`);
  expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual(sections);
  await field(page, 'address_street').fill('Essenlaan');
  await field(page, 'address_city').fill('Geel');
  await field(page, 'contact_role').fill('Boekhouder');
  await field(page, 'phone').fill('014 12 34 56');

  // A colleague is quicker in one of these fields, and in another.
  const colleague = await (await newContext({ storageState: firm.storageState })).newPage();
  await open(colleague, `/klanten/${id}/bewerken`);
  await field(colleague, 'address_city').fill('Mol');
  await field(colleague, 'contact_first_name').fill('Elsje');
  await save(colleague).click();
  await expect(colleague).toHaveURL(card);

  await save(page).click();
  const clash = page.getByRole('table').filter({ hasText: 'Uw versie' });
  await expect(clash.getByRole('rowheader')).toHaveCount(5);
  await expect(clash.getByRole('radio', { name: 'Uw versie, Hoofdkantoor · Straat: Essenlaan' })).toBeChecked();
  await expect(clash.getByRole('radio', { name: /Voornaam: Elsje/ })).toBeChecked();
  await expect(clash.getByRole('radio', { name: /Gemeente/ }).and(page.locator(':checked'))).toHaveCount(0);
  await expect(save(page)).toBeDisabled();
  await clash.getByRole('radio', { name: 'Uw versie, Hoofdkantoor · Gemeente: Geel' }).check();
  await save(page).click();
  await expect(page).toHaveURL(card);
  for (const text of ['Essenlaan', 'Geel', 'Elsje', 'Boekhouder', '014 12 34 56']) await expect(page.getByRole('main')).toContainText(text);
});

test('[B2] a problem goes from the summary when its field is right again, and the focus stays where somebody types', async ({ page }) => {
  await open(page, blank);
  await field(page, 'iban').fill('BE00');
  await save(page).click();
  const summary = page.getByRole('group', { name: 'Kijk dit na' });
  await expect(summary).toBeFocused();
  await expect(summary.getByRole('listitem')).toHaveCount(2);
  await field(page, 'name').pressSequentially('Juist');
  await expect(field(page, 'name')).toBeFocused();
  await expect(summary.getByRole('listitem')).toHaveCount(1);
  await expect(summary.getByRole('link', { name: /^Naam/ })).toHaveCount(0);
  await save(page).click();
  await expect(summary, 'each try leads to it').toBeFocused();
  await field(page, 'iban').fill('');
  await expect(summary).toHaveCount(0);
  await save(page).click();
  await expect(page).toHaveURL(card);
});

test('[B2] who was signed out meanwhile signs in in another tab, and what was typed is saved', async ({ page, firm, complaints }) => {
  complaints.allow(/401/);
  await open(page, blank);
  await field(page, 'name').fill('Afgemeld en terug');
  await page.context().clearCookies();
  await page.keyboard.press('Control+s');
  const alert = page.getByRole('alert').filter({ hasText: 'U bent afgemeld' });
  await expect(alert).toBeFocused();
  const link = alert.getByRole('link', { name: 'Aanmelden in een nieuw tabblad' });
  await expect(link).toHaveAttribute('rel', 'noopener');
  const [tab] = await Promise.all([page.context().waitForEvent('page'), link.click()]);
  await tab.locator('[name="email"]').fill(firm.email);
  await tab.locator('[name="password"]').fill(firm.password);
  await tab.locator('form button[type="submit"]').click();
  await expect(tab).not.toHaveURL(/\/aanmelden/);
  await tab.close();
  await save(page).click();
  await expect(page).toHaveURL(card);
  await expect(page.getByRole('heading', { level: 1, name: 'Afgemeld en terug' })).toBeVisible();
});

test('[B9] Escape asks before it throws away what was typed about a contact', async ({ page }) => {
  const id = await addCustomer(page, 'Ontsnapt NV');
  await open(page, `/klanten/${id}`);
  await page.getByRole('button', { name: 'Contactpersoon toevoegen' }).click();
  const dialog = page.getByRole('dialog', { name: 'Contactpersoon toevoegen' });
  await field(page, 'contact_first_name').pressSequentially('Lot');
  await page.keyboard.press('Escape');
  await leaving(page).getByRole('button', { name: 'Verder bewerken' }).click();
  await expect(leaving(page)).toBeHidden();
  await expect(field(page, 'contact_first_name')).toHaveValue('Lot');
  await field(page, 'contact_first_name').pressSequentially('te');
  // Five in a row, with nothing else in between: the question, none, the question …
  for (let time = 0; time < 2; time++) {
    await page.keyboard.press('Escape');
    await expect(leaving(page)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(leaving(page), 'Escape takes the question away, and nothing else').toBeHidden();
  }
  await expect(field(page, 'contact_first_name')).toHaveValue('Lotte');
  await page.keyboard.press('Escape');
  await leaving(page).getByRole('button', { name: 'Weggaan' }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole('button', { name: 'Contactpersoon toevoegen' }).click();
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog, 'nothing was typed: nothing is asked').toBeHidden();
});

test('a part of the card is saved by Enter in its dialog, and an empty address is not', async ({ page }) => {
  const id = await addCustomer(page, 'Entertoets BV');
  await open(page, `/klanten/${id}`);
  await page.getByRole('button', { name: 'Adres toevoegen' }).click();
  const dialog = page.getByRole('dialog', { name: 'Adres toevoegen' });
  await dialog.locator('#field-address_street').press('Enter');
  await expect(dialog.locator('#field-address_street-error')).toContainText('Straat ontbreekt');
  const summary = dialog.getByRole('group', { name: 'Kijk dit na' });
  await expect(summary, 'what is refused leads to the summary').toBeFocused();
  await summary.getByRole('link', { name: /^Straat ontbreekt/ }).press('Enter');
  await expect(dialog.locator('#field-address_street')).toBeFocused();
  await dialog.locator('#field-address_street').fill('Kerkstraat');
  await dialog.locator('#field-address_city').fill('Gent');
  // The input that has the focus goes away with its form: the console stays silent.
  await dialog.locator('#field-address_city').press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.locator('.record', { hasText: 'Kerkstraat' })).toBeVisible();
  await page.getByRole('button', { name: 'Contactpersoon toevoegen' }).click();
  const person = page.getByRole('dialog', { name: 'Contactpersoon toevoegen' });
  await person.locator('#field-contact_last_name').fill('Peeters');
  await person.locator('#field-contact_last_name').press('Enter');
  await expect(person).toBeHidden();
  await expect(page.locator('.record', { hasText: 'Peeters' })).toBeVisible();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('[B2] another template is chosen, and what was typed stays', async ({ page }) => {
    await page.goto(blank);
    await field(page, 'name').fill('Sjabloonwissel Zonder Script');
    await field(page, 'address_city').fill('Ieper');
    await page.getByRole('button', { name: 'Sjabloon', exact: true }).click();
    await expect(page).toHaveURL(/\/klanten\/nieuw$/);
    await page.getByRole('button', { name: 'Zonder sjabloon' }).click();
    await expect(page).toHaveURL(/\?sjabloon=geen$/);
    await expect(field(page, 'name')).toHaveValue('Sjabloonwissel Zonder Script');
    await expect(field(page, 'address_city')).toHaveValue('Ieper');
    await save(page).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Sjabloonwissel Zonder Script');
  });

  test('[B2] a customer is added and edited, and what is refused comes back', async ({ page }) => {
    await page.goto(blank);
    await field(page, 'name').fill('Zonder Script BV');
    await field(page, 'iban').fill('BE68 5390 0754 7035');
    await field(page, 'address_city').fill('Gent');
    await save(page).click();
    await expect(page).toHaveURL(/\/klanten\/nieuw\?sjabloon=geen$/);
    await expect(page.getByRole('alert')).toContainText('Sommige gegevens kloppen niet');
    await expect(field(page, 'name')).toHaveValue('Zonder Script BV');
    await expect(field(page, 'iban')).toHaveValue('BE68 5390 0754 7035');
    await expect(page.locator('#field-iban-error')).toBeVisible();
    await expect(field(page, 'address_city')).toHaveValue('Gent');
    await field(page, 'iban').fill('BE68 5390 0754 7034');
    await save(page).click();
    await expect(page).toHaveURL(/\/klanten\/[0-9a-f-]{36}\?bewaard=ja$/);
    await expect(page.getByRole('status').filter({ hasText: 'Bewaard.' })).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Zonder Script BV');

    await page.goto(`${new URL(page.url()).pathname}/bewerken`);
    await field(page, 'email').fill('geen adres');
    await save(page).click();
    await expect(page).toHaveURL(/\/bewerken$/);
    await expect(field(page, 'email')).toHaveValue('geen adres');
    await field(page, 'email').fill('info@zonder-script.be');
    await save(page).click();
    await expect(page).toHaveURL(/\?bewaard=ja$/);
    await expect(page.getByText('info@zonder-script.be')).toBeVisible();
  });
});
