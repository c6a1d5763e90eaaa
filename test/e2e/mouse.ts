import type { Page } from 'playwright-core';

/** Moves the mouse to where nothing is: a hover that it brings up would lie over what is to be clicked or seen. */
export async function moveMouseAway(page: Page): Promise<void> {
  await page.locator('.part.statusbar').hover({ position: { x: 640, y: 10 } });
}
