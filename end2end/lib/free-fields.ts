/** The tab of free fields: the fields that stand on it are elsewhere where the cards do not have it. */
import { test } from '../fixtures.ts';
import { call } from './seed.ts';

const slug = 'vrije-kenmerken';

/** Lets each test of a file begin without the tab, and leaves it to the others of this server as it was. */
export function withoutFreeFields(): void {
  let was = false;
  test.beforeEach(async ({ page }) => {
    const tabs = await call<{ slug: string; on: boolean }[]>(page, 'settings/card_tabs');
    was = tabs.some((tab) => tab.slug === slug && tab.on);
    await call(page, 'settings/switch_card_tab', { slug, on: false });
  });
  test.afterEach(async ({ page }) => {
    await call(page, 'settings/switch_card_tab', { slug, on: was });
  });
}
