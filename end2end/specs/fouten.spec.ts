/** What is wrong on its way in: each time a sentence in Dutch that says what to do, and nothing half done. */
import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import ExcelJS from 'exceljs';
import { axe, expect, hydrated, picture, test } from '../fixtures.ts';
import { addCustomer, call, importIs, uploadFile } from '../lib/seed.ts';
import { columns, customer, open, texts, workbook, type Row } from '../lib/workbook.ts';

/** A workbook of one sheet with these lines. */
async function sheet(lines: ExcelJS.CellValue[][]): Promise<Buffer> {
  const made = new ExcelJS.Workbook();
  made.addWorksheet('Klanten').addRows(lines);
  return Buffer.from(await made.xlsx.writeBuffer());
}

const line = (row: Row) => columns.map((title) => row[title.replace(' *', '')] ?? '');

/** How many customers are found by this word, in both tabs. */
async function found(page: Page, word: string): Promise<number> {
  let sum = 0;
  for (const tab of ['actief', 'concept', 'niet-actief']) {
    await page.goto(`/klanten?tab=${tab}&zoek=${encodeURIComponent(word)}`);
    await hydrated(page);
    sum += await page.locator('table.customers tbody tr').count();
  }
  return sum;
}

const refusals: { name: string; says: string | RegExp; buffer: () => Promise<Buffer> }[] = [
  { name: 'an empty workbook', says: /Dit bestand is leeg|geen rij met kolomtitels/, buffer: () => sheet([]) },
  { name: 'a CSV that was renamed', says: 'Dit is een CSV- of tekstbestand, geen .xlsx', buffer: async () => Buffer.from(`${columns.join(';')}\nBakker;BE\n`) },
  { name: 'other columns', says: 'geen rij met kolomtitels', buffer: () => sheet([['Voornaam', 'Lievelingskleur'], ['An', 'groen']]) },
  { name: 'a required column that is missing', says: 'ontbreken verplichte kolommen: Land (lettercode)', buffer: () => sheet([columns.filter((title) => !title.startsWith('Land'))]) },
  { name: 'a column that is there twice', says: 'De kolom IBAN staat er meer dan eens', buffer: () => sheet([[...columns, 'IBAN'], line(customer(930_001))]) },
  { name: 'half a workbook', says: 'Dit bestand is beschadigd', buffer: async () => (await workbook([customer(930_002)])).subarray(0, 3000) },
];

test('[B4] [B5] a file that cannot be read is refused in words, and leads to another one', async ({ page }) => {
  for (const { name, says, buffer } of refusals) {
    await test.step(name, async () => {
      await page.goto(`/imports/${await uploadFile(page, `${name}.xlsx`, await buffer())}`);
      await expect.soft(page.getByRole('alert'), name).toContainText(says);
      await expect(page.getByRole('button', { name: 'Importeren', exact: true })).toHaveCount(0);
      await expect(page.getByRole('link', { name: 'Een ander bestand opladen' })).toBeVisible();
    });
  }
});

test('[B4] titles without rows: there is nothing to import, and that is said', async ({ page }) => {
  await page.goto(`/imports/${await uploadFile(page, 'enkel titels.xlsx', await sheet([columns]))}`);
  await expect(page.getByText(/niets om aan te maken|bestand is leeg/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Importeren', exact: true })).toHaveCount(0);
});

test('[B4] what begins like a formula and what is written in signs stay text: on the card and in the error file', async ({ page }) => {
  const mark = randomUUID().slice(0, 8);
  const names = [`=cmd|' /C calc'!A0 ${mark}`, `Frituur 🍟 ’t Hoekje 👩‍🍳 ${mark}`, `<img src=x onerror=alert(1)> ${mark}`];
  const rows = names.map((name, index) => customer(931_001 + index, { 'Juridische naam': name }));
  const wrong = customer(931_009, { 'Juridische naam': names[0]!, 'Externe referentie': '+SUM(1;2)', 'Land (lettercode)': 'Belgique' });
  const id = await uploadFile(page, `tekens-${mark}.xlsx`, await workbook([...rows, wrong]));
  await page.goto(`/imports/${id}`);
  await hydrated(page);
  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Foutenbestand downloaden' }).click();
  const errors = (await open(await (await coming).path())).worksheets[0]!;
  expect(texts(errors, 2)).toEqual(expect.arrayContaining([names[0], '+SUM(1;2)']));
  errors.eachRow((row) => row.eachCell((cell) => expect(cell.type, cell.text).not.toBe(ExcelJS.ValueType.Formula)));

  await page.getByRole('button', { name: 'Importeren', exact: true }).click();
  await importIs(page, id, /^done/i);
  for (const name of names) await expect(page.getByRole('link', { name, exact: true })).toBeVisible();
  await page.getByRole('link', { name: names[1]!, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(names[1]!);
  expect(await found(page, mark)).toBe(3);
});

test('[B2] a name of 10,000 characters is refused beside its field; what else was typed stays, and nothing is made', async ({ page }) => {
  const mark = randomUUID().slice(0, 8);
  await page.goto('/klanten/nieuw?sjabloon=geen');
  await hydrated(page);
  const name = page.locator('#field-name');
  await name.fill(`${mark} ${'x'.repeat(10_000)}`);
  await page.locator('#field-contact_first_name').fill('Lange Wapper');
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('group', { name: 'Kijk dit na' })).toContainText('Naam is te lang: hoogstens 250 tekens. Maak dit korter.');
  await expect(name).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('#field-contact_first_name')).toHaveValue('Lange Wapper');
  const refused = await page.request.post('/api/customers/create', {
    data: { request: { template_id: null, customer: { name: `${mark} ${'x'.repeat(10_000)}`, country: 'BE' }, address: {}, contact: {} } },
    headers: { 'sec-fetch-site': 'same-origin' },
  });
  expect(refused.status(), 'past the form, the server refuses it too').toBe(422);
  await name.fill(`${mark} 🧇`);
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('heading', { level: 1, name: `${mark} 🧇` })).toBeVisible();
  expect(await found(page, mark)).toBe(1);
});

test('[B7] in two tabs: what the other deleted is said, and nothing of it comes back', async ({ page, context, complaints }) => {
  complaints.allow(/404/);
  const mark = randomUUID().slice(0, 8);
  const id = await addCustomer(page, `Tabblad ${mark}`);
  await page.goto(`/klanten/${id}/bewerken`);
  await hydrated(page);
  const other = await context.newPage();
  await other.goto(`/klanten/${id}`);
  await call(other, 'customers/delete', { id, version: 1 });
  await page.locator('#field-phone').fill('09 111 22 33');
  await page.keyboard.press('Control+s');
  await expect(page.getByText('Dit bestaat niet, of niet meer. Misschien heeft een collega het verwijderd.')).toBeVisible();
  await expect(page.locator('#field-phone')).toHaveValue('09 111 22 33');
  expect((await other.goto(`/klanten/${id}`))?.status()).toBe(404);
  await expect(other.getByRole('heading', { name: 'Niet gevonden' })).toBeVisible();
});

test('[S6] [B9] in two tabs: an address and a contact that a colleague changed meanwhile are not overwritten unseen', async ({ page, context, complaints }) => {
  complaints.allow(/409/);
  const mark = randomUUID().slice(0, 8);
  const id = await addCustomer(page, `Venster ${mark}`, `jan-${mark}@venster.example`);
  const other = await context.newPage();
  for (const tab of [page, other]) {
    await tab.goto(`/klanten/${id}`);
    await hydrated(tab);
  }
  const change = async (tab: Page, shown: string, field: string, value: string) => {
    const record = tab.locator('.record', { hasText: shown });
    await record.getByRole('button').click();
    await record.getByRole('menuitem', { name: 'Bewerken' }).click();
    await tab.locator(`dialog[open] #field-${field}`).fill(value);
    await tab.locator('dialog[open]').getByRole('button', { name: 'Opslaan' }).click();
  };
  for (const [shown, field, theirs, mine] of [['Maes', 'contact_role', 'Zaakvoerder', 'Boekhouder'], ['Markt', 'address_label', 'Winkel', 'Magazijn']] as const) {
    const record = other.locator('.record', { hasText: shown });
    await change(other, shown, field, theirs);
    await expect(record).toContainText(theirs);
    await change(page, shown, field, mine);
    await expect(page.locator('dialog[open]')).toContainText(/intussen gewijzigd/);
    await axe(page, 'dialog[open]');
    await picture(page, `fouten-${field}`);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Weggaan' }).click();
    await expect(page.locator('dialog[open]')).toHaveCount(0);
    await other.reload();
    await hydrated(other);
    await expect(record).toContainText(theirs);
  }
});

test('[pages] an id that is nobody’s is not found, on every page and every way to a file', async ({ page, complaints }) => {
  complaints.allow(/404/);
  const id = randomUUID();
  const mine = await addCustomer(page, 'Van ons');
  const pages = [
    ...['', '/instellingen', '/historiek', '/bewerken', '/uitnodigen'].map((tab) => `/klanten/${id}${tab}`),
    '/klanten/geen-nummer', `/klanten/${mine}/nergens`, `/imports/${id}`, '/imports/geen-nummer', `/sjablonen/${id}`, '/sjablonen/geen-nummer',
    `/instellingen/profielen/${id}`, `/instellingen/velden/${id}/soort`, '/instellingen/nergens', '/nergens', '/klanten/a/b/c', '/uitnodiging',
  ];
  for (const address of pages) {
    const answer = await page.request.get(address, { headers: { accept: 'text/html' } });
    expect.soft(answer.status(), address).toBe(404);
    expect.soft(await answer.text(), address).toMatch(/Niet gevonden|Dit bestaat niet, of niet meer/);
  }
  for (const address of [`/api/imports/${id}/errors`, `/api/jobs/${id}/events`]) {
    expect.soft((await page.request.get(address)).status(), address).toBe(404);
  }
});

for (const [how, answer] of [['is not there any more', { status: 404 }], ['does not arrive', null]] as const) {
  test(`a part of the program that ${how} is told, with a way to try again`, async ({ page, complaints }) => {
    complaints.allow(/split|chunk|Failed to load|Failed to fetch|TypeError/);
    const name = `Halverwege ${randomUUID()}`;
    const id = await addCustomer(page, name);
    const part = /\/pkg\/split_customer_part/;
    const stop = () => page.route(part, (route) => answer ? route.fulfill(answer) : route.abort());
    await stop();
    await page.goto(`/klanten?tab=concept&zoek=${encodeURIComponent(name)}`);
    await hydrated(page);
    await page.locator(`a[href^="/klanten/${id}"]`).first().click();
    const told = page.getByRole('alert').filter({ hasText: 'Dat lukte niet' });
    await expect(told).toBeVisible();
    await expect(page).toHaveTitle(/Dat lukte niet/);
    await axe(page);
    await page.unroute(part);
    await told.getByRole('link', { name: 'Opnieuw proberen' }).click();
    await hydrated(page);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Halverwege');
  });
}

test('a page whose part does not arrive can be read and saved as it was sent', async ({ page, complaints }) => {
  complaints.allow(/split|chunk|Failed to load|Failed to fetch|TypeError/);
  const id = await addCustomer(page, `Half ${randomUUID()}`);
  await page.route(/\/pkg\/split_customer_part/, (route) => route.abort());
  await page.goto(`/klanten/${id}`);
  const told = page.getByText('Deze pagina is niet helemaal aangekomen');
  await expect(told).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Half');
  await axe(page);
  await page.getByRole('link', { name: 'Details bewerken' }).click();
  await expect(page).toHaveURL(/\/bewerken$/);
  await expect(told).toBeVisible();
  const name = `Heel ${randomUUID()}`;
  await page.locator('#field-name').fill(name);
  await page.getByRole('button', { name: 'Opslaan' }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
  await expect(told).toBeVisible();

  await page.unroute(/\/pkg\/split_customer_part/);
  await page.getByRole('link', { name: 'Opnieuw proberen' }).click();
  await hydrated(page);
  await expect(told).toBeHidden();
});
