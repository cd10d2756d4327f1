import path from 'node:path';
import type { Page } from '@playwright/test';
import { administrator, axe, expect, hydrated, makeFirm, picture, test } from '../fixtures.ts';
import { kept } from '../lib/focus.ts';
import { artefacts } from '../lib/process.ts';
import { columns, customer, fill, open, texts, workbook } from '../lib/workbook.ts';

const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** More than an import does while somebody looks at it. */
const many = 12_000;
/** How far an import of so many is, when it is halfway. */
const partOfMany = /^[1-9][\d.]* van 12\.000$/;

/** Uploads by the button; the page of the import follows. */
async function upload(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.goto('/imports/nieuw');
  await hydrated(page);
  await page.getByLabel('Ingevuld bestand').setInputFiles({ name, mimeType: type, buffer });
  await page.getByRole('button', { name: 'Opladen en nakijken' }).click();
  await expect(page).toHaveURL(/\/imports\/[0-9a-f-]{36}$/);
  await hydrated(page);
}

/** A number of the preview or the result. */
const count = (page: Page, name: string) => page.locator('.counts > div').filter({ hasText: name }).locator('dd');

const importing = (page: Page) => page.getByRole('button', { name: 'Importeren', exact: true });

async function narrow(page: Page): Promise<void> {
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth), 'nothing sticks out at 360 px').toBeLessThanOrEqual(360);
}

test('[B4] [B5] [B6] [C15] the file is downloaded, filled in, looked at, imported, and its customers invited', async ({ page }) => {
  await page.goto('/imports');
  await hydrated(page);
  await axe(page);
  await page.getByRole('link', { name: 'Klanten importeren' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Klanten importeren' })).toBeVisible();
  await picture(page, 'imports-nieuw');
  await axe(page);

  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Excel-bestand downloaden' }).click();
  const empty = await open(await (await coming).path());
  const sheet = empty.worksheets[0]!;
  expect(texts(sheet, 1)).toEqual(columns);
  fill(sheet, [customer(1), customer(2, { BTW: '', Mandaat: '' })]);
  const buffer = Buffer.from(await empty.xlsx.writeBuffer());
  await page.getByLabel('Ingevuld bestand').setInputFiles({ name: 'twee klanten.xlsx', mimeType: type, buffer });
  await expect(page.getByText('twee klanten.xlsx')).toBeVisible();
  await page.getByRole('button', { name: 'Opladen en nakijken' }).click();

  await expect(page.getByRole('heading', { level: 1, name: 'twee klanten.xlsx' })).toBeVisible();
  await expect(count(page, 'Nieuw')).toHaveText('2');
  await expect(page.getByText('2 klanten worden aangemaakt met status Concept')).toBeVisible();
  const made = page.getByRole('region', { name: 'Nieuwe klanten in het bestand' });
  await expect(made.getByRole('row', { name: /Bakkerij 1 BV/ }), 'the good rows are shown too').toContainText('2');
  await expect(made.getByRole('row', { name: /Bakkerij 2 BV/ })).toBeVisible();
  await hydrated(page);
  await axe(page);
  await page.getByRole('button', { name: 'Importeren', exact: true }).click();
  await expect(page.getByRole('heading', { name: '2 klanten aangemaakt' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Bakkerij 1 BV' })).toHaveAttribute('href', /^\/klanten\/[0-9a-f-]{36}$/);
  await picture(page, 'import-klaar');
  await axe(page);
  await page.getByRole('checkbox', { name: 'Bakkerij 2 BV selecteren' }).check();
  await expect(page.getByRole('link', { name: 'Selectie uitnodigen (1)' })).toHaveAttribute('href', /ids=[0-9a-f]{32}$/);
  await page.getByRole('link', { name: 'Alle nieuwe klanten uitnodigen' }).click();
  await expect(page).toHaveURL(/\/klanten\/uitnodigen\?import=[0-9a-f-]{36}$/);

  await page.goto('/imports/nieuw');
  await hydrated(page);
  await page.getByLabel('Ingevuld bestand').setInputFiles({ name: 'nog eens.xlsx', mimeType: type, buffer });
  await page.getByRole('button', { name: 'Opladen en nakijken' }).click();
  await expect(count(page, 'Bestaan al')).toHaveText('2');
  const card = page.getByRole('region', { name: 'Bestaan al' }).getByRole('link', { name: 'Bakkerij 1 BV' });
  await expect(card).toBeHidden();
  await page.getByText('2 bestaan al').click();
  await expect(card, 'who is there already can be opened').toHaveAttribute('href', /^\/klanten\/[0-9a-f-]{36}$/);
  await axe(page);
  await picture(page, 'import-bestaan-al');

  await page.goto('/imports');
  await expect(page.getByRole('row').filter({ hasText: 'twee klanten.xlsx' })).toContainText('Geïmporteerd');
  await picture(page, 'imports');
});

test('[B5] [B6] a dropped file: each wrong cell is told with its place, reason and repair, and comes back in an error file', async ({ page }) => {
  const bytes = await workbook([
    customer(11),
    customer(12, { 'Land (lettercode)': 'Belgique', 'E-mailadres contactpersoon': '' }),
    customer(13, { Bedrijfsnummer: '', BTW: 'BE0123456789' }),
    customer(14, { Bedrijfsnummer: customer(14)['Bedrijfsnummer']!.slice(1), Mandaat: 'misschien' }),
    customer(15, { Bedrijfsnummer: customer(15)['Bedrijfsnummer']!.slice(1) }),
  ]);
  await page.goto('/imports/nieuw');
  await hydrated(page);
  const dropped = await page.evaluateHandle(
    ([data, mimeType]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(atob(data!), (c) => c.charCodeAt(0))], 'gesleept.xlsx', { type: mimeType! }));
      return transfer;
    },
    [bytes.toString('base64'), type],
  );
  await page.locator('.dropzone').dispatchEvent('drop', { dataTransfer: dropped });
  await expect(page.getByText('gesleept.xlsx')).toBeVisible();
  await page.getByRole('button', { name: 'Opladen en nakijken' }).click();

  await expect(count(page, 'Nieuw')).toHaveText('2');
  await expect(count(page, 'Met fouten')).toHaveText('3');
  const problem = (text: string) => page.getByRole('row').filter({ hasText: text });
  await expect(problem('Belgique')).toContainText('B · Land (lettercode)');
  await expect(problem('BE0123456789')).toContainText('het controlegetal zou 49 moeten zijn');
  await expect(problem('BE0123456789')).toContainText('Klanten');
  await expect(problem('misschien')).toContainText('Gebruik Ja of Nee');
  await expect(problem('E-mailadres contactpersoon is verplicht')).toContainText('3');
  await hydrated(page);
  await axe(page);
  await picture(page, 'import-problemen');
  await narrow(page);
  await picture(page, 'import-problemen-360');
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.getByRole('link', { name: 'Verbeterd' }).click();
  await expect(page).toHaveURL(/soort=repaired/);
  await expect(problem('BE0123456789')).toHaveCount(0);
  await expect(problem('nul vooraan')).toHaveCount(2);

  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Foutenbestand downloaden' }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe('fouten-gesleept.xlsx');
  const errors = (await open(await download.path())).worksheets[0]!;
  expect(errors.rowCount, 'what was only put right is not in it').toBe(4);
  expect(texts(errors, 1)).toContain('Wat er schort');
  expect(texts(errors, 3).join(' ')).toContain('controlegetal zou 49');

  await page.getByRole('button', { name: 'Verwerpen' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Verwerpen' }).click();
  await expect(page.getByText('Dit bestand is verworpen')).toBeVisible();
});

test('[B4] what is no bulk file is refused in words', async ({ page }) => {
  await upload(page, 'brief.xlsx', Buffer.from('Geachte heer, mevrouw'));
  await expect(page.getByRole('alert')).toContainText('Dit is geen Excel-werkmap');
  await axe(page);
  await upload(page, 'leeg.xlsx', Buffer.alloc(0));
  await expect(page.getByRole('alert')).toContainText('Dit bestand is leeg');
});

test('[B4] [B6] the preview says what stays out of a file: other sheets, hidden rows, columns without a place', async ({ page }) => {
  const made = await open(await workbook([customer(950_001), customer(950_002), customer(950_003)]));
  const first = made.worksheets[0]!;
  first.getRow(3).hidden = true;
  first.getCell(1, columns.length + 1).value = 'Kapitaal';
  first.getCell(2, columns.length + 1).value = 'BV';
  const second = made.addWorksheet('Eenmanszaken');
  second.addRow(columns);
  fill(second, [customer(950_004), customer(950_005)]);
  await upload(page, 'niet alles.xlsx', Buffer.from(await made.xlsx.writeBuffer()));

  const file = page.locator('#bestand');
  await expect(file).toContainText('Blad Klanten is gelezen: 3 rijen onder de titels in rij 1.');
  await expect(file).toContainText('1 rij van blad Klanten is verborgen. Ze komt er niet bij tot u hieronder kiest.');
  await expect(file).toContainText('«Kapitaal» is niet gelezen: 1 cel, zoals «BV».');
  await expect(file).toContainText('Blad Eenmanszaken is niet gelezen: 2 rijen.');
  await expect(importing(page), 'the question comes first').toHaveCount(0);
  await expect(page.getByText('Wacht op uw keuze', { exact: true })).toBeVisible();
  await axe(page);
  await picture(page, 'import-bestand');
  await narrow(page);
  await picture(page, 'import-bestand-360');
  await page.setViewportSize({ width: 1280, height: 720 });

  await page.getByRole('checkbox', { name: 'Eenmanszaken (2 rijen)' }).check();
  await page.getByRole('radio', { name: 'Meenemen', exact: true }).check();
  await page.getByRole('button', { name: 'Opnieuw nakijken' }).click();
  await expect(file).toContainText('Ze wordt meegenomen.');
  await expect(file).toContainText('Blad Eenmanszaken is gelezen: 2 rijen');
  await expect(count(page, 'Nieuw')).toHaveText('5');
  await hydrated(page);
  await expect(file, 'it can become a field by now').not.toContainText('Kapitaal');
  await page.getByRole('checkbox', { name: 'Kapitaal' }).uncheck();
  await expect(page.getByRole('radio', { name: 'Meenemen', exact: true }), 'the answer is kept').toBeChecked();
  await importing(page).click();
  await expect(page.getByRole('heading', { name: '5 klanten aangemaakt' })).toBeVisible();
});

test('[B6] titles of another program are known, and what is optional comes in', async ({ page }) => {
  const made = await open(await workbook([]));
  const sheet = made.worksheets[0]!;
  const { Bedrijfsnummer: number } = customer(951_001);
  sheet.getRow(1).values = [
    'Naam', 'Land', 'E-mail', 'Voornaam', 'Achternaam', 'Taal', 'Ondernemingsnr', 'Btw nr. klant', 'Klantcode', 'Huisnr.', 'Gsm', 'Opmerkingen',
  ];
  sheet.getRow(2).values = [
    'Andere 951001', 'BE', 'els@andere.be', 'Els', 'Claes', 'Nederlands', `'${number}`, `BE${number}`, 12, '3', '+32 478 12 34 56', 'Belt liever.',
  ];
  sheet.getCell(2, 9).numFmt = '"KL-"0000';
  await upload(page, 'ander programma.xlsx', Buffer.from(await made.xlsx.writeBuffer()));
  await expect(count(page, 'Nieuw')).toHaveText('1');
  await expect(page.locator('#problemen')).toContainText('Nederlands werd nl-BE');
  await importing(page).click();
  await page.getByRole('link', { name: 'Andere 951001' }).click();
  await expect(page.getByText('KL-0012').first()).toBeVisible();
  await expect(page.getByText('+32 478 12 34 56').first()).toBeVisible();
  await expect(page.getByText('Belt liever.').first()).toBeVisible();
});

test('[B4] sending a large file shows how far it is and can be cancelled; nothing stays behind', async ({ page, context }) => {
  const slow = await context.newCDPSession(page);
  await slow.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 100_000 });
  await page.goto('/imports/nieuw');
  await hydrated(page);
  await page.getByLabel('Ingevuld bestand').setInputFiles({ name: 'traag.xlsx', mimeType: type, buffer: Buffer.alloc(10_000_000, 'x') });
  await page.getByRole('button', { name: 'Opladen en nakijken' }).click();
  await expect(page.getByRole('progressbar', { name: 'Het bestand wordt verzonden (kB)' })).toHaveAttribute('max', /^10\d{3}$/);
  await axe(page);
  await page.getByRole('button', { name: 'Annuleren' }).click();
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await expect(page).toHaveURL(/\/imports\/nieuw$/);
  await page.goto('/imports');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByText('traag.xlsx')).toHaveCount(0);
});

test('[B4] [C15] an import stopped halfway keeps what it made, and goes on', async ({ page, server }) => {
  await upload(page, 'veel.xlsx', await workbook(Array.from({ length: many }, (_, index) => customer(100_000 + index))));
  await expect(importing(page)).toBeVisible({ timeout: 60_000 });
  await server.whileImportsAreSlow(async () => {
    await importing(page).click();
    await expect(page.getByText(partOfMany)).toBeVisible();
    await picture(page, 'import-bezig');
    await page.getByRole('button', { name: 'Stoppen' }).press('Enter');
    await expect(page.getByRole('heading', { name: 'De import is gestopt' })).toBeVisible();
    await kept(page, 'stopping an import');
  });
  const made = Number((await count(page, 'Nieuw').textContent())!.replace('.', ''));
  expect(made).toBeGreaterThan(0);
  expect(made).toBeLessThan(many);
  await page.reload();
  await hydrated(page);
  await expect(count(page, 'Nieuw')).toHaveText(made.toLocaleString('nl-BE'));
  await page.getByRole('button', { name: 'Verder importeren' }).click();
  await expect(page.getByRole('heading', { name: '12.000 klanten aangemaakt' })).toBeVisible({ timeout: 180_000 });
});

test('[B4] a server killed halfway goes on when it starts again, and every row ends up once', async ({ fresh, newContext, complaints }) => {
  // The page hears of the server's death.
  complaints.allow(/ERR_|Failed to load/);
  const firm = await makeFirm(fresh, administrator, path.join(artefacts, 'sessions', 'killed.json'));
  const page = await (await newContext({ baseURL: fresh.url, storageState: firm.storageState })).newPage();
  const bytes = await workbook(Array.from({ length: many }, (_, index) => customer(index)));
  await upload(page, 'veel.xlsx', bytes);
  await expect(importing(page)).toBeVisible({ timeout: 60_000 });
  await fresh.whileImportsAreSlow(async () => {
    await importing(page).click();
    await expect(page.getByText(partOfMany)).toBeVisible();
    await fresh.kill9();
  });
  fresh.check();
  await fresh.start();
  await page.reload();
  await expect(page.getByRole('heading', { name: '12.000 klanten aangemaakt' })).toBeVisible({ timeout: 180_000 });
  await expect(count(page, 'Bestaan al')).toHaveText('0');

  // Everybody is there, and nobody twice: the numbers of the customers have no gap and end where they should.
  await upload(page, 'nog eens.xlsx', bytes);
  await expect(count(page, 'Bestaan al')).toHaveText('12.000', { timeout: 60_000 });
  await upload(page, 'nog een.xlsx', await workbook([customer(500_000)]));
  await importing(page).click();
  await expect(page.getByRole('row').filter({ hasText: 'Bakkerij 500000' }).getByRole('cell').first()).toHaveText('12001');
  fresh.check();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('[B4] a file is uploaded and its preview shown', async ({ page }) => {
    await page.goto('/imports/nieuw');
    await page.getByLabel('Ingevuld bestand').setInputFiles({ name: 'zonder.xlsx', mimeType: type, buffer: await workbook([customer(21)]) });
    await page.getByRole('button', { name: 'Opladen en nakijken' }).click();
    await expect(page).toHaveURL(/\/imports\/[0-9a-f-]{36}$/);
    await expect(async () => {
      await page.reload();
      await expect(count(page, 'Nieuw')).toHaveText('1', { timeout: 500 });
    }).toPass();
  });
});

test('[B4] [C15] the pages of imports hold at 360 px', async ({ page }) => {
  for (const address of ['/imports', '/imports/nieuw']) {
    await page.goto(address);
    await hydrated(page);
    await narrow(page);
    await picture(page, `${address.slice(1).replace('/', '-')}-360`);
  }
});

test('[B4] a cell of ten thousand characters takes three lines of the preview', async ({ page }) => {
  const row = customer(940_001, { 'Juridische naam': 'x'.repeat(10_000), IBAN: 'y'.repeat(10_000) });
  await upload(page, 'lang.xlsx', await workbook([row]));
  const value = page.locator('.problem-value');
  await expect(value.first()).toContainText('…');
  for (const shown of await value.all()) expect((await shown.boundingBox())!.height).toBeLessThan(100);
  for (const line of await page.locator('#problemen tbody tr').all()) expect((await line.boundingBox())!.height).toBeLessThan(300);
});
