import type { Engine, SignalName } from '../model/engine';
import { type Aftermath, aftermathOf } from './aftermath';
import type { Clock } from './clock';
import { type Ending, type Endings, hasEnded, type KillResult } from './endings';
import { ProcessTrees } from './processTrees';
import type { KillPlan, Target } from './plan';
import { endsByDefault } from './signals';
import { type Stop, waitFor } from './waiting';

/** Milliseconds that the kernel is given to end a process after SIGKILL. */
const SIGKILL_PERIOD = 2_000;
/** Milliseconds after another single signal in which an end is taken for its answer. */
const ANSWER_PERIOD = 1_000;

/** What the user is asked and shown. */
export interface KillDialogs {
  /** Whether these processes are to be signalled. */
  confirm(plan: KillPlan): Promise<boolean>;
  /** Shows that these processes are waited for, until `work` is done. The user may break the waiting off. */
  whileWaiting<T>(targets: readonly Target[], work: (stop: Stop) => Promise<T>): Promise<T>;
  /** Whether these, which did not end by themselves, are to be ended by SIGKILL. */
  confirmForce(survivors: readonly Target[]): Promise<boolean>;
}

/** Everything there is to tell afterwards. */
export interface KillReport {
  readonly results: readonly KillResult[];
  readonly ports: readonly Aftermath[];
  /** The signal that was sent first. */
  readonly signal: SignalName;
}

export interface KillDependencies {
  readonly engine: Engine;
  readonly dialogs: KillDialogs;
  readonly clock: Clock;
  /** Milliseconds that a process is given to end by itself. */
  readonly gracePeriod: number;
}

/**
 * Carries a plan out: asks, sends SIGTERM, waits, asks again, sends SIGKILL, looks what became of the ports; or asks
 * and sends the one signal that was asked for. The engine verifies each process before each signal.
 * @returns nothing where the user did not agree
 */
export async function execute(
  plan: KillPlan,
  dependencies: KillDependencies,
): Promise<KillReport | undefined> {
  const { purpose, targets } = plan;
  const signal = purpose.kind === 'signal' ? purpose.signal : 'SIGTERM';
  const unfit: KillResult[] = plan.unfit.map(({ process, why }) => ({ process, ending: { kind: why } }));
  if (targets.length === 0) return { results: unfit, ports: [], signal };
  if (!(await dependencies.dialogs.confirm(plan))) return undefined;

  const endings: Endings = new Map();
  const trees = new ProcessTrees(targets, dependencies.engine, endings);
  if (purpose.kind === 'signal') await sendOne(trees, purpose.signal, dependencies, endings);
  else await end(trees, purpose.kind === 'killWithChildren', dependencies, endings);

  const last: Ending = { kind: purpose.kind === 'signal' ? 'signalled' : 'survived' };
  const results = trees.all.map((target) => {
    return { process: target.process, ending: endings.get(target) ?? last };
  });
  const ended = trees.all.filter((target) => hasEnded(endings.get(target)));
  const ports = await aftermathOf(ended, plan, dependencies.engine, dependencies.clock);
  return { results: [...results, ...unfit], ports, signal };
}

/** Sends one signal, and sees whether it is answered by an end where that is what it means. */
async function sendOne(
  trees: ProcessTrees,
  signal: SignalName,
  dependencies: KillDependencies,
  endings: Endings,
): Promise<void> {
  await trees.signal(signal, false);
  if (!endsByDefault(signal)) return;
  const isForced = signal === 'SIGKILL';
  const period = isForced ? SIGKILL_PERIOD : ANSWER_PERIOD;
  const running = await waitFor(trees.all, isForced ? 'killed' : 'terminated', period, dependencies, endings);
  if (isForced) for (const target of running) endings.set(target, { kind: 'unkillable' });
}

/** Has all end by SIGTERM, and what does not by SIGKILL where the user agrees. */
async function end(
  trees: ProcessTrees,
  withChildren: boolean,
  dependencies: KillDependencies,
  endings: Endings,
): Promise<void> {
  await trees.signal('SIGTERM', withChildren);
  const survivors = await waitWithDialog(
    'terminated',
    dependencies.gracePeriod,
    trees,
    dependencies,
    endings,
  );
  const late = withChildren ? await trees.appeared() : [];
  if (survivors.length > 0 && (await dependencies.dialogs.confirmForce([...late, ...survivors]))) {
    await trees.signal('SIGKILL', withChildren);
    const unkillable = await waitWithDialog('killed', SIGKILL_PERIOD, trees, dependencies, endings);
    for (const target of unkillable) endings.set(target, { kind: 'unkillable' });
  } else for (const target of late) endings.set(target, { kind: 'appeared' });
  // What had to be left alone may have ended together with its tree all the same.
  for (const [target, { kind }] of endings) {
    if (kind !== 'detached' && kind !== 'appeared') continue;
    if ((await dependencies.engine.stateOf(target.process)) !== 'running')
      endings.set(target, { kind: 'terminated' });
  }
}

/** Returns those that still run; none where the user broke the waiting off. */
async function waitWithDialog(
  ending: 'terminated' | 'killed',
  period: number,
  trees: ProcessTrees,
  dependencies: KillDependencies,
  endings: Endings,
): Promise<Target[]> {
  const running = trees.all.filter((target) => !endings.has(target));
  if (running.length === 0) return [];
  return dependencies.dialogs.whileWaiting(running, async (stop) => {
    const survivors = await waitFor(running, ending, period, dependencies, endings, stop);
    return stop.isRequested ? [] : survivors;
  });
}
