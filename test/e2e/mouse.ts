import type { Page } from 'playwright-core';

/** Moves the mouse to where nothing is: a hover that it brings up would lie over what is to be clicked or seen. */
export async function moveMouseAway(page: Page): Promise<void> {
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  // The middle of the status bar.
  await page.mouse.move(width / 2, height - 10);
}
