import type { Locator, Page } from '@playwright/test';
import { axe, expect, hydrated, open, picture, test } from '../fixtures.ts';
import { call } from '../lib/seed.ts';

const phone = { width: 360, height: 740 };

async function template(page: Page, name: string, integrations: Record<string, Record<string, string>> = {}): Promise<string> {
  return call(page, 'templates/save', { id: null, version: 0, details: { name, description: '', content: { users: [], integrations } } });
}

const row = (page: Page, name: string): Locator => page.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });

async function choose(page: Page, name: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `Acties voor ${name}`, exact: true }).click();
  await page.getByRole('menuitem', { name: action }).click();
}

test('[B1] a template is made in three steps: name, users, integrations', async ({ page, firm }) => {
  await open(page, '/sjablonen');
  await page.getByRole('link', { name: 'Nieuw sjabloon' }).click();
  await expect(page).toHaveURL(/\/sjablonen\/nieuw/);
  await page.getByRole('button', { name: 'Doorgaan' }).click();
  await expect(page.getByRole('group', { name: 'Kijk dit na' })).toBeVisible();
  await page.getByLabel(/^Naam/).fill('Vennootschap');
  await page.getByLabel(/^Omschrijving/).fill('Voor nieuwe bv’s');
  await axe(page);
  await page.getByRole('button', { name: 'Doorgaan' }).click();

  await expect(page).toHaveURL(/stap=2/);
  await page.getByLabel(firm.name).check();
  await axe(page);
  await page.getByRole('button', { name: 'Doorgaan' }).click();

  await expect(page).toHaveURL(/stap=3/);
  await page.getByLabel('Peppol', { exact: true }).check();
  await page.getByLabel('Richting').selectOption('both');
  await page.getByLabel('E-mail import', { exact: true }).check();
  await expect(page.getByLabel('Mailbox'), 'that is each customer’s own').toHaveCount(0);
  await expect(page.getByText('Per klant in te vullen op de kaart: Mailbox.')).toBeVisible();
  await axe(page);
  await picture(page, 'sjabloon-stap-3');
  await page.getByRole('button', { name: 'Terug', exact: true }).click();
  await expect(page.getByLabel(firm.name)).toBeChecked();
  await page.keyboard.press('Control+s');

  await expect(page).toHaveURL(/\/sjablonen$/);
  await expect(row(page, 'Vennootschap')).toContainText('Peppol, E-mail import');
  await page.reload();
  await expect(row(page, 'Vennootschap')).toContainText('Voor nieuwe bv’s');
  await axe(page);
  await picture(page, 'sjablonen');
});

test('[B1] who was signed out meanwhile is told so with the way back in, and saves after it', async ({ page, firm, complaints }) => {
  complaints.allow(/401/);
  await open(page, '/sjablonen/nieuw');
  await page.getByLabel(/^Naam/).fill('Na het afmelden');
  await page.context().clearCookies();
  await page.keyboard.press('Control+s');
  const message = page.locator('.toast');
  await expect(message).toContainText('U bent afgemeld');
  await axe(page);
  const [tab] = await Promise.all([
    page.context().waitForEvent('page'),
    message.getByRole('link', { name: 'Aanmelden in een nieuw tabblad' }).click(),
  ]);
  await tab.locator('[name="email"]').fill(firm.email);
  await tab.locator('[name="password"]').fill(firm.password);
  await tab.locator('form button[type="submit"]').click();
  await expect(tab).not.toHaveURL(/\/aanmelden/);
  await tab.close();
  await page.keyboard.press('Control+s');
  await expect(row(page, 'Na het afmelden')).toBeVisible();
});

test('[B1] what was filled in survives a reload, and can be thrown away', async ({ page }) => {
  await open(page, '/sjablonen/nieuw');
  await page.getByLabel(/^Naam/).fill('Vereniging');
  await page.getByRole('button', { name: 'Doorgaan' }).click();
  await page.getByRole('button', { name: 'Doorgaan' }).click();
  await page.getByLabel('Peppol', { exact: true }).check();
  await page.getByLabel('Richting').selectOption('both');
  await page.reload();
  await hydrated(page);
  await expect(page).toHaveURL(/stap=3/);
  await expect(page.getByLabel('Richting')).toHaveValue('both');
  await page.getByRole('button', { name: 'Naam en omschrijving' }).click();
  await expect(page.getByLabel(/^Naam/)).toHaveValue('Vereniging');
  await page.reload();
  await hydrated(page);
  await page.getByRole('button', { name: 'Opnieuw beginnen' }).click();
  await expect(page.getByLabel(/^Naam/)).toHaveValue('');
});

test('[B1] a name that exists is refused beside its field', async ({ page, complaints }) => {
  complaints.allow(/422/);
  await template(page, 'Landbouwer');
  await open(page, '/sjablonen/nieuw?stap=1');
  await page.getByLabel(/^Naam/).fill('landbouwer');
  await page.keyboard.press('Control+s');
  await expect(page.getByText('Naam landbouwer bestaat al').first()).toBeVisible();
});

test('[B1] a colleague who left while a template was filled in is left out, and so is a category that went; all of it is said', async ({ page }) => {
  const [profile] = await call<{ id: string }[]>(page, 'settings/profiles', {});
  const colleague = { name: 'Wim Weg', email: 'wim.weg@kantoorpeeters.be', locale: 'nl', profile_id: profile!.id, unit_id: null };
  const id = await call<string>(page, 'settings/invite', colleague);
  await call(page, 'settings/save_category', { id: null, version: 0, name: 'Soort die weggaat' });
  const groups = await call<{ id: string; version: number; name: string }[]>(page, 'settings/categories');
  const group = groups.find(({ name }) => name === 'Soort die weggaat')!;
  await open(page, '/sjablonen/nieuw');
  await page.getByLabel(/^Naam/).fill('Met Wim');
  await page.getByRole('button', { name: 'Doorgaan' }).click();
  await page.getByLabel('Wim Weg').check();
  await page.getByLabel('Soort die weggaat').check();
  await call(page, 'settings/change_user', { id, version: 1, profile_id: profile!.id, unit_id: null, active: false });
  await call(page, 'settings/delete_category', { id: group.id, version: group.version });
  await page.keyboard.press('Control+s');
  await expect(page.locator('.toast'), 'in one message, which nothing takes the place of').toContainText(
    'Sjabloon Met Wim is bewaard. Collega’s die niet meer bij het kantoor werken, zijn weggelaten: 1. '
      + 'Business units of categorieën die intussen verwijderd zijn, zijn weggelaten: 1.',
  );
  await expect(page).toHaveURL(/\/sjablonen$/);
  await choose(page, 'Met Wim', 'Dupliceren');
  await expect(row(page, 'Kopie van Met Wim')).toBeVisible();
});

test('[B1] a template is duplicated, archived and taken back', async ({ page }) => {
  await template(page, 'Zorgverlener', { codabox: { statements: 'yes' } });
  await open(page, '/sjablonen');
  await choose(page, 'Zorgverlener', 'Dupliceren');
  await expect(row(page, 'Kopie van Zorgverlener')).toContainText('CodaBox');
  await choose(page, 'Kopie van Zorgverlener', 'Archiveren');
  await expect(row(page, 'Kopie van Zorgverlener')).toHaveCount(0);
  await page.getByRole('button', { name: 'Ongedaan maken' }).click();
  await expect(row(page, 'Kopie van Zorgverlener')).toBeVisible();
  await choose(page, 'Kopie van Zorgverlener', 'Archiveren');
  await expect(row(page, 'Kopie van Zorgverlener')).toHaveCount(0);
  await page.getByRole('link', { name: /^Gearchiveerd/ }).click();
  await expect(row(page, 'Kopie van Zorgverlener')).toBeVisible();
  await axe(page);
  await choose(page, 'Kopie van Zorgverlener', 'Weer gebruiken');
  await expect(row(page, 'Kopie van Zorgverlener')).toHaveCount(0);
});

test('[B1] two colleagues change one template: the second chooses what stays', async ({ page, complaints }) => {
  complaints.allow(/409/);
  const id = await template(page, 'Bakker');
  await open(page, `/sjablonen/${id}`);
  const theirs = { name: 'Bakkerij', description: '', content: { users: [], integrations: { yuki: {} } } };
  await call(page, 'templates/save', { id, version: 1, details: theirs });
  await page.getByLabel(/^Omschrijving/).fill('Voor bakkers');
  await page.getByRole('button', { name: 'Sjabloon opslaan' }).click();
  await expect(page.getByRole('heading', { name: /intussen gewijzigd/ })).toBeVisible();
  await axe(page);
  await page.getByRole('radio', { name: 'Naam: Versie van uw collega' }).check();
  await page.getByRole('radio', { name: 'Integraties: Versie van uw collega' }).check();
  await page.getByRole('button', { name: 'Opslaan met deze keuze' }).click();
  await expect(row(page, 'Bakkerij')).toContainText('Voor bakkers');
  await expect(row(page, 'Bakkerij')).toContainText('Yuki');
});

test('[B1] by keyboard alone, and on a phone', async ({ page }) => {
  await page.setViewportSize(phone);
  await open(page, '/sjablonen/nieuw');
  await page.getByLabel(/^Naam/).focus();
  await page.keyboard.type('Met het toetsenbord');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 2, name: /Gebruikers/ })).toBeFocused();
  const first = page.getByRole('checkbox').first();
  for (let presses = 0; presses < 5 && !(await first.evaluate((box) => box === document.activeElement)); presses++) {
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Space');
  await expect(first).toBeChecked();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 2, name: /Integraties/ })).toBeFocused();
  await picture(page, 'sjabloon-360');
  await page.keyboard.press('Control+s');
  await expect(row(page, 'Met het toetsenbord')).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone.width);
  await picture(page, 'sjablonen-360');
});

test('[B1] settings are overridden on the card, which shows where it deviates', async ({ page, firm }) => {
  const template_id = await template(page, 'Kapper', { codabox: { statements: 'yes' }, octopus: {}, peppol: { direction: 'both' } });
  const customer = { name: 'Kapsalon Nele', country: 'BE' };
  const id = await call<string>(page, 'customers/create', { template_id, customer, address: {}, contact: {} });
  await open(page, `/klanten/${id}/instellingen`);
  await expect(page.getByText('Deze klant is zoals het sjabloon het zegt.')).toBeVisible();
  await axe(page);

  await expect(page.getByText('nog in te vullen')).toBeVisible();
  await page.getByRole('button', { name: 'Octopus bewerken' }).click();
  await page.getByLabel('Dossiernummer').fill('13');
  await page.getByLabel('Externe referentie').fill('K-9');
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await expect(page.getByText('nog in te vullen')).toHaveCount(0);
  await expect(page.getByText('Deze klant is zoals het sjabloon het zegt.'), 'a file number is its own').toBeVisible();
  await page.getByRole('button', { name: 'CodaBox bewerken' }).click();
  await page.getByLabel('Loondocumenten (SODA)').check();
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await expect(page.getByText('CodaBox heeft hier andere instellingen dan in het sjabloon.')).toBeVisible();

  await page.getByRole('button', { name: 'Peppol', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Ontkoppelen' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Ontkoppelen' }).click();
  await expect(page.getByText('Peppol staat in het sjabloon, maar is hier niet gekoppeld.')).toBeVisible();

  await page.getByLabel('Integratie koppelen').selectOption('yuki');
  await page.getByRole('button', { name: 'Koppelen', exact: true }).click();
  await page.getByLabel('Administratie').fill('4');
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await expect(page.getByText('Yuki is hier gekoppeld, maar niet in het sjabloon.')).toBeVisible();

  await page.getByLabel('Collega toevoegen').selectOption({ label: firm.name });
  await page.getByRole('region', { name: 'Collega’s' }).getByRole('button', { name: 'Toevoegen' }).click();
  await expect(page.getByText(`${firm.name} is hier toegewezen, maar niet in het sjabloon.`)).toBeVisible();
  await page.reload();
  await hydrated(page);
  await axe(page);
  await picture(page, 'klantinstellingen');

  await page.getByRole('button', { name: /^Terug naar sjabloon: CodaBox/ }).click();
  await expect(page.getByText('CodaBox heeft hier andere instellingen')).toHaveCount(0);
  await page.getByRole('button', { name: 'Alles terug naar sjabloon' }).click();
  const question = page.getByRole('dialog', { name: 'Sjabloon Kapper toepassen?' });
  await expect(question).toContainText('Yuki wordt ontkoppeld.');
  await expect(question).toContainText('Peppol wordt gekoppeld.');
  await question.getByRole('button', { name: 'Sjabloon toepassen' }).click();
  await expect(page.getByText('Deze klant is zoals het sjabloon het zegt.')).toBeVisible();
  await page.setViewportSize(phone);
  await picture(page, 'klantinstellingen-360');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone.width);
});

test('[B1] an undo waits for the change that is on its way', async ({ page, firm }) => {
  await call(page, 'settings/save_category', { id: null, version: 0, name: 'Trage soort' });
  const customer = { name: 'Kapsalon Ongedaan', country: 'BE' };
  const id = await call<string>(page, 'customers/create', { template_id: null, customer, address: {}, contact: {} });
  await open(page, `/klanten/${id}/instellingen`);
  const people = page.getByRole('region', { name: 'Collega’s' });
  const categories = page.getByRole('region', { name: 'Categorieën' });
  const off = people.getByRole('button', { name: `${firm.name} niet meer toewijzen` });
  await people.getByLabel('Collega toevoegen').selectOption({ label: firm.name });
  await people.getByRole('button', { name: 'Toevoegen' }).click();
  await off.click();
  await expect(off).toHaveCount(0);
  let answer = (): void => undefined;
  const held = new Promise<void>((resolve) => { answer = resolve; });
  await page.route('**/api/integrations/categorise', async (route) => {
    await held;
    await route.continue();
  });
  await categories.getByLabel('Categorie toevoegen').selectOption('Trage soort');
  await categories.getByRole('button', { name: 'Toevoegen' }).click();
  await page.locator('.toast').getByRole('button', { name: 'Ongedaan maken' }).click();
  answer();
  await expect(off).toBeVisible();
  await expect(categories.getByRole('button', { name: 'Uit categorie Trage soort halen' })).toBeVisible();
});

test('[B1] a template gives manager, business unit and categories; choosing one shows it, and what somebody typed stays', async ({ page, firm }) => {
  for (const name of ['Sjabloonsoort', 'Tweede sjabloonsoort']) await call(page, 'settings/save_category', { id: null, version: 0, name });
  await call(page, 'settings/save_unit', { id: null, version: 0, name: 'Sjabloonunit' });
  await open(page, '/sjablonen/nieuw');
  await page.getByLabel(/^Naam/).fill('Geeft alles');
  await page.getByRole('button', { name: 'Doorgaan' }).click();
  await page.getByLabel('Dossierbeheerder').selectOption({ label: firm.name });
  await page.getByLabel('Business unit').selectOption('Sjabloonunit');
  await page.getByRole('group', { name: 'Categorieën' }).getByLabel('Sjabloonsoort', { exact: true }).check();
  await axe(page);
  await picture(page, 'sjabloon-stap-2');
  await page.keyboard.press('Control+s');
  await expect(row(page, 'Geeft alles')).toBeVisible();
  await template(page, 'Geeft weinig', { peppol: {} });

  await open(page, '/klanten/nieuw');
  const choice = page.getByRole('link', { name: 'Geeft alles', exact: true });
  await expect(page.getByRole('listitem').filter({ has: choice })).toContainText(`Dossierbeheerder ${firm.name} · Business unit Sjabloonunit · Sjabloonsoort`);
  await axe(page);
  await choice.click();
  await expect(page.getByLabel('Dossierbeheerder').locator('option:checked')).toHaveText(firm.name);
  await expect(page.getByLabel('Business unit').locator('option:checked')).toHaveText('Sjabloonunit');
  await expect(page.getByLabel('Sjabloonsoort', { exact: true })).toBeChecked();
  await page.getByLabel(/^Naam/).fill('Klant van een sjabloon');
  await page.getByLabel('Tweede sjabloonsoort').check();

  // Another template: what the first gave goes, what somebody typed stays.
  await page.getByRole('button', { name: 'Sjabloon', exact: true }).click();
  await page.getByRole('link', { name: 'Geeft weinig', exact: true }).click();
  await expect(page.getByLabel(/^Naam/)).toHaveValue('Klant van een sjabloon');
  await expect(page.getByLabel('Dossierbeheerder')).toHaveValue('');
  await expect(page.getByLabel('Sjabloonsoort', { exact: true })).not.toBeChecked();
  await expect(page.getByLabel('Tweede sjabloonsoort')).toBeChecked();
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('heading', { level: 1, name: 'Klant van een sjabloon' })).toBeVisible();

  // Applied on the card, it says first what it gives and what changes.
  await page.getByRole('link', { name: 'Klantinstellingen' }).click();
  await page.getByRole('combobox', { name: 'Sjabloon', exact: true }).selectOption('Geeft alles');
  await expect(page.getByText(`Dossierbeheerder ${firm.name} · Business unit Sjabloonunit · Sjabloonsoort`)).toBeVisible();
  await page.getByRole('button', { name: 'Sjabloon toepassen' }).click();
  const question = page.getByRole('dialog', { name: 'Sjabloon Geeft alles toepassen?' });
  for (const words of [`${firm.name} wordt dossierbeheerder.`, 'De business unit wordt Sjabloonunit.', 'Categorie Sjabloonsoort komt erbij.']) {
    await expect(question).toContainText(words);
  }
  await axe(page);
  await question.getByRole('button', { name: 'Sjabloon toepassen' }).click();
  await expect(page.getByText('Deze klant is zoals het sjabloon het zegt.')).toBeVisible();
});

test('[B1] whether the mandate is signed stands on the card, and the settings show that', async ({ page }) => {
  const template_id = await template(page, 'Met Peppol', { peppol: { direction: 'both' } });
  const customer = { name: 'Eén waarheid', country: 'BE', mandate: false };
  const id = await call<string>(page, 'customers/create', { template_id, customer, address: {}, contact: {} });
  await open(page, `/klanten/${id}/instellingen`);
  const mandate = page.getByRole('region', { name: 'Integraties' }).locator('div').filter({ has: page.getByText('Peppol-mandaat getekend', { exact: true }) }).last();
  await expect(mandate).toContainText('Nee');
  await axe(page);
  await page.getByRole('button', { name: 'Peppol bewerken' }).click();
  await expect(page.getByLabel(/mandaat/i)).toHaveCount(0);
  await page.getByRole('link', { name: 'Annuleren' }).click();
  await page.getByRole('link', { name: 'Mandaat wijzigen' }).click();
  await page.getByLabel('Peppol-mandaat getekend').check();
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await expect(page).toHaveURL(new RegExp(`/klanten/${id}$`));
  await page.getByRole('link', { name: 'Klantinstellingen' }).click();
  await expect(mandate).toContainText('Ja');
});
