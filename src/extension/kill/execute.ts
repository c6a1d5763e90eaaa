import type { Engine, SignalOutcome } from '../../core/model/engine';
import { type Aftermath, aftermathOf } from './aftermath';
import type { Clock } from './clock';
import type { KillPlan, Target } from './plan';

/** Milliseconds that the kernel is given to end a process after SIGKILL. */
const SIGKILL_PERIOD = 2_000;
const POLL = 100;

/** What the user is asked and shown. */
export interface KillDialogs {
  /** Whether these processes are to be ended. */
  confirm(plan: KillPlan): Promise<boolean>;
  /** Shows that these processes are waited for, until `work` is done. The user may break the waiting off. */
  whileWaiting<T>(targets: readonly Target[], work: (stop: Stop) => Promise<T>): Promise<T>;
  /** Whether these, which did not end by themselves, are to be ended by SIGKILL. */
  confirmForce(survivors: readonly Target[]): Promise<boolean>;
}

/** Whether the user broke the waiting off. */
export interface Stop {
  readonly isRequested: boolean;
}

/**
 * What became of a process:
 * - `terminated`, `killed`: it ended after SIGTERM, after SIGKILL
 * - `survived`: it runs on after SIGTERM, and the user does not want more
 * - `unkillable`: it runs on after SIGKILL
 * - the others: no signal was sent, see {@link SignalOutcome}
 */
export type Ending =
  | { readonly kind: 'terminated' | 'killed' | 'survived' | 'unkillable' | Unsent }
  | Extract<SignalOutcome, { readonly kind: 'failed' }>;

type Unsent = Exclude<SignalOutcome['kind'], 'sent' | 'failed'>;

/** One process and what became of it. */
export interface KillResult {
  readonly process: Target['process'];
  readonly ending: Ending;
}

/** Everything there is to tell afterwards. */
export interface KillReport {
  readonly results: readonly KillResult[];
  readonly ports: readonly Aftermath[];
}

export interface KillMeans {
  readonly engine: Engine;
  readonly dialogs: KillDialogs;
  readonly clock: Clock;
  /** Milliseconds that a process is given to end by itself. */
  readonly gracePeriod: number;
}

/**
 * Carries a plan out: asks, sends SIGTERM, waits, asks again, sends SIGKILL, looks what became of the ports.
 *
 * The engine verifies each process before each signal; escalation no longer asks for the socket, which a server may
 * have closed when it was told to end.
 * @returns nothing where the user did not agree
 */
export async function execute(plan: KillPlan, means: KillMeans): Promise<KillReport | undefined> {
  const unfit: KillResult[] = plan.unfit.map(({ process, why }) => ({ process, ending: { kind: why } }));
  if (plan.targets.length === 0) return { results: unfit, ports: [] };
  if (!(await means.dialogs.confirm(plan))) return undefined;

  const endings = new Map<Target, Ending>();
  await signalAll(plan.targets, 'SIGTERM', means, endings);
  const survivors = await waitFor(plan.targets, 'terminated', means.gracePeriod, means, endings);
  if (survivors.length > 0 && (await means.dialogs.confirmForce(survivors))) {
    await signalAll(survivors, 'SIGKILL', means, endings);
    const unkillable = await waitFor(survivors, 'killed', SIGKILL_PERIOD, means, endings);
    for (const target of unkillable) endings.set(target, { kind: 'unkillable' });
  }

  const results = plan.targets.map((target) => {
    return { process: target.process, ending: endings.get(target) ?? { kind: 'survived' as const } };
  });
  const ended = plan.targets.filter((target) => hasEnded(endings.get(target)));
  return {
    results: [...results, ...unfit],
    ports: await aftermathOf(ended, plan, means.engine, means.clock),
  };
}

/** Whether the process is gone, by our doing or before. */
export function hasEnded(ending: Ending | undefined): boolean {
  return ending !== undefined && ['terminated', 'killed', 'ended', 'replaced'].includes(ending.kind);
}

async function signalAll(
  targets: readonly Target[],
  signal: 'SIGTERM' | 'SIGKILL',
  { engine }: KillMeans,
  endings: Map<Target, Ending>,
): Promise<void> {
  for (const target of targets) {
    const inodes = signal === 'SIGTERM' ? target.inodes : undefined;
    const outcome = await engine.signal(target.process, signal, inodes);
    const { kind } = outcome;
    if (kind === 'sent') continue;
    // Between the question and SIGKILL it ended by itself: SIGTERM did it.
    const isLate = signal === 'SIGKILL' && (kind === 'ended' || kind === 'replaced');
    endings.set(target, isLate ? { kind: 'terminated' } : kind === 'failed' ? outcome : { kind });
  }
}

/** Waits for those that have no ending yet. Returns those that still run, at once where the user breaks it off. */
async function waitFor(
  targets: readonly Target[],
  ending: 'terminated' | 'killed',
  period: number,
  { engine, dialogs, clock }: KillMeans,
  endings: Map<Target, Ending>,
): Promise<Target[]> {
  const running = new Set(targets.filter((target) => !endings.has(target)));
  if (running.size === 0) return [];
  return dialogs.whileWaiting([...running], async (stop) => {
    const deadline = clock.now() + period;
    for (;;) {
      for (const target of running) {
        if ((await engine.stateOf(target.process)) === 'running') continue;
        endings.set(target, { kind: ending });
        running.delete(target);
      }
      if (running.size === 0 || stop.isRequested || clock.now() >= deadline) break;
      await clock.sleep(Math.min(POLL, deadline - clock.now()));
    }
    return stop.isRequested ? [] : [...running];
  });
}
