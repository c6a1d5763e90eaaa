import type { Page } from 'playwright-core';
import { until } from './poll';

/** What lies over the rest of the window, and takes its clicks, for as long as it is there. */
const OVER = ['.monaco-menu', '.monaco-hover:visible', '.monaco-dialog-box', '.quick-input-widget:visible'];

/** Milliseconds, on an idle machine, after which what did not come up while the mouse was held will not. */
export const COMES_WITHIN = 2_000;

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

/**
 * Clicks a place where a link is. A link lives only from the answer of who provides it to the next time that its line is
 * drawn, and what is clicked before or after that is text: so it is looked in the page, in the very events, whether the
 * link was there as the button went down and up. Where it was not, nothing was opened, and the mouse comes again; a click
 * that met its link is not repeated.
 * @param link a selector of what is there as long as a click opens the link
 * @param hover brings the link up, and leaves the mouse on it
 * @param ask whether it is the one that is meant; before each look for the link
 */
export async function clickLink(
  page: Page,
  what: string,
  link: string,
  hover: () => Promise<void>,
  ask = async (): Promise<boolean> => true,
): Promise<void> {
  await until(`a click on ${what}`, async () => {
    await hoverUntil(page, what, hover, async () => (await ask()) && (await page.locator(link).count()) > 0);
    const met = await page.evaluateHandle(watchClick, link);
    await page.mouse.down();
    await page.mouse.up();
    return met.evaluate((events) => events.length === 2 && !events.includes(false));
  });
}

/** In the page: notes of the next press and release of the button, before anyone else hears of them, if the link is there. */
function watchClick(link: string): boolean[] {
  const events: boolean[] = [];
  for (const type of ['mousedown', 'mouseup'] as const) {
    const note = (): void => void events.push(document.querySelector(link) !== null);
    window.addEventListener(type, note, { capture: true, once: true });
  }
  return events;
}
