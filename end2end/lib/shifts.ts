/** What moved on a page by itself. */
import type { Page } from '@playwright/test';

/** Less than this nobody sees: a share of the window, as browsers count it. */
const unseen = 0.005;

/** Has every page that is opened from now on note when it was first painted whole. */
export async function watchPaint(page: Page): Promise<void> {
  await page.addInitScript(() => addEventListener('load', () => requestAnimationFrame(() => setTimeout(() => performance.mark('painted whole')))));
}

/**
 * Waits for what comes late, and gives what moved since the page was painted whole though nobody touched it. On a busy machine a browser
 * paints the first half of a page while it still reads the second: what moves by that is not counted.
 */
export async function shifts(page: Page): Promise<string[]> {
  await page.waitForLoadState('networkidle');
  return page.evaluate((unseen) => new Promise<string[]>((resolve) => {
    const named = (node: Node | null) => (node instanceof Element ? node : node?.parentElement)?.outerHTML.slice(0, 80) ?? 'something that is gone';
    const moved: string[] = [];
    const painted = performance.getEntriesByName('painted whole')[0]!.startTime;
    const look = (entries: PerformanceEntryList) => {
      for (const entry of entries as (PerformanceEntry & { value: number; hadRecentInput: boolean; sources: { node: Node | null }[] })[]) {
        if (entry.startTime > painted && !entry.hadRecentInput && entry.value > unseen) moved.push(`${entry.value.toFixed(3)}: ${entry.sources.map(({ node }) => named(node)).join(' · ')}`);
      }
    };
    const observer = new PerformanceObserver((list) => look(list.getEntries()));
    observer.observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => { look(observer.takeRecords()); observer.disconnect(); resolve(moved); }, 100);
  }), unseen);
}
