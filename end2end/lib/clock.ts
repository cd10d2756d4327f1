/** A page's clock in the hands of the test. */
import type { Page } from '@playwright/test';

/** From now on time passes as `page.clock` says. It numbers timers beyond the 32 bits in which WebAssembly keeps a number. */
export async function mockClock(page: Page): Promise<void> {
  await page.clock.install();
  await page.evaluate(() => {
    const numbers = new Map<number, number>();
    const [start, clear] = [window.setTimeout, window.clearTimeout];
    let last = 0;
    window.setTimeout = ((...given: Parameters<typeof setTimeout>) => {
      last += 1;
      numbers.set(last, start(...given) as unknown as number);
      return last;
    }) as typeof setTimeout;
    window.clearTimeout = (number) => clear(numbers.get(Number(number)) ?? number);
  });
}
