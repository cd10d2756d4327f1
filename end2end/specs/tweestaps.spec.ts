/** The second step of signing in: an app, passkeys, recovery codes, the profile that asks for it, and the password again. */
import path from 'node:path';
import type { BrowserContext, BrowserContextOptions, Page } from '@playwright/test';
import { administrator, axe, expect, hydrated, link, makeFirm, open, picture, signIn, test, visitor } from '../fixtures.ts';
import type { MailServer } from '../lib/mail.ts';
import { artefacts } from '../lib/process.ts';
import { call } from '../lib/seed.ts';
import { code, deviceWithPasskeys } from '../lib/second-factor.ts';
import { Server } from '../lib/server.ts';

const password = 'negen-fietsen zonder bel';
const aWhileAgo = "UPDATE session SET confirmed_at = '2020-01-01T00:00:00+00:00' WHERE confirmed_at < '2098'";

interface Profile {
  id: string;
  version: number;
  builtin: string;
  rights: object;
}

/** A colleague with this profile, who joins in a browser of its own. */
async function colleague(
  admin: Page,
  mail: MailServer,
  newContext: (options?: BrowserContextOptions) => Promise<BrowserContext>,
  name: string,
  email: string,
  profile_id?: string,
): Promise<Page> {
  const profiles = await call<Profile[]>(admin, 'settings/profiles');
  const staff = profiles.find(({ builtin }) => builtin === 'staff')!;
  await call(admin, 'settings/invite', { name, email, locale: 'nl', profile_id: profile_id ?? staff.id, unit_id: null });
  const page = await (await newContext({ storageState: visitor })).newPage();
  await page.goto(link(await mail.waitFor(email), '/collega/'));
  await page.locator('[name="password"]').fill(password);
  await page.locator('form[action="/api/session/join"] button').click();
  await expect(page).not.toHaveURL(/\/collega/);
  return page;
}

/** Sets up an app on the page that is open; gives its secret and the recovery codes. */
async function setUpApp(page: Page): Promise<{ secret: string; codes: string[] }> {
  const secret = await page.locator('.secret').innerText();
  await page.locator('#field-code').fill(code(secret));
  await page.getByRole('button', { name: 'App instellen' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Uw herstelcodes' })).toBeVisible();
  const codes = await page.locator('.recovery-codes code').allInnerTexts();
  expect(codes).toHaveLength(10);
  return { secret, codes };
}

async function givePassword(page: Page, email: string): Promise<void> {
  await page.goto('/aanmelden');
  await page.locator('[name="email"]').fill(email);
  await page.locator('[name="password"]').fill(password);
  await page.getByRole('button', { name: 'Aanmelden' }).click();
  await expect(page).toHaveURL(/\/aanmelden\/code/);
}

test('[accounts] an app asks for its code when signing in, and a recovery code stands in once, without JavaScript too', async ({
  page, mail, newContext,
}) => {
  const email = 'twan@kantoorpeeters.be';
  const twan = await colleague(page, mail, newContext, 'Twan Twee', email);
  await open(twan, '/profiel');
  await twan.getByRole('link', { name: 'Instellen', exact: true }).click();
  await expect(twan.getByRole('img', { name: 'QR-code voor uw authenticator-app' })).toBeVisible();
  await hydrated(twan);
  await axe(twan);
  await picture(twan, 'second-factor-app');
  const { secret, codes } = await setUpApp(twan);
  await hydrated(twan);
  await axe(twan);
  await picture(twan, 'second-factor-codes');
  await twan.getByRole('link', { name: 'Verder' }).click();
  await expect(twan.getByText('Nog 10 van 10 te gebruiken')).toBeVisible();
  await mail.waitFor(email, 'twee stappen');

  const plain = await (await newContext({ storageState: visitor, javaScriptEnabled: false })).newPage();
  await givePassword(plain, email);
  await plain.goto('/klanten');
  await expect(plain, 'halfway opens nothing').toHaveURL(/\/aanmelden\?terug=/);
  await plain.goto('/aanmelden/code?terug=/imports');
  const used = code(secret, 30);
  await plain.locator('#field-code').fill(used);
  await plain.getByRole('button', { name: 'Aanmelden', exact: true }).click();
  await expect(plain).toHaveURL(/\/imports$/);

  const other = await (await newContext({ storageState: visitor, javaScriptEnabled: false })).newPage();
  await givePassword(other, email);
  await other.locator('#field-code').fill(used);
  await other.getByRole('button', { name: 'Aanmelden', exact: true }).click();
  await expect(other.getByText('Deze code klopt niet, of werd al gebruikt.', { exact: false })).toBeVisible();
  await other.getByText('Uw toestel niet bij de hand?').click();
  await other.locator('#recovery-code').fill(codes[0]!);
  await other.getByRole('button', { name: 'Aanmelden met herstelcode' }).click();
  await expect(other).toHaveURL(/\/klanten$/);
  await twan.reload();
  await expect(twan.getByText('Nog 9 van 10 te gebruiken')).toBeVisible();
});

test('[accounts] a profile asks for a second step, and an administrator takes a lost one away', async ({ page, mail, newContext }) => {
  const email = 'mona@kantoorpeeters.be';
  const [{ rights }] = (await call<Profile[]>(page, 'settings/profiles')).filter(({ builtin }) => builtin === 'staff') as [Profile];
  const id = await call<string>(page, 'settings/save_profile', { id: null, version: 0, name: 'Medewerker met tweede stap', rights });
  await open(page, `/instellingen/profielen/${id}`);
  await page.getByLabel('Tweede stap verplicht').check();
  await page.getByRole('button', { name: 'Toepassen' }).click();
  await expect(page.getByText('Bewaard.')).toBeVisible();
  await axe(page);
  await page.reload();
  await expect(page.getByLabel('Tweede stap verplicht')).toBeChecked();

  const mona = await colleague(page, mail, newContext, 'Mona Moet', email, id);
  await expect(mona).toHaveURL(/\/tweestaps/);
  await mona.goto('/klanten?view=vat');
  await expect(mona).toHaveURL(/\/tweestaps\?terug=/);
  await expect(mona.getByText('Uw kantoor vraagt een tweede stap bij het aanmelden.', { exact: false })).toBeVisible();
  await mona.setViewportSize({ width: 360, height: 740 });
  await hydrated(mona);
  await axe(mona);
  await picture(mona, 'second-factor-must');
  expect(await mona.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await setUpApp(mona);
  await mona.getByRole('link', { name: 'Verder' }).click();
  await expect(mona).toHaveURL(/\/klanten\?view=vat/);

  await open(page, '/instellingen/gebruikers');
  const row = page.getByRole('row', { name: /Mona Moet/ });
  await expect(row.getByRole('cell', { name: 'Ja', exact: true })).toBeVisible();
  await row.getByRole('button', { name: 'Acties voor Mona Moet' }).click();
  await page.getByRole('menuitem', { name: 'Tweede stap weghalen' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Tweede stap weghalen' }).click();
  await expect(row.getByRole('cell', { name: 'Nee', exact: true })).toBeVisible();
  await mona.goto('/klanten');
  await expect(mona, 'signed out').toHaveURL(/\/aanmelden/);
});

test('[accounts] the password is asked again before rights, and what was typed is sent after it', async ({
  server, firm, newContext, complaints,
}) => {
  complaints.allow(/403|422/);
  const page = await (await newContext({ storageState: visitor })).newPage();
  await signIn(page, firm.email, firm.password);
  await open(page, '/instellingen/gebruikers');
  server.sql(aWhileAgo);
  await page.getByRole('button', { name: 'Collega uitnodigen' }).click();
  const invitation = page.getByRole('dialog', { name: 'Collega uitnodigen' });
  await invitation.getByLabel('Naam').fill('Zeno Zeker');
  await invitation.getByLabel('E-mailadres').fill('zeno@kantoorpeeters.be');
  await invitation.getByRole('button', { name: 'Uitnodigen' }).click();
  const question = page.getByRole('dialog', { name: 'Bevestig met uw wachtwoord' });
  await expect(question).toBeVisible();
  await axe(page, '.dialog[open]');
  await picture(page, 'second-factor-confirm');
  await question.getByLabel('Wachtwoord').fill('helemaal mis');
  await question.getByRole('button', { name: 'Bevestigen' }).click();
  await expect(question.getByText('Het huidige wachtwoord klopt niet.', { exact: false })).toBeVisible();
  await question.getByLabel('Wachtwoord').fill(firm.password);
  await page.keyboard.press('Enter');
  await expect(page.getByText('Uitnodiging voor zeno@kantoorpeeters.be is onderweg.')).toBeVisible();
  await expect(question).toHaveCount(0);
  await expect(page.getByRole('rowheader', { name: 'Zeno Zeker' })).toBeVisible();
});

test('[accounts] a file of all customers comes after the password, on a page that stays', async ({ server, firm, newContext }) => {
  const page = await (await newContext({ storageState: visitor })).newPage();
  await signIn(page, firm.email, firm.password);
  await open(page, '/klanten');
  server.sql(aWhileAgo);
  await page.getByRole('link', { name: 'Exporteren' }).click();
  await expect(page.getByRole('heading', { name: 'Bevestig met uw wachtwoord' })).toBeVisible();
  await page.locator('[name="password"]').fill(firm.password);
  const file = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Bevestigen' }).click();
  expect((await file).suggestedFilename()).toMatch(/^klanten-.*\.xlsx$/);
  await expect(page.getByRole('link', { name: 'Terug naar de klanten' })).toBeVisible();
});

test('[accounts] a passkey signs in alone, after the password, and confirms in its place', async ({ mail, newContext, complaints }) => {
  complaints.allow(/403/);
  // Browsers know a site by its name, not by an address.
  const server = await Server.launch('server-passkeys', { KANTOOR_SMTP_URL: mail.smtp }, 'localhost');
  try {
    const firm = await makeFirm(server, administrator, path.join(artefacts, 'sessions', 'passkeys.json'));
    const context = await newContext({ baseURL: server.url, storageState: firm.storageState });
    const page = await context.newPage();
    await deviceWithPasskeys(page);
    await open(page, '/profiel');
    await page.getByRole('link', { name: 'Passkey toevoegen' }).click();
    await hydrated(page);
    await page.getByLabel('Naam van de passkey').fill('Laptop kantoor');
    await page.getByRole('button', { name: 'Passkey toevoegen' }).click();
    await expect(page.locator('.recovery-codes code')).toHaveCount(10);
    await page.getByRole('link', { name: 'Verder' }).click();
    await expect(page.getByText('Laptop kantoor', { exact: true })).toBeVisible();
    await hydrated(page);
    await axe(page);
    await picture(page, 'second-factor-profile');

    const signOut = async () => {
      await page.getByRole('button', { name: firm.name }).click();
      await page.getByRole('button', { name: 'Afmelden', exact: true }).click();
      await expect(page).toHaveURL(/\/aanmelden/);
    };
    await signOut();
    await page.getByRole('link', { name: 'Aanmelden met passkey' }).click();
    await page.getByRole('button', { name: 'Aanmelden met passkey' }).click();
    await expect(page).toHaveURL(`${server.url}/klanten`);

    await signOut();
    await page.locator('[name="email"]').fill(firm.email);
    await page.locator('[name="password"]').fill(firm.password);
    await page.getByRole('button', { name: 'Aanmelden', exact: true }).click();
    await expect(page).toHaveURL(/\/aanmelden\/code/);
    await page.getByRole('button', { name: 'Aanmelden met passkey' }).click();
    await expect(page).toHaveURL(`${server.url}/klanten`);

    await open(page, '/instellingen/profielen');
    await page.getByRole('link', { name: 'Lezer' }).click();
    server.sql(aWhileAgo);
    await page.getByLabel('Tweede stap verplicht').check();
    await page.getByRole('button', { name: 'Toepassen' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Bevestigen met passkey' }).click();
    await expect(page.getByText('Bewaard.')).toBeVisible();
  } finally {
    await server.dispose();
  }
});
