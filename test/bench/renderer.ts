import type { Page } from 'playwright-core';

/** What a person would have felt, in milliseconds. */
export interface Felt {
  /** The longest task of the page's own thread; 0 where none was longer than 50 ms. */
  readonly longestTask: number;
  /** The longest time from a key or click to the picture that shows it; 0 where none took 16 ms. */
  readonly longestAnswer: number;
}

interface Watching {
  netstatFelt: { longestTask: number; longestAnswer: number };
  netstatObservers: PerformanceObserver[];
}

/** Watches the workbench's page while something is done, and gives what that gave, too. */
export async function feltDuring<T>(page: Page, work: () => Promise<T>): Promise<[T, Felt]> {
  await page.evaluate(() => {
    const watching = globalThis as unknown as Watching;
    const felt = { longestTask: 0, longestAnswer: 0 };
    const observe = (options: PerformanceObserverInit, note: (ms: number) => void): PerformanceObserver => {
      const observer = new PerformanceObserver((list) =>
        list.getEntries().forEach((entry) => note(entry.duration)),
      );
      observer.observe(options);
      return observer;
    };
    watching.netstatFelt = felt;
    watching.netstatObservers = [
      observe({ type: 'longtask' }, (ms) => (felt.longestTask = Math.max(felt.longestTask, ms))),
      observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit, (ms) => {
        felt.longestAnswer = Math.max(felt.longestAnswer, ms);
      }),
    ];
  });
  const result = await work();
  const felt = await page.evaluate(() => {
    const watching = globalThis as unknown as Watching;
    for (const observer of watching.netstatObservers) observer.disconnect();
    return watching.netstatFelt;
  });
  return [result, felt];
}
