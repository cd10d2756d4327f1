/** Colleagues who join as people do: by the mail that invites them. */
import type { BrowserContext, BrowserContextOptions, Page } from '@playwright/test';
import { expect, hydrated, link, visitor } from '../fixtures.ts';
import type { MailServer } from './mail.ts';

/** What each of them chooses. */
export const password = 'negen-fietsen zonder bel';

/** The administrator invites a colleague, who joins in a browser of its own. */
export async function colleague(
  admin: Page,
  mail: MailServer,
  newContext: (options?: BrowserContextOptions) => Promise<BrowserContext>,
  { name, email, profile = 'Medewerker', language = 'Nederlands' }: { name: string; email: string; profile?: string; language?: string },
): Promise<Page> {
  await admin.goto('/instellingen/gebruikers');
  await hydrated(admin);
  await admin.getByRole('button', { name: 'Collega uitnodigen' }).click();
  const dialog = admin.getByRole('dialog', { name: 'Collega uitnodigen' });
  await dialog.getByLabel('Naam').fill(name);
  await dialog.getByLabel('E-mailadres').fill(email);
  await dialog.getByLabel('Profiel').selectOption({ label: profile });
  await dialog.getByLabel('Taal').selectOption({ label: language });
  await dialog.getByRole('button', { name: 'Uitnodigen' }).click();
  await expect(admin.getByText(`Uitnodiging voor ${email} is onderweg.`)).toBeVisible();
  const letter = await mail.waitFor(email);
  // Joining signs in, which would end the administrator's own session in its browser.
  const page = await (await newContext({ storageState: visitor })).newPage();
  await page.goto(link(letter, '/collega/'));
  await page.locator('[name="password"]').fill(password);
  await page.locator('form[action="/api/session/join"] button').click();
  await expect(page).toHaveURL(/\/klanten/);
  return page;
}
