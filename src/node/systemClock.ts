import { timerDelay } from '../core/model/bounds';
import type { Clock } from '../core/kill/clock';

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds) => new Promise((resolve) => void setTimeout(resolve, timerDelay(milliseconds))),
};
