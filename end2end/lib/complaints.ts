/** What the browser says against a page: errors on the console (a breach of the content security policy is one) and exceptions. */
import type { BrowserContext } from '@playwright/test';

export class Complaints {
  private readonly heard: string[] = [];
  private readonly allowed: RegExp[] = [];

  /** Listens to every page of a context. A test that opens a context of its own hands it over too. */
  watch(context: BrowserContext): void {
    context.on('console', (message) => {
      if (message.type() === 'error') this.heard.push(`${message.text()} (${message.location().url})`);
    });
    context.on('weberror', (error) => this.heard.push(error.error().stack ?? error.error().message));
  }

  /** For a test that provokes an error: Chromium reports each failed request on the console. */
  allow(pattern: RegExp): void {
    this.allowed.push(pattern);
  }

  get unexpected(): string[] {
    return this.heard.filter((text) => !this.allowed.some((pattern) => pattern.test(text)));
  }
}
