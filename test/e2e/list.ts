import type { Locator } from 'playwright-core';

/**
 * Looks for a row in a list that has only those in the page that are in sight: first among these, then from the top on,
 * until it is in sight.
 * @param ask for the row among those in sight
 * @returns undefined where the whole list has no such row
 */
export async function seek<T>(list: Locator, ask: () => Promise<T | undefined>): Promise<T | undefined> {
  const here = await ask();
  if (here !== undefined) return here;
  const rows = list.locator('.monaco-list-rows').first();
  if ((await rows.count()) === 0) return undefined;
  await rows.evaluate(turnWheel, -Infinity);
  for (let before, now = await placeOf(rows); now !== before; before = now, now = await placeOf(rows)) {
    const row = await ask();
    if (row !== undefined) return row;
    await rows.evaluate(turnWheel, 0.5);
  }
  return undefined;
}

/**
 * Turns the wheel over a list by so many of its heights, and waits until it is drawn; the mouse stays where it is, and
 * brings no hover up.
 */
async function turnWheel({ parentElement: list }: Element, heights: number): Promise<void> {
  const deltaY = Math.max(-1_000_000, (list?.clientHeight ?? 0) * heights);
  list?.dispatchEvent(new WheelEvent('wheel', { deltaY, bubbles: true, cancelable: true }));
  // The list moves with the next frame.
  for (let frames = 0; frames < 2; frames++) await new Promise(requestAnimationFrame);
}

/** How far a list has been moved. */
async function placeOf(rows: Locator): Promise<string> {
  return rows.evaluate((element) => element.style.top);
}
