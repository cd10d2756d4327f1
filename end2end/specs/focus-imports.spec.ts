/** The focus through bulk files: the forms of their pages are sent whole, and the page comes anew. */
import { expect, hydrated, open, test } from '../fixtures.ts';
import { focused, heading, kept, landed } from '../lib/focus.ts';
import { addCustomer, uploadFile } from '../lib/seed.ts';
import { columns, customer, fill, open as openWorkbook, workbook } from '../lib/workbook.ts';

test('[B4] [B6] the focus stays on the page through an import, and who was there can be opened before and after it', async ({ page }) => {
  const known = customer(960_001, { 'Juridische naam': 'Brandpunt Bekend' });
  await addCustomer(page, 'Brandpunt Bekend', '', { vat: known['BTW']! });
  const wrong = customer(960_003, { Bedrijfsnummer: '', BTW: 'BE0123456789' });
  const buffer = await workbook([known, customer(960_002), wrong]);
  await open(page, '/imports');
  await page.getByRole('link', { name: 'Klanten importeren' }).press('Enter');
  await expect(heading(page, 'Klanten importeren')).toBeVisible();
  await landed(page, 'H1 Klanten importeren', 'the page of a new file leads to its heading');
  const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  await page.getByLabel('Ingevuld bestand').setInputFiles({ name: 'brandpunt.xlsx', mimeType, buffer });
  await page.getByRole('button', { name: 'Opladen en nakijken' }).press('Enter');
  const importing = page.getByRole('button', { name: 'Importeren', exact: true });
  await expect(importing).toBeVisible();
  await landed(page, 'H1 brandpunt.xlsx', 'a file that is sent leads to its heading');

  const opens = page.locator('.counts').getByRole('link', { name: '1 bestaat al' });
  const rows = page.getByRole('region', { name: 'Bestaan al' });
  await expect(rows, 'they are folded').toBeHidden();
  await opens.press('Enter');
  await expect(rows, 'the number unfolds them').toBeFocused();
  await expect(rows.getByRole('columnheader', { name: 'In het bestand' })).toBeVisible();
  await expect(rows.getByRole('link', { name: 'Brandpunt Bekend' })).toHaveAttribute('href', /^\/klanten\/[0-9a-f-]{36}$/);

  const chip = page.getByRole('link', { name: 'Fout', exact: true });
  await chip.press('Enter');
  await expect(page).toHaveURL(/soort=error/);
  await expect(chip, 'another kind of problem').toBeFocused();
  const discard = page.getByRole('button', { name: 'Verwerpen' });
  await discard.press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Annuleren' }).press('Enter');
  await expect(discard, 'a question that is closed').toBeFocused();

  await importing.press('Enter');
  await expect(page.getByRole('heading', { name: '1 klant aangemaakt' })).toBeVisible();
  await hydrated(page);
  await kept(page, 'importing');
  await expect(rows).toBeHidden();
  await opens.press('Enter');
  await expect(rows, 'who was passed over can be opened afterwards too').toBeFocused();
  await expect(rows.getByRole('link', { name: 'Brandpunt Bekend' })).toHaveAttribute('href', /^\/klanten\/[0-9a-f-]{36}$/);
  await expect(rows.getByRole('columnheader', { name: 'In het bestand' }), 'what stood in the file is kept no longer').toHaveCount(0);
});

test('[B4] the focus stays on the page of a file that is checked anew, or thrown away', async ({ page }) => {
  const made = await openWorkbook(await workbook([customer(960_011), customer(960_012)]));
  made.worksheets[0]!.getRow(3).hidden = true;
  const second = made.addWorksheet('Eenmanszaken');
  second.addRow(columns);
  fill(second, [customer(960_013)]);
  const id = await uploadFile(page, 'bladen.xlsx', Buffer.from(await made.xlsx.writeBuffer()));
  await open(page, `/imports/${id}`);
  expect(await focused(page), 'an ordinary visit begins at the top').toMatch(/^BODY/);
  await page.getByRole('radio', { name: 'Meenemen', exact: true }).check();
  await page.getByRole('button', { name: 'Opnieuw nakijken' }).press('Enter');
  await expect(page.locator('#bestand')).toContainText('Ze wordt meegenomen.');
  await hydrated(page);
  await landed(page, 'H1 bladen.xlsx', 'checked anew');
  await page.getByRole('button', { name: 'Verwerpen' }).press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Verwerpen' }).press('Enter');
  await expect(page.getByText('Dit bestand is verworpen')).toBeVisible();
  await hydrated(page);
  await landed(page, 'H1 bladen.xlsx', 'thrown away');
});
