/** What a card takes off a customer, in a browser without JavaScript: what cannot be undone is asked in the page. */
import { randomUUID } from 'node:crypto';
import { expect, test } from '../fixtures.ts';
import { addCustomer, call, inviteCustomer } from '../lib/seed.ts';

test.use({ javaScriptEnabled: false });

test('[B1] colleagues, links and differences are taken off in a browser without JavaScript', async ({ page, firm }) => {
  const content = { users: [], integrations: { codabox: {} } };
  const template_id = await call<string>(page, 'templates/save', { id: null, version: 0, details: { name: 'Schriftloos', description: '', content } });
  const customer = { name: 'Zadelmakerij Pikdraad', country: 'BE' };
  const id = await call<string>(page, 'customers/create', { template_id, customer, address: {}, contact: {} });
  const settings = `/klanten/${id}/instellingen`;
  await page.goto(settings);

  const people = page.getByRole('region', { name: 'Collega’s' });
  await people.getByLabel('Collega toevoegen').selectOption({ label: firm.name });
  await people.getByRole('button', { name: 'Toevoegen' }).click();
  const unassign = people.getByRole('button', { name: `${firm.name} niet meer toewijzen` });
  await unassign.click();
  await expect(page.getByRole('status').filter({ hasText: 'Bewaard.' })).toBeVisible();
  await expect(unassign).toHaveCount(0);

  const links = page.getByRole('region', { name: 'Integraties' });
  await links.getByRole('button', { name: 'CodaBox bewerken' }).click();
  await expect(page).toHaveURL(/\?koppeling=codabox$/);
  await links.getByRole('link', { name: 'Annuleren' }).click();
  await expect(links.getByRole('button', { name: 'Opslaan' })).toHaveCount(0);

  await links.getByRole('button', { name: 'CodaBox', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Ontkoppelen' }).click();
  await expect(links.getByRole('heading', { name: 'CodaBox ontkoppelen?' })).toBeVisible();
  await links.getByRole('button', { name: 'Ontkoppelen', exact: true }).click();
  await expect(links.getByRole('button', { name: 'CodaBox', exact: true })).toHaveCount(0);

  const template = page.getByRole('region', { name: 'Sjabloon' });
  await expect(template.getByText('CodaBox staat in het sjabloon, maar is hier niet gekoppeld.')).toBeVisible();
  await template.getByRole('button', { name: /^Terug naar sjabloon: CodaBox/ }).click();
  await expect(template.getByText('Deze klant is zoals het sjabloon het zegt.')).toBeVisible();
});

test('[B3] an invitation is taken back in a browser without JavaScript', async ({ page }) => {
  const id = await addCustomer(page, 'Zeilmakerij Pikdraad', `stil-${randomUUID()}@zeil.example`);
  await inviteCustomer(page, id);
  await page.goto(`/klanten/${id}`);
  await page.getByRole('button', { name: 'Intrekken', exact: true }).click();
  const region = page.getByRole('region', { name: 'Uitnodiging' });
  await expect(region.getByRole('heading', { name: 'Uitnodiging intrekken?' })).toBeVisible();
  await region.getByRole('button', { name: 'Intrekken', exact: true }).last().click();
  await expect(page.getByRole('status').filter({ hasText: 'Bewaard.' })).toBeVisible();
  await expect(region.getByText('Ingetrokken', { exact: true })).toBeVisible();
});
