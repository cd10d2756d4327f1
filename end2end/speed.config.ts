import { defineConfig } from '@playwright/test';
import tests from './playwright.config.ts';

/** What scripts/speed.sh measures: one thing at a time, on a machine that does nothing else. */
export default defineConfig({ ...tests, testDir: 'speed', outputDir: 'artefacts/speed', workers: 1, timeout: 1_200_000, reporter: [['list']] });
