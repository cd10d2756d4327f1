/** The list narrowed by a field that the firm makes itself: from one value to another, by how a text begins, and to those without. */
import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { axe, expect, hydrated, open, test } from '../fixtures.ts';
import { held } from '../lib/held.ts';
import { activeCustomer, call } from '../lib/seed.ts';

interface Field {
  id: string;
  version: number;
  archived: boolean;
}

async function define(page: Page, label: string, kind: string): Promise<void> {
  await call(page, 'own_fields/save', { id: null, version: 0, labels: { nl: label }, kind });
}

// The other tests of this server know no such fields.
test.afterEach(async ({ page }) => {
  const { fields } = await call<{ fields: Field[] }>(page, 'own_fields/list');
  for (const { id, version } of fields.filter((field) => !field.archived)) {
    await call(page, 'own_fields/archive', { id, version, archived: true });
  }
});

test('[T8] a number narrows from one to another, a text by how it begins, and any field to those without', async ({ page }) => {
  const word = `Kade${randomUUID().slice(0, 8)}`;
  const ids = [await activeCustomer(page, `${word} Klein`), await activeCustomer(page, `${word} Groot`)];
  const [berths, anchorage] = [`${word} aantal`, `${word} plaats`];
  await define(page, berths, 'number');
  await define(page, anchorage, 'text');
  for (const [id, count, place] of [[ids[0], '3', 'Oostkaai'], [ids[1], '40', 'Westkaai']] as const) {
    await open(page, `/klanten/${id}/bewerken`);
    await page.getByLabel(berths).fill(count);
    await page.getByLabel(anchorage).fill(place);
    await page.getByRole('button', { name: 'Opslaan' }).click();
    await expect(page).toHaveURL(/\/klanten\/[0-9a-f-]{36}$/);
  }

  await open(page, `/klanten?zoek=${word}`);
  const names = async (): Promise<string[]> =>
    (await page.locator('table.customers tbody th').allInnerTexts()).map((name) => name.replace(`${word} `, ''));
  const filter = page.getByLabel('Eigen veld', { exact: true });
  const type = async (label: string, text: string): Promise<void> => {
    await page.getByLabel(label).fill(text);
    await page.getByLabel(label).press('Tab');
  };
  await filter.selectOption(`${berths}: van … tot …`);
  await expect.poll(names).toEqual(['Groot', 'Klein']);
  await type(`${berths} vanaf`, '10');
  await expect.poll(names).toEqual(['Groot']);
  await expect(page.getByLabel(`${berths} tot en met`), 'who fills in both goes on').toBeFocused();
  await type(`${berths} vanaf`, '');
  await type(`${berths} tot en met`, '10');
  await expect.poll(names).toEqual(['Klein']);
  await axe(page);
  await type(`${berths} tot en met`, 'twaalf');
  await expect(page.getByText(`${berths} twaalf kan niet kloppen. Een getal ziet eruit als 1.234,5`), 'why nobody is found').toBeVisible();
  await filter.selectOption(`${anchorage}: begint met …`);
  await type(`${anchorage} begint met`, 'west');
  await expect.poll(names).toEqual(['Groot']);
  await page.reload();
  await hydrated(page);
  await expect(page.getByLabel(`${anchorage} begint met`)).toHaveValue('west');
  await filter.selectOption(`${anchorage}: leeg`);
  await expect.poll(names).toEqual([]);
});

test('[T8] rows that come late leave what is being typed as a bound', async ({ page }) => {
  const label = `Kade ${randomUUID().slice(0, 8)}`;
  await define(page, label, 'number');
  await open(page, '/klanten');
  const [filter, from] = [page.getByLabel('Eigen veld', { exact: true }), page.getByLabel(`${label} vanaf`)];
  const go = await held(page, 'customers/list');
  const asked = page.waitForRequest('**/api/customers/list');
  await filter.selectOption(`${label}: van … tot …`);
  await asked;
  await from.fill('12');
  const read = page.waitForResponse('**/api/customers/list');
  await go();
  await read;
  await expect(page.getByText('Geen klanten in deze weergave')).toBeVisible();
  await expect(from).toHaveValue('12');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('[T8] the bounds of a number are sent by the form that searches', async ({ page }) => {
    const label = `Kade ${randomUUID().slice(0, 8)}`;
    await define(page, label, 'number');
    await page.goto('/klanten');
    const seek = page.getByRole('button', { name: 'Zoeken', exact: true });
    await page.getByLabel('Eigen veld', { exact: true }).selectOption(`${label}: van … tot …`);
    await seek.click();
    await page.getByLabel(`${label} vanaf`).fill('10');
    await page.getByLabel(`${label} tot en met`).fill('20');
    await seek.click();
    await expect(page).toHaveURL(/vanaf=10&tot=20/);
    await expect(page.getByLabel(`${label} vanaf`)).toHaveValue('10');
    await expect(page.getByLabel(`${label} tot en met`)).toHaveValue('20');
    await expect(page.locator('table.customers tbody th')).toHaveCount(0);
  });
});
