/** One card, two people or two versions of the product: nothing that was saved is lost, and a choice is between words. */
import type { Locator, Page } from '@playwright/test';
import { axe, expect, hydrated, open, test } from '../fixtures.ts';
import { colleague } from '../lib/colleagues.ts';
import { addCustomer } from '../lib/seed.ts';

const field = (page: Page, name: string): Locator => page.locator(`#field-${name}`);
const save = (page: Page): Locator => page.getByRole('button', { name: 'Opslaan' });
const card = /\/klanten\/[0-9a-f-]{36}$/;
const anId = /[0-9a-f]{8}-[0-9a-f]{4}-/;

/** What the card says of a field. */
const fact = (page: Page, label: string): Locator =>
  page.locator('.facts > div').filter({ has: page.locator('dt').getByText(label, { exact: true }) }).locator('dd');

async function saved(page: Page): Promise<void> {
  await save(page).click();
  await expect(page).toHaveURL(card);
  await hydrated(page);
}

/** What a page sends of a customer: what was seen, and what becomes of it. */
interface Patch {
  seen: Record<string, unknown>;
  new: Record<string, unknown>;
}

test('[B7] a page of yesterday’s version saves what was changed there, and wipes nothing', async ({ page }) => {
  const facts = { region: 'Waasland', seller: 'Els Claes', mailing_code: '012', opening_hours: 'ma–vr 9–17 u.' };
  const id = await addCustomer(page, 'Mouterij Gisteren', '', facts);
  // That version knew none of these: it sent neither what was seen of them nor what becomes of them.
  const sent: Patch[] = [];
  await page.route('**/api/customers/update', async (route) => {
    const body = route.request().postDataJSON() as { request: { customer: Patch } };
    const { customer } = body.request;
    for (const name of Object.keys(facts)) {
      delete customer.seen[name];
      delete customer.new[name];
    }
    sent.push(customer);
    await route.continue({ postData: JSON.stringify(body) });
  });
  await open(page, `/klanten/${id}/bewerken`);
  await field(page, 'phone').fill('09 123 45 67');
  await saved(page);
  expect(sent.map((patch) => patch.new)).toEqual([{ phone: '09 123 45 67' }]);
  await expect(fact(page, 'Telefoon')).toContainText('09 123 45 67');
  await expect(fact(page, 'Regio')).toHaveText('Waasland');
  await expect(fact(page, 'Verkoper')).toHaveText('Els Claes');
  await expect(fact(page, 'Mailingcode')).toHaveText('012');
  await expect(fact(page, 'Openingsuren')).toHaveText('ma–vr 9–17 u.');
});

test('[B7] of two people who choose a customer manager at once, the second chooses between names', async ({ page, newContext, mail, complaints }) => {
  complaints.allow(/409/);
  const other = await colleague(page, mail, newContext, { name: 'Mia Mouter', email: 'mia.mouter@kantoorpeeters.be', profile: 'Klantbeheerder' });
  const id = await addCustomer(page, 'Mouterij Samen');
  await open(page, `/klanten/${id}/bewerken`);
  await open(other, `/klanten/${id}/bewerken`);
  await field(other, 'manager_id').selectOption({ label: 'Mia Mouter' });
  await saved(other);
  await field(page, 'manager_id').selectOption({ label: 'An Peeters' });
  await save(page).click();
  const table = page.locator('table.diff');
  const row = table.getByRole('row', { name: /Dossierbeheerder/ });
  await expect(row.getByRole('radio', { name: /Uw versie, Dossierbeheerder: An Peeters/ })).not.toBeChecked();
  await expect(row.getByRole('radio', { name: /De andere versie, Dossierbeheerder: Mia Mouter/ })).not.toBeChecked();
  await expect(row).toContainText('door Mia Mouter');
  await expect(table).not.toContainText(anId);
  await expect(save(page), 'nothing is chosen for them').toBeDisabled();
  await axe(page);
  await row.getByRole('radio', { name: /De andere versie/ }).check();
  await saved(page);
  await expect(page.locator('.card-head')).toContainText('Dossierbeheerder: Mia Mouter');
});
