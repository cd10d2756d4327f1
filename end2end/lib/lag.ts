/** Calls that are late: answers then come in an order that no idle machine gives, and what waits for too little shows. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { BrowserContext } from '@playwright/test';

/** The most milliseconds that a call of a page is held back. */
const most = Number(process.env.KANTOOR_E2E_LAG ?? 0);

export async function lag(context: BrowserContext): Promise<void> {
  if (most === 0) return;
  await context.route('**/api/**', async (route) => {
    await sleep(Math.random() * most);
    // The page may be gone by now.
    await route.continue().catch(() => {});
  });
}
