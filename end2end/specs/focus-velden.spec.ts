/** The focus through fields that the firm makes itself, the tab of free fields, notes, and the windows that arrange. */
import { randomUUID } from 'node:crypto';
import { expect, hydrated, open, test } from '../fixtures.ts';
import { kept, menu } from '../lib/focus.ts';
import { withoutFreeFields } from '../lib/free-fields.ts';
import { addCustomer, call } from '../lib/seed.ts';

interface Field {
  id: string;
  version: number;
  archived: boolean;
}

const word = () => randomUUID().slice(0, 8);

withoutFreeFields();

// The other tests of this server know no such fields.
test.afterEach(async ({ page }) => {
  const { fields } = await call<{ fields: Field[] }>(page, 'own_fields/list');
  for (const { id, version } of fields.filter((field) => !field.archived)) {
    await call(page, 'own_fields/archive', { id, version, archived: true });
  }
});

test('the focus stays on the page while a field is made, changed, archived and put back', async ({ page }) => {
  const [first, second] = [`Brandveld ${word()}`, `Kijkveld ${word()}`];
  await open(page, '/instellingen/velden');
  const dialog = page.locator('dialog[open]');
  const add = page.getByRole('button', { name: 'Eigen veld toevoegen' });
  const row = (name: string) => page.getByRole('rowheader', { name });
  await add.press('Enter');
  await kept(page, 'opening the dialog of a field');
  await page.keyboard.press('Escape');
  await expect.soft(add, 'a dialog that is closed gives the focus back').toBeFocused();
  for (const name of [first, second]) {
    await add.press('Enter');
    await dialog.getByLabel('Naam (Nederlands)').fill(name);
    await dialog.getByLabel('Naam (Nederlands)').press('Enter');
    await expect(row(name)).toBeVisible();
    await kept(page, `adding ${name}`);
  }
  const choose = async (name: string, item: string) => {
    await menu(page, name).press('Enter');
    await page.getByRole('menuitem', { name: item }).press('Enter');
  };
  await choose(second, 'Naar boven');
  await kept(page, 'moving a field');
  await choose(first, 'Eigen veld wijzigen');
  await dialog.getByLabel('Naam (Nederlands)').fill(`${first} nieuw`);
  await dialog.getByRole('button', { name: 'Opslaan' }).press('Enter');
  await expect(row(`${first} nieuw`)).toBeVisible();
  await kept(page, 'changing a field');
  await choose(second, 'Archiveren');
  await expect(row(second)).toContainText('Gearchiveerd');
  await kept(page, 'archiving a field');
  await choose(second, 'Terugzetten');
  await expect(row(second)).not.toContainText('Gearchiveerd');
  await kept(page, 'putting a field back');

  await choose(first, 'Soort wijzigen');
  await expect(page.getByRole('heading', { level: 1, name: /^Soort van/ })).toBeVisible();
  await kept(page, 'coming to the change of a kind');
  await hydrated(page);
  await page.getByLabel('Nieuwe soort').selectOption({ label: 'Datum' });
  await page.getByRole('button', { name: 'Nakijken' }).press('Enter');
  const convert = page.getByRole('button', { name: 'Omzetten' });
  await expect(convert).toBeVisible();
  await kept(page, 'looking what becomes of the values');
  await hydrated(page);
  await convert.press('Enter');
  await expect(page.getByText('Nu is dit veld: Datum')).toBeVisible();
  await kept(page, 'changing a kind');
});

test('the focus stays on the page through free fields, notes and the order of the tabs', async ({ page, complaints }) => {
  // An empty note is refused.
  complaints.allow(/422/);
  const field = `Aandachtsveld ${word()}`;
  for (const slug of ['vrije-kenmerken', 'notities']) await call(page, 'settings/switch_card_tab', { slug, on: true });
  await call(page, 'own_fields/save', { id: null, version: 0, labels: { nl: field }, kind: 'text', on_tab: true });
  const id = await addCustomer(page, `Aandachtshuis ${word()}`);
  await open(page, `/klanten/${id}/vrije-kenmerken`);
  await page.getByLabel(field).fill('Betaalt traag');
  const saved = page.waitForResponse('**/api/free_fields/save');
  await page.getByRole('button', { name: 'Opslaan' }).press('Enter');
  await saved;
  await kept(page, 'saving free fields');

  await page.locator('.card-head .tab').filter({ hasText: 'Notities' }).press('Enter');
  await expect(page.getByText('Nog geen notities.')).toBeVisible();
  await kept(page, 'another tab of the card');
  const add = page.getByRole('button', { name: 'Notitie toevoegen' });
  await add.press('Enter');
  await expect(page.locator('#field-text-error')).toBeVisible();
  await kept(page, 'a note that is refused');
  await page.getByLabel('Nieuwe notitie').fill('Belt liever na de middag');
  await add.press('Enter');
  const note = page.locator('.record');
  await expect(note).toContainText('na de middag');
  await kept(page, 'adding a note');
  const actions = note.getByRole('button', { name: /^Acties voor de notitie/ });
  await actions.press('Enter');
  await page.getByRole('menuitem', { name: 'Bewerken' }).press('Enter');
  const editing = page.getByRole('dialog', { name: 'Notitie bewerken' });
  await editing.getByLabel('Tekst').fill('Belt liever ’s ochtends');
  await editing.getByRole('button', { name: 'Opslaan' }).press('Enter');
  await expect(note).toContainText('’s ochtends');
  await kept(page, 'changing a note');
  await actions.press('Enter');
  await page.getByRole('menuitem', { name: 'Verwijderen' }).press('Enter');
  await expect(note).toHaveCount(0);
  await kept(page, 'deleting a note');
  await page.getByRole('button', { name: 'Ongedaan maken' }).press('Enter');
  await expect(note).toContainText('’s ochtends');
  await kept(page, 'putting a note back');

  const arrange = page.getByRole('link', { name: 'Tabbladen schikken' });
  const dialog = page.getByRole('dialog', { name: 'Tabbladen schikken' });
  await arrange.press('Enter');
  await expect(dialog).toBeVisible();
  await kept(page, 'opening the order of the tabs');
  await page.keyboard.press('Escape');
  await expect.soft(arrange, 'a dialog that is closed gives the focus back').toBeFocused();
  await arrange.press('Enter');
  await dialog.getByRole('button', { name: 'Opslaan' }).press('Enter');
  await expect(dialog).toBeHidden();
  await kept(page, 'saving the order of the tabs');

  await open(page, '/klanten');
  const columns = page.getByRole('link', { name: 'Vensterinstellingen' });
  const settings = page.getByRole('dialog', { name: 'Vensterinstellingen' });
  await columns.press('Enter');
  await expect(settings).toBeVisible();
  // Its form comes when it is asked for: until then the window itself has the focus, by its name.
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('dialog')?.ariaLabel)).toBe('Vensterinstellingen');
  await page.keyboard.press('Escape');
  await expect.soft(columns, 'a dialog that is closed gives the focus back').toBeFocused();
  await columns.press('Enter');
  await settings.getByRole('button', { name: 'Opslaan' }).press('Enter');
  await expect(settings).toBeHidden();
  await kept(page, 'saving the window settings');
});
