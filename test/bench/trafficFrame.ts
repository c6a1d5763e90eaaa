import { setTimeout as later } from 'node:timers/promises';
import type { Frame, Page } from 'playwright-core';

/** What the Traffic page went through while something was done. */
export interface FrameFelt {
  /** The longest task of its thread in which its own code or drawing may have had a part; 0 where none took 50 ms. */
  readonly longestTask: number;
  /** Of 100 frames so many came more than 20 ms after the one before. */
  readonly late: number;
  readonly frames: number;
  /** Answers that it got for one sample at most, and the bytes of the largest message of all. */
  readonly answers: number;
  readonly largest: number;
}

interface Noted {
  longestTask: number;
  gaps: number[];
  answers: Record<number, number>;
  largest: number;
  readonly end: () => void;
}

declare global {
  var netstatNoted: Noted;
}

/** Milliseconds between two looks whether rows are there. */
const LOOK = 5;
const FIRST_ROWS_WITHIN = 60_000;

/** The frame of the page, as soon as it has rows. */
export async function frameWithRows(page: Page): Promise<Frame> {
  const began = performance.now();
  while (performance.now() - began < FIRST_ROWS_WITHIN) {
    for (const frame of page.frames().slice(1)) if (await hasRows(frame)) return frame;
    await later(LOOK);
  }
  throw new Error('The Traffic page showed no rows.');
}

/** A frame that is being loaded or taken away has none, and may never answer. */
async function hasRows(frame: Frame): Promise<boolean> {
  const has = frame
    .evaluate(() => document.querySelector('[data-place] > [role="gridcell"] > .text') !== null)
    .catch(() => false);
  return Promise.race([has, later(1_000, false)]);
}

/** Notes in the page's own frame what it goes through until the work is done. */
export async function feltInFrame(frame: Frame, work: () => Promise<unknown>): Promise<FrameFelt> {
  await frame.evaluate(note);
  await work();
  return frame.evaluate(() => {
    const { longestTask, gaps, answers, largest, end } = globalThis.netstatNoted;
    end();
    const late = gaps.filter((gap) => gap > 20).length;
    return {
      longestTask,
      late: gaps.length === 0 ? 0 : (late / gaps.length) * 100,
      frames: gaps.length,
      answers: Math.max(0, ...Object.values(answers)),
      largest,
    };
  });
}

/** Runs in the page. */
function note(): void {
  const noted: Noted = { longestTask: 0, gaps: [], answers: {}, largest: 0, end };
  globalThis.netstatNoted = noted;
  // VS Code's own frames share the thread: a task that was all theirs has the name of one of them.
  const others = ['same-origin-ancestor', 'same-origin-descendant', 'cross-origin-ancestor'];
  const observer = new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries())
      if (!others.some((other) => name === other)) noted.longestTask = Math.max(noted.longestTask, duration);
  });
  observer.observe({ type: 'longtask' });
  let [before, request] = [0, 0];
  const onFrame = (now: number): void => {
    if (before > 0) noted.gaps.push(now - before);
    before = now;
    request = requestAnimationFrame(onFrame);
  };
  request = requestAnimationFrame(onFrame);
  const onMessage = ({ data }: MessageEvent<{ kind?: string; answer?: { sequence: number } }>): void => {
    let bytes = 0;
    const rest = JSON.stringify(data, (_key, value: unknown) => {
      if (!ArrayBuffer.isView(value)) return value;
      bytes += value.byteLength;
      return undefined;
    });
    noted.largest = Math.max(noted.largest, bytes + rest.length);
    const sequence = data.answer?.sequence;
    if (sequence !== undefined) noted.answers[sequence] = (noted.answers[sequence] ?? 0) + 1;
  };
  addEventListener('message', onMessage);
  function end(): void {
    observer.disconnect();
    cancelAnimationFrame(request);
    removeEventListener('message', onMessage);
  }
}

/** Milliseconds of each of the two ways of scrolling. */
const SCROLL_TIME = 2_500;
const FRAME = 1000 / 60;

/** Scrolls through all rows with the wheel, and back as who drags the scroll bar does. */
export async function scrollThrough(page: Page, frame: Frame): Promise<void> {
  await overRows(page, frame);
  const height = await frame.evaluate(() => document.querySelector('[role="grid"]')?.scrollHeight ?? 0);
  const turns = SCROLL_TIME / FRAME;
  const began = performance.now();
  for (let turn = 0; turn < turns; turn++) {
    await page.mouse.wheel(0, height / turns);
    await later(Math.max(0, began + turn * FRAME - performance.now()));
  }
  await frame.evaluate(dragToTop, SCROLL_TIME);
}

/** Runs in the page: each frame has the place that the pointer has come to. */
function dragToTop(time: number): Promise<void> {
  const grid = document.querySelector('[role="grid"]');
  if (grid === null) throw new Error('The page has no table.');
  const top = grid.scrollTop;
  const began = performance.now();
  return new Promise((done) => {
    const onFrame = (now: number): void => {
      const left = 1 - (now - began) / time;
      grid.scrollTop = Math.max(0, top * left);
      if (left > 0) requestAnimationFrame(onFrame);
      else done();
    };
    requestAnimationFrame(onFrame);
  });
}

/** Puts the pointer on the rows. */
async function overRows(page: Page, frame: Frame): Promise<void> {
  const box = await frame.locator('[role="grid"]').boundingBox();
  if (box === null) throw new Error('The page has no table.');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
}
