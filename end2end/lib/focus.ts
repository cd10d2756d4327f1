/** Where the focus is after what somebody did. */
import type { Locator, Page } from '@playwright/test';
import { expect } from '../fixtures.ts';

/** What one may be led to: a heading, what one did it with, a field, a row, or what a page says of a form that was sent. */
const homes = 'h1, h2, h3, legend, a, button, input, select, textarea, summary, tr, .notice';

/** What has the focus, once what was done is drawn and the page is still. */
export async function focused(page: Page): Promise<string> {
  return page.evaluate(async () => {
    // An answer draws parts of the page anew after it was shown: that too may lose the focus.
    await new Promise((resolve) => setTimeout(resolve, 400));
    const element = document.activeElement;
    const words = element?.getAttribute('aria-label') ?? element?.textContent ?? '';
    return `${element?.tagName ?? 'BODY'} ${words.trim().slice(0, 40)}`;
  });
}

/** Fails where the focus went nowhere, or to what holds everything. */
export async function kept(page: Page, after: string): Promise<void> {
  let what = '';
  const led = async () => {
    what = await focused(page);
    return page.evaluate((homes) => document.activeElement?.matches(homes) ?? false, homes);
  };
  // A busy machine draws the last part of an answer later than the first.
  await expect.configure({ soft: true }).poll(async () => (await led()) || what, { message: `the focus after ${after}` }).toBe(true);
}

/** Fails where the focus does not come to rest on this. */
export async function landed(page: Page, where: string, after?: string): Promise<void> {
  // The page before may have a heading that begins the same: the answer decides, however late it comes.
  await expect.configure({ soft: true }).poll(() => focused(page), { message: after ?? 'the focus' }).toBe(where);
}

export const heading = (page: Page, name: string | RegExp): Locator => page.getByRole('heading', { level: 1, name });
export const menu = (page: Page, name: string): Locator => page.getByRole('button', { name: `Acties voor ${name}` });
