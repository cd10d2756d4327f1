/**
 * Every page and every dialog, once: clean to axe in light and dark, at 320 and 360 px, and at 1280 × 800 enlarged to 200 % without
 * anything that sticks out or is cut off, and with its main action within reach.
 */
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { administrator, axe, expect, hydrated, makeFirm, picture, visitor } from '../fixtures.ts';
import { misfits } from '../lib/fit.ts';
import { artefacts } from '../lib/process.ts';
import { shifts } from '../lib/shifts.ts';
import { button, ofAnEmptyFirm, ofColleagues, ofCustomers, ofOwners, ofVisitors, test, type Seeded, type Shown } from '../lib/tour.ts';

const wide = { width: 1280, height: 800 };
const phone = { width: 360, height: 740 };
const narrow = { width: 320, height: 640 };
/** What is left of 1280 × 800 at 200 %. */
const enlarged = { width: 640, height: 400 };

/** What a finger can press on a phone. */
async function targets(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).options({ preload: false, runOnly: ['target-size'] }).analyze();
  const small = violations.flatMap(({ nodes }) => nodes.map(({ html }) => html));
  expect.soft(small, `too small on a phone, ${page.url()}`).toEqual([]);
}

/** Looks at a page that is open as it should be. */
async function judge(page: Page, { name, main }: Shown): Promise<void> {
  const dialog = 'dialog[open]';
  await axe(page, (await page.locator(dialog).count()) > 0 ? dialog : undefined);
  for (const [width, viewport, colorScheme] of [['320', narrow, 'light'], ['360', phone, 'dark'], ['200', enlarged, 'light']] as const) {
    await page.setViewportSize(viewport);
    expect.soft(await misfits(page), `${name} at ${width}`).toEqual([]);
    if (width === '360') await targets(page);
    // What lies under another thing cannot be clicked.
    const reached = await main?.(page).click({ trial: true, timeout: 10_000 }).catch((error: Error) => error.message);
    expect.soft(reached, `the main action of ${name} at ${width}`).toBeUndefined();
    await page.emulateMedia({ colorScheme });
    await picture(page, `pages-${name}-${width}`);
  }
}

/** Opens and judges each; a page that fails does not keep the next from being looked at. */
async function lookAt(page: Page, pages: Shown[], seeded: Seeded): Promise<void> {
  for (const shown of pages) {
    await test.step(shown.name, async () => {
      await page.setViewportSize(wide);
      await page.goto(shown.address(seeded));
      await hydrated(page);
      expect.soft(await shifts(page), `what moved on ${shown.name}`).toEqual([]);
      await shown.open?.(page);
      if (shown.main) await expect(shown.main(page)).toBeVisible();
      await judge(page, shown);
    });
  }
}

test.use({ viewport: wide, deviceScaleFactor: 2 });
test.describe.configure({ timeout: 600_000, mode: 'parallel' });

test.describe('a visitor', () => {
  test.use({ storageState: visitor });
  test('[pages] signing in, passwords, and the links of mails', ({ page, seeded }) => lookAt(page, ofVisitors, seeded));
});
test.describe('a customer', () => {
  test.use({ storageState: ({ seeded }, use) => use(seeded.one) });
  test('[pages] of a customer with one company', ({ page, seeded }) => lookAt(page, ofCustomers, seeded));
});
test.describe('a customer with two companies', () => {
  test.use({ storageState: ({ seeded }, use) => use(seeded.two) });
  test('[pages] of a customer with two companies', ({ page, seeded }) => lookAt(page, ofOwners, seeded));
});
for (const [title, pages] of Object.entries(ofColleagues)) {
  test(`[pages] ${title}`, ({ page, seeded, complaints }) => {
    complaints.allow(/409/);
    return lookAt(page, pages, seeded);
  });
}

test('[pages] the first run, and what is still empty', async ({ fresh, newContext, seeded }) => {
  const firm = () => newContext({ baseURL: fresh.url, storageState: visitor, viewport: wide, deviceScaleFactor: 2 });
  await lookAt(await (await firm()).newPage(), [{ name: 'begin', address: () => '/begin', main: button('Kantoor maken') }], seeded);
  const { storageState } = await makeFirm(fresh, administrator, path.join(artefacts, 'sessions', 'empty.json'));
  const context = await newContext({ baseURL: fresh.url, storageState, viewport: wide, deviceScaleFactor: 2 });
  await lookAt(await context.newPage(), ofAnEmptyFirm, seeded);
});
