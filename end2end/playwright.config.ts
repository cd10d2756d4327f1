import { defineConfig } from '@playwright/test';

/** Browser tests against the release build. Each worker starts its own server, database and mail server: see fixtures.ts. */
export default defineConfig({
  testDir: 'specs',
  outputDir: 'artefacts/results',
  globalTeardown: './lib/logs.ts',
  workers: Number(process.env.KANTOOR_E2E_WORKERS ?? 2),
  retries: 0,
  forbidOnly: true,
  // As long as a machine may take that others use as well: only what fails waits.
  timeout: 300_000,
  expect: { timeout: 30_000 },
  reporter: [['list'], ['html', { open: 'never', outputFolder: 'artefacts/report' }]],
  use: {
    locale: 'nl-BE',
    timezoneId: 'Europe/Brussels',
    // Without the film of every test, which costs two cores a fifth of their time.
    trace: { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      // A machine without a way out must not be asked for one; root may not have a sandbox.
      args: [
        '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run', '--disable-component-update',
        '--disable-sync', '--disable-quic',
      ],
    },
  },
});
