/** The focus through inviting customers, and what they change themselves. */
import { randomUUID } from 'node:crypto';
import { expect, open, test } from '../fixtures.ts';
import { heading, kept, landed } from '../lib/focus.ts';
import { accepted, change } from '../lib/portal.ts';
import { addCustomer, inviteCustomer } from '../lib/seed.ts';

const email = () => `aandacht-${randomUUID()}@winkel.example`;

test('the focus stays on the page through an invitation, and what a customer changed itself', async ({ page, mail, newContext }) => {
  const invited = await addCustomer(page, 'Winkel Brandpunt', email());
  await inviteCustomer(page, invited);
  await open(page, `/klanten/${invited}`);
  const invitation = page.locator('.invitation-state');
  await invitation.getByRole('button', { name: 'Opnieuw versturen' }).press('Enter');
  await expect(page.getByText('De uitnodiging is opnieuw onderweg.')).toBeVisible();
  await kept(page, 'sending an invitation again');
  await invitation.getByRole('button', { name: 'Intrekken' }).press('Enter');
  const question = page.getByRole('dialog', { name: 'Uitnodiging intrekken?' });
  await expect(question).toBeVisible();
  await kept(page, 'the question whether to withdraw');
  await question.getByRole('button', { name: 'Intrekken' }).press('Enter');
  await expect(page.getByText('De uitnodiging is ingetrokken.')).toBeVisible();
  await expect(question).toHaveCount(0);
  await kept(page, 'withdrawing an invitation');

  const own = email();
  const changes = await addCustomer(page, 'Winkel Wijziging', own);
  await inviteCustomer(page, changes);
  const visit = await accepted(mail, newContext, own);
  await change(visit, { name: 'Winkel Wijziging BV', iban: 'BE68539007547034', phone: '050 12 34 56' });
  await open(page, `/klanten/${changes}`);
  const approval = page.getByRole('region', { name: 'De klant wil dit wijzigen' });
  await approval.getByRole('checkbox', { name: /IBAN/ }).uncheck();
  await approval.getByRole('button', { name: 'Aangevinkte goedkeuren' }).press('Enter');
  await expect(page.locator('.card-name')).toHaveText('Winkel Wijziging BV');
  await kept(page, 'approving a change');
  await approval.getByRole('button', { name: 'Aangevinkte weigeren' }).press('Enter');
  await expect(approval).toHaveCount(0);
  await kept(page, 'refusing the last change');
  await page.getByRole('button', { name: 'Gezien' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Gezien' })).toHaveCount(0);
  await kept(page, 'a change that is seen');
});

test('the focus stays on the page through inviting one customer', async ({ page, complaints }) => {
  complaints.allow(/422/);
  const id = await addCustomer(page, 'Winkel Eén', email());
  await open(page, `/klanten/${id}`);
  await page.locator('.card-head').getByRole('button', { name: /^Acties voor/ }).press('Enter');
  await page.getByRole('menuitem', { name: 'Uitnodigen' }).press('Enter');
  await expect(heading(page, 'Winkel Eén uitnodigen')).toBeVisible();
  await landed(page, 'H1 Winkel Eén uitnodigen', 'the form of an invitation leads to its heading');

  await page.getByLabel('Aan wie').selectOption({ label: 'Een ander adres…' });
  await expect(page.getByLabel('E-mailadres')).toBeVisible();
  await page.getByLabel('E-mailadres').fill('geen adres');
  await page.getByLabel('E-mailadres').press('Control+s');
  const summary = page.getByRole('group', { name: 'Kijk dit na' });
  await expect(summary, 'what is refused leads to the summary').toBeFocused();
  await summary.getByRole('link').press('Enter');
  await expect(page.getByLabel('E-mailadres'), 'each line of it leads to its field').toBeFocused();
  await page.getByLabel('E-mailadres').fill(email());
  await page.getByRole('button', { name: 'Versturen' }).press('Enter');
  await expect(heading(page, 'Winkel Eén')).toBeVisible();
  await expect(page.locator('.card-head .pill')).toHaveText('Uitgenodigd');
  await kept(page, 'inviting a customer');
});

test('the focus stays on the page through inviting many customers', async ({ page }) => {
  const mark = randomUUID().slice(0, 8);
  for (const number of [1, 2]) await addCustomer(page, `Velen ${mark} ${number}`, email());
  await open(page, `/klanten?tab=concept&zoek=${mark}`);
  await page.getByRole('checkbox', { name: 'Alle klanten op deze pagina selecteren' }).press('Space');
  await page.getByRole('link', { name: 'Uitnodigen' }).press('Enter');
  await expect(heading(page, 'Klanten uitnodigen')).toBeVisible();
  await landed(page, 'H1 Klanten uitnodigen', 'many invitations lead to their heading');
  // There are two mails: each of the buttons is of no use at one end.
  const [forward, back] = ['Volgende mail', 'Vorige mail'].map((name) => page.getByRole('button', { name }));
  await forward!.press('Enter');
  await expect(forward!).toBeDisabled();
  await kept(page, 'the last of the mails, which has no next');
  await back!.press('Enter');
  await expect(back!).toBeDisabled();
  await kept(page, 'the first of the mails, which has none before');
  await page.getByRole('button', { name: '2 uitnodigingen versturen' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'De uitnodigingen zijn onderweg' })).toBeVisible();
  await kept(page, 'inviting many');
  await page.getByRole('link', { name: 'Naar de klanten' }).press('Enter');
  await expect(heading(page, 'Klanten')).toBeVisible();
  await kept(page, 'the way back to the list');
});
