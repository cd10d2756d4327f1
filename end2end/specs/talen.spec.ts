/** No text of one language stands on a page in another, and the words of each language find their room on the smallest screen. */
import path from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import { administrator, expect, hydrated, makeFirm, visitor } from '../fixtures.ts';
import { misfits } from '../lib/fit.ts';
import { artefacts } from '../lib/process.ts';
import { test, typed, type Seeded } from '../lib/seeded.ts';
import { ofAnEmptyFirm, ofNobodyYet, phone, visits, type Shown } from '../lib/tour.ts';
import { languages, literal, ownNames, texts as textsOf } from '../lib/words.ts';

const wide = { width: 1280, height: 800 };
const smallest = { width: 320, height: 640 };

const known: Record<string, string[]> = Object.fromEntries(languages.map((language) => [language, [...textsOf[language]!.values()]]));

/** A sentence with what is filled in, as a pattern; none where hardly a word of it stands fast. */
function pattern(sentence: string): RegExp | undefined {
  const fast = sentence.split(/\{\{.*?\}\}/).map((part) => part.trim());
  if (Math.max(...fast.map((part) => part.replace(/[^\p{L}]/gu, '').length)) < 4) return undefined;
  return new RegExp(`^${fast.map(literal).join('\\s?.*?\\s?')}$`, 'u');
}

/** Tells of which other language a text is; nothing for one of its own, of none, or for what a language is called in itself. */
function judge(language: string): (text: string) => string | undefined {
  const own = known[language]!.map(pattern).filter((one) => one !== undefined);
  const others = languages.filter((other) => other !== language).flatMap((other) =>
    known[other]!.map((sentence) => ({ other, sentence, is: pattern(sentence) })).filter(({ is }) => is !== undefined));
  const exact = new Map(others.filter(({ sentence }) => !sentence.includes('{{')).map(({ other, sentence }) => [sentence.trim(), other]));
  const filled = others.filter(({ sentence }) => sentence.includes('{{'));
  const asked = new Map<string, string | undefined>();
  const find = (text: string) => exact.get(text) ?? filled.find(({ is }) => is!.test(text))?.other;
  return (text) => {
    if (!asked.has(text)) asked.set(text, ownNames.includes(text) || own.some((one) => one.test(text)) ? undefined : find(text));
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

/** Words without which hardly a sentence of a language is made: they tell of texts that are in none of app/locales. */
const stopWords: Record<string, string[]> = {
  nl: ['niet', 'een', 'het', 'zijn', 'wordt'],
  fr: ['pas', 'vous', 'les', 'une'],
  en: ['the', 'your', 'not', 'with'],
  de: ['nicht', 'eine', 'und', 'wird'],
};

/** Those that a language has as well, with another meaning. */
const itsOwn: Record<string, string[]> = { nl: ['pas', 'les'] };

const wordsOf = (text: string): string[] => text.toLowerCase().match(/\p{L}+/gu) ?? [];

/** Tells of which other language a sentence is by its small words; what people typed says nothing. */
function overhear(language: string): (text: string) => string | undefined {
  const own = itsOwn[language] ?? [];
  const strange = new Map(languages.filter((other) => other !== language).flatMap((other) =>
    stopWords[other]!.filter((word) => !own.includes(word)).map((word) => [word, other] as const)));
  return (text) => {
    const said = typed.reduce((rest, one) => rest.replaceAll(one, ''), text);
    const found = wordsOf(said).find((word) => strange.has(word));
    return found && strange.get(found);
  };
}

test('[languages] a sentence of another language is told by its small words, whoever wrote it', () => {
  expect(overhear('fr')('Btw-nummer BE0123 klopt niet.')).toBe('nl');
  expect(overhear('nl')('Your password is too short.')).toBe('en');
  expect(overhear('en')('Ce numéro n’est pas valable.')).toBe('fr');
  expect(overhear('en')('Die Prüfziffer stimmt nicht.')).toBe('de');
  expect(overhear('nl')('Uw kantoor keurt het pas goed als het klopt.'), 'a word that it has itself').toBeUndefined();
  expect(overhear('fr')(`${typed.at(-1)} (3)`), 'what somebody typed').toBeUndefined();
});

async function speaks(context: BrowserContext, pages: readonly Shown[], language: string, seeded: Seeded): Promise<void> {
  const page = await context.newPage();
  const [other, small] = [judge(language), overhear(language)];
  for (const shown of pages) {
    await test.step(shown.name, async () => {
      await page.setViewportSize(shown.phone ? phone : wide);
      await page.goto(shown.address(seeded));
      await hydrated(page);
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      await shown.open?.(page);
      if (shown.dialog) await page.locator('dialog[open]').last().waitFor();
      const wrong = (await texts(page)).map((text) => [other(text) ?? small(text), text]).filter(([of]) => of !== undefined);
      expect.soft(wrong, `${shown.name} in ${language}`).toEqual([]);
      for (const size of shown.phone ? [smallest] : [wide, smallest]) {
        await page.setViewportSize(size);
        expect.soft(await misfits(page), `${shown.name} in ${language} at ${size.width}`).toEqual([]);
      }
    });
  }
  await page.close();
}

/** Words in whose place another one stands: see docs/WORDS.md. */
const givenUp: Record<string, string[]> = {
  nl: ['stuurt', 'sturen', 'teruggenomen', 'bulkbestand'],
  fr: ['délier', 'délié', 'déliée', 'lier', 'lié', 'liée', 'liées', 'liaison', 'rejeter', 'rejeté', 'annuler l’action', 'cabinet', 'page propre', 'importation'],
  en: ['client', 'clients', 'bulk file', 'my company', 'exist already', 'exists already', 'own page'],
  de: ['mandant', 'mandanten', 'mandat', 'kontaktperson', 'zurückgenommen', 'eigene seite', 'eigenen seite'],
};

test('[languages] one word stands for one thing', () => {
  for (const language of languages) {
    const word = new RegExp(`(?<!\\p{L})(${givenUp[language]!.join('|')})(?!\\p{L})`, 'iu');
    expect.soft(known[language]!.filter((sentence) => word.test(sentence)), language).toEqual([]);
  }
});

test.describe.configure({ timeout: 1_200_000, mode: 'parallel' });

for (const language of languages) {
  test(`[languages] every page, dialog and message speaks ${language} and nothing else`, async ({ newContext, baseURL, firm, fresh, seeded, complaints }) => {
    // What refuses a form, asks for the password or tells of a colleague who was quicker.
    complaints.allow(/403|409/);
    const speak = async (url: string, storageState: string | typeof visitor, pages: readonly Shown[]) => {
      const context = await newContext({ baseURL: url, storageState });
      await context.addCookies([{ name: 'i18n_pref_locale', value: language, url }]);
      await speaks(context, pages, language, seeded);
      await context.close();
    };
    for (const [storageState, pages] of visits(seeded, firm.storageState)) await speak(baseURL!, storageState, pages);
    await speak(fresh.url, visitor, ofNobodyYet);
    const empty = await makeFirm(fresh, administrator, path.join(artefacts, 'sessions', `empty-${language}.json`));
    await speak(fresh.url, empty.storageState, ofAnEmptyFirm);
  });
}
