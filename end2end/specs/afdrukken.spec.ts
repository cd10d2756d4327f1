/** A list, a card and its history on paper (row C1). */
import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { axe, expect, link, open, picture, submitForm, test, visitor } from '../fixtures.ts';
import { administrator } from '../lib/pages.ts';
import { activeCustomer, addCustomer, call, changeOwn, inviteCustomer } from '../lib/seed.ts';

/** What is clicked or chosen from. */
const clicked = ['button', '.button', 'nav', '[type="checkbox"]', '[type="radio"]'].map((part) => `${part}:visible`).join(', ');
/** What is filled in. */
const filled = ['input', 'select', 'textarea'].map((part) => `${part}:visible`).join(', ');

/** Takes down in the page that it was printed: the dialog of the browser would wait for somebody. */
async function watchPrinting(page: Page): Promise<void> {
  await page.evaluate(() => { window.print = () => document.body.setAttribute('data-printed', 'yes'); });
}

test('[C1] the list, a card and its history are printed whole, without what is clicked', async ({ page }) => {
  for (let n = 11; n < 65; n++) await activeCustomer(page, `Papier ${n}`);
  await open(page, '/klanten?zoek=papier&sorteer=naam&richting=af');
  await page.getByRole('link', { name: 'Afdrukken' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Klanten: Actief, “papier”' })).toBeVisible();
  await expect(page.locator('table.printed tbody tr')).toHaveCount(54);
  await expect(page.locator('table.printed tbody th').first()).toHaveText('Papier 64');
  await axe(page);
  const onPaper = async (name: string) => {
    await page.emulateMedia({ media: 'print' });
    const head = await page.locator('.print-head').evaluate((element) =>
      ['::before', '::after'].map((part) => getComputedStyle(element, part).content));
    expect(head[0], 'the firm').toContain(administrator.firm);
    expect(head[1], 'the day').toMatch(/\d\d\/\d\d\/\d{4}/);
    await expect(page.locator(`${clicked}, ${filled}`)).toHaveCount(0);
    await picture(page, name);
    const file = await page.pdf({ preferCSSPageSize: true });
    await page.emulateMedia({ media: null });
    return (file.toString('latin1').match(/\/Type\s*\/Page[^s]/g) ?? []).length;
  };
  expect(await onPaper('afdruk-lijst'), 'pages').toBeGreaterThan(1);

  const id = await activeCustomer(page, 'Papieren kaart');
  await open(page, `/klanten/${id}`);
  await page.getByRole('button', { name: 'Acties voor Papieren kaart' }).click();
  await expect(page.getByRole('menuitem', { name: 'Afdrukken' })).toBeVisible();
  await page.keyboard.press('Escape');
  await onPaper('afdruk-kaart');
  for (let version = 2; version < 58; version++) {
    await call(page, `customers/${version % 2 ? 'activate' : 'deactivate'}`, { id, version });
  }
  await open(page, `/klanten/${id}/historiek`);
  const moments = page.locator('ol.timeline > li');
  const first = await moments.count();
  await watchPrinting(page);
  await page.getByRole('button', { name: 'Afdrukken' }).click();
  await expect(page.locator('body')).toHaveAttribute('data-printed', 'yes');
  expect(await moments.count(), 'older ones come first').toBeGreaterThan(first);
  await onPaper('afdruk-historiek');

  // The menu of the card prints what is open: here, the older ones too.
  await open(page, `/klanten/${id}/historiek`);
  await expect(moments).toHaveCount(first);
  await watchPrinting(page);
  const menu = page.getByRole('button', { name: 'Acties voor Papieren kaart' });
  await menu.click();
  await page.getByRole('menuitem', { name: 'Afdrukken' }).click();
  await expect(page.locator('body')).toHaveAttribute('data-printed', 'yes');
  expect(await moments.count(), 'as the tab does').toBeGreaterThan(first);
  await page.getByRole('link', { name: 'Contactinformatie' }).click();
  await expect(moments).toHaveCount(0);
  await page.evaluate(() => document.body.removeAttribute('data-printed'));
  await menu.click();
  await page.getByRole('menuitem', { name: 'Afdrukken' }).click();
  await expect(page.locator('body'), 'another tab as it stands').toHaveAttribute('data-printed', 'yes');
});

test('[C1] the pages are numbered', async ({ page }) => {
  await open(page, '/klanten');
  const rules = await page.evaluate(() => {
    const ofPages = (all: CSSRuleList): string[] => [...all].flatMap((rule) => {
      if (rule instanceof CSSPageRule) return [rule.cssText];
      return rule instanceof CSSGroupingRule ? ofPages(rule.cssRules) : [];
    });
    return [...document.styleSheets].flatMap((sheet) => ofPages(sheet.cssRules));
  });
  expect(rules, 'pages in one way').toHaveLength(1);
  expect(rules[0]).toMatch(/@bottom-right \{ content: counter\(page\) " \/ " counter\(pages\);/);
});

test('[C1] on paper a card has nothing to choose from, and of a field what stands in it', async ({ page, mail, newContext }) => {
  const name = `Kopieerwinkel ${randomUUID().slice(0, 6)}`;
  const email = `kopie-${randomUUID()}@winkel.example`;
  const id = await addCustomer(page, name, email);
  await inviteCustomer(page, id);
  const own = await newContext({ storageState: visitor });
  await submitForm(own.request, link(await mail.waitFor(email), '/uitnodiging/'), { way: 'link' });
  await changeOwn(own, id, { name: `${name} BV` });
  await call(page, 'contacts/save', { customer_id: id, id: null, version: 0, details: { new: { first_name: 'Wim', locale: 'nl-BE' } } });
  await call(page, 'templates/save', { id: null, version: 0, details: { name: `Sjabloon ${name}`, description: '', content: { users: [], integrations: {} } } });
  await call(page, 'settings/save_category', { id: null, version: 0, name: `Soort ${name}` });

  await open(page, `/klanten/${id}`);
  const wim = page.locator('.record', { hasText: 'Wim' });
  await wim.getByRole('button').click();
  await wim.getByRole('menuitem', { name: 'Deactiveren' }).click();
  const all = page.getByRole('checkbox', { name: /Gedeactiveerde weergeven/ });
  await all.check();
  await expect(wim).toBeVisible();
  const proposal = page.locator('.proposal tbody tr');
  await expect(proposal.getByRole('checkbox')).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator(`${clicked}, ${filled}`)).toHaveCount(0);
  await expect(page.getByText('Gedeactiveerde weergeven')).toBeHidden();
  await expect(wim).toBeVisible();
  await expect(proposal.locator('th:visible, td:visible')).toContainText(['Naam', name, `${name} BV`]);
  await picture(page, 'afdruk-voorstel');
  await page.emulateMedia({ media: null });

  await open(page, `/klanten/${id}/instellingen`);
  const choosers = ['template', 'colleague', 'category', 'integration'].map((field) => page.locator(`#field-${field}`));
  for (const chooser of choosers) await expect(chooser).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('heading', { name: 'Integraties' })).toBeVisible();
  await expect(page.locator(`${clicked}, ${filled}`)).toHaveCount(0);
  await picture(page, 'afdruk-instellingen');
  await page.emulateMedia({ media: null });

  await choosers[3]!.selectOption({ label: 'Peppol' });
  await page.getByRole('button', { name: 'Koppelen', exact: true }).click();
  const reference = page.locator('#field-external_reference');
  await reference.fill('Een referentie die ruim past');
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator(clicked)).toHaveCount(0);
  await expect(reference).toBeVisible();
  for (const field of await page.locator(filled).all()) {
    await expect(field).toHaveCSS('appearance', 'none');
    await expect(field).toHaveCSS('border-block-start-width', '0px');
  }
  await picture(page, 'afdruk-koppeling');
  await page.emulateMedia({ media: null });
});
