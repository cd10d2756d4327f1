import type { Page } from '@playwright/test';

/** Keeps each answer of a server function back until it is let go. */
export async function held(page: Page, path: string): Promise<() => Promise<void>> {
  let release = () => {};
  const waiting = new Promise<void>((resolve) => (release = resolve));
  const pattern = `**/api/${path}`;
  await page.route(pattern, async (route) => {
    await waiting;
    await route.continue();
  });
  return async () => {
    release();
    await page.waitForTimeout(300);
    await page.unroute(pattern);
  };
}
