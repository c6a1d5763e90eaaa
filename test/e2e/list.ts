import type { Locator } from 'playwright-core';

/** Heights that nothing which is looked at here is long. */
const TO_THE_TOP = -1_000;

/**
 * Looks for something in a list or an editor, whose rows are in the page only as far as they are in sight: first among
 * these, then from the top on, until it is in sight.
 * @param content what moves while it is scrolled
 * @param ask for what is wanted among what is in sight
 * @returns undefined where it is nowhere; the top is in sight then
 */
export async function seek<T>(content: Locator, ask: () => Promise<T | undefined>): Promise<T | undefined> {
  const here = await ask();
  if (here !== undefined) return here;
  if ((await content.count()) === 0) return undefined;
  await content.evaluate(turnWheel, TO_THE_TOP);
  for (let before, now = await placeOf(content); now !== before; before = now, now = await placeOf(content)) {
    const row = await ask();
    if (row !== undefined) return row;
    await content.evaluate(turnWheel, 0.5);
  }
  await content.evaluate(turnWheel, TO_THE_TOP);
  return undefined;
}

/**
 * Turns the wheel by so many heights of what is in sight, and waits until it is drawn; the mouse stays where it is, and
 * brings no hover up.
 */
async function turnWheel({ parentElement: frame }: Element, heights: number): Promise<void> {
  const deltaY = (frame?.clientHeight ?? 0) * heights;
  frame?.dispatchEvent(new WheelEvent('wheel', { deltaY, bubbles: true, cancelable: true }));
  // It moves with the next frame.
  for (let frames = 0; frames < 2; frames++) await new Promise(requestAnimationFrame);
}

/** How far it has been scrolled. */
async function placeOf(content: Locator): Promise<string> {
  return content.evaluate((element) => element.style.top);
}
