/** The fields of a customer that are drawn by their kind: in the form, on the card, in the history, in a conflict and in files. */
import type { Locator, Page } from '@playwright/test';
import { axe, expect, hydrated, open, test } from '../fixtures.ts';
import { colleague } from '../lib/colleagues.ts';
import { addCustomer, call, importIs, step, uploadFile } from '../lib/seed.ts';
import { customer, open as openFile, texts, workbook } from '../lib/workbook.ts';

const field = (page: Page, name: string): Locator => page.locator(`#field-${name}`);
const save = (page: Page): Locator => page.getByRole('button', { name: 'Opslaan' });
const card = /\/klanten\/[0-9a-f-]{36}$/;
const blank = '/klanten/nieuw?sjabloon=geen';

/** What the card says of a field. */
const fact = (page: Page, label: string): Locator =>
  page.locator('.facts > div').filter({ has: page.locator('dt').getByText(label, { exact: true }) }).locator('dd');

/** Saves the form, and waits for the card. */
async function saved(page: Page): Promise<void> {
  await save(page).click();
  await expect(page).toHaveURL(card);
  await hydrated(page);
}

/** The newest entry of the history. */
async function newest(page: Page): Promise<Locator> {
  await page.getByRole('link', { name: 'Historiek' }).click();
  return page.locator('.timeline > li').first();
}

test('[T3] a fax number is checked as a telephone number is, and dialled from the card', async ({ page }) => {
  await open(page, blank);
  await field(page, 'name').fill('Fax & Zonen');
  await field(page, 'fax').fill('bel mij');
  await field(page, 'fax').blur();
  await expect(page.locator('#field-fax-error')).toContainText('Fax');
  await field(page, 'fax').fill('09/123 45 68');
  await field(page, 'website').fill('www.fax.be');
  await field(page, 'email').fill('info@fax.be');
  await saved(page);
  await expect(fact(page, 'Fax').getByRole('link')).toHaveAttribute('href', 'tel:091234568');
  await expect(fact(page, 'Website').getByRole('link')).toHaveAttribute('href', 'https://www.fax.be');
  await expect(fact(page, 'E-mailadres').getByRole('link')).toHaveAttribute('href', 'mailto:info@fax.be');
  await axe(page);
});

test('[T6] a credit limit is typed as people write it, and shown so on the card, in the form and in the history', async ({ page }) => {
  const id = await addCustomer(page, 'Limiet BV');
  await open(page, `/klanten/${id}/bewerken`);
  const limit = field(page, 'credit_limit');
  for (const [typed, shown] of [['2500', '2.500,00'], ['€ 1,234.5', '1.234,50'], ['1.500,-', '1.500,00'], ['0', '0,00']] as const) {
    await limit.fill(typed);
    await limit.blur();
    await expect(limit, typed).toHaveValue(shown);
  }
  for (const wrong of ['-5', '1.23.456', 'veel', '1000000000']) {
    await limit.fill(wrong);
    await limit.blur();
    await expect(page.locator('#field-credit_limit-error')).toContainText(`Kredietlimiet ${wrong} kan niet kloppen`);
    await expect(limit, 'what was typed stays').toHaveValue(wrong);
  }
  await axe(page);
  await limit.fill('2.500');
  await saved(page);
  await expect(fact(page, 'Kredietlimiet')).toHaveText('€ 2.500,00');
  await expect(await newest(page)).toContainText('€ 2.500,00');
  await open(page, `/klanten/${id}/bewerken`);
  await expect(limit).toHaveValue('2.500,00');
  await page.getByRole('link', { name: 'Annuleren' }).click();
  await expect(page, 'an amount that nobody touched is not unsaved').toHaveURL(card);
});

test('[T6] of two who change the limit at once, the second chooses between amounts in words', async ({ page, newContext, firm, complaints }) => {
  complaints.allow(/409/);
  const id = await addCustomer(page, 'Limiet Twee', '', { credit_limit: '1000' });
  const other = await (await newContext({ storageState: firm.storageState })).newPage();
  await open(page, `/klanten/${id}/bewerken`);
  await open(other, `/klanten/${id}/bewerken`);
  await field(other, 'credit_limit').fill('2000');
  await saved(other);
  await field(page, 'credit_limit').fill('3000');
  await save(page).click();
  const row = page.locator('table.diff').getByRole('row', { name: /Kredietlimiet/ });
  await expect(row).toContainText('€ 3.000,00');
  await expect(row).toContainText('€ 2.000,00');
  await axe(page);
  await row.getByRole('radio', { name: /Uw versie/ }).check();
  await saved(page);
  await expect(fact(page, 'Kredietlimiet')).toHaveText('€ 3.000,00');
});

test('[T6] who may not see figures sees no limit', async ({ page, mail, newContext }) => {
  const id = await addCustomer(page, 'Limiet Geheim', '', { credit_limit: '1234.5' });
  await open(page, `/klanten/${id}`);
  await expect(fact(page, 'Kredietlimiet')).toHaveText('€ 1.234,50');
  const profiles = await call<{ builtin: string; rights: { levels: Record<string, string> } }[]>(page, 'settings/profiles');
  const { rights } = profiles.find(({ builtin }) => builtin === 'administrator')!;
  const blind = { ...rights, levels: { ...rights.levels, financial: 'none' } };
  await call(page, 'settings/save_profile', { id: null, version: 0, name: 'Zonder cijfers', rights: blind });
  const reader = await colleague(page, mail, newContext, { name: 'Cas Cijferloos', email: 'cas@kantoorpeeters.be', profile: 'Zonder cijfers' });
  for (const tab of ['', '/historiek']) {
    await open(reader, `/klanten/${id}${tab}`);
    await expect(reader.getByRole('heading', { level: 1, name: 'Limiet Geheim' })).toBeVisible();
    await expect(reader.getByText('Kredietlimiet')).toHaveCount(0);
    await expect(reader.getByText('1.234,50')).toHaveCount(0);
  }
});

test('[T7] mailing code, region and seller stand on the card, in the history, and go out and come in by a file', async ({ page }) => {
  await open(page, blank);
  await field(page, 'name').fill('Wijngaard Rayon');
  await field(page, 'mailing_code').fill('012');
  await field(page, 'region').fill('Waasland');
  await field(page, 'seller').fill('Jan Maes');
  await saved(page);
  for (const [label, text] of [['Mailingcode', '012'], ['Regio', 'Waasland'], ['Verkoper', 'Jan Maes']] as const) {
    await expect(fact(page, label)).toHaveText(text);
  }
  await page.getByRole('link', { name: 'Details bewerken' }).click();
  await field(page, 'region').fill('Meetjesland');
  await saved(page);
  const entry = await newest(page);
  await expect(entry).toContainText('Waasland');
  await expect(entry).toContainText('Meetjesland');

  await open(page, '/klanten?tab=concept&zoek=Rayon');
  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Exporteren' }).click();
  const sheet = (await openFile(await (await coming).path())).worksheets[0]!;
  const titles = texts(sheet, 1);
  const cell = (title: string) => sheet.getCell(2, titles.indexOf(title) + 1).text;
  expect([cell('Mailingcode'), cell('Regio'), cell('Verkoper')]).toEqual(['012', 'Meetjesland', 'Jan Maes']);

  const row = customer(801, { Mailingcode: '007', 'Regio': 'Kempen', Verkoper: 'Els', Kredietlimiet: '€ 1.234,5', Openingsuren: 'ma–vr 9–17 u.' });
  const id = await uploadFile(page, 'rayon.xlsx', await workbook([row]));
  await step(page, 'imports/start', id);
  await importIs(page, id, /done/i);
  await open(page, `/imports/${id}`);
  await page.getByRole('link', { name: 'Bakkerij 801 BV' }).click();
  await expect(fact(page, 'Mailingcode')).toHaveText('007');
  await expect(fact(page, 'Regio')).toHaveText('Kempen');
  await expect(fact(page, 'Kredietlimiet')).toHaveText('€ 1.234,50');
  await expect(fact(page, 'Openingsuren')).toHaveText('ma–vr 9–17 u.');
});

test('[N19] the cupboard of the archive, and that a VAT number was applied for', async ({ page }) => {
  await open(page, blank);
  await field(page, 'name').fill('Kast & Co');
  await field(page, 'archive_number').fill('A-12');
  await field(page, 'opening_hours').fill('ma–vr 9–17 u.\nza 9–12 u.');
  await page.getByLabel('Btw-nummer in aanvraag').check();
  await axe(page);
  await saved(page);
  await expect(fact(page, 'Nummer archiefkast')).toHaveText('A-12');
  await expect(fact(page, 'Btw-nummer in aanvraag')).toHaveText('Ja');
  await expect(fact(page, 'Openingsuren')).toContainText('za 9–12 u.');
  await page.reload();
  await hydrated(page);
  await expect(fact(page, 'Btw-nummer in aanvraag')).toHaveText('Ja');
  await page.getByRole('link', { name: 'Details bewerken' }).click();
  await page.getByLabel('Btw-nummer in aanvraag').uncheck();
  await saved(page);
  await expect(fact(page, 'Btw-nummer in aanvraag')).toHaveText('Nee');
  await expect(await newest(page)).toContainText('Btw-nummer in aanvraag');
});

test('[C6] an address has a second line, in the form, in its own dialog and in the history', async ({ page }) => {
  await open(page, blank);
  await field(page, 'name').fill('Toevoeging BV');
  await field(page, 'address_street').fill('Kaai');
  await field(page, 'address_house_number').fill('12');
  await field(page, 'address_addition').fill('Gebouw C, poort 3');
  await field(page, 'address_city').fill('Gent');
  await saved(page);
  const address = page.getByRole('listitem').filter({ hasText: 'Kaai' });
  await expect(address).toContainText('Gebouw C, poort 3');
  await address.getByRole('button', { name: /^Acties voor/ }).click();
  await page.getByRole('menuitem', { name: 'Bewerken' }).click();
  const dialog = page.getByRole('dialog', { name: 'Adres bewerken' });
  await expect(dialog.getByLabel('Adresaanvulling')).toHaveValue('Gebouw C, poort 3');
  await dialog.getByLabel('Adresaanvulling').fill('Achterbouw');
  await axe(page);
  await dialog.getByRole('button', { name: 'Opslaan' }).click();
  await expect(address).toContainText('Achterbouw');
  await expect(await newest(page)).toContainText('Adresaanvulling');
});

test('[T3] the number of a company is called as its country calls it', async ({ page }) => {
  await open(page, blank);
  await field(page, 'name').fill('Grachtengordel BV');
  await expect(page.getByLabel('Bedrijfsnummer')).toBeVisible();
  await field(page, 'country').selectOption('NL');
  await page.getByLabel('KvK-nummer').fill('90001354');
  await page.getByLabel('Btw-nummer in aanvraag').check();
  await saved(page);
  await expect(fact(page, 'KvK-nummer')).toHaveText(/90001354/);
  await expect(fact(page, 'Bedrijfsnummer')).toHaveCount(0);
});

test('[T4] a customer elsewhere in the EU needs a VAT number, unless it was applied for', async ({ page }) => {
  await open(page, blank);
  await field(page, 'name').fill('Tulpen BV');
  await field(page, 'country').selectOption('NL');
  await save(page).click();
  await expect(page.getByRole('group', { name: 'Kijk dit na' })).toBeFocused();
  await expect(page.locator('#field-vat-error')).toContainText('verplicht voor een klant in een ander EU-land');
  await axe(page);
  await page.getByLabel('Btw-nummer in aanvraag').check();
  await expect(page.locator('#field-vat-error')).toHaveCount(0);
  await saved(page);
  await expect(page.getByText('ontbreekt, verplicht')).toHaveCount(0);

  await page.getByRole('link', { name: 'Details bewerken' }).click();
  await page.getByLabel('Btw-nummer in aanvraag').uncheck();
  await save(page).click();
  await expect(page.locator('#field-vat-error')).toContainText('verplicht');
  await field(page, 'vat').fill('NL004495445B01');
  await saved(page);
  await expect(fact(page, 'Btw-nummer')).toContainText('controlegetal klopt');
});

test('[T4] who lacked a VAT number before is not held up by it', async ({ page }) => {
  const row = customer(802, { 'Land (lettercode)': 'NL', Bedrijfsnummer: '', BTW: '', Postcode: '1011 AB', 'Gemeente/stad': 'Amsterdam' });
  const id = await uploadFile(page, 'over de grens.xlsx', await workbook([row]));
  await step(page, 'imports/start', id);
  await importIs(page, id, /done/i);
  await open(page, `/imports/${id}`);
  await page.getByRole('link', { name: 'Bakkerij 802 BV' }).click();
  await expect(fact(page, 'Btw-nummer')).toContainText('ontbreekt, verplicht');
  await page.getByRole('link', { name: 'Details bewerken' }).click();
  await field(page, 'phone').fill('+31 20 123 45 67');
  await saved(page);
  await expect(fact(page, 'Telefoon')).toHaveText('+31 20 123 45 67');
});

test('[S12] a branch of industry is found by name, kept by code, and told in the language of the reader', async ({ page }) => {
  await open(page, blank);
  await field(page, 'name').fill('Deegwaren Zuurdesem');
  await field(page, 'nace').fill('banketbakkerswerk');
  await page.getByRole('list', { name: 'Gevonden activiteiten' }).getByRole('button', { name: /^10\.712 – Ambachtelijke/ }).click();
  await expect(field(page, 'nace')).toHaveValue('10.712');
  await expect(page.getByText('Ambachtelijke vervaardiging van brood en van vers banketbakkerswerk', { exact: true })).toBeVisible();
  await expect(page.getByRole('list', { name: 'Gevonden activiteiten' })).toHaveCount(0);
  await axe(page);
  await field(page, 'nace').fill('62010');
  await field(page, 'nace').blur();
  await expect(page.locator('#field-nace-error')).toContainText('62010 is een code van NACE-BEL 2008, die niet meer bestaat');
  await field(page, 'nace').fill('boulangerie');
  const offers = page.getByRole('list', { name: 'Gevonden activiteiten' });
  await expect(offers.getByRole('button', { name: /^10\.711 – Industriële/ }), 'it is found by its French name too').toBeVisible();
  await field(page, 'nace').fill('10712');
  await saved(page);
  await expect(fact(page, 'Activiteit (NACE-BEL)')).toHaveText('10.712 – Ambachtelijke vervaardiging van brood en van vers banketbakkerswerk');
  await axe(page);
  await expect(await newest(page)).toContainText('10.712 – Ambachtelijke vervaardiging');

  const file = await workbook([customer(803, { 'Activiteit (NACE-BEL)': '62100' })]);
  const id = await uploadFile(page, 'activiteiten.xlsx', file);
  await step(page, 'imports/start', id);
  await importIs(page, id, /done/i);
  await open(page, `/imports/${id}`);
  await page.getByRole('link', { name: 'Bakkerij 803 BV' }).click();
  await expect(fact(page, 'Activiteit (NACE-BEL)')).toHaveText('62.100 – Ontwerpen van computerprogramma’s');
});

test('[S12] a legal form is chosen, told in words, and read from a file as the country calls it', async ({ page }) => {
  await open(page, blank);
  await field(page, 'name').fill('Gistgroep');
  await page.getByLabel('Rechtsvorm').selectOption('VOF – vennootschap onder firma');
  await axe(page);
  await saved(page);
  await expect(fact(page, 'Rechtsvorm')).toHaveText('VOF – vennootschap onder firma');
  await expect(await newest(page)).toContainText('VOF – vennootschap onder firma');

  const file = await workbook([customer(806, { Rechtsvorm: 'b.v.' })]);
  const id = await uploadFile(page, 'rechtsvormen.xlsx', file);
  await step(page, 'imports/start', id);
  await importIs(page, id, /done/i);
  await open(page, `/imports/${id}`);
  await page.getByRole('link', { name: 'Bakkerij 806 BV' }).click();
  await expect(fact(page, 'Rechtsvorm')).toHaveText('BV – besloten vennootschap');
  await page.reload();
  await expect(fact(page, 'Rechtsvorm')).toHaveText('BV – besloten vennootschap');
});

test('[C5] a private person has a first and a last name, and is not asked for a number', async ({ page }) => {
  await open(page, blank);
  const type = page.getByLabel('Type klant');
  await expect(type).toHaveValue('');
  await expect(field(page, 'given_name')).toBeHidden();
  await field(page, 'name').fill('Firma Zilverspar');
  await type.selectOption('Particulier');
  for (const asked of ['name', 'vat', 'company_number', 'vat_applied_for']) await expect(field(page, asked), asked).toBeHidden();
  await axe(page);
  await save(page).click();
  await expect(page.locator('#field-given_name-error')).toContainText('Voornaam (particulier) ontbreekt');
  await expect(page.locator('#field-family_name-error')).toContainText('Achternaam (particulier) ontbreekt');
  await field(page, 'given_name').fill('Wannes');
  await field(page, 'family_name').fill('Zilverspar');
  await saved(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Wannes Zilverspar' })).toBeVisible();
  await expect(fact(page, 'Type klant')).toHaveText('Particulier');
  await expect(fact(page, 'Voornaam (particulier)')).toHaveText('Wannes');
  await expect(fact(page, 'Btw-nummer')).toHaveCount(0);
  await axe(page);

  await page.getByRole('link', { name: 'Details bewerken' }).click();
  await type.selectOption('Professioneel');
  await expect(field(page, 'name'), 'nothing is lost').toHaveValue('Wannes Zilverspar');
  await field(page, 'vat').fill('BE0403170701');
  await field(page, 'vat').blur();
  await type.selectOption('Particulier');
  await expect(field(page, 'vat'), 'what stands in a field is not hidden').toBeVisible();
  await type.selectOption('Professioneel');
  await field(page, 'vat').fill('');
  await field(page, 'company_number').fill('');
  await saved(page);
  await expect(fact(page, 'Type klant')).toHaveText('Professioneel');
  const entry = await newest(page);
  await expect(entry).toContainText('Particulier');
  await expect(entry).toContainText('Professioneel');
});

test('[C5] private persons are filtered from the list, and come in by a file', async ({ page }) => {
  const row = { 'Juridische naam': 'Goudspar Mira', 'Voornaam contactpersoon': 'Mira', 'Achternaam contactpersoon': 'Goudspar' };
  const person = customer(804, { ...row, 'Type klant': 'Particulier', Bedrijfsnummer: '', BTW: '' });
  const id = await uploadFile(page, 'particulieren.xlsx', await workbook([person, customer(805)]));
  await step(page, 'imports/start', id);
  await importIs(page, id, /done/i);
  await open(page, '/klanten?tab=concept');
  await page.getByRole('link', { name: 'Particulieren', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Mira Goudspar' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Bakkerij 805 BV' })).toHaveCount(0);
  await axe(page);
});
