/** The customer's own page: what it keeps, who opens it, and what a session that ended costs. */
import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { axe, expect, hydrated, link, test, visitor } from '../fixtures.ts';
import { addCustomer, inviteCustomer } from '../lib/seed.ts';

test('[B9] without JavaScript a customer signs in by mail, is told what is wrong, and adds a contact and an address', async ({ page, mail, newContext }) => {
  const email = `zelf-${randomUUID()}@winkel.example`;
  const id = await addCustomer(page, 'Winkel Zelf', email);
  await inviteCustomer(page, id);
  const plain = await (await newContext({ storageState: visitor, javaScriptEnabled: false })).newPage();
  await plain.goto(link(await mail.waitFor(email), '/uitnodiging/'));
  await expect(plain.locator('.plain-head'), 'the firm is who a customer knows').toHaveText('Kantoor Peeters');
  await plain.getByLabel(`Met een link die ik telkens krijg op ${email}`).check();
  await plain.getByRole('button', { name: 'Aanvaarden' }).click();
  await plain.getByRole('button', { name: 'Afmelden', exact: true }).click();
  await expect(plain.getByText('U bent afgemeld.')).toBeVisible();

  await plain.goto('/toegang');
  await plain.locator('form[action="/api/portal/ask_link"] [name="email"]').fill(email);
  await plain.getByRole('button', { name: 'Link versturen' }).click();
  await expect(plain.getByText('dan is er een link onderweg', { exact: false })).toBeVisible();
  const entrance = link(await mail.waitFor(email, 'aan te melden'), '/toegang/');
  await plain.goto(entrance);
  await plain.getByRole('button', { name: 'Aanmelden' }).click();
  await expect(plain.getByRole('heading', { level: 1, name: 'Winkel Zelf' })).toBeVisible();
  await expect(plain.locator('.plain-head')).toHaveText('Kantoor Peeters');
  // What is missing leads to its field, which lies in a form that is closed.
  await plain.getByRole('link', { name: 'Bankrekening (IBAN)' }).click();
  await expect(plain.locator('#gegevens [name="details[iban]"]')).toBeInViewport();

  const contact = plain.locator('details', { has: plain.locator('form[action="/api/portal/save_contact"]') }).last();
  await contact.locator('summary').click();
  await contact.locator('[name="details[first_name]"]').fill('Lien');
  await contact.locator('[name="details[email]"]').fill('geen adres');
  await contact.locator('button[type="submit"]').click();
  await expect(plain.getByText('Nog niet bewaard: kijk na wat hieronder aangeduid staat.')).toBeVisible();
  await expect(contact.locator('[name="details[first_name]"]'), 'what was typed is kept').toHaveValue('Lien');
  await contact.locator('[name="details[email]"]').fill('lien@winkel.example');
  await contact.locator('button[type="submit"]').click();
  await expect(plain.getByText('ziet het meteen.', { exact: false })).toBeInViewport();
  const place = plain.locator('details', { has: plain.locator('form[action="/api/portal/save_address"]') }).last();
  await place.locator('summary').click();
  await place.locator('[name="details[city]"]').fill('Oostende');
  await place.locator('button[type="submit"]').click();
  await expect(plain.getByText('Oostende').first()).toBeVisible();

  await page.goto(`/klanten/${id}`);
  await expect(page.locator('.record', { hasText: 'Lien' })).toContainText('lien@winkel.example');
  await expect(page.locator('.record', { hasText: 'Oostende' })).toBeVisible();

  await plain.getByRole('button', { name: 'Afmelden', exact: true }).click();
  await plain.goto(entrance);
  await expect(plain.getByText('Deze link is gebruikt, ingetrokken of verlopen.', { exact: false })).toBeVisible();
});

test('[B9] a name that is far too long costs a customer nothing else of its form', async ({ page, mail, newContext }) => {
  const email = `lang-${randomUUID()}@winkel.example`;
  const id = await addCustomer(page, 'Winkel Lang', email);
  await inviteCustomer(page, id);
  const own = await (await newContext({ storageState: visitor })).newPage();
  await own.goto(link(await mail.waitFor(email), '/uitnodiging/'));
  await hydrated(own);
  await own.getByLabel(`Met een link die ik telkens krijg op ${email}`).check();
  await own.getByRole('button', { name: 'Aanvaarden' }).click();
  await expect(own).toHaveURL(/\/mijn-bedrijf/);
  await hydrated(own);
  const form = own.locator('details', { has: own.locator('form[action="/api/portal/save_details"]') });
  await form.locator('summary').first().click();
  const name = form.locator('[name="details[name]"]');
  await expect(name).toHaveAttribute('maxlength', '250');
  await name.evaluate((input) => input.removeAttribute('maxlength'));
  await name.fill('x'.repeat(10_000));
  await form.locator('[name="details[website]"]').fill('winkel-lang.be');
  await form.locator('[name="details[mobile]"]').fill('0470 12 34 56');
  await form.locator('button[type="submit"]').click();
  await expect(own).toHaveURL(/fout=invoer/);
  await hydrated(own);
  await expect(form.getByRole('alert')).toContainText('Nog niet bewaard');
  await expect(form).toContainText('Naam is te lang: hoogstens 250 tekens.');
  await expect(form.locator('[name="details[website]"]')).toHaveValue('winkel-lang.be');
  await expect(form.locator('[name="details[mobile]"]')).toHaveValue('0470 12 34 56');
  await axe(own);
  await own.reload();
  await expect(form.getByRole('alert'), 'shown once, but never silent').toContainText('wat u invulde is niet teruggekomen');
});

/** Accepts in a browser of its own, with a password. */
async function acceptWithPassword(own: Page, address: string): Promise<void> {
  await own.goto(address);
  await own.locator('[name="password"]').fill('zeven zwanen op het water');
  await own.getByRole('button', { name: 'Aanvaarden' }).click();
  await expect(own).toHaveURL(/\/mijn-bedrijf/);
}

test('[B3] [B9] a link opens the invited company only of somebody who has a password', async ({ page, mail, newContext, complaints }) => {
  complaints.allow(/404/);
  const email = `twee-${randomUUID()}@winkel.example`;
  const first = await addCustomer(page, 'Winkel Eerste', email);
  await inviteCustomer(page, first);
  const own = await (await newContext({ storageState: visitor, javaScriptEnabled: false })).newPage();
  await acceptWithPassword(own, link(await mail.waitFor(email), '/uitnodiging/'));

  const second = await addCustomer(page, 'Winkel Tweede', email);
  await inviteCustomer(page, second);
  await expect.poll(async () => (await mail.all(email)).length).toBe(2);
  const address = link((await mail.latest(email))!, '/uitnodiging/');
  const other = await (await newContext({ storageState: visitor })).newPage();
  await other.goto(address);
  await hydrated(other);
  await expect(other.getByText('is er al een wachtwoord', { exact: false })).toBeVisible();
  await axe(other);
  await other.getByRole('button', { name: 'Aanvaarden' }).click();
  await expect(other.getByRole('heading', { level: 1, name: 'Winkel Tweede' })).toBeVisible();
  await expect(other.getByText('U kwam binnen met een link voor dit bedrijf.', { exact: false })).toBeVisible();
  await expect(other.getByText('Uw andere bedrijven')).toHaveCount(0);
  await other.goto(`/mijn-bedrijf/${first}`);
  await expect(other.getByText('Winkel Eerste')).toHaveCount(0);
  await own.goto('/mijn-bedrijf');
  for (const name of ['Winkel Eerste', 'Winkel Tweede']) await expect(own.getByRole('link', { name })).toBeVisible();
});

test('[B9] access is listed on the card and withdrawn, also where it is open', async ({ page, mail, newContext }) => {
  const email = `toegang-${randomUUID()}@winkel.example`;
  const id = await addCustomer(page, 'Winkel Toegang', email);
  await inviteCustomer(page, id);
  const own = await (await newContext({ storageState: visitor })).newPage();
  await acceptWithPassword(own, link(await mail.waitFor(email), '/uitnodiging/'));
  await hydrated(own);

  await page.goto(`/klanten/${id}`);
  await hydrated(page);
  const access = page.getByRole('region', { name: 'Toegang' });
  await expect(access).toContainText(email);
  await access.getByRole('button', { name: /^Toegang intrekken: / }).click();
  const dialog = page.getByRole('dialog', { name: /^Toegang van .* intrekken\?$/ });
  await axe(page);
  await dialog.getByRole('button', { name: 'Toegang intrekken' }).click();
  await expect(access).toContainText('Niemand van deze klant heeft toegang');

  // What was open is refused at its next request, in words, and what was typed waits.
  const form = own.locator('details', { has: own.locator('form[action="/api/portal/save_details"]') });
  await form.locator('summary').first().click();
  await form.locator('[name="details[phone]"]').fill('050 12 34 56');
  await form.locator('button[type="submit"]').click();
  await expect(own).toHaveURL(/\/toegang\?/);
  await expect(own.getByRole('alert')).toContainText('u bent niet meer aangemeld');
  await page.goto(`/klanten/${id}/historiek`);
  await expect(page.locator('.timeline')).toContainText('Toegang ingetrokken');
});

test('[B9] a contact whose e-mail address is replaced loses the access of the old one where that is asked', async ({ page, mail, newContext }) => {
  const email = `vorig-${randomUUID()}@winkel.example`;
  const id = await addCustomer(page, 'Winkel Adres', email);
  await inviteCustomer(page, id);
  const own = await (await newContext({ storageState: visitor })).newPage();
  await acceptWithPassword(own, link(await mail.waitFor(email), '/uitnodiging/'));

  // The box has its room from the start: nothing moves when it is shown.
  const box = page.getByRole('checkbox', { name: 'Ook de toegang van het vorige e-mailadres intrekken' });
  const access = page.getByRole('region', { name: 'Toegang' });
  await page.goto(`/klanten/${id}`);
  await hydrated(page);
  const jan = page.locator('.record', { hasText: email });
  await jan.getByRole('button').click();
  await jan.getByRole('menuitem', { name: 'Bewerken' }).click();
  const dialog = page.getByRole('dialog', { name: 'Contactpersoon bewerken' });
  const save = dialog.getByRole('button', { name: 'Opslaan' });
  await expect(save).toBeVisible();
  await expect(box).toBeHidden();
  const place = () => save.evaluate((button: HTMLElement) => button.offsetTop);
  const before = await place();
  await dialog.locator('[name="contact_email"]').fill(`nieuw-${email}`);
  await expect(box).toBeVisible();
  await expect(box, 'nobody loses access unasked').not.toBeChecked();
  expect(await place()).toBe(before);
  await axe(page);
  await save.click();
  await expect(page.locator('.record', { hasText: `nieuw-${email}` })).toBeVisible();
  await expect(access, 'it was not asked').toContainText(email);
  await own.reload();
  await expect(own).toHaveURL(/\/mijn-bedrijf/);

  await page.goto(`/klanten/${id}/bewerken`);
  await hydrated(page);
  await expect(page.locator('[name="contact_email"]')).toHaveValue(`nieuw-${email}`);
  await expect(box).toBeHidden();
  await page.locator('[name="contact_email"]').fill(`nieuwer-${email}`);
  await box.check();
  await axe(page);
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await expect(access).toContainText('Niemand van deze klant heeft toegang');
  await own.reload();
  await expect(own).toHaveURL(/\/toegang\?reden=sessie/);
});

for (const javaScriptEnabled of [true, false]) {
  test(`[B9] a form that is saved after the session has ended comes back after signing in, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async ({
    page,
    mail,
    newContext,
  }) => {
    const email = `laat-${randomUUID()}@winkel.example`;
    const id = await addCustomer(page, 'Winkel Laat', email);
    await inviteCustomer(page, id);
    const context = await newContext({ storageState: visitor, javaScriptEnabled });
    const own = await context.newPage();
    await acceptWithPassword(own, link(await mail.waitFor(email), '/uitnodiging/'));
    if (javaScriptEnabled) await hydrated(own);
    const form = own.locator('details', { has: own.locator('form[action="/api/portal/save_details"]') });
    await form.locator('summary').first().click();
    await form.locator('[name="details[phone]"]').fill('050 12 34 56');
    await context.clearCookies({ name: /kantoor_session/ });
    await form.locator('button[type="submit"]').click();
    await expect(own).toHaveURL(/\/toegang\?/);
    await own.getByText('Aanmelden met een wachtwoord').click();
    const door = own.locator('form[action="/api/portal/sign_in"]');
    await door.locator('[name="email"]').fill(email);
    await door.locator('[name="password"]').fill('zeven zwanen op het water');
    await door.getByRole('button', { name: 'Aanmelden' }).click();
    await expect(own).toHaveURL(new RegExp(`/mijn-bedrijf/${id}`));
    await expect(form.getByRole('alert')).toContainText('u was intussen afgemeld');
    await expect(form.locator('[name="details[phone]"]')).toHaveValue('050 12 34 56');
    await form.locator('button[type="submit"]').click();
    await expect(own.getByText('ziet het meteen.', { exact: false })).toBeInViewport();
  });
}
