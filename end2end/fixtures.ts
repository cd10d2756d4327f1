/**
 * What a spec imports in place of Playwright's own `test`. Each worker has one server on a fresh SQLite file, one mail server
 * and one firm, shared by its tests; a page starts signed in as the firm's administrator. In a spec:
 *
 * - a visitor: `test.use({ storageState: visitor })`; without JavaScript: `test.use({ javaScriptEnabled: false })`
 * - an empty database, or a server to kill: take the `fresh` fixture, a server of the test's own, and `page.goto(fresh.url + …)`
 * - another browser: `const other = await newContext()`, watched like the first one
 *
 * With KANTOOR_E2E_LAG=600 each call of a page is up to 600 ms late: `npx playwright test` then finds what waits for too little.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { request, test as base, expect, type BrowserContext, type BrowserContextOptions } from '@playwright/test';
import { Complaints } from './lib/complaints.ts';
import { lag } from './lib/lag.ts';
import { faults } from './lib/logs.ts';
import { MailServer } from './lib/mail.ts';
import { administrator, submitForm, type Account } from './lib/pages.ts';
import { artefacts } from './lib/process.ts';
import { Server } from './lib/server.ts';

export { expect };
export * from './lib/pages.ts';
export { link, links } from './lib/mail.ts';

/** No cookies: somebody who is not signed in. */
export const visitor = { cookies: [], origins: [] };

interface Firm extends Account {
  /** A file with the administrator's session. */
  storageState: string;
}

interface WorkerFixtures {
  mail: MailServer;
  server: Server;
  firm: Firm;
}

interface TestFixtures {
  complaints: Complaints;
  /** A server of this test alone, with an empty database. */
  fresh: Server;
  newContext: (options?: BrowserContextOptions) => Promise<BrowserContext>;
  watched: void;
}

/** Makes the firm over the first-run form and signs its administrator in. */
export async function makeFirm(server: Server, account: Account, storageState: string): Promise<Firm> {
  const visit = await request.newContext({ baseURL: server.url });
  await submitForm(visit, server.begin, { ...account });
  const signedIn = (await visit.storageState()).cookies.length > 0;
  if (!signedIn) await submitForm(visit, `${server.url}/aanmelden`, { email: account.email, password: account.password });
  mkdirSync(path.dirname(storageState), { recursive: true });
  // A worker's tests take longer than a password that was given counts: this session is asked for it by no dialog.
  server.sql("UPDATE session SET confirmed_at = '2099-01-01T00:00:00+00:00'");
  await visit.storageState({ path: storageState });
  await visit.dispose();
  return { ...account, storageState };
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  mail: [
    async ({}, use, { workerIndex }) => {
      const mail = await MailServer.launch(`mail-${workerIndex}`);
      await use(mail);
      await mail.dispose();
    },
    { scope: 'worker' },
  ],
  server: [
    async ({ mail }, use, { workerIndex }) => {
      const server = await Server.launch(`server-${workerIndex}`, { KANTOOR_SMTP_URL: mail.smtp });
      await use(server);
      await server.dispose();
    },
    { scope: 'worker' },
  ],
  firm: [
    async ({ server }, use, { workerIndex }) => {
      await use(await makeFirm(server, administrator, path.join(artefacts, 'sessions', `${workerIndex}.json`)));
    },
    { scope: 'worker' },
  ],

  baseURL: ({ server }, use) => use(server.url),
  storageState: ({ firm }, use) => use(firm.storageState),
  complaints: ({}, use) => use(new Complaints()),
  context: async ({ context, complaints }, use) => {
    complaints.watch(context);
    await lag(context);
    await use(context);
  },
  newContext: async ({ browser, baseURL, complaints }, use) => {
    const made: BrowserContext[] = [];
    await use(async (options = {}) => {
      const context = await browser.newContext({ baseURL, locale: 'nl-BE', timezoneId: 'Europe/Brussels', ...options });
      complaints.watch(context);
      await lag(context);
      made.push(context);
      return context;
    });
    await Promise.all(made.map((context) => context.close()));
  },
  fresh: async ({ mail }, use, { testId }) => {
    const server = await Server.launch(`fresh-${testId}`, { KANTOOR_SMTP_URL: mail.smtp });
    await use(server);
    await server.dispose();
    expect(faults(server.log).lines, 'the log of the server').toEqual([]);
  },

  // Every test fails on what its browser or its server complained of, though the page may have looked well.
  watched: [
    async ({ server, complaints }, use) => {
      const { end } = faults(server.log);
      await use();
      expect.soft(complaints.unexpected, 'errors in the browser').toEqual([]);
      expect.soft(faults(server.log, end).lines, 'the log of the server').toEqual([]);
    },
    { auto: true },
  ],
});
