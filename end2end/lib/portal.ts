/** A customer's person on its own page, in a browser without JavaScript. */
import type { BrowserContext, BrowserContextOptions, Page } from '@playwright/test';
import { expect, link, visitor } from '../fixtures.ts';
import type { MailServer } from './mail.ts';

/** Accepts the invitation that was mailed to this address, and comes in by a link from then on. */
export async function accepted(
  mail: MailServer,
  newContext: (options?: BrowserContextOptions) => Promise<BrowserContext>,
  email: string,
): Promise<Page> {
  const own = await (await newContext({ storageState: visitor, javaScriptEnabled: false })).newPage();
  await own.goto(link(await mail.waitFor(email), '/uitnodiging/'));
  await own.getByLabel(`Met een link die ik telkens krijg op ${email}`).check();
  await own.getByRole('button', { name: 'Aanvaarden' }).click();
  await expect(own).toHaveURL(/\/mijn-bedrijf/);
  return own;
}

/** Opens the form of the company's own data and fills in fields of it. */
export async function change(own: Page, fields: Record<string, string>): Promise<void> {
  const form = own.locator('details', { has: own.locator('form[action="/api/portal/save_details"]') });
  await form.locator('summary').first().click();
  for (const [name, value] of Object.entries(fields)) await form.locator(`[name="details[${name}]"]`).fill(value);
  await form.locator('button[type="submit"]').click();
  await expect(own).toHaveURL(/bewaard=ja/);
}
