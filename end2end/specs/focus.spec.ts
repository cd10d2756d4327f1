/** After whatever one does in the list and on the card, the focus is on what came of it or on what one did it with, never on the body. */
import { expect, open, test } from '../fixtures.ts';
import { heading, kept, landed, menu } from '../lib/focus.ts';
import { Keyboard } from '../lib/keyboard.ts';
import { addCustomer } from '../lib/seed.ts';

test('the focus stays on the page through the list', async ({ page }) => {
  const count = 53;
  for (let number = 0; number < count; number++) await addCustomer(page, `Blikvanger ${String(number).padStart(2, '0')}`);
  await open(page, '/klanten?tab=concept&zoek=blikvanger');
  const pager = page.getByRole('navigation', { name: 'Bladeren' });

  await pager.getByRole('link', { name: 'Volgende' }).press('Enter');
  await expect(pager).toContainText('51–53 van 53');
  await kept(page, 'the last page, which has no next');
  await pager.getByRole('link', { name: 'Vorige' }).press('Enter');
  await expect(pager).toContainText('1–50 van 53');
  await kept(page, 'the first page, which has no previous');
  await page.getByRole('columnheader', { name: 'Gemeente' }).getByRole('link').press('Enter');
  await expect(page).toHaveURL(/sorteer=gemeente/);
  await kept(page, 'sorting');
  await page.getByRole('link', { name: 'Zonder btw-nummer' }).press('Enter');
  await expect(page).toHaveURL(/weergave=/);
  await kept(page, 'another view');

  await open(page, '/klanten?tab=concept&zoek=blikvanger');
  const dots = menu(page, 'Blikvanger 00');
  await dots.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Openen' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dots, 'a menu that is closed gives the focus back').toBeFocused();

  await dots.press('Enter');
  await page.getByRole('menuitem', { name: 'Verwijderen' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Blikvanger 00 verwijderen?' });
  await expect(dialog).toBeVisible();
  await dialog.getByRole('button', { name: 'Annuleren' }).press('Enter');
  await expect(dialog).toBeHidden();
  await kept(page, 'a dialog that is closed');
  await dots.press('Enter');
  await page.getByRole('menuitem', { name: 'Verwijderen' }).press('Enter');
  await dialog.getByRole('button', { name: 'Verwijderen' }).press('Enter');
  await expect(page.getByText('Blikvanger 00 is verwijderd.')).toBeVisible();
  await kept(page, 'deleting a customer');

  await menu(page, 'Blikvanger 01').press('Enter');
  await page.getByRole('menuitem', { name: 'Activeren', exact: true }).press('Enter');
  await expect(page.getByText('Blikvanger 01 is geactiveerd.')).toBeVisible();
  await kept(page, 'a step that takes the row away');
  await page.getByRole('button', { name: 'Ongedaan maken' }).press('Enter');
  await expect(page.getByRole('row', { name: /Blikvanger 01/ })).toBeVisible();
  await kept(page, 'undo');

  await page.getByRole('row', { name: /Blikvanger 02/ }).press('Enter');
  await expect(heading(page, 'Blikvanger 02')).toBeVisible();
  await landed(page, 'H1 Blikvanger 02', 'a row that is opened leads to the heading');
  await page.goBack();
  await expect(page.getByRole('row', { name: /Blikvanger 02/ }), 'back in the list one goes on at the row').toBeFocused();
  await page.getByRole('row', { name: /Blikvanger 40/ }).press('Enter');
  await expect(heading(page, 'Blikvanger 40')).toBeVisible();
  await page.locator('.list-steps').getByRole('link').first().press('Enter');
  await expect(page.getByRole('row', { name: /Blikvanger 40/ })).toBeFocused();
  await expect(page.getByRole('row', { name: /Blikvanger 40/ })).toBeInViewport();

  for (const keys of ['Space', 'Enter']) {
    await page.getByRole('checkbox', { name: 'Blikvanger 02 selecteren' }).press('Space');
    await page.getByRole('button', { name: 'Selectie wissen' }).press(keys);
    await expect(page.locator('.chosen')).toHaveCount(0);
    await kept(page, 'choosing no row any more');
  }
});

test('the focus stays on the page through adding, the card and its dialogs', async ({ page }) => {
  await open(page, '/klanten');
  await page.getByRole('link', { name: 'Klant toevoegen' }).first().press('Enter');
  await expect(heading(page, 'Klant toevoegen')).toBeVisible();
  await landed(page, 'H1 Klant toevoegen');
  await page.getByRole('link', { name: 'Zonder sjabloon' }).press('Enter');
  await expect(page.locator('#field-name')).toBeVisible();
  await kept(page, 'a step');
  await expect(page.locator('#field-name'), 'the first field of the next step has it').toBeFocused();
  await page.locator('#field-name').fill('Brandpunt BV');
  await page.locator('#field-name').press('Control+s');
  await expect(heading(page, 'Brandpunt BV')).toBeVisible();
  await landed(page, 'H1 Brandpunt BV', 'creating leads to the heading');

  for (const tab of ['Klantinstellingen', 'Historiek', 'Contactinformatie']) {
    const link = page.getByRole('link', { name: tab });
    await link.press('Enter');
    await expect(link).toHaveAttribute('aria-current', 'page');
    await kept(page, `the tab ${tab}`);
    await expect.soft(link, `the tab ${tab} keeps it`).toBeFocused();
  }

  const dialog = page.locator('dialog[open]');
  for (const [opener, field, text, found] of [
    ['Adres toevoegen', 'address_street', 'Kerkstraat', 'Kerkstraat'],
    ['Contactpersoon toevoegen', 'contact_last_name', 'Peeters', 'Peeters'],
  ] as const) {
    const button = page.getByRole('button', { name: opener });
    await button.press('Enter');
    await expect(dialog).toBeVisible();
    await kept(page, `opening the dialog ${opener}`);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect.soft(button, 'a dialog that is closed gives the focus back').toBeFocused();
    await button.press('Enter');
    await page.locator(`#field-${field}`).fill(text);
    if (field === 'address_street') await page.locator('#field-address_city').fill('Gent');
    await page.locator(`#field-${field}`).press('Enter');
    await expect(page.locator('.record', { hasText: found })).toBeVisible();
    await kept(page, `saving in the dialog ${opener}`);
  }

  await menu(page, 'Peeters').press('Enter');
  await page.getByRole('menuitem', { name: 'Deactiveren' }).press('Enter');
  await expect(page.getByText('Peeters is gedeactiveerd.')).toBeVisible();
  await kept(page, 'hiding a contact');
  await page.getByRole('button', { name: 'Ongedaan maken' }).press('Enter');
  await expect(page.locator('.record', { hasText: 'Peeters' })).toBeVisible();
  await kept(page, 'undo');
  for (const [whose, gone] of [['Peeters', 'Peeters'], ['Kerkstraat, Gent', 'Kerkstraat']] as const) {
    await menu(page, whose).press('Enter');
    await page.getByRole('menuitem', { name: 'Verwijderen' }).press('Enter');
    await dialog.getByRole('button', { name: 'Verwijderen' }).press('Enter');
    await expect(page.locator('.record', { hasText: gone })).toHaveCount(0);
    await kept(page, `deleting ${gone}`);
  }

  const ofCard = page.locator('.card-head').getByRole('button', { name: /^Acties voor/ });
  await ofCard.press('Enter');
  await page.getByRole('menuitem', { name: 'Activeren', exact: true }).press('Enter');
  await expect(page.locator('.card-head .pill')).toHaveText('Actief');
  await kept(page, 'activating');
  await ofCard.press('Enter');
  await page.getByRole('menuitem', { name: 'Deactiveren' }).press('Enter');
  await expect(page.locator('.card-head .pill')).toHaveText('Gedeactiveerd');
  await kept(page, 'deactivating');
  await page.getByRole('button', { name: 'Ongedaan maken' }).press('Enter');
  await expect(page.locator('.card-head .pill')).toHaveText('Actief');
  await kept(page, 'undo of a step');

  await page.getByRole('link', { name: 'Details bewerken' }).press('Enter');
  await expect(heading(page, 'Brandpunt BV bewerken')).toBeVisible();
  await landed(page, 'H1 Brandpunt BV bewerken');
  await page.locator('#field-email').fill('geen adres');
  await page.locator('#field-email').press('Control+s');
  await expect(page.getByRole('group', { name: 'Kijk dit na' }), 'what is refused leads to the summary').toBeFocused();
  await page.locator('#field-email').fill('info@brandpunt.be');
  await page.locator('#field-email').press('Control+s');
  await expect(heading(page, 'Brandpunt BV')).toBeVisible();
  await landed(page, 'H1 Brandpunt BV', 'saving leads to the heading');
});

test('[W8] the ring of the row and of what stands in it is seen on the columns that stay', async ({ page }) => {
  const id = await addCustomer(page, `Ring ${'met een lange naam '.repeat(6)}`);
  await page.setViewportSize({ width: 1024, height: 700 });
  await open(page, '/klanten?tab=concept&zoek=ring');
  const row = page.locator(`tr[data-customer="${id}"]`);
  await row.focus();
  await page.keyboard.press('ArrowUp');
  await new Keyboard(page).seen();
  const bare = await row.locator('> *').evaluateAll((cells) =>
    cells.map((cell) => getComputedStyle(cell)).filter(({ position, boxShadow }) => position === 'sticky' && boxShadow === 'none').length);
  expect(bare, 'what lies over the ring of the row bears its part of it').toBe(0);
  // A cell that hides what is too long would hide the ring of its link too.
  const link = row.getByRole('link');
  await link.focus();
  const [around, inside] = [await row.locator('th').boundingBox(), await link.boundingBox()];
  expect(inside!.x + inside!.width).toBeLessThanOrEqual(around!.x + around!.width - 4);
});
