/** Nothing moves under the pointer, nothing is cut off, and what takes long says so. */
import type { Locator, Page } from '@playwright/test';
import { axe, expect, hydrated, open, picture, test } from '../fixtures.ts';
import { misfits } from '../lib/fit.ts';
import { menu } from '../lib/focus.ts';
import { held } from '../lib/held.ts';
import { addCustomer, call } from '../lib/seed.ts';

const field = (page: Page, name: string): Locator => page.locator(`#field-${name}`);
const top = async (of: Locator): Promise<number> => Math.round((await of.boundingBox())!.y);
const blank = '/klanten/nieuw?sjabloon=geen';

for (const [device, viewport, vat] of [
  ['a laptop', { width: 1280, height: 800 }, 'BE0650211487'],
  ['a phone', { width: 390, height: 844 }, 'BE0555123476'],
] as const) {
  test(`[B2] on ${device} no field moves for a double that is found, or for what was restored`, async ({ page }) => {
    await addCustomer(page, 'Drukkerij Stilstand', '', { vat });
    await page.setViewportSize(viewport);
    await open(page, blank);
    const name = field(page, 'name');
    await name.fill('Iets anders');
    const before = await top(name);
    await field(page, 'vat').fill(vat);
    await field(page, 'vat').blur();
    const note = page.getByRole('alert').filter({ hasText: /Deze klant bestaat al \(\d+\)/ });
    await expect(note).toBeVisible();
    await expect(note.getByRole('link', { name: 'Naar de kaart' })).toBeVisible();
    expect(await top(name), 'the note stands where room was kept').toBe(before);
    expect(await misfits(page)).toEqual([]);
    await axe(page);
    await picture(page, `stil-dubbel-${viewport.width}`);

    await page.reload();
    await hydrated(page);
    await expect(page.getByText('U gaat verder met wat u eerder invulde')).toBeVisible();
    expect(await top(name), 'so does the one about what was restored').toBe(before);
    expect(await misfits(page)).toEqual([]);
    await picture(page, `stil-hersteld-${viewport.width}`);
  });
}

test('[B2] the form of a customer that is there says that another has its number, and no field moves', async ({ page }) => {
  await addCustomer(page, 'Drukkerij Tweemaal', '', { vat: 'BE0735439449' });
  const id = await addCustomer(page, 'Drukkerij Ernaast');
  await open(page, `/klanten/${id}/bewerken`);
  const before = await top(field(page, 'name'));
  await field(page, 'vat').fill('BE0735439449');
  await field(page, 'vat').blur();
  const note = page.getByRole('alert').filter({ hasText: /Deze klant bestaat al \(\d+\)/ });
  await expect(note).toBeVisible();
  expect(await top(field(page, 'name'))).toBe(before);
  // The company number was filled in with it.
  for (const name of ['vat', 'company_number']) {
    await field(page, name).fill('');
    await field(page, name).blur();
  }
  await expect(note).toHaveCount(0);
});

test('[B2] a number that another has stops the save of a customer that is there, also from within its field', async ({ page }) => {
  const first = await addCustomer(page, 'Drukkerij Sneltoets', '', { vat: 'BE0555011333' });
  const id = await addCustomer(page, 'Drukkerij Haast');
  await open(page, `/klanten/${id}/bewerken`);
  const notice = page.getByRole('alert').filter({ hasText: /Deze klant bestaat al \(\d+\)/ });
  for (const keys of ['Control+s', 'Enter']) {
    await field(page, 'vat').fill('BE0555011333');
    await field(page, 'vat').press(keys);
    await expect(notice).toBeFocused();
    await expect(notice.getByRole('link', { name: 'Naar de kaart' })).toHaveAttribute('href', `/klanten/${first}`);
    await expect(page).toHaveURL(/\/bewerken$/);
  }
  await axe(page);
  await notice.getByRole('button', { name: 'Toch opslaan' }).click();
  await expect(page).toHaveURL(new RegExp(`/klanten/${id}$`));
  await expect(page.locator('.notice.duplicates').getByRole('link', { name: 'Drukkerij Sneltoets' })).toBeVisible();
  // What it shares already is not asked about again.
  await open(page, `/klanten/${id}/bewerken`);
  await field(page, 'description').fill('Zelfde zaak');
  await page.keyboard.press('Control+s');
  await expect(page).toHaveURL(new RegExp(`/klanten/${id}$`));
});

test('[B2] what is wrong with a field is told once the pointer is let go, and the field stays in its place', async ({ page }) => {
  await open(page, blank);
  const email = field(page, 'email');
  await email.fill('geen adres');
  const below = field(page, 'mobile');
  await below.scrollIntoViewIfNeeded();
  const place = await email.boundingBox();
  const box = (await below.boundingBox())!;
  await page.mouse.move(box.x + 20, box.y + 10);
  await page.mouse.down();
  await page.waitForTimeout(150);
  expect(await top(below), 'while it is pressed').toBe(Math.round(box.y));
  await expect(page.locator('#field-email-error')).toHaveCount(0);
  await page.mouse.up();
  await expect(page.locator('#field-email-error')).toBeVisible();
  await expect(below).toBeFocused();
  expect((await email.boundingBox())!.x, 'the bar beside a wrong field stands in the margin').toBe(place!.x);
});

test('[B2] the summary of errors is in the order of the form, in sentences, and names the section of namesakes', async ({ page }) => {
  await open(page, blank);
  await field(page, 'email').fill('klant zonder apenstaart');
  await field(page, 'contact_email').fill('mens zonder apenstaart');
  await field(page, 'address_street').fill('Markt');
  await field(page, 'iban').fill('BE00');
  await page.keyboard.press('Control+s');
  const summary = page.getByRole('group', { name: 'Kijk dit na' });
  await expect(summary).toBeFocused();
  const lines = await summary.getByRole('link').allInnerTexts();
  const order = await summary.getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href')!.slice(1)));
  const inForm = await page.locator('form [id^="field-"]').evaluateAll((fields) => fields.map(({ id }) => id));
  expect(order).toEqual(inForm.filter((id) => order.includes(id)));
  expect(lines[0]).toBe('Naam ontbreekt. Vul dit in.');
  expect(lines.filter((line) => line.startsWith('Contactpersoon: E-mailadres'))).toHaveLength(1);
  expect(lines.filter((line) => line.startsWith('Contact en beheer: E-mailadres'))).toHaveLength(1);
  for (const line of lines) expect(line).toMatch(/\.$/);
  const street = await top(field(page, 'address_street'));
  await field(page, 'name').fill('Juist BV');
  expect(await top(field(page, 'address_street')), 'what is put right leaves its room').toBe(street);
});

test('[W8] columns keep their widths through every filter, and no pill is cut at 1024 px', async ({ page }) => {
  const names = ['Kolombreedte', `Kolombreedte met een naam die veel langer is dan ${'die van ieder ander '.repeat(4)}`];
  for (const name of names) await addCustomer(page, name, '', { vat: name === names[0] ? 'BE0477472701' : '' });
  const widths = () => page.locator('table.customers thead th').evaluateAll((cells) => cells.map((cell) => Math.round(cell.getBoundingClientRect().width)));
  for (const width of [1024, 1280, 1440]) {
    await page.setViewportSize({ width, height: 800 });
    await open(page, '/klanten?tab=concept&zoek=kolombreedte');
    const all = await widths();
    for (const [view, name] of [['Zonder btw-nummer', names[1]!], ['Met btw-nummer', names[0]!]] as const) {
      await page.getByRole('link', { name: view }).click();
      await expect(page.locator('table.customers tbody th')).toHaveText([name]);
      expect.soft(await widths(), `${view} at ${width}`).toEqual(all);
    }
    const cut = await page.locator('table.customers .pill').evaluateAll((pills) =>
      pills.filter((pill) => {
        const [shown, { left, right, top, bottom }] = [pill.closest('td')!.getBoundingClientRect(), pill.getBoundingClientRect()];
        const seen = [left + 2, right - 2].every((x) => pill.contains(document.elementFromPoint(x, (top + bottom) / 2)));
        return right > shown.right || !seen;
      }).length);
    expect.soft(cut, `pills that are cut at ${width}`).toBe(0);
    const box = page.locator('.list-box');
    expect.soft(await box.evaluate((box) => box.scrollWidth - box.clientWidth), `nothing to scroll sideways at ${width}`).toBe(0);
    await picture(page, `stil-lijst-${width}`);
  }
});

test('a wide screen is used: sections of form and card stand beside each other, and an address is not broken', async ({ page }) => {
  const id = await addCustomer(page, 'Breedbeeld BV', 'anneleen.vandenbroucke@breedbeeld.example', { email: 'boekhouding@breedbeeld.example' });
  await page.setViewportSize({ width: 1440, height: 900 });
  const left = async (name: string) => Math.round((await page.getByRole('heading', { level: 2, name, exact: true }).boundingBox())!.x);
  await open(page, blank);
  expect(await left('Hoofdkantoor')).toBeGreaterThan((await left('Bedrijf')) + 300);
  await picture(page, 'stil-formulier-1440');
  await open(page, `/klanten/${id}`);
  expect(await left('Contactpersonen')).toBeGreaterThan((await left('Adressen')) + 300);
  for (const link of await page.locator('.facts .mail-link').all()) expect((await link.boundingBox())!.height).toBeLessThan(24);
  await picture(page, 'stil-kaart-1440');
});

test('[C2] whoever goes on typing while answers are late finds what was typed', async ({ page }) => {
  await addCustomer(page, 'Doortypen BV');
  await open(page, '/klanten?tab=concept');
  const late = '**/api/customers/list';
  await page.route(late, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 700));
    await route.continue();
  });
  // Each pause is long enough to search, and shorter than an answer takes.
  await page.getByRole('searchbox').pressSequentially('doortypen', { delay: 400 });
  await expect(page.locator('table.customers tbody th')).toHaveText(['Doortypen BV']);
  await expect(page.getByRole('link', { name: 'Naam' })).toHaveAttribute('href', /zoek=doortypen/);
  await page.unrouteAll({ behavior: 'wait' });
});

test('[C2] rows that come late leave open what was opened meanwhile', async ({ page }) => {
  await addCustomer(page, 'Laatkomer Aarde BV');
  await open(page, '/klanten?tab=concept&zoek=laatkomer');
  const meanwhile = async (words: string, act: () => Promise<void>) => {
    const go = await held(page, 'customers/list');
    const asked = page.waitForRequest('**/api/customers/list');
    await page.getByRole('searchbox').fill(words);
    await asked;
    await act();
    const read = page.waitForResponse('**/api/customers/list');
    await go();
    await read;
    await expect(page.getByRole('link', { name: 'Naam', exact: true })).toHaveAttribute('href', new RegExp(`zoek=${words}(&|$)`));
  };

  const item = page.getByRole('menuitem', { name: 'Openen' });
  await meanwhile('laatkomer.aarde', async () => {
    await menu(page, 'Laatkomer Aarde BV').click();
    await expect(item).toBeFocused();
  });
  await expect(item, 'the menu of a row').toBeFocused();
  await page.keyboard.press('Escape');

  const settings = page.getByRole('dialog', { name: 'Vensterinstellingen' });
  const numbers = settings.getByRole('checkbox', { name: 'Btw-nummer', exact: true });
  await meanwhile('laatkomer', async () => {
    await page.getByRole('link', { name: 'Vensterinstellingen' }).click();
    await numbers.uncheck();
  });
  await expect(numbers, 'what was changed in the window settings').not.toBeChecked();
  await page.keyboard.press('Escape');
});

test('[C2] a row keeps the focus when its list comes anew, and the first has it when it is gone', async ({ page }) => {
  for (const name of ['Vasthouden Aarde BV', 'Vasthouden Water BV']) await addCustomer(page, name);
  const row = (name: string) => page.getByRole('row', { name });
  await open(page, '/klanten?tab=concept&sorteer=naam&zoek=vasthouden');
  const search = async (words: string, keys: string[], focused: string) => {
    const go = await held(page, 'customers/list');
    const asked = page.waitForRequest('**/api/customers/list');
    await page.getByRole('searchbox').fill(words);
    await asked;
    for (const key of keys) await page.keyboard.press(key);
    await expect(row(focused)).toBeFocused();
    await go();
  };
  await search('vasthouden bv', ['ArrowDown', 'ArrowDown'], 'Vasthouden Water BV');
  await expect(page).toHaveURL(/zoek=vasthouden\+bv/);
  await expect(row('Vasthouden Water BV'), 'the same row').toBeFocused();
  await search('vasthouden bv wat', ['ArrowDown'], 'Vasthouden Aarde BV');
  await expect(row('Vasthouden Aarde BV')).toHaveCount(0);
  await expect(row('Vasthouden Water BV'), 'the first row').toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Vasthouden Water BV' })).toBeVisible();
});

test('[C2] a search that takes long says so, and a click is answered at once', async ({ page }) => {
  const id = await addCustomer(page, 'Traagheid BV');
  await open(page, '/klanten?tab=concept&zoek=traagheid');
  const go = await held(page, 'customers/list');
  const rows = page.locator('.list-box');
  const before = await top(rows);
  await page.getByRole('searchbox').press('End');
  await page.keyboard.type(' b');
  const slowly = page.getByRole('status').filter({ hasText: 'Zoekt nog…' });
  await expect(slowly).toBeVisible();
  expect(await top(rows), 'nothing moves for it').toBe(before);
  await axe(page, '.toolbar');
  await go();
  await expect(slowly).toHaveCount(0);

  const open_card = await held(page, 'customers/card');
  const link = page.getByRole('link', { name: 'Traagheid BV' });
  await link.click();
  const answered = await page.evaluate(() => new Promise<number>((resolve) => {
    const began = performance.now();
    const look = () => (document.body.hasAttribute('data-busy') ? resolve(performance.now() - began) : requestAnimationFrame(look));
    look();
  }));
  expect(answered).toBeLessThan(100);
  // The shape of what comes: a header and tabs.
  await expect(page.locator('.skeleton .skeleton-tabs')).toBeVisible();
  await open_card();
  await expect(page).toHaveURL(new RegExp(id));
  await expect(page.locator('body')).not.toHaveAttribute('data-busy');
});

test('what comes late has its shape from the start', async ({ page, firm }) => {
  const id = await addCustomer(page, 'Vormvast BV');
  await open(page, `/klanten/${id}`);
  const show_settings = await held(page, 'integrations/settings');
  await page.getByRole('link', { name: 'Klantinstellingen' }).click();
  await expect(page.locator('.skeleton.of-sections'), 'titled parts').toBeVisible();
  await show_settings();
  await expect(page.getByRole('heading', { name: 'Integraties' })).toBeVisible();
  const show_sessions = await held(page, 'session/sessions');
  await page.getByRole('button', { name: firm.name }).click();
  await page.locator('.menu-item[href="/profiel"]').click();
  await expect(page.locator('#toestellen .skeleton.of-records'), 'records with a button').toBeVisible();
  await show_sessions();
  await expect(page.locator('#toestellen .record').first()).toBeVisible();
});

for (const width of [320, 360, 390]) {
  test(`[W8] on a phone of ${width} px the rows begin within 200 px, and the filters are a sheet`, async ({ page }) => {
    await call(page, 'settings/save_unit', { id: null, version: 0, name: `Eenheid ${width}` });
    await addCustomer(page, `Zakformaat ${width}`, '', { vat: 'BE0477472701' });
    await addCustomer(page, `Zakformaat ${width} zonder`);
    await page.setViewportSize({ width, height: 740 });
    await open(page, `/klanten?tab=concept&zoek=zakformaat+${width}`);
    expect(await top(page.locator('table.customers tbody tr').first())).toBeLessThan(200);
    expect(await misfits(page)).toEqual([]);
    await picture(page, `stil-telefoon-${width}`);
    const filters = page.getByRole('button', { name: /^Filters/ });
    const sheet = page.getByRole('group', { name: 'Filters' });
    await expect(sheet).toBeHidden();
    await filters.click();
    await expect(sheet).toBeVisible();
    await axe(page);
    await picture(page, `stil-filters-${width}`);
    await sheet.getByRole('link', { name: 'Zonder btw-nummer' }).click();
    await expect(page.locator('table.customers tbody tr')).toHaveCount(1);
    await sheet.getByRole('button', { name: 'Sluiten' }).click();
    await expect(sheet).toBeHidden();
    await expect(filters).toHaveText(/Filters\s*1/);

    const first = page.locator('table.customers tbody tr').first();
    const before = await top(first);
    await first.getByRole('checkbox').check();
    await expect(page.getByRole('link', { name: 'Uitnodigen' })).toBeVisible();
    expect(await top(first), 'what can be done with the chosen stands in the place of the tabs').toBe(before);
    await axe(page);
  });
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('[W1] the sheet of filters opens and filters on a phone', async ({ page }) => {
    await addCustomer(page, 'Zakscript met', '', { vat: 'BE0477472701' });
    await addCustomer(page, 'Zakscript zonder');
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto('/klanten?tab=concept&zoek=zakscript');
    await page.getByRole('button', { name: /^Filters/ }).click();
    await page.getByRole('group', { name: 'Filters' }).getByRole('link', { name: 'Zonder btw-nummer' }).click();
    await expect(page).toHaveURL(/weergave=zonder-btw/);
    await expect(page.locator('table.customers tbody th')).toHaveText(['Zakscript zonder']);
  });
});

test('[C8] in the history an entry is one line that unfolds, and columns stand under each other', async ({ page }) => {
  const id = await addCustomer(page, 'Uitklap BV', 'uit@klap.example', { phone: '09 123 45 67' });
  const answer = await page.request.post('/api/customers/filled', { data: { id }, headers: { 'sec-fetch-site': 'same-origin' } });
  let { version, details } = (await answer.json()) as { version: number; details: object };
  for (const change of [{ phone: '011 98 76 54' }, { name: 'Uitklap en een heel lange naam erbij BV', website: 'https://uitklap.example' }]) {
    details = { ...details, ...change };
    await call(page, 'customers/update', { id, version: version++, customer: { new: details } });
  }
  await open(page, `/klanten/${id}/historiek`);
  const entry = page.locator('.timeline > li').last();
  await expect(entry.getByText('Klant ingevoerd')).toBeVisible();
  await expect(entry.locator('table.diff').first()).toBeHidden();
  await entry.locator('summary').first().click();
  await expect(entry.getByRole('cell', { name: '09 123 45 67' })).toBeVisible();
  const starts = await page.locator('.timeline table.diff:visible tbody tr').evaluateAll((rows) =>
    rows.map((row) => [...row.children].slice(0, 2).map((cell) => Math.round(cell.getBoundingClientRect().left))));
  for (const start of starts) expect(start[1]! - start[0]!, 'what stood before begins at one height').toBe(starts[0]![1]! - starts[0]![0]!);
  await axe(page);
  await picture(page, 'stil-historiek');
});
