import type { Engine } from '../model/engine';
import type { Clock } from './clock';
import type { Endings } from './endings';
import type { Target } from './plan';

const POLL = 100;

/** Whether the user broke the waiting off. */
export interface Stop {
  readonly isRequested: boolean;
}

/** What waiting for processes depends on. */
export interface WaitDependencies {
  readonly engine: Engine;
  readonly clock: Clock;
}

/**
 * Waits for those that have no ending yet, and notes this one for those that have gone.
 * @param period milliseconds
 * @returns those that still run
 */
export async function waitFor(
  targets: readonly Target[],
  ending: 'terminated' | 'killed',
  period: number,
  { engine, clock }: WaitDependencies,
  endings: Endings,
  stop: Stop = { isRequested: false },
): Promise<Target[]> {
  const running = new Set(targets.filter((target) => !endings.has(target)));
  const deadline = clock.now() + period;
  for (;;) {
    for (const target of running) {
      if ((await engine.stateOf(target.process)) === 'running') continue;
      endings.set(target, { kind: ending });
      running.delete(target);
    }
    if (running.size === 0 || stop.isRequested || clock.now() >= deadline) return [...running];
    await clock.sleep(Math.min(POLL, deadline - clock.now()));
  }
}
