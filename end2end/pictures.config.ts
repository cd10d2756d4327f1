import { defineConfig } from '@playwright/test';
import tests from './playwright.config.ts';

/** What scripts/pictures.sh takes: a picture of everything, for somebody to look at. */
export default defineConfig({ ...tests, testDir: 'pictures', outputDir: 'artefacts/pictures-results', timeout: 1_200_000, reporter: [['list']] });
