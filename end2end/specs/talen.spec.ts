/** No text of one language stands on a page in another. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import { expect, hydrated, visitor } from '../fixtures.ts';
import { ofColleagues, ofCustomers, ofOwners, ofVisitors, test, type Seeded, type Shown } from '../lib/tour.ts';

const languages = ['nl', 'fr', 'en'] as const;
type Language = (typeof languages)[number];

type Sentences = { [name: string]: string | Sentences };
const locales = path.join(import.meta.dirname, '../../app/locales');

function flat(sentences: Sentences): string[] {
  return Object.values(sentences).flatMap((value) => (typeof value === 'string' ? [value] : flat(value)));
}

/** What a language is called in itself stands on pages in any. */
const names = ['Nederlands', 'Français', 'English'];

const known = Object.fromEntries(languages.map((language) => {
  const folder = path.join(locales, language);
  return [language, readdirSync(folder).flatMap((file) => flat(JSON.parse(readFileSync(path.join(folder, file), 'utf8'))))];
})) as Record<Language, string[]>;

/** A sentence with what is filled in, as a pattern; none where hardly a word of it stands fast. */
function pattern(sentence: string): RegExp | undefined {
  const fast = sentence.split(/\{\{.*?\}\}/).map((part) => part.trim());
  if (Math.max(...fast.map((part) => part.replace(/[^\p{L}]/gu, '').length)) < 4) return undefined;
  return new RegExp(`^${fast.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('\\s?.*?\\s?')}$`, 'u');
}

/** Tells of which other language a text is; nothing for one of its own, or of none. */
function judge(language: Language): (text: string) => string | undefined {
  const own = known[language].map(pattern).filter((one) => one !== undefined);
  const others = languages.filter((other) => other !== language).flatMap((other) =>
    known[other].map((sentence) => ({ other, sentence, is: pattern(sentence) })).filter(({ is }) => is !== undefined));
  const exact = new Map(others.filter(({ sentence }) => !sentence.includes('{{')).map(({ other, sentence }) => [sentence.trim(), other]));
  const filled = others.filter(({ sentence }) => sentence.includes('{{'));
  const asked = new Map<string, string | undefined>();
  const find = (text: string) => exact.get(text) ?? filled.find(({ is }) => is!.test(text))?.other;
  return (text) => {
    if (!asked.has(text)) asked.set(text, names.includes(text) || own.some((one) => one.test(text)) ? undefined : find(text));
    return asked.get(text);
  };
}

/** All that is written on a page, also in what is closed, but for what says of itself that it is in another language. */
const texts = (page: Page) => page.evaluate(() => {
  const found: string[] = [document.title.split(' · ')[0]!];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const element = node instanceof Element ? node : node.parentElement!;
    if (element.closest('script, style, noscript, [translate="no"]') || element.closest('[lang]') !== document.documentElement) continue;
    // A sentence with something filled in is several texts.
    if (node instanceof Element && node.childElementCount === 0) found.push(node.textContent ?? '');
    if (node instanceof Element) found.push(...['aria-label', 'title', 'placeholder', 'alt', 'data-title'].map((name) => node.getAttribute(name) ?? ''));
    else found.push(node.textContent ?? '');
  }
  return [...new Set(found.map((text) => text.trim()).filter((text) => text !== ''))];
});

async function speaks(context: BrowserContext, pages: Shown[], seeded: Seeded, language: Language): Promise<void> {
  const page = await context.newPage();
  const other = judge(language);
  for (const address of new Set(pages.map(({ address }) => address(seeded)))) {
    await page.goto(address);
    await hydrated(page);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    const wrong = (await texts(page)).map((text) => [other(text), text]).filter(([of]) => of !== undefined);
    expect.soft(wrong, `${address} in ${language}`).toEqual([]);
  }
}

test.describe.configure({ timeout: 600_000, mode: 'parallel' });

for (const language of languages) {
  test(`[languages] every page speaks ${language} and nothing else`, async ({ newContext, baseURL, firm, seeded }) => {
    for (const [storageState, pages] of [
      [visitor, ofVisitors], [seeded.one, ofCustomers], [seeded.two, ofOwners], [firm.storageState, Object.values(ofColleagues).flat()],
    ] as const) {
      const context = await newContext({ storageState });
      await context.addCookies([{ name: 'i18n_pref_locale', value: language, url: baseURL! }]);
      await speaks(context, pages, seeded, language);
      await context.close();
    }
  });
}
