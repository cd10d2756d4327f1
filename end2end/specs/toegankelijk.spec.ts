/**
 * Every page and every dialog, once: clean to axe in light and dark; without anything that sticks out or is cut off at 320, 360, 1024 and
 * 1440 px, and at 1280 × 800 enlarged to 200 %; and with its main action within reach on the small ones.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { administrator, axe, expect, hydrated, makeFirm, picture, visitor } from '../fixtures.ts';
import { misfits } from '../lib/fit.ts';
import { artefacts } from '../lib/process.ts';
import { test, type Seeded } from '../lib/seeded.ts';
import { shifts, watchPaint } from '../lib/shifts.ts';
import {
  everything, ofAnEmptyFirm, ofAssigned, ofColleagues, ofCustomers, ofNobodyYet, ofOwners, ofUnconfirmed, ofVisitors, phone,
  type Shown,
} from '../lib/tour.ts';

const wide = { width: 1280, height: 800 };
/** Screens on a desk: only what fits is looked at. */
const desks = [1440, 1024];
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
async function judge(page: Page, { name, main, phone: only }: Shown): Promise<void> {
  const dialog = 'dialog[open]';
  await axe(page, (await page.locator(dialog).count()) > 0 ? dialog : undefined);
  for (const width of only ? [] : desks) {
    await page.setViewportSize({ width, height: 800 });
    expect.soft(await misfits(page), `${name} at ${width}`).toEqual([]);
  }
  for (const [width, viewport, colorScheme] of [['320', narrow, 'light'], ['360', phone, 'dark'], ['200', enlarged, 'light']] as const) {
    if (only && width === '200') continue;
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
  await watchPaint(page);
  for (const shown of pages) {
    await test.step(shown.name, async () => {
      await page.setViewportSize(shown.phone ? phone : wide);
      await page.goto(shown.address(seeded));
      await hydrated(page);
      expect.soft(await shifts(page), `what moved on ${shown.name}`).toEqual([]);
      await shown.open?.(page);
      if (shown.main) await expect(shown.main(page)).toBeVisible();
      await judge(page, shown);
    });
  }
}

// What is still on its way from one colour to another would be judged halfway.
test.use({ viewport: wide, deviceScaleFactor: 2, contextOptions: { reducedMotion: 'reduce' } });
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
test.describe('a colleague who sees some customers', () => {
  test.use({ storageState: ({ seeded }, use) => use(seeded.assigned) });
  test('[pages] of a colleague with a second step', ({ page, seeded }) => lookAt(page, ofAssigned, seeded));
});
test.describe('a colleague who gave the password long ago', () => {
  test.use({ storageState: ({ seeded }, use) => use(seeded.unconfirmed) });
  test('[pages] that ask for the password again', ({ page, seeded, complaints }) => {
    complaints.allow(/403/);
    return lookAt(page, ofUnconfirmed, seeded);
  });
});
for (const [title, pages] of Object.entries(ofColleagues)) {
  test(`[pages] ${title}`, ({ page, seeded, complaints }) => {
    complaints.allow(/409/);
    return lookAt(page, pages, seeded);
  });
}

test('[pages] the first run, and what is still empty', async ({ fresh, newContext, seeded }) => {
  const firm = () => newContext({ baseURL: fresh.url, storageState: visitor, viewport: wide, deviceScaleFactor: 2 });
  await lookAt(await (await firm()).newPage(), ofNobodyYet, seeded);
  const { storageState } = await makeFirm(fresh, administrator, path.join(artefacts, 'sessions', 'empty.json'));
  const context = await newContext({ baseURL: fresh.url, storageState, viewport: wide, deviceScaleFactor: 2 });
  await lookAt(await context.newPage(), ofAnEmptyFirm, seeded);
});

const sources = path.join(import.meta.dirname, '../../app/src');

/** Uses of a dialog that no page opens as they stand, and why. */
const parts: Record<string, string> = {
  'ui/form/form_dialog.rs FormDialog Dialog': 'the dialog of a form: where it is used is looked at',
  'settings/pages/removal.rs RemoveDialog Confirm': 'the question before something goes: where it is used is looked at',
};

/** Where the code has a dialog: the file, the function and what that calls. */
function dialogs(): string[] {
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.rs'));
  return files.flatMap((file) => {
    let within = '';
    return readFileSync(path.join(sources, file), 'utf8').split('\n').flatMap((line) => {
      within = line.match(/^(?:pub(?:\(.*?\))? )?fn (\w+)/)?.[1] ?? within;
      const used = line.match(/^[^/]*<(?:ui::)?(Confirm|Dialog|FormDialog|RemoveDialog|Leave)(?![\w:])/)?.[1];
      return used ? [`${file} ${within} ${used}`] : [];
    });
  });
}

test('[pages] every dialog in the code is opened by the tour', () => {
  const named = [...Object.keys(parts), ...everything.flatMap(({ dialog }) => dialog ?? [])];
  expect([...new Set(named)].sort()).toEqual([...new Set(dialogs())].sort());
});
