import Mocha from 'mocha';
import { stretched } from './host/timeLimit';

const { EVENT_HOOK_BEGIN, EVENT_RUN_END, EVENT_TEST_BEGIN } = Mocha.Runner.constants;

/** Milliseconds between looks at the load. */
const INTERVAL = 1_000;

/**
 * Has the time limits of a run's tests and hooks grow with the load of the machine: when one begins, and while it runs.
 * What a test sets for itself while it runs stays as it is.
 */
export function stretchTimeLimits(runner: Mocha.Runner): void {
  /** What is enough on an idle machine, and what was made of it: hooks run many times. */
  const limits = new Map<Mocha.Runnable, { readonly idle: number; readonly now: number }>();
  const begin = (runnable: Mocha.Runnable): void => {
    const idle = limits.get(runnable)?.idle ?? runnable.timeout();
    const now = stretched(idle);
    limits.set(runnable, { idle, now });
    runnable.timeout(now);
  };
  runner.on(EVENT_TEST_BEGIN, begin);
  runner.on(EVENT_HOOK_BEGIN, begin);
  const timer = setInterval(() => {
    const { currentRunnable } = runner;
    const limit = currentRunnable && limits.get(currentRunnable);
    if (limit === undefined || currentRunnable?.timeout() !== limit.now) return;
    // Mocha counts anew from here on; a limit only grows.
    if (stretched(limit.idle) > limit.now) begin(currentRunnable);
  }, INTERVAL).unref();
  runner.once(EVENT_RUN_END, () => clearInterval(timer));
}
