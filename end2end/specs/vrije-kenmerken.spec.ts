/** The tab of the firm's own fields that stand there, and of those that one customer alone has. */
import { randomUUID } from 'node:crypto';
import type { Locator, Page } from '@playwright/test';
import { axe, expect, hydrated, open, test } from '../fixtures.ts';
import { colleague } from '../lib/colleagues.ts';
import { withoutFreeFields } from '../lib/free-fields.ts';
import { addCustomer, call } from '../lib/seed.ts';

const slug = 'vrije-kenmerken';
const tab = (page: Page): Locator => page.locator('.card-head .tab').filter({ hasText: 'Vrije kenmerken' });
const save = (page: Page): Locator => page.getByRole('button', { name: 'Opslaan' });
const onTab = (id: string): string => `/klanten/${id}/${slug}`;
const word = () => randomUUID().slice(0, 8);
const switchTab = (page: Page, on: boolean) => call(page, 'settings/switch_card_tab', { slug, on });

interface Field {
  id: string;
  version: number;
  archived: boolean;
}

/** What the card says of a field. */
const fact = (page: Page, label: string): Locator =>
  page.locator('.facts > div').filter({ has: page.locator('dt').getByText(label, { exact: true }) }).locator('dd');

/** Makes a field that stands on the tab, behind the screen. */
const define = (page: Page, name: string, on_tab = true) =>
  call(page, 'own_fields/save', { id: null, version: 0, labels: { nl: name }, kind: 'text', on_tab });

withoutFreeFields();

// The other tests of this server know no such fields.
test.afterEach(async ({ page }) => {
  const { fields } = await call<{ fields: Field[] }>(page, 'own_fields/list');
  for (const { id, version } of fields.filter((field) => !field.archived)) {
    await call(page, 'own_fields/archive', { id, version, archived: true });
  }
});

test('[T9] the administrator switches the tab on, puts a field on it, and a colleague fills it in in place', async ({ page, complaints }) => {
  // A field without a name is refused.
  complaints.allow(/422/);
  const name = `Betaalscore ${word()}`;
  const id = await addCustomer(page, `Kenmerkhuis ${word()}`);
  await open(page, `/klanten/${id}`);
  await expect(tab(page)).toHaveCount(0);
  await open(page, '/instellingen/klantkaart');
  await page.getByRole('button', { name: 'Vrije kenmerken aanzetten' }).click();
  await expect(page.getByRole('button', { name: 'Vrije kenmerken uitzetten' })).toBeVisible();

  // An empty tab leads to where fields are made.
  await open(page, onTab(id));
  await expect(page.getByText('Nog geen vrije kenmerken')).toBeVisible();
  await axe(page);
  await page.getByRole('link', { name: 'Naar de eigen velden' }).click();
  await expect(page).toHaveURL('/instellingen/velden');
  await hydrated(page);
  await page.getByRole('button', { name: 'Eigen veld toevoegen' }).click();
  const dialog = page.getByRole('dialog', { name: 'Eigen veld toevoegen' });
  await dialog.getByLabel('Naam (Nederlands)').fill(name);
  await dialog.getByLabel('Staat op tabblad').selectOption({ label: 'Vrije kenmerken' });
  await axe(page, 'dialog[open]');
  await dialog.getByRole('button', { name: 'Opslaan' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('rowheader', { name })).toContainText('Vrije kenmerken');

  // It stands on the tab, and not among the others.
  await open(page, `/klanten/${id}`);
  await expect(fact(page, name)).toHaveCount(0);
  await tab(page).click();
  await expect(page).toHaveURL(onTab(id));
  await page.getByLabel(name).fill('Betaalt traag');
  await page.getByText('Veld voor deze klant alleen').click();
  await page.getByLabel('Inhoud').fill('Onder de mat');
  await save(page).click();
  await expect(page.locator('#field-ownadded_label-error')).toContainText('Veldnaam');
  await page.getByLabel('Veldnaam').fill('Reservesleutel');
  await save(page).click();
  await expect(page.getByLabel('Reservesleutel')).toHaveValue('Onder de mat');
  await expect(page.getByLabel(name)).toHaveValue('Betaalt traag');
  await axe(page);
  await open(page, `/klanten/${id}/bewerken`);
  await expect(page.getByLabel(name)).toHaveCount(0);
  await open(page, `/klanten/${id}/historiek`);
  await expect(page.locator('.timeline > li').first()).toContainText(name);

  // Without the tab nothing vanishes: its fields stand on the first one again.
  await open(page, '/instellingen/klantkaart');
  await page.getByRole('button', { name: 'Vrije kenmerken uitzetten' }).click();
  await expect(page.getByRole('button', { name: 'Vrije kenmerken aanzetten' })).toBeVisible();
  await open(page, `/klanten/${id}`);
  await expect(fact(page, name)).toHaveText('Betaalt traag');
  await expect(fact(page, 'Reservesleutel')).toHaveText('Onder de mat');
  await open(page, `/klanten/${id}/bewerken`);
  await expect(page.getByLabel(name)).toHaveValue('Betaalt traag');
});

test('[T9] whoever is second with the same value on the tab chooses between both', async ({ page, complaints }) => {
  complaints.allow(/409/);
  await switchTab(page, true);
  const [name, other] = [`Betaalscore ${word()}`, `Tarief ${word()}`];
  await define(page, name);
  await define(page, other);
  const id = await addCustomer(page, `Kenmerktwist ${word()}`);
  await open(page, onTab(id));
  const { form } = await call<{ form: { fields: Field[] } }>(page, 'free_fields/read', { customer_id: id });
  const [score, fee] = form.fields.map((field) => field.id);
  const own = { seen: { [score!]: '', [fee!]: '' }, new: { [score!]: 'Van een collega', [fee!]: 'Dubbel' }, added: null };
  await call(page, 'free_fields/save', { customer_id: id, own });
  await page.getByLabel(name).fill('Van mij');
  await save(page).click();
  const row = page.locator('table.diff').getByRole('row', { name });
  await expect(row).toContainText('Van een collega');
  await expect(save(page), 'nothing is chosen for them').toBeDisabled();
  await axe(page);
  await row.getByRole('radio', { name: /Uw versie/ }).check();
  await save(page).click();
  await expect(page.locator('table.diff')).toHaveCount(0);
  await expect(page.getByLabel(name)).toHaveValue('Van mij');
  await expect(page.getByLabel(other), 'what only the other changed is kept').toHaveValue('Dubbel');
});

test('[T9] what was typed on the tab and not saved is there on the way back', async ({ page }) => {
  await switchTab(page, true);
  const name = `Betaalscore ${word()}`;
  await define(page, name);
  const id = await addCustomer(page, `Kenmerkbewaard ${word()}`);
  await open(page, onTab(id));
  await page.getByLabel(name).fill('Half getypt');
  await page.locator('.card-head .tab').filter({ hasText: 'Historiek' }).click();
  await expect(page.locator('.timeline')).toBeVisible();
  await tab(page).click();
  await expect(page.getByLabel(name)).toHaveValue('Half getypt');
  await save(page).click();
  await expect(page.getByText('Bewaard.')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel(name)).toHaveValue('Half getypt');
});

test('[S2] a right makes the tab read-only, or hides it', async ({ page, mail, newContext, complaints }) => {
  // The tab is asked for by its address, and by its function.
  complaints.allow(/403/);
  await switchTab(page, true);
  const name = `Betaalscore ${word()}`;
  await define(page, name);
  const id = await addCustomer(page, `Kenmerkrecht ${word()}`);
  const { form } = await call<{ form: { fields: Field[] } }>(page, 'free_fields/read', { customer_id: id });
  const field = form.fields[0]!.id;
  const own = { seen: { [field]: '' }, new: { [field]: 'Betaalt traag' }, added: null };
  await call(page, 'free_fields/save', { customer_id: id, own });

  const profiles = await call<{ builtin: string; rights: { scope: string; levels: object } }[]>(page, 'settings/profiles');
  const { scope, levels } = profiles.find(({ builtin }) => builtin === 'client_manager')!.rights;
  const profile = `Kenmerklezer ${word()}`;
  const rights = (level: string) => ({ scope, levels: { ...levels, free_fields: level } });
  const made = await call<string>(page, 'settings/save_profile', { id: null, version: 0, name: profile, rights: rights('read') });
  const email = `kenmerk.${word()}@kantoorpeeters.be`;
  const reader = await colleague(page, mail, newContext, { name: 'Kee Kenmerk', email, profile });
  await open(reader, `/klanten/${id}`);
  await tab(reader).click();
  await expect(fact(reader, name)).toHaveText('Betaalt traag');
  await expect(save(reader)).toHaveCount(0);
  await expect(reader.getByText('Veld voor deze klant alleen')).toHaveCount(0);

  await call(page, 'settings/save_profile', { id: made, version: 1, name: profile, rights: rights('none') });
  await open(reader, `/klanten/${id}`);
  await expect(tab(reader)).toHaveCount(0);
  await expect(reader.getByText(name)).toHaveCount(0);
  expect((await reader.goto(onTab(id)))!.status()).toBe(403);
  await expect(reader.getByText('Betaalt traag')).toHaveCount(0);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('[T9] the tab is filled in without JavaScript', async ({ page }) => {
    await switchTab(page, true);
    const name = `Betaalscore ${word()}`;
    await define(page, name);
    const id = await addCustomer(page, `Kenmerkformulier ${word()}`);
    await page.goto(onTab(id));
    await page.getByLabel(name).fill('Betaalt traag');
    await page.getByText('Veld voor deze klant alleen').click();
    await page.getByLabel('Veldnaam').fill('Alarmcode');
    await page.getByLabel('Inhoud').fill('Bij de buren');
    await save(page).click();
    await expect(page.getByLabel(name)).toHaveValue('Betaalt traag');
    await expect(page.getByLabel('Alarmcode')).toHaveValue('Bij de buren');
  });
});
