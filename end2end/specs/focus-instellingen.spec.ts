/** The focus through settings, templates, colleagues, and the settings of a customer. */
import { expect, open, test } from '../fixtures.ts';
import { heading, kept, landed, menu } from '../lib/focus.ts';
import { addCustomer, call } from '../lib/seed.ts';

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

  await page.getByRole('link', { name: 'Nieuw sjabloon' }).press('Enter');
  await expect(heading(page, 'Nieuw sjabloon')).toBeVisible();
  await page.getByLabel(/^Naam/).fill('Stapsgewijs');
  await page.getByLabel(/^Naam/).press('Enter');
  const title = (name: RegExp) => page.getByRole('heading', { level: 2, name });
  await expect(title(/Gebruikers/), 'a step leads to its title').toBeFocused();
  await page.getByRole('button', { name: 'Doorgaan' }).press('Enter');
  await expect(title(/Integraties/)).toBeFocused();
  await page.locator('.form-foot').getByRole('button', { name: 'Terug' }).press('Enter');
  await expect(title(/Gebruikers/), 'and so does the way back').toBeFocused();
  await page.getByRole('button', { name: 'Integraties' }).press('Enter');
  await expect(title(/Integraties/)).toBeFocused();
  await page.getByRole('button', { name: 'Sjabloon opslaan' }).press('Enter');
  await expect(page.getByRole('rowheader', { name: 'Stapsgewijs' })).toBeVisible();
  await kept(page, 'saving a template');
});

test('the focus stays on the page through a template that two colleagues change', async ({ page, complaints }) => {
  complaints.allow(/409/);
  const content = { users: [], integrations: {} };
  const save = (id: string | null, version: number, name: string) =>
    call<string>(page, 'templates/save', { id, version, details: { name, description: '', content } });
  const id = await save(null, 0, 'Botsend');
  await open(page, `/sjablonen/${id}`);
  await save(id, 1, 'Botsend sjabloon');
  await page.getByLabel(/^Omschrijving/).fill('Van ons');
  await page.getByRole('button', { name: 'Sjabloon opslaan' }).press('Enter');
  await expect(page.getByRole('heading', { name: /intussen gewijzigd/ }), 'what a colleague did is read first').toBeFocused();
  await page.getByRole('radio', { name: 'Naam: Versie van uw collega' }).press('Space');
  await page.getByRole('button', { name: 'Opslaan met deze keuze' }).press('Enter');
  await expect(page.getByRole('rowheader', { name: 'Botsend sjabloon' })).toBeVisible();
  await kept(page, 'a choice between two versions');
});

test('the focus stays on the page through business units, and the data and the logo of the firm', async ({ page, complaints }) => {
  complaints.allow(/422/);
  await call(page, 'settings/save_unit', { id: null, version: 0, name: 'Aandachtsunit' });
  await open(page, '/instellingen/units');
  const dialog = page.locator('dialog[open]');
  const add = page.getByRole('button', { name: 'Business unit toevoegen' });
  await add.press('Enter');
  await kept(page, 'opening the dialog of a business unit');
  await page.keyboard.press('Escape');
  await expect.soft(add, 'a dialog that is closed gives the focus back').toBeFocused();
  await add.press('Enter');
  await dialog.getByLabel('Naam').fill('Brandpuntunit');
  await dialog.getByLabel('Naam').press('Enter');
  await expect(page.getByRole('rowheader', { name: 'Brandpuntunit' })).toBeVisible();
  await kept(page, 'adding a business unit');
  await menu(page, 'Brandpuntunit').press('Enter');
  await page.getByRole('menuitem', { name: 'Naam wijzigen' }).press('Enter');
  await dialog.getByLabel('Naam').fill('Brandpuntunit twee');
  await dialog.getByLabel('Naam').press('Enter');
  await expect(page.getByRole('rowheader', { name: 'Brandpuntunit twee' })).toBeVisible();
  await kept(page, 'another name for a business unit');
  for (const name of ['Aandachtsunit', 'Brandpuntunit twee']) {
    await menu(page, name).press('Enter');
    await page.getByRole('menuitem', { name: 'Verwijderen' }).press('Enter');
    await dialog.getByRole('button', { name: 'Verwijderen' }).press('Enter');
    await expect(page.getByRole('rowheader', { name })).toHaveCount(0);
    await kept(page, `deleting the business unit ${name}`);
  }

  await open(page, '/instellingen');
  const [name, email] = [page.locator('#field-name'), page.locator('#field-email')];
  await name.fill('');
  await email.fill('geen adres');
  await email.press('Enter');
  const summary = page.getByRole('group', { name: 'Kijk dit na' });
  await expect(summary, 'what is refused leads to the summary').toBeFocused();
  const lines = summary.getByRole('link');
  expect(await lines.evaluateAll((links) => links.map((link) => link.getAttribute('href')))).toEqual(['#field-name', '#field-email']);
  await lines.last().press('Enter');
  await expect(email, 'each line of it leads to its field').toBeFocused();

  const [send, logo] = [page.getByRole('button', { name: 'Logo opladen' }), page.locator('.logo-form .logo')];
  await send.press('Enter');
  await expect(page.getByText('Kies eerst een bestand.')).toBeVisible();
  await kept(page, 'a logo without a file');
  const buffer = await page.screenshot({ clip: { x: 0, y: 0, width: 200, height: 80 } });
  await page.getByLabel('Bestand').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer });
  await send.press('Enter');
  await expect(logo).toBeVisible();
  await kept(page, 'a logo that is sent');
  await page.getByRole('button', { name: 'Logo verwijderen' }).press('Enter');
  await expect(logo).toHaveCount(0);
  await kept(page, 'a logo that is taken away');
  await page.getByRole('button', { name: 'Ongedaan maken' }).press('Enter');
  await expect(logo).toBeVisible();
  await kept(page, 'undo');
  await page.getByRole('button', { name: 'Logo verwijderen' }).press('Enter');
  await expect(logo).toHaveCount(0);
});

test('the focus stays on the page through the settings of a customer', async ({ page, firm }) => {
  for (const name of ['Brandpuntsoort', 'Tweede brandpuntsoort']) await call(page, 'settings/save_category', { id: null, version: 0, name });
  const content = { users: [], integrations: { codabox: { statements: 'yes' } } };
  const details = { name: 'Sjabloon Brandpunt', description: '', content };
  await call(page, 'templates/save', { id: null, version: 0, details });
  const id = await addCustomer(page, 'Brandpunt Instellingen');
  await open(page, `/klanten/${id}/instellingen`);
  const people = page.getByRole('region', { name: 'Collega’s' });
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

  const categories = page.getByRole('region', { name: 'Categorieën' });
  for (const name of ['Brandpuntsoort', 'Tweede brandpuntsoort']) {
    await categories.getByLabel('Categorie toevoegen').selectOption({ label: name });
    await categories.getByRole('button', { name: 'Toevoegen' }).press('Enter');
    await expect(categories.getByRole('button', { name: `Uit categorie ${name} halen` })).toBeVisible();
    await kept(page, `the category ${name}`);
  }
  for (const name of ['Brandpuntsoort', 'Tweede brandpuntsoort']) {
    const out = categories.getByRole('button', { name: `Uit categorie ${name} halen` });
    await out.press('Enter');
    await expect(out).toHaveCount(0);
    await kept(page, `taking the customer out of ${name}`);
  }
  await page.getByRole('button', { name: 'Ongedaan maken' }).press('Enter');
  await expect(categories.getByRole('button', { name: 'Uit categorie Tweede brandpuntsoort halen' })).toBeVisible();
  await kept(page, 'undo of a category');

  // Away from the template by two links, and back by each of its ways.
  for (const [name, own] of [['yuki', 'Administratie'], ['octopus', 'Dossiernummer']] as const) {
    await links.getByLabel('Integratie koppelen').selectOption(name);
    await links.getByRole('button', { name: 'Koppelen', exact: true }).press('Enter');
    await links.getByLabel(own).fill('13');
    await links.getByRole('button', { name: 'Opslaan' }).press('Enter');
    await expect(links.getByRole('button', { name: 'Opslaan' })).toHaveCount(0);
    await kept(page, `linking ${name}`);
  }
  await links.getByRole('button', { name: 'CodaBox bewerken' }).press('Enter');
  await links.getByRole('link', { name: 'Annuleren' }).press('Enter');
  await kept(page, 'the form of a link that is closed');
  await links.getByRole('button', { name: 'CodaBox', exact: true }).press('Enter');
  await page.getByRole('menuitem', { name: 'Ontkoppelen' }).press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Ontkoppelen' }).press('Enter');
  await expect(template.getByText('CodaBox staat in het sjabloon, maar is hier niet gekoppeld.')).toBeVisible();
  const back = template.getByRole('button', { name: /^Terug naar sjabloon: CodaBox/ });
  await back.press('Enter');
  await expect(back).toHaveCount(0);
  await kept(page, 'one difference back to the template');
  await template.getByRole('button', { name: 'Alles terug naar sjabloon' }).press('Enter');
  await expect(question).toBeVisible();
  await kept(page, 'the question whether all goes back');
  await question.getByRole('button', { name: 'Annuleren' }).press('Enter');
  await expect(question).toHaveCount(0);
  await kept(page, 'that question closed');
  await template.getByRole('button', { name: 'Alles terug naar sjabloon' }).press('Enter');
  await question.getByRole('button', { name: 'Sjabloon toepassen' }).press('Enter');
  await expect(template.getByText('Deze klant is zoals het sjabloon het zegt.')).toBeVisible();
  await kept(page, 'all differences back to the template');
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
  expect.soft(await dots.evaluate((button) => (button as HTMLElement).tabIndex), 'and within reach of Tab').toBe(0);
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
  await landed(page, 'H1 Brandpuntprofiel', 'a profile that is opened leads to its heading');
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

test('the focus stays on the page while the sign-ins are narrowed', async ({ page }) => {
  await open(page, '/instellingen/aanmeldingen');
  await page.getByLabel('Resultaat').selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Tonen' }).press('Enter');
  await expect(page).toHaveURL(/resultaat=/);
  await kept(page, 'narrowing the sign-ins');
});
