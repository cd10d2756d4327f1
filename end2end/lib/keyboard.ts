/** Somebody who has no mouse: goes by Tab, and must see at each stop where the focus is. */
import { expect, type Locator, type Page } from '@playwright/test';

/** More stops than any page has between where one is and what one looks for. */
const longest = 60;

export class Keyboard {
  constructor(private readonly page: Page) {}

  /** Goes on by Tab, or back by Shift and Tab, until this has the focus. Every stop on the way must be seen. */
  async to(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    await expect(target).toBeVisible();
    const way: string[] = [];
    for (let stop = 0; stop < longest; stop++) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await this.page.keyboard.press(key);
      way.push(await this.seen());
    }
    throw new Error(`${key} does not lead to ${String(target)}, but along:\n${way.join('\n')}`);
  }

  /** Goes there and presses Enter. */
  async enter(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    await this.to(target, key);
    await this.page.keyboard.press('Enter');
  }

  /** Goes to a field and types. */
  async type(target: Locator, text: string): Promise<void> {
    await this.to(target);
    await this.page.keyboard.type(text);
  }

  /** Fails where the focus cannot be seen: without an outline, out of the window, or under something else. Tells what has it. */
  async seen(): Promise<string> {
    const { name, fault } = await this.page.evaluate(() => {
      const focused = document.activeElement;
      if (!focused || focused === document.body) return { name: 'nothing', fault: '' };
      const words = focused.getAttribute('aria-label') ?? focused.getAttribute('name') ?? focused.textContent ?? '';
      const name = `<${focused.tagName.toLowerCase()}> ${words.trim().slice(0, 40)}`;
      // A file field lies unseen over the box that stands for it.
      const shown = focused.matches('input[type="file"]') ? focused.closest('.dropzone')! : focused;
      const { outlineStyle, outlineWidth } = getComputedStyle(shown);
      const { left, top, width, height } = shown.getBoundingClientRect();
      const [x, y] = [Math.max(left, 0) + Math.min(width, innerWidth) / 2, Math.max(top, 0) + Math.min(height, innerHeight - Math.max(top, 0)) / 2];
      const above = document.elementFromPoint(x, y);
      const covered = !above || !(shown.contains(above) || above.contains(shown) || above.closest('label')?.contains(shown));
      if (outlineStyle === 'none' || parseFloat(outlineWidth) < 1) return { name, fault: 'has no outline' };
      return { name, fault: covered ? `lies out of sight, under <${above?.tagName} ${above?.className}>` : '' };
    });
    expect.soft(fault, `${name} on ${new URL(this.page.url()).pathname}`).toBe('');
    return name;
  }
}
