import { setTimeout as sleep } from 'node:timers/promises';
import { TimeLimit } from './timeLimit';

const INTERVAL = 50;

/**
 * Asks again and again until the answer is neither undefined nor false, and returns it.
 * @param what is waited for, for the message of the error that is thrown when the time is over
 * @param milliseconds how long that may take on an idle machine
 */
export async function until<T>(
  what: string,
  ask: () => T | undefined | false | Promise<T | undefined | false>,
  milliseconds = 15_000,
  interval = INTERVAL,
): Promise<T> {
  const limit = new TimeLimit(milliseconds);
  for (;;) {
    // Before the question: an answer that was long in coming counts all the same.
    const isLast = limit.isOver();
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (isLast) throw new Error(`Waited ${limit.text} in vain for ${what}.`);
    await sleep(interval);
  }
}
