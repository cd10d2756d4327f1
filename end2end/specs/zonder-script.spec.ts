/** What the card and the list do to a customer, in a browser without JavaScript: menus lead to a question or a form in the page. */
import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { menuOfCard } from '../lib/card.ts';
import { addCustomer, call, inviteCustomer } from '../lib/seed.ts';

test.use({ javaScriptEnabled: false });

const saved = (page: Page) => page.getByRole('status').filter({ hasText: 'Bewaard.' });

/** Opens the three dots and chooses. */
async function choose(page: Page, dots: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `Acties voor ${dots}` }).last().click();
  await page.getByRole('menuitem', { name: item }).click();
}

/** Answers the question in the page. */
async function answer(page: Page, question: string, verb: string): Promise<void> {
  await expect(page.getByRole('heading', { name: question })).toBeInViewport();
  await page.getByRole('button', { name: verb, exact: true }).click();
}

test('[B1] colleagues, links and differences are taken off in a browser without JavaScript', async ({ page, firm }) => {
  const content = { users: [], integrations: { codabox: {} } };
  const template_id = await call<string>(page, 'templates/save', { id: null, version: 0, details: { name: 'Schriftloos', description: '', content } });
  const customer = { name: 'Zadelmakerij Pikdraad', country: 'BE' };
  const id = await call<string>(page, 'customers/create', { template_id, customer, address: {}, contact: {} });
  const settings = `/klanten/${id}/instellingen`;
  await page.goto(settings);

  const people = page.getByRole('region', { name: 'Collega’s' });
  await people.getByLabel('Collega toevoegen').selectOption({ label: firm.name });
  await people.getByRole('button', { name: 'Toevoegen' }).click();
  const unassign = people.getByRole('button', { name: `${firm.name} niet meer toewijzen` });
  await unassign.click();
  await expect(page.getByRole('status').filter({ hasText: 'Bewaard.' })).toBeVisible();
  await expect(unassign).toHaveCount(0);

  const links = page.getByRole('region', { name: 'Integraties' });
  await links.getByRole('button', { name: 'CodaBox bewerken' }).click();
  await expect(page).toHaveURL(/\?koppeling=codabox$/);
  await links.getByRole('link', { name: 'Annuleren' }).click();
  await expect(links.getByRole('button', { name: 'Opslaan' })).toHaveCount(0);

  await links.getByRole('button', { name: 'CodaBox', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Ontkoppelen' }).click();
  await expect(links.getByRole('heading', { name: 'CodaBox ontkoppelen?' })).toBeVisible();
  await links.getByRole('button', { name: 'Ontkoppelen', exact: true }).click();
  await expect(links.getByRole('button', { name: 'CodaBox', exact: true })).toHaveCount(0);

  const template = page.getByRole('region', { name: 'Sjabloon' });
  await expect(template.getByText('CodaBox staat in het sjabloon, maar is hier niet gekoppeld.')).toBeVisible();
  await template.getByRole('button', { name: /^Terug naar sjabloon: CodaBox/ }).click();
  await expect(template.getByText('Deze klant is zoals het sjabloon het zegt.')).toBeVisible();
});

test('[B3] an invitation is taken back in a browser without JavaScript', async ({ page }) => {
  const id = await addCustomer(page, 'Zeilmakerij Pikdraad', `stil-${randomUUID()}@zeil.example`);
  await inviteCustomer(page, id);
  await page.goto(`/klanten/${id}`);
  await page.getByRole('button', { name: 'Intrekken', exact: true }).click();
  const region = page.getByRole('region', { name: 'Uitnodiging' });
  await expect(region.getByRole('heading', { name: 'Uitnodiging intrekken?' })).toBeVisible();
  await region.getByRole('button', { name: 'Intrekken', exact: true }).last().click();
  await expect(page.getByRole('status').filter({ hasText: 'Bewaard.' })).toBeVisible();
  await expect(region.getByText('Ingetrokken', { exact: true })).toBeVisible();
});

test('[B8] the menu of the card asks in the page in a browser without JavaScript', async ({ page }) => {
  const name = 'Mandenmakerij Pikdraad';
  const id = await addCustomer(page, name);
  const pill = page.locator('.card-head .pill');
  await page.goto(`/klanten/${id}`);
  await menuOfCard(page).click();
  await page.getByRole('menuitem', { name: 'Deactiveren' }).click();
  await page.getByRole('link', { name: 'Annuleren' }).click();
  await expect(page).toHaveURL(new RegExp(`/klanten/${id}$`));
  await menuOfCard(page).click();
  await page.getByRole('menuitem', { name: 'Deactiveren' }).click();
  await answer(page, `${name} deactiveren?`, 'Deactiveren');
  await expect(saved(page)).toBeVisible();
  await expect(pill).not.toHaveText('Concept');
  await menuOfCard(page).click();
  await page.getByRole('menuitem', { name: 'Activeren' }).click();
  await answer(page, `${name} activeren?`, 'Activeren');
  await expect(pill).toHaveText('Actief');
  // By keyboard: no script leads from one item to the next, so Tab does.
  await menuOfCard(page).press('Enter');
  await page.getByRole('menuitem', { name: 'Deactiveren' }).focus();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('menuitem', { name: 'Afdrukken' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('note')).toContainText('Ctrl+P');
  await page.goto('/klanten/afdrukken');
  await expect(page.getByRole('button', { name: 'Afdrukken' })).toHaveCount(0);
  await expect(page.getByText('Ctrl+P')).toBeVisible();
});

test('[B8] the menu of a row leads to its questions in a browser without JavaScript', async ({ page }) => {
  const name = 'Touwslagerij Pikdraad';
  await addCustomer(page, name);
  await page.goto('/klanten?tab=concept&zoek=touwslagerij');
  await page.getByRole('button', { name: `Acties voor ${name}` }).click();
  const actions = page.getByRole('region', { name: `Acties voor ${name}` });
  await expect(actions.getByRole('menuitem', { name: 'Bewerken' })).toBeVisible();
  await actions.getByRole('link', { name: 'Sluiten' }).click();
  await expect(actions).toHaveCount(0);
  await expect(page, 'the list is the same').toHaveURL(/zoek=touwslagerij/);
  await page.getByRole('button', { name: `Acties voor ${name}` }).click();
  await actions.getByRole('menuitem', { name: 'Verwijderen' }).click();
  await answer(page, `${name} verwijderen?`, 'Verwijderen');
  await expect(saved(page)).toBeVisible();
  await page.goto('/klanten?tab=concept&zoek=touwslagerij');
  await expect(page.getByRole('button', { name: `Acties voor ${name}` })).toHaveCount(0);
});

test('[S6] addresses are kept in a browser without JavaScript', async ({ page }) => {
  const id = await addCustomer(page, 'Rietdekkerij Pikdraad');
  const street = page.locator('#field-address_street');
  const save = page.getByRole('button', { name: 'Opslaan', exact: true });
  await page.goto(`/klanten/${id}`);
  await page.getByRole('button', { name: 'Adres toevoegen' }).click();
  await page.locator('#field-address_label').fill('Magazijn');
  await save.click();
  await expect(page.locator('#field-address_street-error')).toBeVisible();
  await expect(page.locator('#field-address_label'), 'what was typed is there').toHaveValue('Magazijn');
  await street.fill('Kaai');
  await save.click();
  await expect(saved(page)).toBeVisible();
  const longer = () => document.documentElement.scrollHeight - document.documentElement.clientHeight;
  expect(await page.evaluate(longer), 'the page scrolls, and the document does not').toBe(0);
  await choose(page, 'Magazijn', 'Bewerken');
  await expect(street).toHaveValue('Kaai');
  await street.fill('Rietkaai');
  await save.click();
  await expect(page.locator('address').filter({ hasText: 'Rietkaai' })).toBeVisible();
  await page.getByRole('button', { name: 'Wijzigen Hoofdkantoor' }).click();
  await expect(page.getByRole('heading', { name: 'Welk adres is het hoofdkantoor?' })).toBeInViewport();
  await page.getByRole('radio', { name: /^Magazijn/ }).check();
  await save.click();
  const first = page.locator('.record').filter({ has: page.locator('address') }).first();
  await expect(first).toContainText('Hoofdkantoor');
  await expect(first).toContainText('Magazijn');
  await choose(page, 'Magazijn', 'Verwijderen');
  await answer(page, 'Dit adres verwijderen?', 'Verwijderen');
  await expect(page.locator('address').filter({ hasText: 'Rietkaai' })).toHaveCount(0);
});

test('[S8] contacts are kept in a browser without JavaScript', async ({ page }) => {
  const id = await addCustomer(page, 'Zeefmakerij Pikdraad', `zeef-${randomUUID()}@zeef.example`);
  const save = page.getByRole('button', { name: 'Opslaan', exact: true });
  await page.goto(`/klanten/${id}`);
  await page.getByRole('button', { name: 'Contactpersoon toevoegen' }).click();
  await page.locator('#field-contact_first_name').fill('Mia');
  await page.locator('#field-contact_email').fill('geen adres');
  await save.click();
  await expect(page.locator('#field-contact_email-error')).toBeVisible();
  await expect(page.locator('#field-contact_first_name'), 'what was typed is there').toHaveValue('Mia');
  await page.locator('#field-contact_email').fill('mia@zeef.example');
  await save.click();
  await expect(saved(page)).toBeVisible();
  const mia = page.locator('.record').filter({ hasText: 'mia@zeef.example' });
  await choose(page, 'Mia', 'Als hoofdcontact instellen');
  await answer(page, 'Mia als hoofdcontact instellen?', 'Als hoofdcontact instellen');
  await expect(mia).toContainText('Hoofdcontact');
  await choose(page, 'Mia', 'Deactiveren');
  await answer(page, 'Mia deactiveren?', 'Deactiveren');
  await expect(mia).toBeHidden();
  await page.getByLabel('Gedeactiveerde weergeven (1)').check();
  await choose(page, 'Mia', 'Activeren');
  await answer(page, 'Mia weer activeren?', 'Activeren');
  await expect(mia).toBeVisible();
  await choose(page, 'Mia', 'Verwijderen');
  await answer(page, 'Mia verwijderen?', 'Verwijderen');
  await expect(mia).toHaveCount(0);
});

/** The way back from what was just done, below the word that it was saved. */
async function undo(page: Page): Promise<void> {
  await saved(page).getByRole('button', { name: 'Ongedaan maken' }).click();
  await expect(saved(page)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Ongedaan maken' }), 'that is not taken back again').toHaveCount(0);
}

test('[B8] a step of a customer is taken back in a browser without JavaScript', async ({ page }) => {
  const name = 'Mandenmakerij Pikdraad';
  const id = await addCustomer(page, name, `mand-${randomUUID()}@mand.example`);
  await inviteCustomer(page, id);
  await page.goto(`/klanten/${id}`);
  await menuOfCard(page).click();
  await page.getByRole('menuitem', { name: 'Deactiveren' }).click();
  await answer(page, `${name} deactiveren?`, 'Deactiveren');
  const status = page.locator('.card-head .pill').first();
  await expect(status).toHaveText('Gedeactiveerd');
  await undo(page);
  await expect(status, 'with its invitation').toHaveText('Uitgenodigd');
});

test('[S8] who was deactivated is the main contact again in a browser without JavaScript', async ({ page }) => {
  const id = await addCustomer(page, 'Bezembinderij Pikdraad', `bezem-${randomUUID()}@bezem.example`);
  const details = { new: { first_name: 'Mia', email: 'mia@bezem.example' } };
  await call(page, 'contacts/save', { customer_id: id, id: null, version: 0, details });
  await page.goto(`/klanten/${id}`);
  const main = page.locator('.record').filter({ has: page.locator('.pill').filter({ hasText: 'Hoofdcontact' }) });
  const before = await main.locator('strong').innerText();
  await choose(page, before, 'Deactiveren');
  await answer(page, `${before} deactiveren?`, 'Deactiveren');
  await expect(main).toContainText('Mia');
  await undo(page);
  await expect(main).toContainText(before);
});

test('[T9] a note is changed, removed and put back in a browser without JavaScript', async ({ page }) => {
  await call(page, 'settings/switch_card_tab', { slug: 'notities', on: true });
  const id = await addCustomer(page, 'Leerlooierij Pikdraad');
  await page.goto(`/klanten/${id}/notities`);
  await page.getByLabel('Nieuwe notitie').fill('Belt liever na vieren');
  await page.getByRole('button', { name: 'Notitie toevoegen' }).click();
  await expect(saved(page)).toBeVisible();
  const actions = page.getByRole('button', { name: /^Acties voor de notitie/ });
  await actions.click();
  await page.getByRole('menuitem', { name: 'Bewerken' }).click();
  const editing = page.getByRole('region', { name: 'Notitie bewerken' });
  await expect(editing.getByLabel('Tekst')).toHaveValue('Belt liever na vieren');
  await editing.getByLabel('Tekst').fill('');
  await editing.getByRole('button', { name: 'Opslaan' }).click();
  await expect(editing.getByText('Vul Tekst in.')).toBeVisible();
  await editing.getByLabel('Tekst').fill('Belt liever ’s ochtends');
  await editing.getByRole('button', { name: 'Opslaan' }).click();
  await expect(saved(page)).toBeVisible();
  await expect(editing).toHaveCount(0);
  const note = page.locator('.record');
  await expect(note).toContainText('’s ochtends');
  await actions.click();
  await page.getByRole('menuitem', { name: 'Verwijderen' }).click();
  await expect(page.getByText('Nog geen notities.')).toBeVisible();
  await undo(page);
  await expect(note).toContainText('’s ochtends');
});
