/** Inviting customers by mail, and the customer that keeps its own data from then on (rows B3, B9). */
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { administrator, axe, expect, hydrated, link, makeFirm, picture, test, visitor } from '../fixtures.ts';
import { artefacts } from '../lib/process.ts';
import { addCustomer, importIs, inviteCustomer, step, uploadFile } from '../lib/seed.ts';
import { customer, workbook } from '../lib/workbook.ts';

/** Invites over the page, as a bookkeeper does. */
async function invite(page: Page, id: string, note = ''): Promise<void> {
  await page.goto(`/klanten/${id}/uitnodigen`);
  await hydrated(page);
  if (note) await page.getByLabel('Persoonlijke boodschap').fill(note);
  await page.getByRole('button', { name: 'Versturen' }).click();
  await expect(page.locator('.card-head .pill')).toHaveText('Uitgenodigd');
}

test('[B3] [B9] a customer is invited, accepts without JavaScript, and what it changes is in its card at once', async ({
  page,
  mail,
  newContext,
}) => {
  const email = `jan-${randomUUID()}@bakkerij.example`;
  const id = await addCustomer(page, 'Bakkerij Uitgenodigd', email);
  await page.goto(`/klanten/${id}/uitnodigen`);
  await hydrated(page);
  await axe(page);
  await picture(page, 'uitnodigen');
  await invite(page, id, `Dag Jan, tot gauw! ${'Breng uw papieren mee. '.repeat(60)}`);
  const letter = await mail.waitFor(email);
  expect(letter.text).toContain('Dag Jan, tot gauw!');
  const address = link(letter, '/uitnodiging/');

  const plain = await (await newContext({ storageState: visitor, javaScriptEnabled: false })).newPage();
  // A mail scanner opens the link; that changes nothing.
  for (const _ of [1, 2]) {
    await plain.goto(address);
    await expect(plain.getByRole('heading', { level: 1 })).toContainText('Bakkerij Uitgenodigd');
  }
  // However much was written, the button is seen at once.
  for (const viewport of [{ width: 390, height: 844 }, { width: 1280, height: 800 }]) {
    await plain.setViewportSize(viewport);
    await expect(plain.getByRole('button', { name: 'Aanvaarden' })).toBeInViewport({ ratio: 1 });
  }
  await plain.getByRole('button', { name: 'Aanvaarden' }).click();
  await expect(plain.getByText('Kies een wachtwoord.')).toBeVisible();
  await plain.getByLabel(`Met een link die ik telkens krijg op ${email}`).check();
  await expect(plain.locator('[name="password"]'), 'a link asks for none').toBeHidden();
  await plain.getByRole('button', { name: 'Aanvaarden' }).click();
  await expect(plain).toHaveURL(/\/mijn-bedrijf/);
  await expect(plain.getByRole('heading', { level: 1 })).toContainText('Bakkerij Uitgenodigd');
  const own = plain.locator('details', { has: plain.locator('form[action="/api/portal/save_details"]') });
  await own.locator('summary').first().click();
  await own.locator('[name="details[phone]"]').fill('050 12 34 56');
  await own.locator('button[type="submit"]').click();
  await expect(plain.getByText('ziet het meteen.', { exact: false })).toBeInViewport();

  await plain.goto(address);
  await expect(plain.getByRole('heading', { name: 'Deze uitnodiging is al aanvaard' })).toBeVisible();

  await page.goto(`/klanten/${id}`);
  await expect(page.locator('.card-head .pill')).toHaveText('Actief');
  await expect(page.getByText('050 12 34 56')).toBeVisible();
  await page.goto(`/klanten/${id}/historiek`);
  await expect(page.locator('.timeline')).toContainText('door klant');
});

test('[B3] the mail speaks the language of the customer, and a refusal is told on the card', async ({ page, mail, newContext }) => {
  const email = `marie-${randomUUID()}@boulangerie.example`;
  const id = await addCustomer(page, 'Boulangerie Marie', email, { locale: 'fr-BE' });
  await invite(page, id);
  const letter = await mail.waitFor(email);
  expect(letter.text).toContain('Bonjour');
  const plain = await (await newContext({ storageState: visitor, javaScriptEnabled: false })).newPage();
  await plain.goto(link(letter, '/uitnodiging/'));
  await plain.locator('summary').click();
  await plain.locator('form[action="/api/invitations/decline"] [name="reason"]').fill('Geen tijd');
  await plain.locator('form[action="/api/invitations/decline"] button[type="submit"]').click();
  await page.goto(`/klanten/${id}`);
  await expect(page.locator('.card-head .pill')).toHaveText('Geweigerd');
});

test('[B3] a German-speaking contact gets German mail', async ({ page, mail }) => {
  const email = `bernd-${randomUUID()}@backstube.example`;
  const id = await addCustomer(page, 'Die Backstube', email, { locale: 'de-BE' });
  await invite(page, id);
  const letter = await mail.waitFor(email);
  expect(letter.text).toContain('Guten Tag');
  expect(letter.text).toContain('Einladung ansehen');
});

test('[B3] taking back a deactivation restores the invitation too, and the card tells until when each works', async ({ page, mail }) => {
  const email = `terug-${randomUUID()}@winkel.example`;
  const id = await addCustomer(page, 'Winkel Terug', email);
  await invite(page, id);
  await mail.waitFor(email);
  await page.goto(`/klanten/${id}`);
  await hydrated(page);
  const status = page.locator('.card-head .pill');
  const invitation = page.locator('.invitation-state');
  await expect(status).toHaveText('Uitgenodigd');
  await expect(invitation).toContainText(/Uitnodiging open tot\s*\d\d\/\d\d\/\d{4}/);
  await expect(invitation).toContainText(/Link in de mail werkt tot\s*\d\d\/\d\d\/\d{4}/);
  await page.locator('.card-head').getByRole('button', { name: /^Acties voor/ }).click();
  await page.getByRole('menuitem', { name: 'Deactiveren' }).click();
  await expect(status).toHaveText('Gedeactiveerd');
  await expect(invitation).toContainText('Ingetrokken');
  await page.getByRole('button', { name: 'Ongedaan maken' }).click();
  await expect(status).toHaveText('Uitgenodigd');
  await expect(invitation).toContainText('Wacht op antwoord');
  await expect(invitation.getByRole('button', { name: 'Opnieuw versturen' })).toBeVisible();
});

test('[B3] while the mail server is away the mail waits, and then arrives once', async ({ page, mail }) => {
  const email = `wacht-${randomUUID()}@winkel.example`;
  const id = await addCustomer(page, 'Winkel Geduld', email);
  await mail.stop();
  await invite(page, id);
  await expect(async () => {
    await page.reload();
    await expect(page.getByText('de mailserver is niet bereikbaar', { exact: false })).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 60_000 });
  await mail.start();
  await mail.waitFor(email);
  await page.waitForTimeout(3_000);
  expect(await mail.all(email)).toHaveLength(1);
});

/** Sends to everybody who is ready, and waits until that is done. */
async function sendTo(page: Page, count: number, skipped: number): Promise<void> {
  await expect(page.getByRole('heading', { name: `Worden uitgenodigd: ${count}` })).toBeVisible();
  await hydrated(page);
  await page.getByRole('button', { name: count === 1 ? '1 uitnodiging versturen' : `${count} uitnodigingen versturen` }).click();
  await expect(page.getByRole('heading', { name: 'De uitnodigingen zijn onderweg' })).toBeVisible();
  await expect(page.getByText(`Uitgenodigd: ${count}. Overgeslagen: ${skipped}.`)).toBeVisible();
}

test('[B3] many are invited from the list: who cannot be is named with the reason, and nobody gets it twice', async ({ page, mail }) => {
  const mark = randomUUID().slice(0, 8);
  const [dutch, french] = [`nl-${mark}@samen.example`, `fr-${mark}@samen.example`];
  await addCustomer(page, `Samen ${mark} Een`, dutch);
  await addCustomer(page, `Samen ${mark} Twee`, french, { locale: 'fr-BE' });
  await addCustomer(page, `Samen ${mark} Zonder`);
  await page.goto(`/klanten?tab=concept&zoek=samen+${mark}`);
  await hydrated(page);
  await page.getByRole('checkbox', { name: 'Alle klanten op deze pagina selecteren' }).check();
  await expect(page.getByRole('group', { name: '3 geselecteerd' })).toBeVisible();
  await page.getByRole('link', { name: 'Uitnodigen', exact: true }).click();

  await expect(page.getByRole('heading', { name: 'Worden niet uitgenodigd: 1' })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: `Samen ${mark} Zonder` })).toContainText('Geen e-mailadres. Vul er een in op de kaart.');
  await page.getByLabel('Persoonlijke boodschap (Nederlands, 1)').fill('Samen vooruit!');
  await page.getByLabel('Persoonlijke boodschap (Frans, 1)').fill('En avant ensemble !');
  const shown = page.getByRole('region', { name: 'Zo komt de mail aan' });
  await expect(shown).toContainText('Samen vooruit!');
  await page.getByRole('button', { name: 'Volgende mail' }).click();
  await expect(page.getByText(`Samen ${mark} Twee: 2 van 2`)).toBeVisible();
  await expect(shown).toContainText('En avant ensemble !');
  await expect(shown).toContainText('Bonjour Jan');
  await axe(page);
  await sendTo(page, 2, 1);
  await page.reload();
  await expect(page.getByText('Uitgenodigd: 2. Overgeslagen: 1.')).toBeVisible();
  await expect(page.getByText('Overgeslagen is wie geen e-mailadres heeft', { exact: false })).toBeVisible();
  const letters = [await mail.waitFor(dutch), await mail.waitFor(french)];
  expect(letters.map(({ text }) => text.includes('Samen vooruit!')), 'each language has its own note').toEqual([true, false]);
  expect(letters[1]!.text).toContain('En avant ensemble !');
  expect(letters[0]!.text).toContain('Dag Jan');
  expect(letters[1]!.text).toContain('Bonjour Jan');

  await page.goto(`/klanten?zoek=samen+${mark}`);
  await hydrated(page);
  await expect(page.getByRole('row').filter({ hasText: `Samen ${mark} Een` })).toContainText('Uitgenodigd');
  await page.getByRole('checkbox', { name: 'Alle klanten op deze pagina selecteren' }).check();
  await page.getByRole('link', { name: 'Uitnodigen', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Niemand om uit te nodigen' })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: `Samen ${mark} Een` })).toContainText('Er loopt al een uitnodiging.');
  expect(await mail.all(dutch)).toHaveLength(1);
});

test('[B3] [B4] what an import made is invited: first one of it, then all the rest', async ({ page, mail }) => {
  const mark = randomUUID().slice(0, 8);
  const email = (index: number) => `rij${index}-${mark}@import.example`;
  const rows = [1, 2, 3].map((index) => customer(920_000 + index, { 'Juridische naam': `Rij ${index} ${mark}`, 'E-mailadres contactpersoon': email(index) }));
  const id = await uploadFile(page, `${mark}.xlsx`, await workbook(rows));
  await step(page, 'imports/start', id);
  await importIs(page, id, /^done/i);
  await page.goto(`/imports/${id}`);
  await hydrated(page);
  await page.getByRole('checkbox', { name: `Rij 2 ${mark} selecteren` }).check();
  await page.getByRole('link', { name: 'Selectie uitnodigen (1)' }).click();
  await sendTo(page, 1, 0);
  await mail.waitFor(email(2));
  await page.goto(`/imports/${id}`);
  await page.getByRole('link', { name: 'Alle nieuwe klanten uitnodigen' }).click();
  await expect(page.getByRole('heading', { name: 'Worden niet uitgenodigd: 1' })).toBeVisible();
  await sendTo(page, 2, 1);
  for (const index of [1, 3]) await mail.waitFor(email(index));
  expect(await mail.all(email(2))).toHaveLength(1);
});

test('[B3] [B4] of more than a hundred mails each can be looked at: the next ones are fetched on the way', async ({ page }) => {
  const mark = randomUUID().slice(0, 8);
  const email = (index: number) => `rij${index}-${mark}@bladeren.example`;
  const rows = Array.from({ length: 102 }, (_, index) =>
    customer(930_000 + index, { 'Juridische naam': `Blad ${index + 1} ${mark}`, 'E-mailadres contactpersoon': email(index + 1) }),
  );
  const id = await uploadFile(page, `${mark}.xlsx`, await workbook(rows));
  await step(page, 'imports/start', id);
  await importIs(page, id, /^done/i);
  await page.goto(`/klanten/uitnodigen?import=${id}`);
  await hydrated(page);
  const next = page.getByRole('button', { name: 'Volgende mail' });
  await next.evaluate((button: HTMLElement) => {
    for (let step = 1; step < 100; step += 1) button.click();
  });
  await expect(page.getByText(`Blad 100 ${mark}: 100 van 102`)).toBeVisible();
  for (const place of [101, 102]) {
    await next.click();
    await expect(page.getByText(`Blad ${place} ${mark}: ${place} van 102`)).toBeVisible();
    await expect(page.getByRole('region', { name: 'Zo komt de mail aan' })).toContainText(email(place));
  }
  await expect(next).toBeDisabled();
});

test('[B3] sent again, the newer mail counts, and the older says so; used, its link says that', async ({ page, mail, newContext }) => {
  const email = `weer-${randomUUID()}@winkel.example`;
  const id = await addCustomer(page, 'Winkel Weer', email);
  await inviteCustomer(page, id);
  const first = link(await mail.waitFor(email), '/uitnodiging/');
  await page.goto(`/klanten/${id}`);
  await hydrated(page);
  await page.getByRole('button', { name: 'Opnieuw versturen' }).click();
  await expect(page.getByText('De uitnodiging is opnieuw onderweg.')).toBeVisible();
  await expect.poll(async () => (await mail.all(email)).length).toBe(2);
  const second = link((await mail.latest(email))!, '/uitnodiging/');
  expect(second).not.toBe(first);

  const plain = await (await newContext({ storageState: visitor, javaScriptEnabled: false })).newPage();
  await plain.goto(first);
  await expect(plain.getByRole('heading', { name: 'Er kwam een nieuwere mail' })).toBeVisible();
  await plain.goto(second);
  await plain.locator('[name="password"]').fill('kort');
  await plain.getByRole('button', { name: 'Aanvaarden' }).click();
  await expect(plain.getByText('Dit wachtwoord is te makkelijk te raden.', { exact: false })).toBeVisible();
  await plain.locator('[name="password"]').fill('zeven zwanen op het water');
  await plain.getByRole('button', { name: 'Aanvaarden' }).click();
  await expect(plain).toHaveURL(/\/mijn-bedrijf/);
  for (const used of [second, first]) {
    await plain.goto(used);
    await expect(plain.getByRole('heading', { name: 'Deze uitnodiging is al aanvaard' })).toBeVisible();
    await expect(plain.getByRole('link', { name: 'Aanmelden' })).toHaveAttribute('href', '/toegang');
  }
});

test('[B3] once it is withdrawn, its link says so, and so does a page that was open already', async ({ page, mail, newContext }) => {
  const email = `terug-${randomUUID()}@winkel.example`;
  const id = await addCustomer(page, 'Winkel Terug', email);
  await inviteCustomer(page, id);
  const address = link(await mail.waitFor(email), '/uitnodiging/');
  const plain = await (await newContext({ storageState: visitor, javaScriptEnabled: false })).newPage();
  await plain.goto(address);
  await plain.getByLabel(`Met een link die ik telkens krijg op ${email}`).check();

  await page.goto(`/klanten/${id}`);
  await hydrated(page);
  await page.getByRole('button', { name: 'Intrekken' }).click();
  await page.getByRole('dialog', { name: 'Uitnodiging intrekken?' }).getByRole('button', { name: 'Intrekken' }).click();
  await expect(page.getByText('De uitnodiging is ingetrokken.')).toBeVisible();
  await expect(page.locator('.card-head .pill')).toHaveText('Concept');

  await plain.getByRole('button', { name: 'Aanvaarden' }).click();
  await expect(plain.getByRole('heading', { name: 'Deze uitnodiging geldt niet meer' })).toBeVisible();
  await expect(plain.getByText('Vraag Kantoor Peeters om een nieuwe.', { exact: false })).toBeVisible();
  await plain.goto(address);
  await expect(plain.getByRole('heading', { name: 'Deze uitnodiging geldt niet meer' })).toBeVisible();
  await page.reload();
  await expect(page.locator('.card-head .pill')).toHaveText('Concept');
});

test('[B3] a link that ran out is renewed without JavaScript; an invitation that ran out is not', async ({ fresh, mail, newContext }) => {
  const { storageState } = await makeFirm(fresh, administrator, path.join(artefacts, 'sessions', 'expired.json'));
  const page = await (await newContext({ baseURL: fresh.url, storageState })).newPage();
  const email = `oud-${randomUUID()}@winkel.example`;
  const id = await addCustomer(page, 'Winkel Oud', email);
  await inviteCustomer(page, id);
  const old = link(await mail.waitFor(email), '/uitnodiging/');
  const longAgo = (column: string) => `${column} = '2020' || substr(${column}, 5)`;
  fresh.sql(`UPDATE link SET ${longAgo('expires_at')}`, `UPDATE outbox SET ${longAgo('created_at')}`);

  const plain = await (await newContext({ baseURL: fresh.url, storageState: visitor, javaScriptEnabled: false })).newPage();
  await plain.goto(old);
  await expect(plain.getByRole('heading', { name: 'Deze link is verlopen' })).toBeVisible();
  await plain.getByRole('button', { name: 'Nieuwe link versturen' }).click();
  await expect(plain.getByText('Er is een nieuwe link onderweg naar hetzelfde e-mailadres.')).toBeVisible();
  await expect.poll(async () => (await mail.all(email)).length).toBe(2);
  const renewed = link((await mail.latest(email))!, '/uitnodiging/');
  await plain.goto(renewed);
  await expect(plain.getByRole('button', { name: 'Aanvaarden' })).toBeVisible();

  fresh.sql(`UPDATE invitation SET ${longAgo('expires_at')}`);
  await plain.getByRole('button', { name: 'Aanvaarden' }).click();
  await expect(plain.getByRole('heading', { name: 'Deze uitnodiging geldt niet meer' })).toBeVisible();
  await page.goto(`/klanten/${id}`);
  await expect(page.locator('.invitation-state')).toContainText('Verlopen');
});

test('[B3] a reason for declining that is too long is refused and comes back', async ({ page, mail, newContext }) => {
  const email = `reden-${randomUUID()}@winkel.example`;
  const id = await addCustomer(page, 'Winkel Reden', email);
  await inviteCustomer(page, id);
  const plain = await (await newContext({ storageState: visitor, javaScriptEnabled: false })).newPage();
  await plain.goto(link(await mail.waitFor(email), '/uitnodiging/'));
  await plain.locator('summary').click();
  const form = plain.locator('form[action="/api/invitations/decline"]');
  await form.locator('[name="reason"]').fill('n'.repeat(1_001));
  await form.locator('button[type="submit"]').click();
  await expect(form).toContainText('hoogstens 1000 tekens');
  await expect(form.locator('[name="reason"]')).toHaveValue('n'.repeat(1_001));
  await form.locator('[name="reason"]').fill('Geen tijd');
  await form.locator('button[type="submit"]').click();
  await expect(plain.getByRole('heading', { name: 'U hebt geweigerd' })).toBeVisible();
});

test('[B3] a note that is too long is refused at its field, and nobody is invited', async ({ page, complaints }) => {
  complaints.allow(/422/);
  const mark = randomUUID().slice(0, 8);
  const id = await addCustomer(page, `Bericht ${mark}`, `bericht-${mark}@samen.example`);
  await page.goto(`/klanten/uitnodigen?ids=${id}`);
  await hydrated(page);
  await page.getByLabel('Persoonlijke boodschap').fill('b'.repeat(2_001));
  await page.getByRole('button', { name: '1 uitnodiging versturen' }).click();
  await expect(page.locator('#field-note-error')).toContainText('hoogstens 2000 tekens');
  await expect(page).toHaveURL(/ids=/);
  await page.getByLabel('Persoonlijke boodschap').fill('b'.repeat(2_000));
  await sendTo(page, 1, 0);
});

test('[B3] a colleague who opens a customer\'s link is told who is signed in, and chooses', async ({ page, mail }) => {
  const email = `keuze-${randomUUID()}@winkel.example`;
  const id = await addCustomer(page, 'Winkel Keuze', email);
  await inviteCustomer(page, id);
  await page.goto(link(await mail.waitFor(email), '/uitnodiging/'));
  await hydrated(page);
  await expect(page.getByText('U bent in deze browser aangemeld als An Peeters van Kantoor Peeters.', { exact: false })).toBeVisible();
  await page.getByRole('link', { name: 'Terug, zonder af te melden' }).click();
  await expect(page).toHaveURL(/\/klanten/);
  await page.goto(`/klanten/${id}`);
  await expect(page.locator('.card-head .pill')).toHaveText('Uitgenodigd');
});
