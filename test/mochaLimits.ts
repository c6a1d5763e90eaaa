import Mocha from 'mocha';
import { stretched } from './host/timeLimit';

const { EVENT_HOOK_BEGIN, EVENT_HOOK_END, EVENT_RUN_END, EVENT_TEST_BEGIN, EVENT_TEST_END } =
  Mocha.Runner.constants;

/** Milliseconds between looks at the load. */
const INTERVAL = 1_000;

/**
 * Has the time limits of a run's tests and hooks grow with the load of the machine: when one begins, and while it runs.
 * What a test sets for itself while it runs stays as it is.
 */
export function stretchTimeLimits(runner: Mocha.Runner): void {
  /** What is enough on an idle machine, and what was made of it: hooks run many times. */
  const limits = new Map<Mocha.Runnable, { readonly idle: number; readonly now: number }>();
  /** Mocha's current one stays so until the next begins: it must not be given a limit again, which would be reached. */
  const ended = new Set<Mocha.Runnable>();
  const begin = (runnable: Mocha.Runnable): void => {
    ended.delete(runnable);
    const idle = limits.get(runnable)?.idle ?? runnable.timeout();
    const now = stretched(idle);
    limits.set(runnable, { idle, now });
    runnable.timeout(now);
  };
  runner.on(EVENT_TEST_BEGIN, begin);
  runner.on(EVENT_HOOK_BEGIN, begin);
  for (const event of [EVENT_TEST_END, EVENT_HOOK_END]) {
    runner.on(event, (runnable: Mocha.Runnable) => void ended.add(runnable));
  }
  const timer = setInterval(() => {
    const { currentRunnable } = runner;
    if (currentRunnable === undefined || ended.has(currentRunnable)) return;
    const limit = limits.get(currentRunnable);
    if (limit === undefined || currentRunnable.timeout() !== limit.now) return;
    // Mocha counts anew from here on; a limit only grows.
    if (stretched(limit.idle) > limit.now) begin(currentRunnable);
  }, INTERVAL).unref();
  runner.once(EVENT_RUN_END, () => clearInterval(timer));
}
