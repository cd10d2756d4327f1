/**
 * The figures that a person feels, measured in Chromium: Lighthouse, what a first visit fetches, when a page is hydrated, and how long a
 * letter takes to become rows. It prints; nothing is judged by the clock.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { chromium, type BrowserContext, type LaunchOptions, type Page } from '@playwright/test';
import { administrator, makeFirm, test } from '../fixtures.ts';
import { artefacts } from '../lib/process.ts';
import { importIs, step, uploadFile } from '../lib/seed.ts';
import { Server } from '../lib/server.ts';
import { customer, workbook } from '../lib/workbook.ts';

const run = promisify(execFile);
const customers = 500;
const times = 9;
const lighthouse = 'lighthouse@13.5.0';
/** Where Lighthouse finds the browser that it measures in. */
const port = 9_222;

type Cookies = Parameters<BrowserContext['addCookies']>[0];

const sorted = (numbers: number[]) => [...numbers].sort((a, b) => a - b);
const part = (numbers: number[], share: number) => sorted(numbers)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))]!;

/** The versions that are measured beside one another: the one that was built, and one before if it is said where it is. */
const versions = [
  { name: 'now', bin: process.env.KANTOOR_BIN!, site: process.env.KANTOOR_SITE! },
  ...(process.env.KANTOOR_BEFORE ? [{ name: 'before', bin: `${process.env.KANTOOR_BEFORE}/kantoor`, site: `${process.env.KANTOOR_BEFORE}/site` }] : []),
];

/**
 * Opens the list with nothing of it in the browser's memory, and waits until it is hydrated. Gives milliseconds, the bytes until then, and
 * those that were fetched ahead after it, when the browser was idle.
 */
async function cold(context: BrowserContext, address: string, throttle: number): Promise<{ hydrated: number; bytes: number; ahead: number }> {
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.clearBrowserCache');
  if (throttle > 1) await devtools.send('Emulation.setCPUThrottlingRate', { rate: throttle });
  let bytes = 0;
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => { bytes += encodedDataLength; });
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (!document.body?.hasAttribute('data-hydrated')) return;
      observer.disconnect();
      (window as unknown as { hydrated: number }).hydrated = performance.now();
    }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-hydrated'] });
  });
  await page.goto(address);
  await page.locator('body[data-hydrated]').waitFor({ state: 'attached' });
  const hydrated = await page.evaluate(() => (window as unknown as { hydrated: number }).hydrated);
  const until = bytes;
  await page.waitForTimeout(1_500);
  await page.close();
  return { hydrated, bytes: until, ahead: bytes - until };
}

/** How long each letter of a search takes from the key to the frame after its rows are there. */
async function letters(page: Page): Promise<number[]> {
  await page.goto('/klanten?tab=concept');
  await page.locator('body[data-hydrated]').waitFor({ state: 'attached' });
  await page.evaluate(() => {
    const state = window as unknown as { pressed: number; painted: number };
    addEventListener('keydown', () => { state.pressed = performance.now(); state.painted = 0; }, true);
    new MutationObserver((changes) => {
      const rows = changes.some(({ target }) => target instanceof Element && target.closest('.page-fill') && !target.closest('.toolbar'));
      if (rows && !state.painted) requestAnimationFrame(() => requestAnimationFrame(() => { state.painted ||= performance.now(); }));
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  const field = page.getByRole('searchbox');
  await field.focus();
  const took: number[] = [];
  for (let round = 0; round < 6; round++) {
    for (const letter of `bakkerij ${round + 1}`) {
      await page.keyboard.press(letter === ' ' ? 'Space' : letter);
      if (letter === ' ') continue;
      const painted = await page.waitForFunction(() => (window as unknown as { painted: number }).painted || null, null, { timeout: 3_000 })
        .then((handle) => handle.jsonValue(), () => null);
      const pressed = await page.evaluate(() => (window as unknown as { pressed: number }).pressed);
      // Some letters change no row.
      if (painted) took.push((painted as number) - pressed);
      await page.waitForTimeout(150);
    }
    await field.fill('');
    await page.waitForTimeout(400);
  }
  return took;
}

/**
 * The scores of Lighthouse for a phone: performance, accessibility, best practices; and the largest paint in milliseconds. The cookies
 * are the browser's own: a header that is put on every request does not reach those that a page makes.
 */
async function scores(launch: LaunchOptions, url: string, cookies: Cookies): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'lighthouse-'));
  const report = path.join(folder, 'report.json');
  const browser = await chromium.launchPersistentContext(path.join(folder, 'profile'), { ...launch, args: [...launch.args ?? [], `--remote-debugging-port=${port}`] });
  try {
    await browser.addCookies(cookies);
    await run('npx', ['--yes', lighthouse, url, `--port=${port}`, '--only-categories=performance,accessibility,best-practices', '--output=json', `--output-path=${report}`, '--quiet']);
  } finally {
    await browser.close();
  }
  const { categories, audits } = JSON.parse(readFileSync(report, 'utf8'));
  rmSync(folder, { recursive: true });
  const score = (name: string) => Math.round(categories[name].score * 100);
  const lcp = Math.round(audits['largest-contentful-paint'].numericValue);
  return `${score('performance')} / ${score('accessibility')} / ${score('best-practices')}, LCP ${lcp} ms`;
}

test('the figures of a browser', async ({ browser, mail, launchOptions }) => {
  const lines: string[] = [];
  for (const { name, bin, site } of versions) {
    process.env.KANTOOR_BIN = bin;
    process.env.KANTOOR_SITE = site;
    const server = await Server.launch(`speed-${name}`, { KANTOOR_SMTP_URL: mail.smtp });
    try {
      const { storageState } = await makeFirm(server, administrator, path.join(artefacts, 'sessions', `speed-${name}.json`));
      const context = await browser.newContext({ baseURL: server.url, storageState, locale: 'nl-BE' });
      const rows = Array.from({ length: customers }, (_, index) => customer(index));
      const id = await uploadFile(context, 'klanten.xlsx', await workbook(rows));
      await step(context, 'imports/start', id);
      await importIs(context, id, /^done/i);

      const hydrated: number[] = [], bytes: number[] = [], ahead: number[] = [];
      for (let time = 0; time < times; time++) {
        const fresh = await browser.newContext({ baseURL: server.url, storageState, locale: 'nl-BE' });
        const measured = await cold(fresh, '/klanten?tab=concept', 4);
        hydrated.push(measured.hydrated);
        bytes.push(measured.bytes);
        ahead.push(measured.ahead);
        await fresh.close();
      }
      const page = await context.newPage();
      const took = await letters(page);
      await page.goto('/klanten?tab=concept');
      const card = await page.locator('table.customers tbody th a').first().getAttribute('href');
      await page.close();
      const cookies = await context.cookies();
      lines.push(
        `${name}: list cold ${Math.round(part(bytes, 0.5) / 1000)} kB, and ${Math.round(part(ahead, 0.5) / 1000)} kB ahead when idle; hydrated at 4x throttle p50 ${Math.round(part(hydrated, 0.5))} ms`,
        `${name}: key to rows (${took.length} letters, ${customers} customers) p50 ${Math.round(part(took, 0.5))} ms, p95 ${Math.round(part(took, 0.95))} ms`,
      );
      for (const [what, address, who] of [['sign-in', '/aanmelden', []], ['list', '/klanten?tab=concept', cookies], ['card', card!, cookies]] as const) {
        lines.push(`${name}: Lighthouse ${what} ${await scores(launchOptions, server.url + address, who).catch((error) => `not measured: ${String(error).slice(0, 200)}`)}`);
      }
      await context.close();
    } finally {
      await server.dispose();
    }
  }
  console.log(lines.join('\n'));
});
