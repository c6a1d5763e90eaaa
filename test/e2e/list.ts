import type { Locator } from 'playwright-core';

/** Pixels that a list is moved at once: less than it shows, so that no row is passed over. */
const STEP = 60;

/**
 * Looks for a row in a list that has only those in the page that are in sight: first among these, then from the top on,
 * until it is in sight.
 * @param ask for the row among those in sight
 * @returns undefined where the whole list has no such row
 */
export async function seek<T>(list: Locator, ask: () => Promise<T | undefined>): Promise<T | undefined> {
  const here = await ask();
  if (here !== undefined) return here;
  const scrollable = list.locator('.monaco-scrollable-element').first();
  if ((await scrollable.count()) === 0) return undefined;
  const move = (pixels: number): Promise<void> =>
    scrollable.dispatchEvent('wheel', { deltaY: pixels, bubbles: true, cancelable: true });
  const place = (): Promise<string> =>
    list
      .locator('.monaco-list-rows')
      .first()
      .evaluate(({ style }) => style.top);
  await move(-1_000_000);
  for (let before; before !== (await place());) {
    const row = await ask();
    if (row !== undefined) return row;
    before = await place();
    await move(STEP);
  }
  return undefined;
}
