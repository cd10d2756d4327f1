/** Fields that the firm makes itself: in the settings, in the form, on the card, in the history, in the list and in a file. */
import { randomUUID } from 'node:crypto';
import type { Locator, Page } from '@playwright/test';
import { axe, expect, hydrated, open, test } from '../fixtures.ts';
import { withoutFreeFields } from '../lib/free-fields.ts';
import { accepted } from '../lib/portal.ts';
import { activeCustomer, addCustomer, call, importIs, inviteCustomer, uploadFile } from '../lib/seed.ts';
import { columns, customer, open as openFile, texts, workbook } from '../lib/workbook.ts';

interface Field {
  id: string;
  version: number;
  archived: boolean;
}

const settings = '/instellingen/velden';
const card = /\/klanten\/[0-9a-f-]{36}$/;
const save = (page: Page): Locator => page.getByRole('button', { name: 'Opslaan' });

/** What the card says of a field. */
const fact = (page: Page, label: string): Locator =>
  page.locator('.facts > div').filter({ has: page.locator('dt').getByText(label, { exact: true }) }).locator('dd');

/** Makes a field in the settings, and leaves the dialog closed. */
async function define(page: Page, name: string, kind: string, options = ''): Promise<void> {
  await page.getByRole('button', { name: 'Eigen veld toevoegen' }).click();
  const dialog = page.getByRole('dialog', { name: 'Eigen veld toevoegen' });
  await dialog.getByLabel('Naam (Nederlands)').fill(name);
  await dialog.getByLabel('Soort').selectOption({ label: kind });
  if (options) await dialog.getByLabel('Nieuwe keuzes').fill(options);
  await dialog.getByRole('button', { name: 'Opslaan' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('rowheader', { name })).toBeVisible();
}

async function saved(page: Page): Promise<void> {
  await save(page).click();
  await expect(page).toHaveURL(card);
  await hydrated(page);
}

withoutFreeFields();

// The other tests of this server know no such fields, nor columns of them.
test.afterEach(async ({ page }) => {
  await call(page, 'customers/arrange_list', { columns: [], compact: false });
  const { fields } = await call<{ fields: Field[] }>(page, 'own_fields/list');
  for (const { id, version } of fields.filter((field) => !field.archived)) {
    await call(page, 'own_fields/archive', { id, version, archived: true });
  }
});

test('[C17] the administrator makes a field, and it stands in the form, on the card, in the history and in a file', async ({ page }) => {
  const id = await addCustomer(page, 'Kenmerkzaak Haven');
  await open(page, settings);
  await axe(page);
  await define(page, 'SAP-code', 'Tekst');
  await define(page, 'Omzetklasse', 'Keuzelijst', 'Klein\nGroot');
  await define(page, 'Aantal schepen', 'Getal');
  await axe(page);
  await open(page, `/klanten/${id}/bewerken`);
  await page.getByLabel('SAP-code').fill('SAP-4711');
  await page.getByLabel('Omzetklasse').selectOption('Groot');
  await page.getByLabel('Aantal schepen').fill('veel');
  await save(page).click();
  await expect(page.getByText('Aantal schepen veel kan niet kloppen').first()).toBeVisible();
  await page.getByLabel('Aantal schepen').fill('1.234,5');
  await saved(page);
  for (const [label, text] of [['SAP-code', 'SAP-4711'], ['Omzetklasse', 'Groot'], ['Aantal schepen', '1234,5']] as const) {
    await expect(fact(page, label)).toHaveText(text);
  }
  await axe(page);
  await page.getByRole('link', { name: 'Historiek' }).click();
  const entry = page.locator('.timeline > li').first();
  await expect(entry).toContainText('Eigen veld ingevuld: Omzetklasse');
  await expect(entry).not.toContainText(/[0-9a-f]{8}-/);

  await open(page, '/klanten?tab=concept&zoek=Kenmerkzaak');
  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Exporteren' }).click();
  const sheet = (await openFile(await (await coming).path())).worksheets[0]!;
  const titles = texts(sheet, 1);
  const cell = (title: string) => sheet.getCell(2, titles.indexOf(title) + 1).text;
  expect([cell('SAP-code'), cell('Omzetklasse'), cell('Aantal schepen')]).toEqual(['SAP-4711', 'Groot', '1234,5']);
});

test('[C14] unknown columns of a file become fields, each of the kind that fits', async ({ page }) => {
  const made = await openFile(await workbook([customer(952_001), customer(952_002)]));
  const sheet = made.worksheets[0]!;
  const unknown = [
    ['Rayoncode', '0012', '0013'],
    ['Aantal wagens', '3', '1.250'],
    ['Klant sinds', '28/11/2020', '1/2/2021'],
    ['Post op papier', 'ja', 'nee'],
    ['Interne kleur', 'rood', 'blauw'],
  ];
  unknown.forEach((cells, at) => cells.forEach((text, row) => (sheet.getCell(row + 1, columns.length + 1 + at).value = text)));
  const id = await uploadFile(page, 'extra kolommen.xlsx', Buffer.from(await made.xlsx.writeBuffer()));
  await importIs(page, id, /ready/i);
  await open(page, `/imports/${id}`);
  const fields = page.getByRole('region', { name: 'Nieuwe velden' });
  const row = (name: string) => fields.getByRole('row').filter({ has: page.getByRole('checkbox', { name }) });
  for (const [name, kind] of [['Rayoncode', 'Tekst'], ['Aantal wagens', 'Getal'], ['Klant sinds', 'Datum'], ['Post op papier', 'Ja of nee']] as const) {
    await expect(row(name)).toContainText(kind);
    await expect(fields.getByRole('checkbox', { name }), 'it becomes a field unless somebody says no').toBeChecked();
  }
  await axe(page);
  await fields.getByRole('checkbox', { name: 'Interne kleur' }).uncheck();
  await page.getByRole('button', { name: 'Importeren', exact: true }).click();
  await expect(page.getByRole('heading', { name: '2 klanten aangemaakt' })).toBeVisible();
  await page.getByRole('link', { name: 'Bakkerij 952002 BV' }).click();
  for (const [label, text] of [['Rayoncode', '0013'], ['Aantal wagens', '1250'], ['Klant sinds', '01/02/2021'], ['Post op papier', 'Nee']] as const) {
    await expect(fact(page, label)).toHaveText(text);
  }
  await expect(fact(page, 'Interne kleur')).toHaveCount(0);
  await open(page, settings);
  await expect(page.getByRole('rowheader', { name: 'Rayoncode' })).toBeVisible();
  await expect(page.getByRole('rowheader', { name: 'Interne kleur' })).toHaveCount(0);
});

test('[C17] a customer sees on its own page what the firm shows it, and changes what it may', async ({ page, mail, newContext }) => {
  const email = `velden-${randomUUID()}@haven.example`;
  const id = await addCustomer(page, 'Kenmerkzaak Kade', email);
  await inviteCustomer(page, id);
  const own = await accepted(mail, newContext, email);
  await open(page, settings);
  await page.getByRole('button', { name: 'Eigen veld toevoegen' }).click();
  const dialog = page.getByRole('dialog', { name: 'Eigen veld toevoegen' });
  await dialog.getByLabel('Naam (Nederlands)').fill('Ligplaats');
  await dialog.getByLabel('Eigen pagina van de klant').selectOption({ label: 'Getoond, en de klant mag het wijzigen' });
  await dialog.getByRole('button', { name: 'Opslaan' }).click();
  await expect(dialog).toBeHidden();
  await define(page, 'Kleur van de map', 'Tekst');
  await open(page, `/klanten/${id}/bewerken`);
  await page.getByLabel('Ligplaats').fill('Kade 3');
  await page.getByLabel('Kleur van de map').fill('rood');
  await saved(page);

  await own.goto(`/mijn-bedrijf/${id}`);
  await expect(fact(own, 'Ligplaats')).toHaveText('Kade 3');
  await expect(own.getByText('Kleur van de map')).toHaveCount(0);
  const form = own.locator('details', { has: own.locator('form[action="/api/portal/save_details"]') });
  await form.locator('summary').first().click();
  await form.getByLabel('Ligplaats').fill('Kade 7');
  await form.getByRole('button', { name: 'Opslaan' }).click();
  await expect(own).toHaveURL(/bewaard=ja/);
  await expect(fact(own, 'Ligplaats')).toHaveText('Kade 7');

  await open(page, `/klanten/${id}`);
  await expect(fact(page, 'Ligplaats')).toContainText('Kade 7');
  await expect(fact(page, 'Ligplaats')).toContainText('gewijzigd door klant');
  await axe(page);
});

test('[W11] [C17] an own field is a column that sorts, a value of one narrows the list, and the search finds its words', async ({ page }) => {
  const word = `Vloot${randomUUID().slice(0, 8)}`;
  const ids = [];
  for (const name of ['Aarde', 'Maan', 'Zon']) ids.push(await activeCustomer(page, `${word} ${name}`));
  await open(page, settings);
  await define(page, 'Rekcode', 'Tekst');
  await define(page, 'Vlootklasse', 'Keuzelijst', 'Klein\nGroot');
  for (const [id, code, size] of [[ids[0], `Zolder${word}`, 'Groot'], [ids[1], `Achter${word}`, 'Klein']] as const) {
    await open(page, `/klanten/${id}/bewerken`);
    await page.getByLabel('Rekcode').fill(code);
    await page.getByLabel('Vlootklasse').selectOption(size);
    await saved(page);
  }

  await open(page, `/klanten?zoek=${word}`);
  await page.getByRole('link', { name: 'Vensterinstellingen' }).click();
  const dialog = page.getByRole('dialog', { name: 'Vensterinstellingen' });
  await dialog.getByRole('checkbox', { name: 'Rekcode', exact: true }).check();
  await dialog.getByRole('button', { name: 'Opslaan' }).click();
  await expect(dialog).toBeHidden();
  const names = async (): Promise<string[]> =>
    (await page.locator('table.customers tbody th').allInnerTexts()).map((name) => name.replace(`${word} `, ''));
  const title = page.getByRole('columnheader', { name: 'Rekcode', exact: true });
  await title.getByRole('link').click();
  await expect(title).toHaveAttribute('aria-sort', 'ascending');
  await expect.poll(names, 'without a value last').toEqual(['Maan', 'Aarde', 'Zon']);
  await expect(page.locator('table.customers tbody tr').first()).toContainText(`Achter${word}`);
  await title.getByRole('link').click();
  await expect(title).toHaveAttribute('aria-sort', 'descending');
  await expect.poll(names, 'without a value last').toEqual(['Aarde', 'Maan', 'Zon']);

  const filter = page.getByLabel('Eigen veld', { exact: true });
  await filter.selectOption('Vlootklasse: Klein');
  await expect(page).toHaveURL(/&veld=[0-9a-f]{32}\.1/);
  await expect.poll(names).toEqual(['Maan']);
  await axe(page);
  await page.reload();
  await hydrated(page);
  await expect(filter.locator('option:checked')).toHaveText('Vlootklasse: Klein');
  await filter.selectOption('Alle eigen velden');
  await expect.poll(names).toEqual(['Aarde', 'Maan', 'Zon']);

  await page.getByRole('searchbox').fill(`zolder${word}`);
  await expect.poll(names).toEqual(['Aarde']);
});

test('[T8] one number and six texts or lists are added at once, and given other names', async ({ page }) => {
  await open(page, settings);
  await page.getByRole('button', { name: 'Reeks toevoegen' }).click();
  await expect(page).toHaveURL(/\/instellingen\/velden\?bewaard=ja$/);
  await hydrated(page);
  const names = ['Getal 1', 'Tekst 1', 'Tekst 2', 'Tekst 3', 'Keuzelijst 1', 'Keuzelijst 2', 'Keuzelijst 3'];
  for (const name of names) await expect(page.getByRole('rowheader', { name })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Reeks toevoegen' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Acties voor Keuzelijst 2' }).click();
  await page.getByRole('menuitem', { name: 'Eigen veld wijzigen' }).click();
  const dialog = page.getByRole('dialog', { name: 'Eigen veld wijzigen' });
  await dialog.getByLabel('Naam (Nederlands)').fill('Rayonklasse');
  await dialog.getByLabel('Nieuwe keuzes').fill('Noord\nZuid');
  await expect(dialog.getByLabel('Soort'), 'a kind stays what it is').toBeDisabled();
  await dialog.getByRole('button', { name: 'Opslaan' }).click();
  await expect(page.getByRole('rowheader', { name: 'Rayonklasse' })).toBeVisible();
  await page.getByRole('button', { name: 'Acties voor Rayonklasse' }).click();
  await page.getByRole('menuitem', { name: 'Naar boven' }).click();
  const rows = page.getByRole('rowheader');
  await expect(rows.filter({ hasText: /Rayonklasse|Keuzelijst 1/ }).first()).toHaveText(/Rayonklasse/);
});

test('[T8] a text becomes a date once somebody has seen what does not fit, and comes back', async ({ page }) => {
  const [one, other] = [await addCustomer(page, 'Datumzaak Een'), await addCustomer(page, 'Datumzaak Twee')];
  await open(page, settings);
  await define(page, 'Oprichting', 'Tekst');
  for (const [id, text] of [[one, '3/5/1980'], [other, 'lang geleden']] as const) {
    await open(page, `/klanten/${id}/bewerken`);
    await page.getByLabel('Oprichting').fill(text);
    await saved(page);
  }
  await open(page, settings);
  await page.getByRole('button', { name: 'Acties voor Oprichting' }).click();
  await page.getByRole('menuitem', { name: 'Soort wijzigen' }).click();
  await expect(page.getByRole('heading', { name: 'Soort van Oprichting' })).toBeVisible();
  const address = new URL(page.url()).pathname;
  await hydrated(page);
  await page.getByLabel('Nieuwe soort').selectOption({ label: 'Datum' });
  await page.getByRole('button', { name: 'Nakijken' }).click();
  await expect(page.getByText('1 van 2 waarden gaan mee.')).toBeVisible();
  await expect(page.getByText('1 van 2 waarden is geen datum')).toBeVisible();
  await expect(page.getByRole('row', { name: /Datumzaak Twee/ })).toContainText('lang geleden');
  await expect(page.getByRole('link', { name: 'Datumzaak Twee' })).toHaveAttribute('href', `/klanten/${other}`);
  await hydrated(page);
  await axe(page);
  await page.getByRole('button', { name: 'Omzetten en de rest leeg laten' }).click();
  const back = page.getByRole('link', { name: 'Terug naar Tekst' });
  await expect(back).toBeVisible();
  await open(page, `/klanten/${one}`);
  await expect(fact(page, 'Oprichting')).toHaveText('03/05/1980');
  await open(page, `/klanten/${other}/bewerken`);
  await expect(page.getByLabel('Oprichting')).toHaveValue('');
  await open(page, address);
  await back.click();
  await expect(page.getByText('2 waarden worden weer wat ze waren.')).toBeVisible();
  await hydrated(page);
  await page.getByRole('button', { name: 'Ongedaan maken' }).click();
  await expect(page.getByText('Nu is dit veld: Tekst')).toBeVisible();
  // Nothing else is chosen until all is put back.
  await expect(page.getByLabel('Nieuwe soort')).toBeVisible();
  await open(page, `/klanten/${other}`);
  await expect(fact(page, 'Oprichting')).toHaveText('lang geleden');
});

test('[W5] what explains a field stands under it in the form', async ({ page }) => {
  const id = await addCustomer(page, 'Uitlegzaak');
  await open(page, settings);
  await define(page, 'Meternummer', 'Tekst');
  await page.getByRole('button', { name: 'Acties voor Meternummer' }).click();
  await page.getByRole('menuitem', { name: 'Eigen veld wijzigen' }).click();
  const dialog = page.getByRole('dialog', { name: 'Eigen veld wijzigen' });
  await dialog.getByLabel('Uitleg (Nederlands)').fill('Staat op de meter zelf, onder het glas.');
  await dialog.getByRole('button', { name: 'Opslaan' }).click();
  await expect(dialog).toBeHidden();
  await open(page, `/klanten/${id}/bewerken`);
  await expect(page.getByLabel('Meternummer')).toHaveAccessibleDescription('Staat op de meter zelf, onder het glas.');
});

test('[W5] fields of each kind stand in a section of the form, and an archived one keeps what it holds', async ({ page }) => {
  const id = await addCustomer(page, 'Verjaarzaak');
  await open(page, settings);
  await define(page, 'Verjaardag', 'Datum');
  await define(page, 'Nieuwsbrief', 'Ja of nee');
  await define(page, 'Streken', 'Keuzelijst met meerdere keuzes', 'Kust\nKempen\nArdennen');
  await define(page, 'Boekhouder', 'Collega');
  await open(page, `/klanten/${id}/bewerken`);
  await expect(page.getByRole('heading', { name: 'Eigen velden' })).toBeVisible();
  // A day that is none is told, and not saved as nothing.
  await page.getByLabel('Verjaardag').fill('31/02/1980');
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await expect(page.getByRole('link', { name: /^Verjaardag 31\/02\/1980 / })).toBeVisible();
  await page.getByLabel('Verjaardag').fill('3.5.1980');
  await page.getByLabel('Nieuwsbrief').selectOption('Nee');
  await page.getByLabel('Kust').check();
  await page.getByLabel('Ardennen').check();
  await page.getByLabel('Boekhouder').selectOption({ index: 1 });
  await saved(page);
  await expect(fact(page, 'Verjaardag')).toHaveText('03/05/1980');
  await expect(fact(page, 'Nieuwsbrief')).toHaveText('Nee');
  await expect(fact(page, 'Streken')).toHaveText('Kust, Ardennen');
  await expect(fact(page, 'Boekhouder')).not.toBeEmpty();
  await open(page, settings);
  await page.getByRole('button', { name: 'Acties voor Streken' }).click();
  await page.getByRole('menuitem', { name: 'Archiveren' }).click();
  const streken = page.getByRole('rowheader', { name: 'Streken' });
  await expect(streken).toContainText('Gearchiveerd');
  await page.getByRole('button', { name: 'Ongedaan maken' }).click();
  await expect(streken).not.toContainText('Gearchiveerd');
  await page.getByRole('button', { name: 'Acties voor Streken' }).click();
  await page.getByRole('menuitem', { name: 'Archiveren' }).click();
  await expect(streken).toContainText('Gearchiveerd');
  await open(page, `/klanten/${id}`);
  await expect(fact(page, 'Streken')).toHaveText('Kust, Ardennen');
  await open(page, `/klanten/${id}/bewerken`);
  await expect(page.getByLabel('Verjaardag')).toHaveValue('03/05/1980');
  await expect(page.getByLabel('Kust')).toHaveCount(0);
});

test('[C7] a colleague adds a field of one customer alone', async ({ page, complaints }) => {
  // A field without a name is refused.
  complaints.allow(/422/);
  const id = await addCustomer(page, 'Sleutelzaak Een');
  const other = await addCustomer(page, 'Sleutelzaak Twee');
  await open(page, `/klanten/${id}/bewerken`);
  await page.getByText('Veld voor deze klant alleen').click();
  await page.getByLabel('Inhoud').fill('Onder de mat');
  await save(page).click();
  await expect(page.locator('#field-ownadded_label-error')).toContainText('Veldnaam');
  await page.getByLabel('Veldnaam').fill('Reservesleutel');
  await saved(page);
  await expect(fact(page, 'Reservesleutel')).toHaveText('Onder de mat');
  await open(page, `/klanten/${other}`);
  await expect(fact(page, 'Reservesleutel')).toHaveCount(0);
  await open(page, `/klanten/${id}/bewerken`);
  await page.getByLabel('Reservesleutel').fill('');
  await saved(page);
  await expect(fact(page, 'Reservesleutel')).toHaveCount(0);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('[C7] the same is done without JavaScript', async ({ page }) => {
    const id = await addCustomer(page, 'Sleutelzaak Drie');
    await page.goto(`/klanten/${id}/bewerken`);
    await page.getByText('Veld voor deze klant alleen').click();
    await page.getByLabel('Veldnaam').fill('Alarmcode');
    await page.getByLabel('Inhoud').fill('Bij de buren');
    await save(page).click();
    await expect(fact(page, 'Alarmcode')).toHaveText('Bij de buren');
  });
});
