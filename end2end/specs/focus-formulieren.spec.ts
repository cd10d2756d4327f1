/**
 * The focus after a form that the browser sends by itself: the page comes whole, and begins at what it says of that. Also through the second
 * step of signing in, whose pages come whole too.
 */
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { administrator, expect, hydrated, link, makeFirm, open, signIn, test, visitor } from '../fixtures.ts';
import { focused, heading, kept, landed } from '../lib/focus.ts';
import { artefacts } from '../lib/process.ts';
import { code, deviceWithPasskeys } from '../lib/second-factor.ts';
import { addCustomer, inviteCustomer } from '../lib/seed.ts';
import { Server } from '../lib/server.ts';

const password = 'zeven zwanen op het water';

test('[B9] the focus stays on the page of a customer through each of its forms', async ({ page, mail, newContext }) => {
  const email = `aandacht-${randomUUID()}@winkel.example`;
  const id = await addCustomer(page, 'Winkel Aandacht', email);
  await inviteCustomer(page, id);
  const own = await (await newContext({ storageState: visitor })).newPage();
  const answered = async (address: RegExp) => {
    await expect(own).toHaveURL(address);
    await hydrated(own);
  };
  await own.goto(link(await mail.waitFor(email), '/uitnodiging/'));
  await hydrated(own);
  await own.locator('[name="password"]').fill(password);
  await own.getByRole('button', { name: 'Aanvaarden' }).press('Enter');
  await answered(/welkom=ja/);
  expect(await focused(own), 'what is said of an invitation that was accepted').toMatch(/^DIV Welkom\./);
  await own.goto(`/mijn-bedrijf/${id}`);
  await hydrated(own);
  expect(await focused(own), 'an ordinary visit begins at the top').toMatch(/^BODY/);

  const behind = (action: string) => own.locator('details', { has: own.locator(`form[action="/api/portal/${action}"]`) }).last();
  const details = behind('save_details');
  const field = (name: string) => details.locator(`[name="details[${name}]"]`);
  const save = details.locator('button[type="submit"]');
  await details.locator('summary').first().press('Enter');
  await field('email').fill('geen adres');
  await field('iban').fill('BE00');
  await save.press('Enter');
  await answered(/fout=invoer/);
  const alert = details.getByRole('alert');
  await expect(alert, 'what was wrong is read first').toBeFocused();
  await expect(alert).toBeInViewport();
  const lines = alert.getByRole('link');
  expect(await lines.evaluateAll((links) => links.map((link) => link.getAttribute('href'))), 'in the order of the form').toEqual([
    '#field-gegevens-iban', '#field-gegevens-email',
  ]);
  for (const line of await lines.allInnerTexts()) expect(line).toMatch(/^(IBAN|E-mailadres) .*\.$/);
  await lines.last().press('Enter');
  await expect(field('email'), 'each line leads to its field').toBeFocused();

  await field('email').fill(email);
  await field('iban').fill('');
  await field('phone').fill('050 12 34 56');
  await save.press('Enter');
  await answered(/bewaard=ja/);
  const said = (part: string) => own.locator(`${part} .notice.success`);
  await expect(said('#gegevens'), 'what was saved is read first').toBeFocused();
  await expect(said('#gegevens')).toBeInViewport();
  await details.locator('summary').first().press('Enter');
  await field('name').fill('Winkel Aandacht BV');
  await save.press('Enter');
  await answered(/bewaard=ja/);
  await own.getByRole('button', { name: 'Wijziging intrekken' }).press('Enter');
  await answered(/bewaard=ingetrokken/);
  await expect(said('#gegevens'), 'what was taken back').toBeFocused();

  const place = behind('save_address');
  await place.locator('summary').press('Enter');
  for (const [name, value] of Object.entries({ street: 'Markt', house_number: '5', box_number: '2', city: 'Brugge' })) {
    await place.locator(`[name="details[${name}]"]`).fill(value);
  }
  await place.locator('button[type="submit"]').press('Enter');
  await answered(/formulier=adres/);
  await expect(said('#adres'), 'another address').toBeFocused();
  await expect(own.getByText('Markt 5 bus 2')).toBeVisible();

  const account = behind('save_account');
  await account.locator('summary').press('Enter');
  await account.getByLabel('Uw naam').fill('Jan Aandacht');
  await account.locator('button[type="submit"]').press('Enter');
  await answered(/bewaard=toegang/);
  await expect(said('#toegang'), 'name and language').toBeFocused();
  const other = await (await newContext({ storageState: visitor })).newPage();
  await other.goto('/toegang');
  await other.getByText('Aanmelden met een wachtwoord').click();
  const door = other.locator('form[action="/api/portal/sign_in"]');
  await door.locator('[name="email"]').fill(email);
  await door.locator('[name="password"]').fill(password);
  await door.getByRole('button', { name: 'Aanmelden' }).click();
  await expect(other).toHaveURL(/\/mijn-bedrijf/);
  await open(own, `/mijn-bedrijf/${id}`);
  await own.getByRole('button', { name: 'Alle andere toestellen afmelden' }).press('Enter');
  await answered(/gedaan=beeindigd/);
  await expect(said('#toegang'), 'ending a session').toBeFocused();
  await own.getByRole('button', { name: 'Afmelden', exact: true }).press('Enter');
  await answered(/\/toegang\?gedaan=afgemeld/);
  await kept(own, 'signing out');
});

test('[accounts] the focus is on what is said after a colleague ends a session', async ({ firm, newContext }) => {
  const [page, other] = await Promise.all([1, 2].map(async () => (await newContext({ storageState: visitor })).newPage()));
  for (const one of [page!, other!]) await signIn(one, firm.email, firm.password);
  await open(page!, '/profiel');
  const devices = page!.locator('#toestellen');
  await devices.getByRole('button', { name: /^Afmelden / }).first().press('Enter');
  await expect(page!).toHaveURL(/gedaan=beeindigd/);
  await hydrated(page!);
  await expect(devices.locator('.notice.success')).toBeFocused();
  await expect(devices.locator('.notice.success')).toBeInViewport();
});

test('[accounts] the focus stays on the page through passkeys, an app and recovery codes', async ({ mail, newContext }) => {
  // Browsers know a site by its name, not by an address.
  const server = await Server.launch('server-focus', { KANTOOR_SMTP_URL: mail.smtp }, 'localhost');
  try {
    const firm = await makeFirm(server, administrator, path.join(artefacts, 'sessions', 'focus.json'));
    const page = await (await newContext({ baseURL: server.url, storageState: firm.storageState })).newPage();
    await deviceWithPasskeys(page);
    const codes = async (after: string) => {
      await expect(heading(page, 'Uw herstelcodes')).toBeVisible();
      await hydrated(page);
      await landed(page, 'H1 Uw herstelcodes', after);
      await page.getByRole('link', { name: 'Verder' }).press('Enter');
      await expect(heading(page, 'Mijn profiel')).toBeVisible();
      await landed(page, 'H1 Mijn profiel', 'back on the profile');
    };
    const dialog = page.locator('dialog[open]');
    await open(page, '/profiel');
    await page.getByRole('link', { name: 'Passkey toevoegen' }).press('Enter');
    await expect(page.getByLabel('Naam van de passkey')).toBeVisible();
    await kept(page, 'going to the page of a passkey');
    await page.getByLabel('Naam van de passkey').fill('Laptop aandacht');
    await page.getByRole('button', { name: 'Passkey toevoegen' }).press('Enter');
    await codes('a passkey that is made');

    await page.getByRole('link', { name: 'Instellen', exact: true }).press('Enter');
    await expect(page.getByRole('img', { name: 'QR-code voor uw authenticator-app' })).toBeVisible();
    await kept(page, 'going to the page of an app');
    await page.locator('#field-code').fill('000000');
    await page.getByRole('button', { name: 'App instellen' }).press('Enter');
    await expect(page).toHaveURL(/fout=/);
    await hydrated(page);
    await kept(page, 'a code that is wrong');
    await page.locator('#field-code').fill(code(await page.locator('.secret').innerText()));
    await page.getByRole('button', { name: 'App instellen' }).press('Enter');
    await codes('an app that is set up');

    await page.getByRole('button', { name: 'Nieuwe codes maken' }).press('Enter');
    await expect(dialog).toBeVisible();
    await kept(page, 'the question before new codes');
    await dialog.getByRole('button', { name: 'Nieuwe codes maken' }).press('Enter');
    await codes('new codes');

    await page.getByRole('button', { name: 'Laptop aandacht weghalen' }).press('Enter');
    await dialog.getByRole('button', { name: 'Weghalen' }).press('Enter');
    await expect(page.getByText('Laptop aandacht', { exact: true })).toHaveCount(0);
    await kept(page, 'a passkey that is taken away');
    await page.getByRole('button', { name: 'Weghalen', exact: true }).press('Enter');
    await dialog.getByRole('button', { name: 'Weghalen' }).press('Enter');
    await expect(page.getByText('Niet ingesteld')).toBeVisible();
    await kept(page, 'an app that is taken away');
  } finally {
    await server.dispose();
  }
});
