/** Messages of what was done: how long they stay, for whom, and where. */
import type { Locator, Page } from '@playwright/test';
import { expect, open, test } from '../fixtures.ts';
import { menuOfCard as menu } from '../lib/card.ts';
import { mockClock } from '../lib/clock.ts';
import { addCustomer } from '../lib/seed.ts';

/** Adds a customer behind the screen, and opens its card. */
async function opened(page: Page, name: string, customer: Record<string, string> = {}): Promise<void> {
  await open(page, `/klanten/${await addCustomer(page, name, '', customer)}`);
}

test('[S4] one message at a time, which stays while somebody is on it, and gives the focus back', async ({ page }) => {
  await opened(page, 'Garage Bericht');
  await mockClock(page);
  const status = page.locator('.card-head .pill');
  const message = page.locator('.toast');
  await menu(page).click();
  await page.getByRole('menuitem', { name: 'Activeren', exact: true }).click();
  await expect(status).toHaveText('Actief');
  await menu(page).click();
  await page.getByRole('menuitem', { name: 'Deactiveren' }).click();
  await expect(status).toHaveText('Gedeactiveerd');
  await expect(message).toHaveCount(1);
  await expect(message).toContainText('gedeactiveerd');
  await page.clock.fastForward(10_500);
  await expect(message, 'what can be undone is there for ten seconds and more').toBeVisible();
  await message.hover();
  await page.clock.fastForward(60_000);
  await expect(message, 'it stays under the pointer').toBeVisible();
  await page.mouse.move(5, 5);
  await page.clock.fastForward(20_000);
  await expect(message).toHaveCount(0);

  await menu(page).click();
  await page.getByRole('menuitem', { name: 'Activeren', exact: true }).click();
  await expect(status).toHaveText('Actief');
  await menu(page).focus();
  await message.getByRole('button', { name: 'Sluiten' }).focus();
  await page.clock.fastForward(60_000);
  await expect(message, 'it stays under the focus').toBeVisible();
  await page.keyboard.press('Enter');
  await expect(message).toHaveCount(0);
  await expect(menu(page)).toBeFocused();
});

test('[S4] a message waits for the pointer and for the focus, and a later one does not take it from under the focus', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await opened(page, 'Garage Wacht', { iban: 'BE68539007547034' });
  await mockClock(page);
  const message = page.locator('.toast');
  await menu(page).click();
  await page.getByRole('menuitem', { name: 'Activeren', exact: true }).click();
  await expect(message).toContainText('De klant is actief.');
  await message.getByRole('button', { name: 'Sluiten' }).focus();
  await message.hover();
  await page.mouse.move(5, 5);
  await page.clock.fastForward(60_000);
  await expect(message, 'the pointer left, the focus did not').toBeVisible();
  await message.hover();
  await menu(page).focus();
  await page.clock.fastForward(60_000);
  await expect(message, 'the focus left, the pointer did not').toBeVisible();
  await page.mouse.move(5, 5);
  await page.clock.fastForward(20_000);
  await expect(message).toHaveCount(0);

  await menu(page).click();
  await page.getByRole('menuitem', { name: 'Deactiveren' }).click();
  await expect(message).toContainText('is gedeactiveerd');
  const undo = message.getByRole('button', { name: 'Ongedaan maken' });
  await undo.focus();
  // Said of something that does not take the focus.
  await page.getByRole('button', { name: 'IBAN kopiëren' }).dispatchEvent('click');
  await expect(message.filter({ hasText: 'Gekopieerd' })).toBeVisible();
  await expect(undo).toBeFocused();
  await menu(page).focus();
  await expect(message, 'left, it makes room for the later one').toHaveCount(1);
  await expect(message).toContainText('Gekopieerd');
  await page.clock.fastForward(20_000);
  await expect(message).toHaveCount(0);
});

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Where something is drawn, once it stands still. */
async function boxOf(part: Locator): Promise<Box> {
  await part.evaluate(async (element) => {
    await Promise.all(element.getAnimations().map(({ finished }) => finished));
  });
  return (await part.boundingBox())!;
}

const overlap = (one: Box, other: Box): boolean =>
  one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height;

test('[S4] a message does not lie over what has the focus', async ({ page }) => {
  for (let number = 0; number < 20; number++) await addCustomer(page, `Uitwijk ${String(number).padStart(2, '0')}`);
  await page.setViewportSize({ width: 1280, height: 720 });
  await open(page, '/klanten?tab=concept&sorteer=naam&zoek=uitwijk');
  await mockClock(page);
  const message = page.locator('.toast');
  const dots = page.getByRole('button', { name: /^Acties voor Uitwijk/ });
  await dots.first().click();
  await page.getByRole('menuitem', { name: 'Activeren', exact: true }).click();
  await expect(message).toContainText('is geactiveerd');
  await expect(dots).toHaveCount(19);
  // What is looked at below takes no time of its fifteen seconds.
  await page.clock.pauseAt(Date.now() + 1_000);
  await dots.first().focus();
  const usual = await boxOf(message);
  let covered = 0;
  for (const one of await dots.all()) {
    if (!overlap(usual, await boxOf(one))) continue;
    covered += 1;
    await one.focus();
    expect(overlap(await boxOf(message), await boxOf(one)), 'the dots of a row lie free').toBe(false);
  }
  expect(covered, 'dots that it would lie over').toBeGreaterThan(0);
  await dots.first().focus();
  expect(await boxOf(message), 'it comes back where it covers nothing').toEqual(usual);
});
