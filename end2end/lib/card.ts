/** The card of a customer. */
import type { Locator, Page } from '@playwright/test';

/** The three dots beside its name. */
export const menuOfCard = (page: Page): Locator => page.locator('.card-head').getByRole('button', { name: /^Acties voor/ });
