import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { axe, expect, open, test } from '../fixtures.ts';
import { colleague } from '../lib/colleagues.ts';
import { withoutFreeFields } from '../lib/free-fields.ts';
import { addCustomer, call } from '../lib/seed.ts';

const tabs = (page: Page) => page.locator('.card-head .tab');
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Tabbladen schikken' });
const arranged = (page: Page) => dialog(page).getByRole('listitem');
const arrange = (page: Page) => page.getByRole('link', { name: 'Tabbladen schikken' }).click();
const standard = ['Contactinformatie', 'Klantinstellingen', 'Historiek', 'Notities'];
const word = () => randomUUID().slice(0, 8);

withoutFreeFields();

test('[T9] the administrator switches a tab on, and colleagues keep notes on it with their history', async ({ page, complaints }) => {
  // An empty note is refused.
  complaints.allow(/422/);
  const id = await addCustomer(page, `Notitiehuis ${word()}`);
  await call(page, 'settings/switch_card_tab', { slug: 'notities', on: false });
  await open(page, `/klanten/${id}`);
  await expect(tabs(page)).toHaveText(standard.slice(0, 3));

  await open(page, '/instellingen/klantkaart');
  await page.getByRole('button', { name: 'Notities aanzetten' }).click();
  await expect(page.getByRole('button', { name: 'Notities uitzetten' })).toBeVisible();

  await open(page, `/klanten/${id}`);
  await tabs(page).filter({ hasText: 'Notities' }).click();
  await expect(page).toHaveURL(`/klanten/${id}/notities`);
  await expect(page.getByText('Nog geen notities.')).toBeVisible();
  await page.getByRole('button', { name: 'Notitie toevoegen' }).click();
  await expect(page.locator('#field-text-error')).toBeVisible();
  await page.getByLabel('Nieuwe notitie').fill('Belt liever\nna de middag');
  await page.getByRole('button', { name: 'Notitie toevoegen' }).click();
  const note = page.locator('.record');
  await expect(note).toHaveCount(1);
  await expect(note).toContainText('na de middag');
  await expect(note).toContainText('door An Peeters');
  await expect(page.getByLabel('Nieuwe notitie')).toHaveValue('');
  await axe(page);

  const actions = note.getByRole('button', { name: /^Acties voor de notitie/ });
  await actions.click();
  await page.getByRole('menuitem', { name: 'Bewerken' }).click();
  const editing = page.getByRole('dialog', { name: 'Notitie bewerken' });
  await editing.getByLabel('Tekst').fill('Belt liever ’s ochtends');
  await editing.getByRole('button', { name: 'Opslaan' }).click();
  await expect(editing).toBeHidden();
  await expect(note).toContainText('’s ochtends');

  await actions.click();
  await page.getByRole('menuitem', { name: 'Verwijderen' }).click();
  await expect(note).toHaveCount(0);
  await page.getByRole('button', { name: 'Ongedaan maken' }).click();
  await expect(note).toContainText('’s ochtends');

  await tabs(page).filter({ hasText: 'Historiek' }).click();
  for (const told of ['Notitie toegevoegd', 'Notitie gewijzigd', 'Notitie verwijderd']) {
    await expect(page.locator('.timeline')).toContainText(told);
  }
});

test('[T9] a note that a colleague changed meanwhile is not overwritten unseen', async ({ page, complaints }) => {
  complaints.allow(/409/);
  await call(page, 'settings/switch_card_tab', { slug: 'notities', on: true });
  const id = await addCustomer(page, `Notitietwist ${word()}`);
  await call(page, 'notes/save', { customer_id: id, id: null, version: 0, text: 'Eerst' });
  await open(page, `/klanten/${id}/notities`);
  await page.getByRole('button', { name: /^Acties voor de notitie/ }).click();
  await page.getByRole('menuitem', { name: 'Bewerken' }).click();
  const [note] = await call<{ id: string; version: number }[]>(page, 'notes/list', { customer_id: id });
  await call(page, 'notes/save', { customer_id: id, id: note!.id, version: note!.version, text: 'Van een collega' });
  const editing = page.getByRole('dialog', { name: 'Notitie bewerken' });
  await editing.getByLabel('Tekst').fill('Van mij');
  await editing.getByRole('button', { name: 'Opslaan', exact: true }).click();
  await expect(editing.getByRole('alert')).toContainText('Van een collega');
  await editing.getByRole('button', { name: 'Toch het mijne opslaan' }).click();
  await expect(editing).toBeHidden();
  await expect(page.locator('.record')).toContainText('Van mij');
});

test('[S2] each colleague orders and hides the tabs, by keyboard and by pointer, and restores them', async ({ page, mail, newContext }) => {
  await call(page, 'settings/switch_card_tab', { slug: 'notities', on: true });
  const id = await addCustomer(page, `Tabvolgorde ${word()}`);
  const email = `tabs.${word()}@kantoorpeeters.be`;
  const own = await colleague(page, mail, newContext, { name: 'Tine Tabs', email, profile: 'Klantbeheerder' });
  await open(own, `/klanten/${id}`);
  await expect(tabs(own)).toHaveText(standard);

  // By keyboard: the focus stays on the button that moves the tab.
  await arrange(own);
  await axe(own, 'dialog[open]');
  const up = dialog(own).getByRole('button', { name: 'Notities naar voren' });
  await up.focus();
  for (const place of [2, 1, 0]) {
    await own.keyboard.press('Enter');
    await expect(arranged(own).nth(place)).toContainText('Notities');
    await expect(up).toBeFocused();
  }
  await dialog(own).getByRole('checkbox', { name: 'Klantinstellingen' }).uncheck();
  await dialog(own).getByRole('button', { name: 'Opslaan' }).click();
  await expect(dialog(own)).toBeHidden();
  await expect(tabs(own)).toHaveText(['Notities', 'Contactinformatie', 'Historiek']);
  await own.reload();
  await expect(tabs(own), 'it is kept').toHaveText(['Notities', 'Contactinformatie', 'Historiek']);
  await open(page, `/klanten/${id}`);
  await expect(tabs(page), 'for nobody else').toHaveText(standard);

  // By pointer.
  await open(own, `/klanten/${id}`);
  await arrange(own);
  await expect(dialog(own).getByRole('checkbox', { name: 'Klantinstellingen' })).not.toBeChecked();
  const first = (await arranged(own).first().boundingBox())!;
  await arranged(own).filter({ hasText: 'Historiek' }).hover({ position: { x: 200, y: 10 } });
  await own.mouse.down();
  await own.mouse.move(first.x + 200, first.y + 10, { steps: 5 });
  await own.mouse.up();
  await expect(arranged(own).first()).toContainText('Historiek');
  await dialog(own).getByRole('button', { name: 'Opslaan' }).click();
  await expect(tabs(own)).toHaveText(['Historiek', 'Notities', 'Contactinformatie']);

  await arrange(own);
  await dialog(own).getByRole('button', { name: 'Standaard herstellen' }).click();
  await expect(tabs(own)).toHaveText(standard);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('[S2] the icon leads to a form that moves and hides the tabs', async ({ page }) => {
    await call(page, 'settings/switch_card_tab', { slug: 'notities', on: true });
    const id = await addCustomer(page, `Tabformulier ${word()}`);
    await page.goto(`/klanten/${id}`);
    await arrange(page);
    await page.getByRole('button', { name: 'Historiek naar voren' }).click();
    await expect(tabs(page)).toHaveText(['Contactinformatie', 'Historiek', 'Klantinstellingen', 'Notities']);
    await page.getByRole('checkbox', { name: 'Notities' }).uncheck();
    await page.getByRole('button', { name: 'Opslaan' }).click();
    await expect(tabs(page)).toHaveText(['Contactinformatie', 'Historiek', 'Klantinstellingen']);
    await arrange(page);
    await page.getByRole('button', { name: 'Standaard herstellen' }).click();
    await expect(tabs(page)).toHaveText(standard);
  });
});
