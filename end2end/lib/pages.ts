/** What many tests do on a page. */
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, type APIRequestContext, type Page } from '@playwright/test';
import { artefacts } from './process.ts';

export interface Account {
  firm: string;
  name: string;
  email: string;
  password: string;
}

export const administrator: Account = {
  firm: 'Kantoor Peeters',
  name: 'An Peeters',
  email: 'an@kantoorpeeters.be',
  password: 'wandelen-langs-de-Dijle-7',
};

/** Waits until the WebAssembly has taken the page over; before that, a click may be lost. */
export async function hydrated(page: Page): Promise<void> {
  await page.locator('body[data-hydrated]').waitFor({ state: 'attached' });
}

/** Opens a page and waits until it is hydrated. */
export async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await hydrated(page);
}

async function fill(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) await page.locator(`form [name="${name}"]`).fill(value);
}

export async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto('/aanmelden');
  await fill(page, { email, password });
  await page.locator('form button[type="submit"]').click();
  await expect(page).not.toHaveURL(/\/aanmelden/);
}

/** Sends a page's form as a browser without JavaScript does: what its fields were given, over what they held, to where it points. */
export async function submitForm(request: APIRequestContext, url: string, fields: Record<string, string>): Promise<void> {
  const html = await (await request.get(url)).text();
  const form = html.match(/<form\b[^>]*\bmethod="post"[\s\S]*?<\/form>/i)?.[0];
  if (!form) throw new Error(`${url} shows no form to send`);
  const attribute = (tag: string, name: string) => tag.match(new RegExp(`\\b${name}="([^"]*)"`))?.[1]?.replaceAll('&amp;', '&') ?? '';
  const filled = [...form.matchAll(/<input\b[^>]*\bvalue="[^"]+"[^>]*>/gi)].map(([tag]) => [attribute(tag, 'name'), attribute(tag, 'value')]);
  const action = new URL(attribute(form.slice(0, form.indexOf('>')), 'action') || url, url);
  const answer = await request.post(action.href, {
    form: { ...Object.fromEntries(filled), ...fields },
    headers: { origin: action.origin, referer: url, 'sec-fetch-site': 'same-origin', accept: 'text/html' },
  });
  if (!answer.ok() || answer.url().includes('fout=')) throw new Error(`${action.pathname} answered ${answer.status()} at ${answer.url()}`);
}

/** What another colour scheme can break. */
const ofColours = ['color-contrast', 'link-in-text-block'];

/**
 * Fails on anything that axe finds against the page as it stands, or against a part of it: everything in light, colours in dark
 * too. Preloading would copy the style sheets into the page, which the content security policy forbids; no rule that runs here
 * needs it.
 */
export async function axe(page: Page, part = ':root'): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const builder = new AxeBuilder({ page }).options({ preload: false, rules: { 'target-size': { enabled: true } } }).include(part);
    const { violations } = await (colorScheme === 'dark' ? builder.withRules(ofColours) : builder).analyze();
    const found = violations.map(({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map(({ html }) => html).join('\n  ')}`);
    expect.soft(found, `axe in ${colorScheme}, ${page.url()}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: null });
}

/** Keeps a picture of the whole page among the run's artefacts. */
export async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: path.join(artefacts, 'screenshots', `${name}.png`), fullPage: true });
}
