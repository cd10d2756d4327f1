/** Inviting customers by mail, and the customer that keeps its own data from then on (rows B3, B9). */
import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { axe, expect, hydrated, link, picture, test, visitor } from '../fixtures.ts';

/** Adds a customer behind the screen, with a contact that can be invited. */
async function added(page: Page, name: string, email: string, locale = 'nl-BE'): Promise<string> {
  await page.goto('/klanten');
  const origin = new URL(page.url()).origin;
  const answer = await page.request.post(`${origin}/api/customers/create`, {
    headers: { origin, 'sec-fetch-site': 'same-origin' },
    data: {
      request: {
        id: randomUUID(),
        template_id: null,
        customer: { name, country: 'BE', locale },
        address: { street: 'Markt', house_number: '1', postcode: '8000', city: 'Brugge', country: 'BE' },
        contact: { first_name: 'Jan', last_name: 'Maes', email, locale },
      },
    },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
  return (await answer.json()) as string;
}

/** Invites over the page, as a bookkeeper does. */
async function invite(page: Page, id: string, note = ''): Promise<void> {
  await page.goto(`/klanten/${id}/uitnodigen`);
  await hydrated(page);
  if (note) await page.getByLabel('Persoonlijk bericht').fill(note);
  await page.getByRole('button', { name: 'Versturen' }).click();
  await expect(page.locator('.card-head .pill')).toHaveText('Uitgenodigd');
}

test('[B3] [B9] a customer is invited, accepts without JavaScript, and what it changes is in its card at once', async ({
  page,
  mail,
  newContext,
}) => {
  const email = `jan-${randomUUID()}@bakkerij.example`;
  const id = await added(page, 'Bakkerij Uitgenodigd', email);
  await page.goto(`/klanten/${id}/uitnodigen`);
  await hydrated(page);
  await axe(page);
  await picture(page, 'uitnodigen');
  await invite(page, id, 'Dag Jan, tot gauw!');
  const letter = await mail.waitFor(email);
  expect(letter.text).toContain('Dag Jan, tot gauw!');
  const address = link(letter, '/uitnodiging/');

  const plain = await (await newContext({ storageState: visitor, javaScriptEnabled: false })).newPage();
  // A mail scanner opens the link; that changes nothing.
  for (const _ of [1, 2]) {
    await plain.goto(address);
    await expect(plain.getByRole('heading', { level: 1 })).toContainText('Bakkerij Uitgenodigd');
  }
  await plain.getByLabel(`Met een link die ik telkens krijg op ${email}`).check();
  await plain.getByRole('button', { name: 'Aanvaarden' }).click();
  await expect(plain).toHaveURL(/\/mijn-bedrijf/);
  await expect(plain.getByRole('heading', { level: 1 })).toContainText('Bakkerij Uitgenodigd');
  const own = plain.locator('details', { has: plain.locator('form[action="/api/portal/save_details"]') });
  await own.locator('summary').first().click();
  await own.locator('[name="details[phone]"]').fill('050 12 34 56');
  await own.locator('button[type="submit"]').click();
  await expect(plain.getByText('ziet het meteen.', { exact: false }).first()).toBeVisible();

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
  const id = await added(page, 'Boulangerie Marie', email, 'fr-BE');
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

test('[B3] while the mail server is away the mail waits, and then arrives once', async ({ page, mail }) => {
  const email = `wacht-${randomUUID()}@winkel.example`;
  const id = await added(page, 'Winkel Geduld', email);
  await mail.stop();
  await invite(page, id);
  await expect(async () => {
    await page.reload();
    await expect(page.getByText('de mailserver is niet bereikbaar', { exact: false })).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 15_000 });
  await mail.start();
  await mail.waitFor(email);
  await page.waitForTimeout(3_000);
  expect(await mail.all(email)).toHaveLength(1);
});
