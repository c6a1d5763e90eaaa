import type { Page } from 'playwright-core';
import { until } from './poll';

/** What lies over the rest of the window, and takes its clicks, for as long as it is there. */
const OVER = ['.monaco-menu', '.monaco-hover:visible', '.monaco-dialog-box', '.quick-input-widget:visible'];

/** Milliseconds, on an idle machine, after which what did not come up while the mouse was held will not. */
const COMES_WITHIN = 2_000;

/** Moves the mouse to where nothing is: a hover that it brings up would lie over what is to be clicked or seen. */
export async function moveMouseAway(page: Page): Promise<void> {
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  // The middle of the status bar.
  await page.mouse.move(width / 2, height - 10);
}

/** Waits until a click meets what it is meant for: no hover, menu, question or quick pick is left over the window. */
export async function clearTheWay(page: Page): Promise<void> {
  await moveMouseAway(page);
  const over = page.locator(OVER.join(', '));
  await until('what lies over the window to vanish', async () => (await over.count()) === 0);
}

/**
 * Holds the mouse over something until what that brings up is there, and returns it. Where a place is drawn anew below
 * the mouse, or was not ready for it, the mouse has to come again.
 * @param hover moves the mouse there
 * @param ask for what it brings up: neither undefined nor false
 */
export async function hoverUntil<T>(
  page: Page,
  what: string,
  hover: () => Promise<void>,
  ask: () => Promise<T | undefined | false>,
): Promise<T> {
  return until(what, async () => {
    await clearTheWay(page);
    await hover();
    return until(what, ask, COMES_WITHIN).catch(() => undefined);
  });
}
