/**
 * A picture of every page and every dialog: at four widths, in light and dark, in every language. They lie in artefacts/pictures, one
 * sheet a page and language.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, BrowserContext } from '@playwright/test';
import { administrator, hydrated, makeFirm, visitor } from '../fixtures.ts';
import { artefacts } from '../lib/process.ts';
import { test, type Seeded } from '../lib/seeded.ts';
import { ofAnEmptyFirm, ofNobodyYet, phone, visits, type Shown } from '../lib/tour.ts';
import { languages } from '../lib/words.ts';

const widths = [[1440, 900], [1024, 768], [390, 844], [320, 640]] as const;
const schemes = ['light', 'dark'] as const;
const folder = path.join(artefacts, 'pictures');

/** All pictures of a page on one sheet, each as wide as half of it at most. */
async function sheet(browser: Browser, name: string, pictures: { width: number; png: Buffer }[]): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1800, height: 600 } });
  const images = pictures.map(({ width, png }) => `<img width="${Math.min(width, 880)}" src="data:image/png;base64,${png.toString('base64')}">`);
  await page.setContent(`<body style="margin:8px;display:flex;flex-wrap:wrap;gap:8px;align-items:start;background:#888">${images.join('')}</body>`, { waitUntil: 'load' });
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
  await page.close();
}

async function take(browser: Browser, context: BrowserContext, pages: readonly Shown[], seeded: Seeded, language: string): Promise<void> {
  const page = await context.newPage();
  for (const shown of pages) {
    await test.step(shown.name, async () => {
      await page.setViewportSize(shown.phone ? phone : { width: 1280, height: 800 });
      await page.goto(shown.address(seeded));
      await hydrated(page);
      await shown.open?.(page);
      await page.waitForLoadState('networkidle');
      const pictures = [];
      for (const colorScheme of schemes) {
        await page.emulateMedia({ colorScheme });
        for (const [width, height] of widths.filter(([width]) => !shown.phone || width < 640)) {
          await page.setViewportSize({ width, height });
          await page.waitForTimeout(150);
          pictures.push({ width, png: await page.screenshot() });
        }
      }
      await sheet(browser, `${language}-${shown.name}`, pictures);
    });
  }
}

test.describe.configure({ mode: 'parallel' });

for (const language of languages) {
  test(`pictures in ${language}`, async ({ browser, newContext, baseURL, firm, fresh, seeded, complaints }) => {
    complaints.allow(/403|409/);
    mkdirSync(folder, { recursive: true });
    const look = async (url: string, storageState: string | typeof visitor, pages: readonly Shown[]) => {
      const context = await newContext({ baseURL: url, storageState });
      await context.addCookies([{ name: 'i18n_pref_locale', value: language, url }]);
      await take(browser, context, pages, seeded, language);
      await context.close();
    };
    for (const [storageState, pages] of visits(seeded, firm.storageState)) await look(baseURL!, storageState, pages);
    await look(fresh.url, visitor, ofNobodyYet);
    const empty = await makeFirm(fresh, administrator, path.join(artefacts, 'sessions', `empty-${language}.json`));
    await look(fresh.url, empty.storageState, ofAnEmptyFirm);
  });
}
