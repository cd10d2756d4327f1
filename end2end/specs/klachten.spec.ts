/** What the browser or the server complains of fails a test, however well the page looks. */
import { writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, open, test } from '../fixtures.ts';
import { faults } from '../lib/logs.ts';

const panic = 'panicked at app/src/lib.rs: thrown on purpose';

/** Throws as WebAssembly does: outside of what the test awaits. */
const throwLate = (page: Page) => page.evaluate((words) => void setTimeout(() => { throw new Error(words); }), panic);

test('what a page throws, and what it writes as an error, is heard', async ({ page, complaints }) => {
  await open(page, '/klanten');
  expect(complaints.unexpected).toEqual([]);
  await throwLate(page);
  await expect.poll(() => complaints.unexpected.join('\n')).toContain(panic);
  await page.evaluate(() => console.error('written on purpose'));
  await expect.poll(() => complaints.unexpected.join('\n')).toContain('written on purpose');
  complaints.allow(/on purpose/);
  expect(complaints.unexpected, 'nothing but what is allowed').toEqual([]);
});

test('another browser of a test is heard too', async ({ newContext, firm, complaints }) => {
  const page = await (await newContext({ storageState: firm.storageState })).newPage();
  await open(page, '/klanten');
  await throwLate(page);
  await expect.poll(() => complaints.unexpected.join('\n')).toContain(panic);
  complaints.allow(/on purpose/);
});

test.fail('a test whose page panics fails, though all that it expects is so', async ({ page }) => {
  await open(page, '/klanten');
  const heard = page.waitForEvent('pageerror');
  await throwLate(page);
  await heard;
});

test('a panic in the log of a server is found, and what was there before is not', ({}, testInfo) => {
  const log = testInfo.outputPath('server.log');
  const before = "thread 'main' panicked at app/src/main.rs:1:1\n";
  writeFileSync(log, before);
  const { lines, end } = faults(log);
  expect(lines).toEqual([before.trim()]);
  const after = 'INFO a request\nWARN a signal was read after it was disposed\n';
  writeFileSync(log, before + after);
  expect(faults(log, end).lines).toEqual(['WARN a signal was read after it was disposed']);
  expect(faults(testInfo.outputPath('none.log')).lines, 'a server that wrote nothing').toEqual([]);
});
