import type { Page } from '@playwright/test';
import { axe, expect, hydrated, open, picture, test, visitor } from '../fixtures.ts';
import { Keyboard } from '../lib/keyboard.ts';
import { administrator } from '../lib/pages.ts';
import { activeCustomer, addCustomer, call } from '../lib/seed.ts';
import { columns, open as openWorkbook, texts } from '../lib/workbook.ts';

const phone = { width: 360, height: 740 };
const names = (page: Page): Promise<string[]> => page.locator('table.customers tbody th').allInnerTexts();
const search = (page: Page) => page.getByRole('searchbox');

test('[C1] the side menu leads to Klanten, with its templates, one primary action and an import', async ({ page }) => {
  await open(page, '/imports');
  await page.getByRole('navigation', { name: 'Hoofdmenu' }).getByRole('link', { name: 'Klanten', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Klanten' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Sjablonen' })).toHaveAttribute('href', '/sjablonen');
  await expect(page.locator('use[href="/icons.svg#settings"]'), 'the cog stands for the settings alone').toHaveCount(1);
  await expect(page.getByRole('link', { name: 'Klant toevoegen' }).first()).toHaveAttribute('href', '/klanten/nieuw');
  await expect(page.getByRole('link', { name: 'Klanten importeren' }).first()).toHaveAttribute('href', '/imports/nieuw');
});

test('[C4] a card is created, a file imported, and what the list shows exported to a file that can be brought in again', async ({ page }) => {
  await activeCustomer(page, 'Uitvoerbakkerij', 'BE0244142664', 'Brugge');
  await activeCustomer(page, 'Uitvoerslagerij');
  await open(page, '/klanten?zoek=uitvoer&weergave=met-btw');
  for (const [name, path] of [['Klant toevoegen', '/klanten/nieuw'], ['Klanten importeren', '/imports/nieuw']] as const) {
    await expect(page.getByRole('link', { name })).toHaveAttribute('href', path);
  }
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Exporteren' }).click()]);
  expect(file.suggestedFilename()).toMatch(/^klanten-\d{4}-\d\d-\d\d\.xlsx$/);
  const [sheet] = (await openWorkbook(await file.path())).worksheets;
  expect(sheet?.rowCount, 'the titles and the one customer that is shown').toBe(2);
  expect(texts(sheet!, 1)).toEqual(expect.arrayContaining(['Klantnummer', ...columns.map((title) => title.replace(' *', ''))]));
  expect(texts(sheet!, 2)).toEqual(expect.arrayContaining(['Uitvoerbakkerij', 'BE0244142664', 'Brugge', '9000']));
  await expect(page, 'one stays where one was').toHaveURL(/zoek=uitvoer/);
});

test('[C2] typing searches, keeps the focus, and lives in the address', async ({ page }) => {
  await activeCustomer(page, 'Zoekbakkerij Één');
  await activeCustomer(page, 'Zoekslagerij Twee');
  await open(page, '/klanten');
  await search(page).pressSequentially('zoekbak een');
  await expect(page).toHaveURL(/zoek=zoekbak\+een/);
  await expect(search(page)).toBeFocused();
  await expect.poll(() => names(page)).toEqual(['Zoekbakkerij Één']);
  await page.reload();
  await hydrated(page);
  await expect(search(page)).toHaveValue('zoekbak een');
  expect(await names(page)).toEqual(['Zoekbakkerij Één']);
  await page.getByRole('link', { name: 'Zoekbakkerij Één' }).click();
  await expect(page).toHaveURL(/\/klanten\/[0-9a-f-]{36}/);
  await page.goBack();
  await expect(search(page)).toHaveValue('zoekbak een');
  await expect.poll(() => names(page)).toEqual(['Zoekbakkerij Één']);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('[C2] a business unit is chosen beside what is searched for', async ({ page }) => {
    await call(page, 'settings/save_unit', { id: null, version: 0, name: 'Kust' });
    const units = await call<{ id: string; name: string }[]>(page, 'settings/units', {});
    const [kust] = units.filter(({ name }) => name === 'Kust');
    await addCustomer(page, 'Eenheidszaak Zee', '', { business_unit_id: kust!.id });
    await addCustomer(page, 'Eenheidszaak Land');
    await page.goto('/klanten?tab=concept');
    await search(page).fill('eenheidszaak');
    await page.getByLabel('Business unit').selectOption('Kust');
    await page.getByRole('button', { name: 'Zoeken' }).click();
    await expect(page).toHaveURL(/eenheid=/);
    expect(await names(page)).toEqual(['Eenheidszaak Zee']);
    await expect(page.getByLabel('Business unit').locator('option:checked')).toHaveText('Kust');
    await page.getByLabel('Business unit').selectOption('Alle business units');
    await page.getByRole('button', { name: 'Zoeken' }).click();
    expect((await names(page)).sort()).toEqual(['Eenheidszaak Land', 'Eenheidszaak Zee']);
  });
});

test('[C2] a category is made in the settings, given on the card, and chosen beside what is searched for', async ({ page }) => {
  const id = await activeCustomer(page, 'Rubriekzaak Zee');
  await activeCustomer(page, 'Rubriekzaak Land');
  await open(page, '/instellingen/units');
  await page.getByRole('link', { name: 'Categorieën' }).click();
  await expect(page).toHaveURL(/\/instellingen\/categorieen$/);
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Categorie toevoegen' }).click();
  await dialog.getByLabel('Naam').fill('Strandbar');
  await dialog.getByRole('button', { name: 'Opslaan' }).click();
  await page.getByRole('button', { name: 'Acties voor Strandbar' }).click();
  await page.getByRole('menuitem', { name: 'Naam wijzigen' }).click();
  await dialog.getByLabel('Naam').fill('Strandcafé');
  await dialog.getByRole('button', { name: 'Opslaan' }).click();
  await expect(page.getByRole('rowheader', { name: 'Strandcafé' })).toBeVisible();
  await expect(page.getByRole('rowheader', { name: 'Strandbar' })).toHaveCount(0);
  await axe(page);

  await open(page, `/klanten/${id}/instellingen`);
  const section = page.getByRole('region', { name: 'Categorieën' });
  const given = section.getByRole('listitem').filter({ hasText: 'Strandcafé' });
  await section.getByLabel('Categorie toevoegen').selectOption('Strandcafé');
  await section.getByRole('button', { name: 'Toevoegen' }).click();
  await expect(given).toBeVisible();
  await section.getByRole('button', { name: 'Uit categorie Strandcafé halen' }).click();
  await expect(given).toHaveCount(0);
  await page.getByRole('button', { name: 'Ongedaan maken' }).click();
  await expect(given).toBeVisible();
  await axe(page);
  await page.getByRole('link', { name: 'Contactinformatie' }).click();
  await expect(page.getByText('Strandcafé', { exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'Historiek' }).click();
  await expect(page.locator('.timeline-what').filter({ hasText: 'Categorie weggehaald' })).toContainText('Strandcafé');

  await open(page, '/klanten?zoek=rubriekzaak');
  const category = page.getByLabel('Categorie');
  await category.selectOption('Strandcafé');
  await expect(page).toHaveURL(/zoek=rubriekzaak&categorie=[0-9a-f]{32}$/);
  await expect.poll(() => names(page)).toEqual(['Rubriekzaak Zee']);
  await page.reload();
  await hydrated(page);
  await expect(category.locator('option:checked')).toHaveText('Strandcafé');
  expect(await names(page)).toEqual(['Rubriekzaak Zee']);
  await axe(page);
  await category.selectOption('Alle categorieën');
  await expect(page).not.toHaveURL(/categorie=/);
  await expect.poll(async () => (await names(page)).sort()).toEqual(['Rubriekzaak Land', 'Rubriekzaak Zee']);
});

test('[C2] the nearest spelling is offered when nothing matches', async ({ page }) => {
  await activeCustomer(page, 'Zeldzaamheid');
  await open(page, '/klanten?zoek=zeldzaamhied');
  await axe(page);
  await page.getByRole('link', { name: 'zeldzaamheid', exact: true }).click();
  await expect.poll(() => names(page)).toEqual(['Zeldzaamheid']);
});

test('[W1] the funnel shows all customers, those without and those with a VAT number', async ({ page }) => {
  await activeCustomer(page, 'Trechter Met', 'BE0477472701');
  await activeCustomer(page, 'Trechter Zonder');
  await open(page, '/klanten?zoek=trechter');
  await page.getByRole('link', { name: 'Zonder btw-nummer' }).click();
  await expect(page).toHaveURL(/weergave=zonder-btw/);
  await expect.poll(() => names(page)).toEqual(['Trechter Zonder']);
  await page.getByRole('link', { name: 'Met btw-nummer' }).click();
  await expect.poll(() => names(page)).toEqual(['Trechter Met']);
  await page.goBack();
  await expect.poll(() => names(page)).toEqual(['Trechter Zonder']);
});

test('[W2] a title sorts, and once more reverses', async ({ page }) => {
  await activeCustomer(page, 'Sorteer A', '', 'Zele');
  await activeCustomer(page, 'Sorteer B', '', 'Aalst');
  await open(page, '/klanten?zoek=sorteer');
  const title = page.getByRole('columnheader', { name: 'Gemeente' });
  await title.getByRole('link').click();
  await expect(title).toHaveAttribute('aria-sort', 'ascending');
  await expect.poll(() => names(page)).toEqual(['Sorteer B', 'Sorteer A']);
  await title.getByRole('link').click();
  await expect(title).toHaveAttribute('aria-sort', 'descending');
  await expect(page).toHaveURL(/sorteer=gemeente&richting=af/);
  await expect.poll(() => names(page)).toEqual(['Sorteer A', 'Sorteer B']);
});

test('[W8] a double click opens the card, and so does the keyboard alone', async ({ page }) => {
  const first = await activeCustomer(page, 'Opener A');
  const second = await activeCustomer(page, 'Opener B');
  await open(page, '/klanten?zoek=opener');
  await page.getByRole('row', { name: /Opener A/ }).getByText('Gent').dblclick();
  await expect(page).toHaveURL(new RegExp(first));
  await open(page, '/klanten');
  await page.keyboard.press('/');
  await expect(search(page)).toBeFocused();
  await page.keyboard.type('opener');
  await expect.poll(() => names(page)).toEqual(['Opener A', 'Opener B']);
  const keys = new Keyboard(page);
  for (const name of ['Opener A', 'Opener B']) {
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('row', { name })).toBeFocused();
    await keys.seen();
  }
  await page.keyboard.press('Space');
  await expect(page.getByRole('group', { name: '1 geselecteerd' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(second));
});

test('[W8] the list is clean to axe in both schemes, and fits a phone', async ({ page }) => {
  await activeCustomer(page, 'Telefoon met een naam die langer is dan de breedte van een telefoon', 'BE0477472701');
  await open(page, '/klanten?zoek=telefoon');
  await picture(page, 'klanten');
  await axe(page);
  await page.setViewportSize(phone);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await picture(page, 'klanten-360');
  // Signs without words say too little: what is done less often is named behind the dots.
  const actions = page.locator('.page-actions').locator('a:visible, button:visible');
  await expect(actions).toHaveCount(3);
  await page.locator('#customers-more-dots').click();
  await expect(page.getByRole('menuitem', { name: 'Exporteren' })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: 'Sjablonen' })).toBeVisible();
  await page.keyboard.press('Escape');
  await axe(page);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('[C2] the list and its search work as a form', async ({ page }) => {
    await activeCustomer(page, 'Formulier');
    await page.goto('/klanten?tab=actief&sorteer=nummer');
    await search(page).fill('formul');
    await search(page).press('Enter');
    await expect(page).toHaveURL(/zoek=formul/);
    await expect(page).toHaveURL(/sorteer=nummer/);
    expect(await names(page)).toEqual(['Formulier']);
  });
});

test('[C2] a number is found however it is grouped, and the address keeps what was typed', async ({ page }) => {
  await activeCustomer(page, 'Groepenzaak', 'BE0812375196');
  await open(page, '/klanten');
  for (const typed of ['0812 375 196', 'BE 0812 375 196', 'BTW BE 0812.375.196', '812 375 196']) {
    await search(page).fill(typed);
    await expect.poll(() => names(page), typed).toEqual(['Groepenzaak']);
  }
  // Signs alone find nobody rather than everybody, and `%41` is no A.
  await search(page).fill('%');
  await expect.poll(() => names(page)).toEqual([]);
  await open(page, '/klanten?zoek=%2541');
  await expect(search(page)).toHaveValue('%41');
  await open(page, '/klanten?zoek=a%26b');
  await expect(search(page)).toHaveValue('a&b');
});

test('[B8] a new customer has a tab and a colour of its own, and is deleted there', async ({ page }) => {
  await addCustomer(page, 'Kladblok Nieuw');
  const old = await activeCustomer(page, 'Kladblok Oud');
  await call(page, 'customers/deactivate', { id: old, version: 2 });
  await open(page, '/klanten?zoek=kladblok');
  const tabs = page.getByRole('navigation', { name: 'Klanten per status' });
  await expect(tabs.getByRole('link')).toHaveText([/^Actief\s*0$/, /^Concept\s*1$/, /^Niet actief\s*1$/]);
  await tabs.getByRole('link', { name: /^Concept/ }).click();
  await expect(page).toHaveURL(/tab=concept/);
  await expect.poll(() => names(page)).toEqual(['Kladblok Nieuw']);
  const pill = page.locator('table.customers .pill');
  await expect(pill).toHaveClass(/draft/);
  const colour = await pill.evaluate((pill) => getComputedStyle(pill).color);
  await axe(page);
  await tabs.getByRole('link', { name: /^Niet actief/ }).click();
  await expect.poll(() => names(page)).toEqual(['Kladblok Oud']);
  expect(await pill.evaluate((pill) => getComputedStyle(pill).color)).not.toBe(colour);
  await page.getByRole('button', { name: 'Acties voor Kladblok Oud' }).click();
  await expect(page.getByRole('menuitem', { name: /^Verwijderen/ })).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Escape');
  await tabs.getByRole('link', { name: /^Concept/ }).click();
  await page.getByRole('button', { name: 'Acties voor Kladblok Nieuw' }).click();
  await page.getByRole('menuitem', { name: 'Verwijderen' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Verwijderen' }).click();
  await expect(tabs.getByRole('link', { name: /^Concept/ })).toHaveText(/^Concept\s*0$/);
  await expect.poll(() => names(page)).toEqual([]);
});

test('[C2] the pager says which rows of how many, and equal keys stand by name', async ({ page }) => {
  const all = Array.from({ length: 53 }, (_, number) => `Bladerzaak ${String(number).padStart(2, '0')}`);
  for (const name of [...all].reverse()) await addCustomer(page, name);
  await open(page, '/klanten?tab=concept&zoek=bladerzaak&sorteer=status');
  const pager = page.getByRole('navigation', { name: 'Bladeren' });
  await expect(pager).toContainText('1–50 van 53 klanten');
  expect(await names(page)).toEqual(all.slice(0, 50));
  await pager.getByRole('link', { name: 'Volgende' }).click();
  await expect(pager).toContainText('51–53 van 53 klanten');
  await expect.poll(() => names(page)).toEqual(all.slice(50));
  await pager.getByRole('link', { name: 'Vorige' }).click();
  await expect(pager).toContainText('1–50 van 53 klanten');
});

test('[C2] names stand as in a Dutch list', async ({ page }) => {
  const inOrder = ['Rijzaak AG', 'Rijzaak Café', "Rijzaak d'Hondt", 'Rijzaak Dierckx', "Rijzaak 't Hof"];
  for (const name of [...inOrder].reverse()) await activeCustomer(page, name);
  await open(page, '/klanten?zoek=rijzaak&sorteer=naam');
  await expect.poll(() => names(page)).toEqual(inOrder);
});

test('[W9] the page after signing in is the page that was asked for', async ({ newContext }) => {
  for (const [asked, typed] of [['zoek=caf%C3%A9', 'café'], ['zoek=a%26b', 'a&b']] as const) {
    const page = await (await newContext({ storageState: visitor })).newPage();
    await page.goto(`/klanten?${asked}`);
    await expect(page).toHaveURL(/\/aanmelden/);
    await page.locator('form [name="email"]').fill(administrator.email);
    await page.locator('form [name="password"]').fill(administrator.password);
    await page.locator('form:has([name="password"]) button[type="submit"]').click();
    await expect(page).toHaveURL(new RegExp(`/klanten\\?${asked}$`));
    await hydrated(page);
    await expect(search(page)).toHaveValue(typed);
  }
});

test('[C2] my own customers are a view, and a page has as many rows as were chosen', async ({ page }) => {
  await open(page, '/klanten?tab=concept');
  await page.getByRole('link', { name: 'Mijn klanten' }).click();
  await expect(page).toHaveURL(/weergave=mijn/);
  await expect(page.getByRole('link', { name: 'Mijn klanten' })).toHaveAttribute('aria-current', 'true');
  await open(page, '/klanten?tab=concept&rijen=100');
  const sizes = page.getByRole('group', { name: 'Rijen per pagina' });
  await expect(sizes.getByRole('link', { name: '100' })).toHaveAttribute('aria-current', 'true');
  await sizes.getByRole('link', { name: '50' }).click();
  await expect(page).not.toHaveURL(/rijen=/);
});

test('[C2] from one card to the next, and back to the same place in the list', async ({ page }) => {
  const mark = 'Kwartelbuur';
  for (const name of ['Aap', 'Beer', 'Cobra']) await activeCustomer(page, `${mark} ${name}`);
  await open(page, `/klanten?zoek=${mark}`);
  await page.getByRole('link', { name: `${mark} Aap` }).click();
  await expect(page.locator('.card-name')).toHaveText(`${mark} Aap`);
  const steps = page.getByRole('navigation', { name: 'Door de lijst' });
  await expect(steps.getByLabel('Vorige klant')).toHaveAttribute('aria-disabled', 'true');
  await steps.getByRole('link', { name: 'Volgende klant' }).click();
  await expect(page.locator('.card-name')).toHaveText(`${mark} Beer`);
  await steps.getByRole('link', { name: 'Volgende klant' }).click();
  await expect(page.locator('.card-name')).toHaveText(`${mark} Cobra`);
  await steps.getByRole('link', { name: 'Vorige klant' }).click();
  await expect(page.locator('.card-name')).toHaveText(`${mark} Beer`);
  await steps.getByRole('link', { name: 'Naar de lijst' }).click();
  await expect(page).toHaveURL(new RegExp(`zoek=${mark}`));
});

test('[W8] the part of the card is fetched ahead, but not where the connection is paid for by what goes over it', async ({ newContext, firm }) => {
  const opened = async (sparing: boolean) => {
    const context = await newContext({ storageState: firm.storageState });
    if (sparing) await context.addInitScript(() => Object.defineProperty(navigator, 'connection', { value: { saveData: true } }));
    const page = await context.newPage();
    const parts: string[] = [];
    page.on('request', (request) => { if (request.url().endsWith('.wasm')) parts.push(request.url()); });
    const id = await activeCustomer(page, `Vooruit ${sparing}`);
    await open(page, '/klanten?zoek=vooruit');
    return { page, parts, id };
  };
  const spared = await opened(true);
  await spared.page.waitForTimeout(1_500);
  const first = spared.parts.length;
  const ordinary = await opened(false);
  await expect.poll(() => ordinary.parts.length, 'the part of the card').toBeGreaterThan(first);
  expect(spared.parts.length, 'nothing was fetched ahead').toBe(first);
  await spared.page.getByRole('link', { name: 'Vooruit true' }).click();
  await expect(spared.page).toHaveURL(new RegExp(spared.id));
  await expect.poll(() => spared.parts.length, 'it comes when it is needed').toBeGreaterThan(first);
});
