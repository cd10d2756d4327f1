/** Somebody saves and goes elsewhere before the answer is there: it is saved, they stay where they went, and nothing breaks. */
import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { expect, open, test } from '../fixtures.ts';
import { addCustomer } from '../lib/seed.ts';

interface Leaving {
  row: string;
  what: string;
  /** Fills in the form, up to the button that sends it. */
  fill: (page: Page, name: string) => Promise<void>;
  /** The function that saves, and the button that asks for it. */
  call: string;
  button: string;
}

const leavings: Leaving[] = [
  {
    row: '[B2]', what: 'a new customer', call: '/api/customers/create', button: 'Opslaan',
    fill: async (page, name) => {
      await open(page, '/klanten/nieuw?sjabloon=geen');
      await page.locator('#field-name').fill(name);
    },
  },
  {
    row: '[B7]', what: 'a customer that is there', call: '/api/customers/update', button: 'Opslaan',
    fill: async (page, name) => {
      await open(page, `/klanten/${await addCustomer(page, 'Nog zonder naam')}/bewerken`);
      await page.locator('#field-name').fill(name);
    },
  },
  {
    row: '[B1]', what: 'a template', call: '/api/templates/save', button: 'Sjabloon opslaan',
    fill: async (page, name) => {
      await open(page, '/sjablonen/nieuw');
      await page.getByLabel(/^Naam/).fill(name);
      await page.getByRole('button', { name: 'Doorgaan' }).click();
      await page.getByRole('button', { name: 'Doorgaan' }).click();
    },
  },
  {
    row: '[B3]', what: 'an invitation', call: '/api/invitations/send', button: 'Versturen',
    fill: async (page, name) => {
      await open(page, `/klanten/${await addCustomer(page, name, `${randomUUID()}@weg.example`)}/uitnodigen`);
    },
  },
];

for (const { row, what, fill, call, button } of leavings) {
  test(`${row} whoever saves ${what} and goes elsewhere stays there, and it is saved`, async ({ page }) => {
    const name = `Onderweg ${randomUUID()}`;
    await fill(page, name);
    await page.route(`**${call}`, async (route) => {
      await new Promise((done) => setTimeout(done, 1_500));
      await route.continue();
    });
    const answered = page.waitForResponse((response) => response.url().endsWith(call));
    await page.getByRole('button', { name: button, exact: false }).last().click();
    await page.getByRole('link', { name: 'Imports' }).first().click();
    await expect(page).toHaveURL(/\/imports$/);
    expect((await answered).status()).toBe(200);
    await page.waitForTimeout(300);
    await expect(page).toHaveURL(/\/imports$/);
    if (row !== '[B3]') {
      await page.goto(row === '[B1]' ? '/sjablonen' : `/klanten?tab=concept&zoek=${encodeURIComponent(name)}`);
      await expect(page.getByRole('rowheader', { name })).toBeVisible();
    }
    // What was saved is no draft any more.
    if (row === '[B2]') {
      await open(page, '/klanten/nieuw?sjabloon=geen');
      await expect(page.locator('#field-name')).toHaveValue('');
    }
  });
}
