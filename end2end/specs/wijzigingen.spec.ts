/** What a customer changes on its own page: marked on the card, approved or refused, and told in the list. */
import { randomUUID } from 'node:crypto';
import { axe, expect, open, picture, test } from '../fixtures.ts';
import { accepted, change } from '../lib/portal.ts';
import { addCustomer, inviteCustomer } from '../lib/seed.ts';

test('[B9] what a customer changes is marked until it is seen, and its name and IBAN wait for approval', async ({ page, mail, newContext }) => {
  const email = `wijzigt-${randomUUID()}@winkel.example`;
  const name = `Winkel Wijzigt ${randomUUID().slice(0, 6)}`;
  const id = await addCustomer(page, name, email);
  await inviteCustomer(page, id);
  const own = await accepted(mail, newContext, email);
  await change(own, { name: `${name} BV`, iban: 'BE68539007547034', phone: '050 12 34 56' });
  await expect(own.getByText('keurt dit eerst goed', { exact: false })).toBeVisible();
  await expect(own.getByText('Goed ontvangen.', { exact: false })).toBeVisible();
  await expect(own.getByRole('heading', { level: 1 })).toHaveText(name);

  await open(page, '/klanten?weergave=gewijzigd');
  await page.getByRole('link', { name }).first().click();
  await expect(page.locator('.by-customer')).toHaveCount(1);
  const approval = page.getByRole('region', { name: 'De klant wil dit wijzigen' });
  await expect(approval.locator('tbody tr')).toHaveText([/Naam.*BV/, /–.*BE68 5390 0754 7034/]);
  await axe(page);
  await picture(page, 'approval');
  await approval.getByRole('checkbox', { name: /IBAN/ }).uncheck();
  const why = approval.getByText('Vink minstens één wijziging aan.');
  await expect(why).toHaveCount(0);
  await approval.getByRole('checkbox', { name: 'Naam' }).uncheck();
  await expect(why).toBeVisible();
  for (const button of ['Aangevinkte goedkeuren', 'Aangevinkte weigeren']) {
    await expect(approval.getByRole('button', { name: button })).toHaveAttribute('aria-disabled', 'true');
    await approval.getByRole('button', { name: button }).press('Enter');
  }
  await axe(page);
  await expect(page.locator('.toast')).toHaveCount(0);
  await approval.getByRole('checkbox', { name: 'Naam' }).check();
  await expect(why).toHaveCount(0);
  await approval.getByRole('button', { name: 'Aangevinkte goedkeuren' }).click();
  await expect(page.locator('.card-name')).toHaveText(`${name} BV`);
  await expect(approval.locator('tbody tr')).toHaveCount(1);
  await approval.getByRole('button', { name: 'Aangevinkte weigeren' }).click();
  await expect(approval).toHaveCount(0);
  await page.getByRole('button', { name: 'Gezien' }).click();
  await expect(page.locator('.by-customer')).toHaveCount(0);
  await own.reload();
  await expect(own.getByText('keurt dit eerst goed', { exact: false })).toHaveCount(0);
  await expect(own.getByRole('heading', { level: 1 })).toHaveText(`${name} BV`);
});

test('[B9] a customer takes back what waits for approval, without JavaScript', async ({ page, mail, newContext }) => {
  const email = `terug-${randomUUID()}@winkel.example`;
  const id = await addCustomer(page, 'Winkel Terug', email);
  await inviteCustomer(page, id);
  const own = await accepted(mail, newContext, email);
  await change(own, { name: 'Winkel Anders' });
  // A browser without JavaScript runs no axe: the same session in one that has it.
  const looked = await (await newContext({ storageState: await own.context().storageState() })).newPage();
  await open(looked, new URL(own.url()).pathname);
  await expect(looked.getByText('keurt dit eerst goed', { exact: false })).toBeVisible();
  await axe(looked);
  await own.getByRole('button', { name: 'Wijziging intrekken' }).click();
  await expect(own.getByText('keurt dit eerst goed', { exact: false })).toHaveCount(0);
  await page.goto(`/klanten/${id}`);
  await expect(page.getByRole('region', { name: 'De klant wil dit wijzigen' })).toHaveCount(0);
});

test('[B9] a number that another customer has is approved knowingly', async ({ page, mail, newContext, complaints }) => {
  complaints.allow(/409/);
  const email = `dubbel-${randomUUID()}@winkel.example`;
  const other = await addCustomer(page, 'Winkel Eerst', '', { vat: 'BE0712013553' });
  const id = await addCustomer(page, 'Winkel Nogmaals', email);
  await inviteCustomer(page, id);
  const own = await accepted(mail, newContext, email);
  await change(own, { vat: 'BE0712013553' });
  await open(page, `/klanten/${id}`);
  const approval = page.getByRole('region', { name: 'De klant wil dit wijzigen' });
  const notice = approval.getByRole('alert').filter({ hasText: /Deze klant bestaat al \(\d+\)/ });
  await expect(notice.getByRole('link', { name: 'Naar de kaart' })).toHaveAttribute('href', `/klanten/${other}`);
  await expect(notice, 'before it is approved').not.toBeFocused();
  await axe(page);
  await approval.getByRole('button', { name: 'Aangevinkte goedkeuren' }).click();
  await expect(notice).toBeFocused();
  await axe(page);
  await notice.getByRole('button', { name: 'Toch goedkeuren' }).click();
  await expect(approval).toHaveCount(0);
  await expect(page.locator('.notice.duplicates').getByRole('link', { name: 'Winkel Eerst' })).toBeVisible();
});

test('[B9] a colleague does without the daily mail', async ({ page }) => {
  await open(page, '/profiel');
  const digest = page.getByRole('checkbox', { name: /Elke ochtend een mail/ });
  await expect(digest).toBeChecked();
  await digest.uncheck();
  await page.locator('section', { has: digest }).getByRole('button', { name: 'Opslaan' }).click();
  await expect(page.locator('.toast')).toContainText('Bewaard');
  await page.reload();
  await expect(digest).not.toBeChecked();
  await digest.check();
  await page.locator('section', { has: digest }).getByRole('button', { name: 'Opslaan' }).click();
  await expect(page.locator('.toast')).toContainText('Bewaard');
});
