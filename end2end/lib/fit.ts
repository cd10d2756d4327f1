/** Whether a page fits its window: nothing sticks out sideways, nothing is cut off. */
import type { Page } from '@playwright/test';

/**
 * What does not fit, in words. A page within the frame scrolls inside itself, so that the document as a whole never does: each box
 * that scrolls the page is looked at. Lists and tabs may scroll sideways inside their own box, which the keyboard reaches.
 */
export function misfits(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const name = (element: Element) =>
      `<${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}"> ${(element.textContent ?? '').trim().slice(0, 40)}`;
    const scrollers = [document.documentElement, ...document.querySelectorAll('.page, dialog[open]')];
    for (const box of scrollers) {
      if (box.scrollWidth > box.clientWidth) found.push(`${name(box)} is ${box.scrollWidth} wide in ${box.clientWidth}`);
    }
    const { scrollHeight, clientHeight } = document.documentElement;
    if (document.querySelector('.frame') && scrollHeight > clientHeight) found.push(`the document is ${scrollHeight} high in ${clientHeight}`);
    const modal = document.querySelector('dialog[open]');
    for (const element of (modal ?? document.body).querySelectorAll('*')) {
      const style = getComputedStyle(element);
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || element.closest('svg') || style.clipPath !== 'none') continue;
      let inside = element.parentElement;
      let scrolls = false;
      let unseen = false;
      for (; inside && !scrollers.includes(inside); inside = inside.parentElement) {
        const around = getComputedStyle(inside);
        scrolls ||= /auto|scroll/.test(around.overflowX);
        unseen ||= around.clipPath !== 'none';
      }
      if (unseen) continue;
      const { left, right, width } = element.getBoundingClientRect();
      if (!scrolls && width > 0 && (right > innerWidth + 1 || left < -1) && style.position !== 'fixed') {
        found.push(`${name(element)} stands from ${Math.round(left)} to ${Math.round(right)}`);
      }
      // What is typed scrolls inside its field.
      if (element.matches('input, textarea, select')) continue;
      const hides = /hidden|clip/;
      if (hides.test(style.overflowX) && style.textOverflow !== 'ellipsis' && element.scrollWidth > element.clientWidth + 1) {
        found.push(`${name(element)} is cut off at the side`);
      }
      if (hides.test(style.overflowY) && style.textOverflow !== 'ellipsis' && element.scrollHeight > element.clientHeight + 2) {
        found.push(`${name(element)} is cut off below: ${element.scrollHeight} in ${element.clientHeight}`);
      }
    }
    // A long word may have to be broken on a phone; one of twelve letters has no reason to, nor has one of twenty where there is room.
    const word = new RegExp(`(?<![^\\s-])[^\\s-]{2,${innerWidth < 640 ? 12 : 20}}(?![^\\s-])`, 'gu');
    for (const title of (modal ?? document.body).querySelectorAll('h1, h2, h3, button, .button, .tab, label, dt')) {
      if (!title.checkVisibility({ visibilityProperty: true })) continue;
      if (title.matches('dt') && title.scrollWidth > title.clientWidth + 1) found.push(`${name(title)} runs into what stands beside it`);
      const walker = document.createTreeWalker(title, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const text = walker.currentNode as Text;
        for (const { index, 0: letters } of text.data.matchAll(word)) {
          const range = document.createRange();
          range.setStart(text, index);
          range.setEnd(text, index + letters.length);
          const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
          if (lines.size > 1) found.push(`${name(title)} breaks ${letters}`);
        }
      }
    }
    return found.slice(0, 8);
  });
}
