/** After whatever one does, the focus is on what came of it or on what one did it with, never on the body. */
import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { expect, open, test } from '../fixtures.ts';
import { Keyboard } from '../lib/keyboard.ts';
import { accepted, change } from '../lib/portal.ts';
import { addCustomer, call, inviteCustomer } from '../lib/seed.ts';

/** What one may be led to: a heading, what one did it with, a field, or a row. */
const homes = 'h1, h2, h3, legend, a, button, input, select, textarea, summary, tr';

/** What has the focus, once what was done is drawn and the page is still. */
async function focused(page: Page): Promise<string> {
  return page.evaluate(async () => {
    // An answer draws parts of the page anew after it was shown: that too may lose the focus.
    await new Promise((resolve) => setTimeout(resolve, 400));
    const element = document.activeElement;
    const words = element?.getAttribute('aria-label') ?? element?.textContent ?? '';
    return `${element?.tagName ?? 'BODY'} ${words.trim().slice(0, 40)}`;
  });
}

/** Fails where the focus went nowhere, or to what holds everything. */
async function kept(page: Page, after: string): Promise<void> {
  const what = await focused(page);
  const led = await page.evaluate((homes) => document.activeElement?.matches(homes) ?? false, homes);
  expect.soft(led, `the focus after ${after}, which is on ${what}`).toBe(true);
}

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
const menu = (page: Page, name: string) => page.getByRole('button', { name: `Acties voor ${name}` });

test('the focus stays on the page through the list', async ({ page }) => {
  const count = 53;
  for (let number = 0; number < count; number++) await addCustomer(page, `Aandacht ${String(number).padStart(2, '0')}`);
  await open(page, '/klanten?tab=concept&zoek=aandacht');
  const pager = page.getByRole('navigation', { name: 'Bladeren' });

  await pager.getByRole('link', { name: 'Volgende' }).press('Enter');
  await expect(pager).toContainText('51–53 van 53');
  await kept(page, 'the last page, which has no next');
  await pager.getByRole('link', { name: 'Vorige' }).press('Enter');
  await expect(pager).toContainText('1–50 van 53');
  await kept(page, 'the first page, which has no previous');
  await page.getByRole('columnheader', { name: 'Gemeente' }).getByRole('link').press('Enter');
  await expect(page).toHaveURL(/sorteer=gemeente/);
  await kept(page, 'sorting');
  await page.getByRole('link', { name: 'Zonder btw-nummer' }).press('Enter');
  await expect(page).toHaveURL(/weergave=/);
  await kept(page, 'another view');

  await open(page, '/klanten?tab=concept&zoek=aandacht');
  const dots = menu(page, 'Aandacht 00');
  await dots.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Openen' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dots, 'a menu that is closed gives the focus back').toBeFocused();

  await dots.press('Enter');
  await page.getByRole('menuitem', { name: 'Verwijderen' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Aandacht 00 verwijderen?' });
  await expect(dialog).toBeVisible();
  await dialog.getByRole('button', { name: 'Annuleren' }).press('Enter');
  await expect(dialog).toBeHidden();
  await kept(page, 'a dialog that is closed');
  await dots.press('Enter');
  await page.getByRole('menuitem', { name: 'Verwijderen' }).press('Enter');
  await dialog.getByRole('button', { name: 'Verwijderen' }).press('Enter');
  await expect(page.getByText('Aandacht 00 is verwijderd.')).toBeVisible();
  await kept(page, 'deleting a customer');

  await menu(page, 'Aandacht 01').press('Enter');
  await page.getByRole('menuitem', { name: 'Activeren', exact: true }).press('Enter');
  await expect(page.getByText('Aandacht 01 is geactiveerd.')).toBeVisible();
  await kept(page, 'a step that takes the row away');
  await page.getByRole('button', { name: 'Ongedaan maken' }).press('Enter');
  await expect(page.getByRole('row', { name: /Aandacht 01/ })).toBeVisible();
  await kept(page, 'undo');

  await page.getByRole('row', { name: /Aandacht 02/ }).press('Enter');
  await expect(heading(page, 'Aandacht 02')).toBeVisible();
  expect(await focused(page), 'a row that is opened leads to the heading').toBe('H1 Aandacht 02');
  await page.goBack();
  await expect(page.getByRole('row', { name: /Aandacht 02/ }), 'back in the list one goes on at the row').toBeFocused();
  await page.getByRole('row', { name: /Aandacht 40/ }).press('Enter');
  await expect(heading(page, 'Aandacht 40')).toBeVisible();
  await page.locator('.list-steps').getByRole('link').first().press('Enter');
  await expect(page.getByRole('row', { name: /Aandacht 40/ })).toBeFocused();
  await expect(page.getByRole('row', { name: /Aandacht 40/ })).toBeInViewport();
});

test('the focus stays on the page through adding, the card and its dialogs', async ({ page }) => {
  await open(page, '/klanten');
  await page.getByRole('link', { name: 'Klant toevoegen' }).first().press('Enter');
  await expect(heading(page, 'Klant toevoegen')).toBeVisible();
  expect(await focused(page)).toBe('H1 Klant toevoegen');
  await page.getByRole('link', { name: 'Zonder sjabloon' }).press('Enter');
  await expect(page.locator('#field-name')).toBeVisible();
  await kept(page, 'a step');
  await expect(page.locator('#field-name'), 'the first field of the next step has it').toBeFocused();
  await page.locator('#field-name').fill('Brandpunt BV');
  await page.locator('#field-name').press('Control+s');
  await expect(heading(page, 'Brandpunt BV')).toBeVisible();
  expect(await focused(page), 'creating leads to the heading').toBe('H1 Brandpunt BV');

  for (const tab of ['Klantinstellingen', 'Historiek', 'Contactinformatie']) {
    const link = page.getByRole('link', { name: tab });
    await link.press('Enter');
    await expect(link).toHaveAttribute('aria-current', 'page');
    await kept(page, `the tab ${tab}`);
    await expect.soft(link, `the tab ${tab} keeps it`).toBeFocused();
  }

  const dialog = page.locator('dialog[open]');
  for (const [opener, field, text, found] of [
    ['Adres toevoegen', 'address_street', 'Kerkstraat', 'Kerkstraat'],
    ['Contactpersoon toevoegen', 'contact_last_name', 'Peeters', 'Peeters'],
  ] as const) {
    const button = page.getByRole('button', { name: opener });
    await button.press('Enter');
    await expect(dialog).toBeVisible();
    await kept(page, `opening the dialog ${opener}`);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect.soft(button, 'a dialog that is closed gives the focus back').toBeFocused();
    await button.press('Enter');
    await page.locator(`#field-${field}`).fill(text);
    if (field === 'address_street') await page.locator('#field-address_city').fill('Gent');
    await page.locator(`#field-${field}`).press('Enter');
    await expect(page.locator('.record', { hasText: found })).toBeVisible();
    await kept(page, `saving in the dialog ${opener}`);
  }

  await menu(page, 'Peeters').press('Enter');
  await page.getByRole('menuitem', { name: 'Deactiveren' }).press('Enter');
  await expect(page.getByText('Peeters is gedeactiveerd.')).toBeVisible();
  await kept(page, 'hiding a contact');
  await page.getByRole('button', { name: 'Ongedaan maken' }).press('Enter');
  await expect(page.locator('.record', { hasText: 'Peeters' })).toBeVisible();
  await kept(page, 'undo');
  for (const [whose, gone] of [['Peeters', 'Peeters'], ['Kerkstraat, Gent', 'Kerkstraat']] as const) {
    await menu(page, whose).press('Enter');
    await page.getByRole('menuitem', { name: 'Verwijderen' }).press('Enter');
    await dialog.getByRole('button', { name: 'Verwijderen' }).press('Enter');
    await expect(page.locator('.record', { hasText: gone })).toHaveCount(0);
    await kept(page, `deleting ${gone}`);
  }

  const ofCard = page.locator('.card-head').getByRole('button', { name: /^Acties voor/ });
  await ofCard.press('Enter');
  await page.getByRole('menuitem', { name: 'Activeren', exact: true }).press('Enter');
  await expect(page.locator('.card-head .pill')).toHaveText('Actief');
  await kept(page, 'activating');
  await ofCard.press('Enter');
  await page.getByRole('menuitem', { name: 'Deactiveren' }).press('Enter');
  await expect(page.locator('.card-head .pill')).toHaveText('Gedeactiveerd');
  await kept(page, 'deactivating');
  await page.getByRole('button', { name: 'Ongedaan maken' }).press('Enter');
  await expect(page.locator('.card-head .pill')).toHaveText('Actief');
  await kept(page, 'undo of a step');

  await page.getByRole('link', { name: 'Details bewerken' }).press('Enter');
  await expect(heading(page, 'Brandpunt BV bewerken')).toBeVisible();
  expect(await focused(page)).toBe('H1 Brandpunt BV bewerken');
  await page.locator('#field-email').fill('geen adres');
  await page.locator('#field-email').press('Control+s');
  await expect(page.getByRole('group', { name: 'Kijk dit na' }), 'what is refused leads to the summary').toBeFocused();
  await page.locator('#field-email').fill('info@brandpunt.be');
  await page.locator('#field-email').press('Control+s');
  await expect(heading(page, 'Brandpunt BV')).toBeVisible();
  expect(await focused(page), 'saving leads to the heading').toBe('H1 Brandpunt BV');
});

test('the focus stays on the page through settings and templates', async ({ page }) => {
  await call(page, 'settings/save_category', { id: null, version: 0, name: 'Aandachtsgroep' });
  await open(page, '/instellingen/categorieen');
  const dialog = page.locator('dialog[open]');
  await page.getByRole('button', { name: 'Categorie toevoegen' }).press('Enter');
  await dialog.getByLabel('Naam').fill('Brandpuntgroep');
  await dialog.getByLabel('Naam').press('Enter');
  await expect(page.getByRole('rowheader', { name: 'Brandpuntgroep' })).toBeVisible();
  await kept(page, 'adding a category');
  for (const name of ['Aandachtsgroep', 'Brandpuntgroep']) {
    await menu(page, name).press('Enter');
    await page.getByRole('menuitem', { name: 'Verwijderen' }).press('Enter');
    await dialog.getByRole('button', { name: 'Verwijderen' }).press('Enter');
    await expect(page.getByRole('rowheader', { name })).toHaveCount(0);
    await kept(page, `deleting the category ${name}`);
  }
  await page.getByRole('link', { name: 'Business units' }).press('Enter');
  await kept(page, 'another tab of the settings');

  const content = { users: [], integrations: {} };
  await call(page, 'templates/save', { id: null, version: 0, details: { name: 'Aandachtig', description: '', content } });
  await open(page, '/sjablonen');
  await menu(page, 'Aandachtig').press('Enter');
  await page.getByRole('menuitem', { name: 'Archiveren' }).press('Enter');
  await expect(page.getByRole('rowheader', { name: 'Aandachtig' })).toHaveCount(0);
  await kept(page, 'archiving a template');
});

test('the focus stays on the page through an invitation, and what a customer changed itself', async ({ page, mail, newContext }) => {
  const email = () => `aandacht-${randomUUID()}@winkel.example`;
  const invited = await addCustomer(page, 'Winkel Brandpunt', email());
  await inviteCustomer(page, invited);
  await open(page, `/klanten/${invited}`);
  const invitation = page.locator('.invitation-state');
  await invitation.getByRole('button', { name: 'Opnieuw versturen' }).press('Enter');
  await expect(page.getByText('De uitnodiging is opnieuw onderweg.')).toBeVisible();
  await kept(page, 'sending an invitation again');
  await invitation.getByRole('button', { name: 'Intrekken' }).press('Enter');
  const question = page.getByRole('dialog', { name: 'Uitnodiging intrekken?' });
  await expect(question).toBeVisible();
  await kept(page, 'the question whether to withdraw');
  await question.getByRole('button', { name: 'Intrekken' }).press('Enter');
  await expect(page.getByText('De uitnodiging is ingetrokken.')).toBeVisible();
  await expect(question).toHaveCount(0);
  await kept(page, 'withdrawing an invitation');

  const own = email();
  const changes = await addCustomer(page, 'Winkel Wijziging', own);
  await inviteCustomer(page, changes);
  const visit = await accepted(mail, newContext, own);
  await change(visit, { name: 'Winkel Wijziging BV', iban: 'BE68539007547034', phone: '050 12 34 56' });
  await open(page, `/klanten/${changes}`);
  const approval = page.getByRole('region', { name: 'De klant wil dit wijzigen' });
  await approval.getByRole('checkbox', { name: /IBAN/ }).uncheck();
  await approval.getByRole('button', { name: 'Aangevinkte goedkeuren' }).press('Enter');
  await expect(page.locator('.card-name')).toHaveText('Winkel Wijziging BV');
  await kept(page, 'approving a change');
  await approval.getByRole('button', { name: 'Aangevinkte weigeren' }).press('Enter');
  await expect(approval).toHaveCount(0);
  await kept(page, 'refusing the last change');
  await page.getByRole('button', { name: 'Gezien' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Gezien' })).toHaveCount(0);
  await kept(page, 'a change that is seen');
});

test('the focus stays on the page through the settings of a customer', async ({ page, firm }) => {
  const content = { users: [], integrations: { codabox: { statements: 'yes' } } };
  const details = { name: 'Sjabloon Brandpunt', description: '', content };
  await call(page, 'templates/save', { id: null, version: 0, details });
  const id = await addCustomer(page, 'Brandpunt Instellingen');
  await open(page, `/klanten/${id}/instellingen`);
  const people = page.getByRole('region', { name: 'Collega\'s' });
  await people.getByLabel('Collega toevoegen').selectOption({ label: firm.name });
  await people.getByRole('button', { name: 'Toevoegen' }).press('Enter');
  const unassign = people.getByRole('button', { name: `${firm.name} niet meer toewijzen` });
  await expect(unassign).toBeVisible();
  await kept(page, 'assigning a colleague');
  await unassign.press('Enter');
  await expect(unassign).toHaveCount(0);
  await kept(page, 'taking a colleague off');

  const links = page.getByRole('region', { name: 'Integraties' });
  await links.getByLabel('Integratie koppelen').selectOption('octopus');
  await links.getByRole('button', { name: 'Koppelen', exact: true }).press('Enter');
  await expect(links.getByLabel('Dossiernummer')).toBeVisible();
  await kept(page, 'the form of a link');
  await links.getByLabel('Dossiernummer').fill('13');
  await links.getByLabel('Dossiernummer').press('Enter');
  const linked = links.getByRole('button', { name: 'Octopus', exact: true });
  await expect(linked).toBeVisible();
  await kept(page, 'linking');
  await linked.press('Enter');
  await page.getByRole('menuitem', { name: 'Ontkoppelen' }).press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Ontkoppelen' }).press('Enter');
  await expect(linked).toHaveCount(0);
  await kept(page, 'unlinking');

  const template = page.getByRole('region', { name: 'Sjabloon' });
  await template.getByRole('combobox', { name: 'Sjabloon' }).selectOption({ label: 'Sjabloon Brandpunt' });
  await template.getByRole('button', { name: 'Sjabloon toepassen' }).press('Enter');
  const question = page.getByRole('dialog', { name: 'Sjabloon Sjabloon Brandpunt toepassen?' });
  await question.getByRole('button', { name: 'Sjabloon toepassen' }).press('Enter');
  await expect(template.getByText('Deze klant is zoals het sjabloon het zegt.')).toBeVisible();
  await kept(page, 'applying a template');
});

test('the focus stays on the page through colleagues, profiles and an account', async ({ page }) => {
  const profiles = await call<{ id: string; builtin: string; rights: object }[]>(page, 'settings/profiles');
  const { id: profile_id, rights } = profiles.find(({ builtin }) => builtin === 'reader')!;
  const colleague = { name: 'Bea Brandpunt', email: 'bea.brandpunt@kantoorpeeters.be', locale: 'nl', profile_id, unit_id: null };
  await call(page, 'settings/invite', colleague);
  await open(page, '/instellingen/gebruikers');
  const dialog = page.locator('dialog[open]');
  const row = page.getByRole('row', { name: /Bea Brandpunt/ });
  const dots = menu(page, 'Bea Brandpunt');
  const choose = async (name: string) => {
    await dots.press('Enter');
    await page.getByRole('menuitem', { name }).press('Enter');
  };
  await choose('Uitnodiging opnieuw versturen');
  await expect(page.getByText('Een nieuwe uitnodiging is onderweg.')).toBeVisible();
  await kept(page, 'inviting a colleague again');
  await expect.soft(dots, 'a list that is drawn anew leaves it where it was').toBeFocused();
  await choose('Profiel wijzigen');
  await dialog.getByLabel('Profiel').selectOption({ label: 'Medewerker' });
  await dialog.getByRole('button', { name: 'Opslaan' }).press('Enter');
  await expect(row).toContainText('Medewerker');
  await kept(page, 'another profile for a colleague');
  await choose('Deactiveren');
  await dialog.getByRole('button', { name: 'Deactiveren' }).press('Enter');
  await expect(row).toContainText('Gedeactiveerd');
  await kept(page, 'deactivating a colleague');
  await choose('Opnieuw activeren');
  await dialog.getByRole('button', { name: 'Opnieuw activeren' }).press('Enter');
  await expect(row).not.toContainText('Gedeactiveerd');
  await kept(page, 'activating a colleague');

  await call(page, 'settings/save_profile', { id: null, version: 0, name: 'Brandpuntprofiel', rights });
  await open(page, '/instellingen/profielen');
  await page.getByRole('link', { name: 'Brandpuntprofiel' }).press('Enter');
  await expect(heading(page, 'Brandpuntprofiel')).toBeVisible();
  expect(await focused(page), 'a profile that is opened leads to its heading').toBe('H1 Brandpuntprofiel');
  await page.getByRole('button', { name: 'Opslaan' }).press('Enter');
  await expect(page.getByText('Bewaard.')).toBeVisible();
  await kept(page, 'saving a profile');
  await open(page, '/instellingen/profielen');
  await menu(page, 'Brandpuntprofiel').press('Enter');
  await page.getByRole('menuitem', { name: 'Verwijderen' }).press('Enter');
  await dialog.getByRole('button', { name: 'Verwijderen' }).press('Enter');
  await expect(page.getByRole('rowheader', { name: 'Brandpuntprofiel' })).toHaveCount(0);
  await kept(page, 'deleting a profile');

  await open(page, '/profiel');
  await page.getByRole('button', { name: 'Opslaan' }).press('Enter');
  await expect(page.getByText('Bewaard.')).toBeVisible();
  await kept(page, 'saving an account');
});

test('[W8] the ring of the row and of what stands in it is seen on the columns that stay', async ({ page }) => {
  const id = await addCustomer(page, `Ring ${'met een lange naam '.repeat(6)}`);
  await page.setViewportSize({ width: 1024, height: 700 });
  await open(page, '/klanten?tab=concept&zoek=ring');
  const row = page.locator(`tr[data-customer="${id}"]`);
  await row.focus();
  await page.keyboard.press('ArrowUp');
  await new Keyboard(page).seen();
  const bare = await row.locator('> *').evaluateAll((cells) =>
    cells.map((cell) => getComputedStyle(cell)).filter(({ position, boxShadow }) => position === 'sticky' && boxShadow === 'none').length);
  expect(bare, 'what lies over the ring of the row bears its part of it').toBe(0);
  // A cell that hides what is too long would hide the ring of its link too.
  const link = row.getByRole('link');
  await link.focus();
  const [around, inside] = [await row.locator('th').boundingBox(), await link.boundingBox()];
  expect(inside!.x + inside!.width).toBeLessThanOrEqual(around!.x + around!.width - 4);
});
