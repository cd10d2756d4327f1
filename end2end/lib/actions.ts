/** What somebody does on a page to see what its address does not say, in any language. */
import type { Page } from '@playwright/test';
import { hydrated } from '../fixtures.ts';
import { call } from './seed.ts';
import { otherTemplate, staff } from './seeded.ts';
import { says } from './words.ts';

export const button = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name, exact: typeof name === 'string' });
export const anchor = (name: string | RegExp) => (page: Page) => page.getByRole('link', { name, exact: typeof name === 'string' }).first();
/** A button of the dialog that is open. */
export const answer = (name: string) => (page: Page) => page.locator('dialog[open]').getByRole('button', { name, exact: true });
/** Presses what is called by a name, or by a text of app/locales. */
export const pressNamed = (name: string | RegExp) => (page: Page) => button(name)(page).first().click();
export const press = (keys: string, filled?: Record<string, string>) => async (page: Page) =>
  pressNamed(await says(page, keys, filled))(page);
export const choose = (menu: (page: Page) => Promise<void>, item: string) => async (page: Page) => {
  await menu(page);
  await page.getByRole('menuitem', { name: await says(page, item) }).click();
};
export const check = (key: string) => async (page: Page) => page.getByRole('checkbox', { name: await says(page, key) }).first().check();

/** A colleague changes what is being edited, and both save. */
export async function meanwhile(page: Page): Promise<void> {
  const id = page.url().split('/').at(-2);
  const answer = await page.request.post('/api/customers/filled', { data: { id }, headers: { 'sec-fetch-site': 'same-origin' } });
  const { version, details } = (await answer.json()) as { version: number; details: object };
  await call(page, 'customers/update', { id, version, customer: { new: { ...details, phone: `09 123 45 ${version}` } } });
  await page.locator('#field-phone').fill('011 98 76 54');
  await press('ui.save')(page);
  await page.getByRole('radio').first().waitFor();
}

/** The same with a template. */
export async function meanwhileTemplate(page: Page): Promise<void> {
  const id = new URL(page.url()).pathname.split('/').at(-1);
  const { version, details } = await call<{ version: number; details: object }>(page, 'templates/get', { id });
  await call(page, 'templates/save', { id, version, details: { ...details, description: `Bakkers ${version}` } });
  await page.locator('#field-description').fill('Slagers');
  await press('templates.save')(page);
  await page.getByRole('radio').first().waitFor();
}

/** What is wrong with a form is said. */
export async function refuse(page: Page, fields: Record<string, string>, wrong: string): Promise<void> {
  for (const [name, value] of Object.entries(fields)) await page.locator(`#field-${name}`).fill(value);
  await press('ui.save')(page);
  await page.locator(`#field-${wrong}-error`).waitFor();
}

/** Goes away from a form in which something was typed. */
export async function leave(page: Page): Promise<void> {
  await page.locator('#field-description').fill('Belt liever');
  await page.getByRole('link', { name: await says(page, 'ui.cancel') }).click();
}

/** Goes away from a dialog in which something was typed. */
export async function leaveContact(page: Page): Promise<void> {
  await press('card.contact.add')(page);
  await page.locator('#field-contact_first_name').pressSequentially('Lot');
  await page.keyboard.press('Escape');
}

/** Has new recovery codes made, and sees them. */
export async function newCodes(page: Page): Promise<void> {
  await press('session.factors.codes_new')(page);
  await page.locator('dialog[open]').getByRole('button', { name: await says(page, 'session.factors.codes_new') }).click();
  await page.waitForURL('**/tweestaps/codes');
  await hydrated(page);
}

/** Opens what arranges the tabs of a card. */
export async function arrangeTabs(page: Page): Promise<void> {
  await page.getByRole('link', { name: await says(page, 'card.arrange.open') }).click();
}

/** Opens the window settings of the list. */
export async function arrangeColumns(page: Page): Promise<void> {
  await page.getByRole('link', { name: await says(page, 'customers.columns.open') }).click();
}

/** Asks to apply the template to a customer that has none. */
export async function applyTemplate(page: Page): Promise<void> {
  await page.locator('#field-template').selectOption({ label: otherTemplate });
  await press('integrations.template.apply')(page);
}

export const ofUser = press('settings.users.actions', { name: staff.name });
