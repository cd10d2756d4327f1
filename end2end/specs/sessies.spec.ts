/** Sessions and passwords of colleagues: changing, forgetting, devices, the log of sign-ins. */
import { axe, expect, hydrated, link, picture, signIn, test, visitor } from '../fixtures.ts';
import { colleague, password } from '../lib/colleagues.ts';

test('[accounts] a forgotten password is replaced by a link in a mail, without JavaScript too', async ({ page, mail, newContext }) => {
  const email = 'vera@kantoorpeeters.be';
  await colleague(page, mail, newContext, { name: 'Vera Vergeet', email });
  const context = await newContext({ storageState: visitor, javaScriptEnabled: false });
  const alone = await context.newPage();
  await alone.goto('/aanmelden');
  await alone.getByRole('link', { name: 'Wachtwoord vergeten?' }).click();
  await alone.locator('[name="email"]').fill(email);
  await alone.getByRole('button', { name: 'Link versturen' }).click();
  await expect(alone.getByText('er is een link onderweg', { exact: false }).or(alone.getByText('is er een link onderweg', { exact: false }))).toBeVisible();
  const letter = await mail.waitFor(email, 'wachtwoord');
  await alone.goto(link(letter, '/wachtwoord/'));
  await expect(alone.getByText(`Voor ${email}.`, { exact: false })).toBeVisible();
  await alone.locator('[name="password"]').fill('nog eens iets anders graag');
  await alone.getByRole('button', { name: 'Wachtwoord opslaan' }).click();
  await expect(alone.getByText('Uw nieuwe wachtwoord is bewaard.', { exact: false })).toBeVisible();
  await signIn(alone, email, 'nog eens iets anders graag');
  await alone.goto(link(letter, '/wachtwoord/'));
  await expect(alone.getByRole('heading', { name: 'Deze link werkt niet meer' })).toBeVisible();
});

test('[accounts] a password is changed, and signing out everywhere ends each session', async ({ page, mail, newContext }) => {
  const email = 'omar@kantoorpeeters.be';
  const here = await colleague(page, mail, newContext, { name: 'Omar Overal', email });
  const there = await (await newContext({ storageState: visitor })).newPage();
  await signIn(there, email, password);
  await here.goto('/profiel');
  await hydrated(here);
  await here.getByLabel('Huidig wachtwoord').fill(password);
  await here.getByLabel('Nieuw wachtwoord').fill('iets nieuws onder de zon');
  await here.getByRole('button', { name: 'Wachtwoord wijzigen' }).click();
  await expect(here.getByText('Uw wachtwoord is gewijzigd.')).toBeVisible();
  await there.reload();
  await expect(there).toHaveURL(/\/aanmelden/);
  await signIn(there, email, 'iets nieuws onder de zon');
  await here.reload();
  await here.getByRole('button', { name: 'Overal afmelden' }).click();
  await expect(here.getByText('U bent overal afgemeld.')).toBeVisible();
  await there.reload();
  await expect(there).toHaveURL(/\/aanmelden/);
});

test('[accounts] a colleague sees where it is signed in, is told of a new device, and ends it', async ({ page, mail, newContext }) => {
  const email = 'dirk@kantoorpeeters.be';
  const here = await colleague(page, mail, newContext, { name: 'Dirk Toestel', email });
  const phone = await (await newContext({
    storageState: visitor,
    userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
  })).newPage();
  await signIn(phone, email, password);
  const letter = await mail.waitFor(email, 'Aangemeld met een nieuw toestel');
  expect(letter.text).toContain('Safari op iPhone');

  await here.goto('/profiel');
  await hydrated(here);
  const line = (name: string) => here.locator('#toestellen li', { hasText: name });
  await expect(line('Chrome op Linux')).toContainText('Dit toestel');
  await expect(line('Safari op iPhone')).toContainText('127.0.0.1');
  await axe(here);
  await picture(here, 'accounts-devices');
  await line('Safari op iPhone').getByRole('button', { name: 'Afmelden' }).click();
  await expect(here.getByText('Afgemeld.', { exact: true })).toBeVisible();
  await expect(line('Safari op iPhone')).toHaveCount(0);
  await phone.reload();
  await expect(phone).toHaveURL(/\/aanmelden/);

  // The link of the mail does the same for whoever is not signed in.
  await signIn(phone, email, password);
  const alone = await (await newContext({ storageState: visitor, javaScriptEnabled: false })).newPage();
  await alone.goto(link(letter, '/toestel/'));
  await expect(alone.getByRole('heading', { name: 'Was u dit niet?' })).toBeVisible();
  await expect(alone.getByText('Safari op iPhone', { exact: false })).toBeVisible();
  await alone.getByRole('button', { name: 'Alle sessies beëindigen' }).click();
  await expect(alone).toHaveURL(/\/wachtwoord\?gedaan=beeindigd/);
  await expect(alone.getByText('Kies nu een nieuw wachtwoord', { exact: false })).toBeVisible();
});

test('[accounts] the administrator reads who came in and who was refused, and signs a colleague out', async ({ page, mail, newContext }) => {
  const email = 'greta@kantoorpeeters.be';
  const greta = await colleague(page, mail, newContext, { name: 'Greta Gast', email });
  const stranger = await (await newContext({ storageState: visitor })).newPage();
  await stranger.goto('/aanmelden');
  await stranger.locator('[name="email"]').fill(email);
  await stranger.locator('[name="password"]').fill('helemaal mis');
  await stranger.getByRole('button', { name: 'Aanmelden' }).click();
  await expect(stranger.getByRole('alert')).toContainText('horen niet bij elkaar');

  await page.goto('/instellingen');
  await page.getByRole('link', { name: 'Aanmeldingen' }).click();
  await page.getByLabel('Collega').selectOption({ label: 'Greta Gast' });
  await page.getByLabel('Resultaat').selectOption({ label: 'Verkeerd wachtwoord' });
  await page.getByRole('button', { name: 'Tonen' }).click();
  const row = page.getByRole('row', { name: /Greta Gast/ });
  await expect(row).toHaveCount(1);
  await expect(row).toContainText('Verkeerd wachtwoord');
  await expect(page).toHaveURL(/resultaat=wrong_password/);
  await hydrated(page);
  await axe(page);
  await picture(page, 'accounts-sign-ins');

  await page.goto('/instellingen/gebruikers');
  await hydrated(page);
  await page.getByRole('button', { name: 'Acties voor Greta Gast' }).click();
  await page.getByRole('menuitem', { name: 'Overal afmelden' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Overal afmelden' }).click();
  await expect(page.getByText('Greta Gast is overal afgemeld.')).toBeVisible();
  await greta.reload();
  await expect(greta).toHaveURL(/\/aanmelden/);
});

test('[accounts] whoever signs out leaves no draft behind', async ({ page, mail, newContext }) => {
  const own = await colleague(page, mail, newContext, { name: 'Kees Klad', email: 'kees@kantoorpeeters.be' });
  await own.goto('/profiel');
  await hydrated(own);
  await own.evaluate(() => sessionStorage.setItem('customer:draft', '"Bakkerij"'));
  await own.getByRole('button', { name: 'Kees Klad' }).click();
  await own.getByRole('button', { name: 'Afmelden', exact: true }).click();
  await expect(own.getByText('U bent afgemeld.')).toBeVisible();
  await hydrated(own);
  await expect.poll(() => own.evaluate(() => sessionStorage.length)).toBe(0);
});

test('[accounts] a password that is tried first is refused, with the way out', async ({ page, mail, newContext, complaints }) => {
  complaints.allow(/422/);
  const own = await colleague(page, mail, newContext, { name: 'Wim Woord', email: 'wim@kantoorpeeters.be' });
  await own.goto('/profiel');
  await hydrated(own);
  for (const [word, reason] of [['Welkom2026!', 'gewoon woord'], ['WimWoord1985!', 'staat uw naam'], ['qsdfghjklm', 'rij toetsen']] as const) {
    await own.getByLabel('Huidig wachtwoord').fill(password);
    await own.getByLabel('Nieuw wachtwoord').fill(word);
    await own.getByRole('button', { name: 'Wachtwoord wijzigen' }).click();
    await expect(own.getByText(reason, { exact: false })).toBeVisible();
  }
});
