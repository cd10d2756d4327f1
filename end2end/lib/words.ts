/** What the pages say in each language: the texts of app/locales, by the keys that the code calls them by. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';

const table = readFileSync(path.join(import.meta.dirname, '../../app/domain/src/language/table.rs'), 'utf8');
const rows = [...table.matchAll(/key: "(\w+)", name: "(.+?)", texts: "(\w+)"/g)].map(([, key, name, texts]) => ({ key: key!, name: name!, texts: texts! }));

/** The languages that pages are written in. */
export const languages = rows.filter(({ key, texts }) => key === texts).map(({ key }) => key);
/** What each language is called in itself, and the product: they are the same in all. */
export const ownNames = [...rows.map(({ name }) => name), 'Kantoor'];

type Texts = { [key: string]: string | Texts };
const folder = path.join(import.meta.dirname, '../../app/locales');

function flat(texts: Texts, before: string): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[before + key, value]] : flat(value, `${before}${key}.`));
}

/** Each text of a language by its key, such as `card.address.add`. */
export const texts: Record<string, Map<string, string>> = Object.fromEntries(languages.map((language) => {
  const files = readdirSync(path.join(folder, language));
  const read = (file: string) => JSON.parse(readFileSync(path.join(folder, language, file), 'utf8')) as Texts;
  return [language, new Map(files.flatMap((file) => flat(read(file), `${path.parse(file).name}.`)))];
}));

/** A text as the part of a pattern that fits it alone; any space fits another. */
export const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/gu, '\\s+');

/**
 * What a page says in its own language where the code names this key, or several with a space between them. What is filled in may be
 * given; where it is not, anything fits.
 */
export async function says(page: Page, keys: string, filled: Record<string, string> = {}): Promise<RegExp> {
  const language = (await page.locator('html').getAttribute('lang')) ?? '';
  const text = keys.split(' ').map((key) => {
    const found = texts[language]?.get(key);
    if (found === undefined) throw new Error(`app/locales/${language} has no ${key}`);
    return found;
  });
  const parts = text.join(' ').split(/\{\{\s*(\w+)\s*\}\}/);
  const fits = parts.map((part, place) => (place % 2 === 0 ? literal(part) : part in filled ? literal(filled[part]!) : '.*'));
  return new RegExp(`^${fits.join('')}$`, 'u');
}
