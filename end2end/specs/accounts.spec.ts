/** Accounts: first run, signing in, colleagues, language, the firm. No row of its own asks for them, but all stand on them. */
import path from 'node:path';
import { administrator, axe, expect, hydrated, link, makeFirm, picture, signIn, test, visitor } from '../fixtures.ts';
import { colleague, password } from '../lib/colleagues.ts';
import { artefacts } from '../lib/process.ts';
import { addCustomer, call, inviteCustomer } from '../lib/seed.ts';

test.describe('a visitor', () => {
  test.use({ storageState: visitor });

  // The page closes before its server: it may still fetch what comes next.
  test('[accounts] the first run makes the firm, once', async ({ fresh, page }) => {
    await page.goto(`${fresh.url}/klanten`);
    await expect(page).toHaveURL(/\/begin$/);
    await hydrated(page);
    await axe(page);
    await picture(page, 'accounts-begin');
    // The link that the server shows fills the code in.
    await page.goto(fresh.begin);
    await hydrated(page);
    await expect(page.getByLabel('Startcode')).toHaveValue(new URL(fresh.begin).searchParams.get('code')!);
    await page.locator('[name="firm"]').fill('Kantoor Nieuw');
    await page.locator('[name="name"]').fill('Nele Nieuw');
    await page.locator('[name="email"]').fill('nele@nieuw.be');
    await page.locator('[name="password"]').fill('kort');
    await page.getByRole('button', { name: 'Kantoor maken' }).click();
    await expect(page.getByText('Dit wachtwoord is te makkelijk te raden.')).toBeVisible();
    await page.locator('[name="firm"]').fill('Kantoor Nieuw');
    await page.locator('[name="name"]').fill('Nele Nieuw');
    await page.locator('[name="email"]').fill('nele@nieuw.be');
    await page.locator('[name="password"]').fill(password);
    await page.getByRole('button', { name: 'Kantoor maken' }).click();
    await expect(page).toHaveURL(/\/klanten$/);
    await page.goto(`${fresh.url}/begin`);
    await expect(page).toHaveURL(/\/klanten$/);
  });

  test('[accounts] a wrong password says so, then asks to wait; from the wanted page back to it', async ({ page, firm }) => {
    await page.goto('/imports');
    await expect(page).toHaveURL(/\/aanmelden\?terug=/);
    await hydrated(page);
    await axe(page);
    await picture(page, 'accounts-sign-in');
    const attempt = async (email: string, word: string) => {
      await page.locator('[name="email"]').fill(email);
      await page.locator('[name="password"]').fill(word);
      await page.getByRole('button', { name: 'Aanmelden' }).click();
    };
    for (let time = 0; time < 5; time++) {
      await attempt('niemand@nergens.be', 'helemaal mis');
      await expect(page.getByRole('alert')).toContainText('horen niet bij elkaar');
    }
    await attempt('niemand@nergens.be', 'helemaal mis');
    await expect(page.getByRole('alert')).toContainText('Te veel pogingen');
    await hydrated(page);
    await axe(page);
    await attempt(firm.email, firm.password);
    await expect(page).toHaveURL(/\/imports$/);
  });

  test('[accounts] the language of the browser is the first one, and the switch changes it', async ({ newContext, server }) => {
    const page = await (await newContext({ locale: 'fr-BE', storageState: visitor, baseURL: server.url })).newPage();
    await page.goto('/aanmelden');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Se connecter');
    await hydrated(page);
    await page.getByRole('button', { name: 'English' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in');
    await page.reload();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in');
    await page.goto('/wachtwoord');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Forgotten password');
    await hydrated(page);
    await page.getByRole('button', { name: 'Deutsch' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Passwort vergessen');
  });
});

test.describe('without JavaScript', () => {
  test.use({ storageState: visitor, javaScriptEnabled: false });

  test('[accounts] signing in and out works without JavaScript', async ({ page, firm }) => {
    await signIn(page, firm.email, firm.password);
    await expect(page.getByRole('heading', { level: 1, name: 'Klanten' })).toBeVisible();
    await page.getByRole('button', { name: firm.name }).click();
    await page.getByRole('button', { name: 'Afmelden' }).click();
    await expect(page).toHaveURL(/\/aanmelden/);
    await expect(page.getByText('U bent afgemeld.')).toBeVisible();
    await page.goto('/klanten');
    await expect(page).toHaveURL(/\/aanmelden/);
  });
});

test.describe('a form that is refused without JavaScript', () => {
  test.use({ storageState: visitor, javaScriptEnabled: false });

  test('[accounts] the first run comes back filled in, but for the password', async ({ fresh, page }) => {
    await page.goto(fresh.begin);
    const typed = { firm: 'Kantoor Nieuw', name: 'Nele Nieuw', email: 'nele@nieuw.be' };
    for (const [name, value] of Object.entries({ ...typed, password: 'kort' })) await page.locator(`[name="${name}"]`).fill(value);
    await page.getByRole('button', { name: 'Kantoor maken' }).click();
    await expect(page.getByText('Dit wachtwoord is te makkelijk te raden.')).toBeVisible();
    for (const [name, value] of Object.entries({ ...typed, password: '' })) await expect(page.locator(`[name="${name}"]`)).toHaveValue(value);
  });

  test('[accounts] signing in comes back with the address, but not for whoever opens the page later', async ({ page, firm }) => {
    await page.goto('/aanmelden');
    await page.locator('[name="email"]').fill(firm.email);
    await page.locator('[name="password"]').fill('helemaal mis');
    await page.getByRole('button', { name: 'Aanmelden' }).click();
    await expect(page.getByRole('alert')).toContainText('horen niet bij elkaar');
    await expect(page.locator('[name="email"]')).toHaveValue(firm.email);
    await expect(page.locator('[name="password"]')).toHaveValue('');
    await page.goto('/aanmelden');
    await expect(page.locator('[name="email"]')).toHaveValue('');
  });
});

test('[S2] a colleague who joins as staff does not see the settings', async ({ page, mail, newContext, complaints }) => {
  const email = 'stef@kantoorpeeters.be';
  const stef = await colleague(page, mail, newContext, { name: 'Stef Staf', email });
  await expect(stef.getByRole('navigation').first().getByRole('link', { name: 'Klanten', exact: true })).toBeVisible();
  await expect(stef.getByRole('link', { name: 'Instellingen', exact: true })).toHaveCount(0);
  complaints.allow(/403/);
  await stef.goto('/instellingen');
  await expect(stef.getByRole('heading', { name: 'U hebt hier geen toegang toe' })).toBeVisible();

  await page.reload();
  await hydrated(page);
  const row = page.getByRole('row', { name: /Stef Staf/ });
  await expect(row).toContainText('Actief');
  await axe(page);
  await picture(page, 'accounts-users');
  await row.getByRole('button', { name: 'Acties voor Stef Staf' }).click();
  await page.getByRole('menuitem', { name: 'Deactiveren' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Deactiveren' }).click();
  await expect(row).toContainText('Gedeactiveerd');
  await stef.goto('/klanten');
  await expect(stef).toHaveURL(/\/aanmelden/);
});

test('[S2] an administrator copies a profile, changes it, and gives it to a colleague', async ({ page, mail, newContext }) => {
  await page.goto('/instellingen/profielen');
  await hydrated(page);
  await axe(page);
  await picture(page, 'accounts-profiles');
  await page.getByRole('link', { name: 'Lezer' }).click();
  await expect(page.getByText('Dit profiel is ingebouwd', { exact: false })).toBeVisible();
  await expect(page.getByRole('row', { name: /^Klanten\s+Lezen\s*$/ })).toBeVisible();
  await expect(page.getByRole('radio', { name: /^Klanten: / }), 'nothing that cannot be chosen').toHaveCount(0);
  await page.getByRole('link', { name: 'Kopiëren' }).click();
  await expect(page.getByLabel('Naam')).toHaveValue('Lezer (kopie)');
  await page.getByLabel('Naam').fill('Lezer met imports');
  await page.getByRole('radio', { name: 'Imports: Lezen' }).check();
  await axe(page);
  await picture(page, 'accounts-profile');
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Lezer met imports' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('radio', { name: 'Imports: Lezen' })).toBeChecked();
  const reader = await colleague(page, mail, newContext, {
    name: 'Lien Lezer', email: 'lien@kantoorpeeters.be', profile: 'Lezer met imports',
  });
  await expect(reader.getByRole('link', { name: 'Imports' })).toBeVisible();
});

test('[accounts] a language survives a reload and is used in mails', async ({ page, mail, newContext }) => {
  const email = 'luc@kantoorpeeters.be';
  const luc = await colleague(page, mail, newContext, { name: 'Luc Langue', email });
  await luc.goto('/profiel');
  await hydrated(luc);
  await axe(luc);
  await picture(luc, 'accounts-profile-own');
  await luc.getByLabel('Taal', { exact: false }).first().selectOption({ label: 'Français' });
  await luc.getByRole('button', { name: 'Opslaan' }).click();
  await expect(luc.getByRole('heading', { level: 1, name: 'Mon profil' })).toBeVisible();
  await luc.reload();
  await expect(luc.getByRole('heading', { level: 1, name: 'Mon profil' })).toBeVisible();
  await expect(luc.locator('html')).toHaveAttribute('lang', 'fr');
  await luc.goto('/klanten');
  await expect(luc.getByRole('heading', { level: 1, name: 'Clients' })).toBeVisible();

  const forgotten = await (await newContext({ storageState: visitor })).newPage();
  await forgotten.goto('/wachtwoord');
  await forgotten.locator('[name="email"]').fill(email);
  await forgotten.getByRole('button', { name: 'Link versturen' }).click();
  await mail.waitFor(email, /mot de passe/i);
  await signIn(forgotten, email, password);
  await expect(forgotten.getByRole('heading', { level: 1, name: 'Clients' })).toBeVisible();
});

test('[accounts] a name of one’s own that is changed stands in the menu at once', async ({ page, mail, newContext }) => {
  const nina = await colleague(page, mail, newContext, { name: 'Nina Naam', email: 'nina@kantoorpeeters.be' });
  await nina.goto('/profiel');
  await hydrated(nina);
  await nina.evaluate(() => document.body.setAttribute('data-same', ''));
  await nina.locator('[name="name"]').fill('Nina Nieuw');
  await nina.getByRole('button', { name: 'Opslaan' }).click();
  await expect(nina.getByRole('button', { name: 'Nina Nieuw' })).toBeVisible();
  await expect(nina.getByRole('button', { name: 'Nina Naam' })).toHaveCount(0);
  await expect(nina.locator('body[data-same]'), 'the page was not loaded again').toBeAttached();
});

test('[accounts] a firm that begins is told what to do first, with a tick for what is done, until it has a customer', async ({ fresh, newContext }) => {
  const { storageState } = await makeFirm(fresh, administrator, path.join(artefacts, 'sessions', 'first-steps.json'));
  const page = await (await newContext({ baseURL: fresh.url, storageState })).newPage();
  const steps = page.getByRole('region', { name: 'Aan de slag' });
  const [office, colleagues, template, bring] = [
    'Vul adres en telefoon van uw kantoor in', 'Nodig uw collega’s uit', 'Maak een sjabloon voor nieuwe klanten', 'Breng uw klanten binnen',
  ];
  await page.goto('/klanten');
  await expect(steps.getByRole('listitem')).toHaveText([office, colleagues, template, bring]);
  await hydrated(page);
  await steps.getByRole('link', { name: office }).click();
  await expect(page).toHaveURL(/\/instellingen$/);
  await page.locator('[name="address"]').fill('Markt 1\n9000 Gent');
  await page.locator('[name="phone"]').fill('09 123 45 67');
  const saved = page.waitForResponse('**/api/settings/change_office');
  await page.getByRole('button', { name: 'Opslaan' }).click();
  expect((await saved).status()).toBe(200);
  await call(page, 'templates/save', { id: null, version: 0, details: { name: 'Gewoon', description: '', content: { users: [], integrations: {} } } });
  await page.goto('/klanten');
  const done = (step: string) => `Klaar: ${step}`;
  await expect(steps.getByRole('listitem')).toHaveText([done(office), colleagues, done(template), bring]);
  await addCustomer(page, 'Eerste klant');
  await page.goto('/klanten');
  await hydrated(page);
  await expect(steps).toHaveCount(0);
});

test('[accounts] a logo stands on the pages of the firm and of its customers, and can be taken away and back', async ({ page, mail, newContext }) => {
  await page.goto('/instellingen');
  await hydrated(page);
  const logo = page.locator('.logo-form .logo');
  const send = page.getByRole('button', { name: 'Logo opladen' });
  await send.click();
  await expect(page.getByText('Kies eerst een bestand.')).toBeVisible();
  await page.getByLabel('Bestand').setInputFiles({ name: 'logo.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') });
  await send.click();
  await expect(page.getByText('Dit is geen PNG of JPEG die we kunnen lezen.')).toBeVisible();

  // What was typed beside it stays, and is saved after it.
  await page.getByLabel('Telefoon').fill('016 98 76 54');
  await page.getByLabel('Bestand').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: await page.screenshot({ clip: { x: 0, y: 0, width: 400, height: 100 } }) });
  await send.click();
  await expect(logo).toBeVisible();
  await expect(page.getByLabel('Telefoon')).toHaveValue('016 98 76 54');
  const saved = page.waitForResponse('**/api/settings/change_office');
  await page.getByRole('button', { name: 'Opslaan' }).click();
  expect((await saved).status()).toBe(200);
  await axe(page);
  await picture(page, 'accounts-logo');

  // On paper both stand at the top, without the page having been loaded again.
  const drawn = (of: HTMLImageElement) => of.complete && of.naturalWidth > 0;
  await page.emulateMedia({ media: 'print' });
  await expect.poll(() => page.locator('.print-head .logo').evaluate(drawn)).toBe(true);
  const reached = await page.locator('.print-head .firm-reached').evaluate((element) => getComputedStyle(element, '::before').content);
  expect(reached, 'and how the firm is reached').toContain('016 98 76 54');
  await page.emulateMedia({ media: null });

  const email = 'logo@beeld.example';
  await inviteCustomer(page, await addCustomer(page, 'Beeldmerk BV', email));
  const visit = await (await newContext({ storageState: visitor })).newPage();
  await visit.goto(link(await mail.waitFor(email), '/uitnodiging/'));
  expect(await visit.locator('.plain-head > .logo').evaluate(drawn)).toBe(true);
  await picture(visit, 'accounts-logo-invitation');
  // On a small telephone, where all that is pressed is as large as a finger, the button is seen at once below the logo.
  const small = await (await newContext({ storageState: visitor, viewport: { width: 320, height: 640 }, hasTouch: true })).newPage();
  await small.goto(visit.url());
  await expect(small.locator('.plain-head > .logo')).toBeInViewport({ ratio: 1 });
  await expect(small.getByRole('button', { name: 'Aanvaarden' })).toBeInViewport({ ratio: 1 });
  const asked = visit.url();
  await visit.locator('[name="password"]').fill('zeven zwanen op het water');
  await visit.getByRole('button', { name: 'Aanvaarden' }).click();
  await expect(visit).toHaveURL(/\/mijn-bedrijf/);
  await visit.goto(asked);
  await expect(visit.getByRole('heading', { level: 1 })).toContainText('al aanvaard');
  expect(await visit.locator('.plain-head > .logo').evaluate(drawn), 'a link that was used is the firm\'s too').toBe(true);

  await page.getByRole('button', { name: 'Logo verwijderen' }).click();
  await expect(logo).toHaveCount(0);
  await page.getByRole('button', { name: 'Ongedaan maken' }).click();
  await expect(logo).toBeVisible();
  await page.getByRole('button', { name: 'Logo verwijderen' }).click();
  await expect(logo).toHaveCount(0);
});

test('[accounts] the firm is kept, and the second of two who save is told', async ({ page, newContext, firm, complaints }) => {
  complaints.allow(/409|422/);
  await page.goto('/instellingen');
  await hydrated(page);
  await axe(page);
  await picture(page, 'accounts-office');
  await page.getByLabel('Btw-nummer').fill('BE0477472710');
  await page.getByLabel('Btw-nummer').blur();
  await page.getByRole('button', { name: 'Bedoelt u BE 0477.472.701?' }).click();
  await page.getByLabel(/^Adres/).fill('Bondgenotenlaan 1\n3000 Leuven');
  await page.getByLabel('Telefoon').fill('016 12 34 56');
  const other = await (await newContext({ storageState: firm.storageState })).newPage();
  await other.goto('/instellingen');
  await hydrated(other);
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await expect(page.getByText('Bewaard.')).toBeVisible();
  await other.getByLabel('E-mailadres').fill('info@kantoorpeeters.be');
  await other.getByRole('button', { name: 'Opslaan' }).click();
  await expect(other.getByRole('alert')).toContainText('Een collega was u voor');
  await expect(other.getByRole('alert')).toContainText('BE 0477.472.701');
  await other.getByRole('button', { name: 'Overnemen' }).click();
  await expect(other.getByLabel('Btw-nummer')).toHaveValue('BE0477472701');
  await expect(other.getByLabel('Telefoon')).toHaveValue('016 12 34 56');
  await page.goto('/instellingen/units');
  await hydrated(page);
  await page.getByRole('button', { name: 'Business unit toevoegen' }).click();
  await page.getByRole('dialog').getByLabel('Naam').fill('Leuven');
  await page.getByRole('dialog').getByRole('button', { name: 'Opslaan' }).click();
  await expect(page.getByRole('rowheader', { name: 'Leuven' })).toBeVisible();
  await axe(page);
});

test('[accounts] what a colleague changed meanwhile is not removed unseen', async ({ page, complaints }) => {
  complaints.allow(/409/);
  const dialog = page.getByRole('dialog');
  const remove = () => dialog.getByRole('button', { name: 'Verwijderen' }).click();

  await call(page, 'settings/save_unit', { id: null, version: 0, name: 'Aalst' });
  const units = await call<{ id: string; version: number; name: string }[]>(page, 'settings/units');
  await page.goto('/instellingen/units');
  await hydrated(page);
  await call(page, 'settings/save_unit', { ...units.find(({ name }) => name === 'Aalst'), name: 'Aalst-Zuid' });
  await page.getByRole('button', { name: 'Acties voor Aalst' }).click();
  await page.getByRole('menuitem', { name: 'Verwijderen' }).click();
  await remove();
  await expect(dialog.getByRole('alert')).toContainText('Een collega was u voor: Aalst-Zuid');
  await remove();
  await expect(page.getByRole('rowheader', { name: /Aalst/ })).toHaveCount(0);

  const profiles = await call<{ builtin: string; rights: object }[]>(page, 'settings/profiles');
  const { rights } = profiles.find(({ builtin }) => builtin === 'reader')!;
  const id = await call<string>(page, 'settings/save_profile', { id: null, version: 0, name: 'Stagiair', rights });
  await page.goto('/instellingen/profielen');
  await hydrated(page);
  await call(page, 'settings/save_profile', { id, version: 1, name: 'Stagiaire', rights });
  await page.getByRole('button', { name: 'Acties voor Stagiair' }).click();
  await page.getByRole('menuitem', { name: 'Verwijderen' }).click();
  await remove();
  await expect(dialog.getByRole('alert')).toContainText('Een collega was u voor: Stagiaire');
  await remove();
  await expect(page.getByRole('rowheader', { name: /Stagiair/ })).toHaveCount(0);
});

test('[accounts] the pages fit a phone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  for (const address of ['/profiel', '/instellingen', '/instellingen/gebruikers', '/instellingen/aanmeldingen', '/instellingen/profielen', '/instellingen/profielen/nieuw']) {
    await page.goto(address);
    await hydrated(page);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide, address).toBeLessThanOrEqual(360);
    const beyond = await page.locator('.list-box').evaluateAll((boxes) => boxes.map((box) => box.scrollWidth - box.clientWidth));
    expect(beyond.every((wide) => wide <= 0), `${address}: a table is read without scrolling sideways`).toBe(true);
    await picture(page, `accounts-phone${address.replaceAll('/', '-')}`);
  }
  await page.goto('/instellingen/aanmeldingen');
  await page.getByRole('button', { name: /^Filters/ }).click();
  const sheet = page.getByRole('group', { name: 'Filters' });
  await sheet.getByLabel('Resultaat').selectOption({ index: 1 });
  await sheet.getByRole('button', { name: 'Tonen' }).click();
  await expect(page).toHaveURL(/resultaat=/);
  await expect(page.getByRole('button', { name: /^Filters/ })).toHaveText(/Filters\s*1/);
  await page.goto('/instellingen/profielen/nieuw');
  await hydrated(page);
  const level = page.getByRole('row', { name: /^Imports/ }).getByText('Verwijderen');
  await level.scrollIntoViewIfNeeded();
  await expect(level, 'each level is named where it is chosen').toBeInViewport({ ratio: 1 });
  await level.click();
  await expect(page.getByRole('radio', { name: 'Imports: Verwijderen' })).toBeChecked();
});
