import type { Log } from '../log';
import type { Monitor } from '../monitor';
import { killGracePeriod } from '../settings';
import { type SharedEngine, using } from '../sharedEngine';
import { systemClock } from '../../node/systemClock';
import { editorProcesses } from '../../core/kill/editorProcesses';
import { withGroupSockets } from './groupTargets';
import { execute, type KillDialogs, type KillReport } from '../../core/kill/execute';
import { type KillPlan, makePlan, type Purpose } from '../../core/kill/plan';
import type { KillTarget } from '../../core/kill/targets';

/** What ending processes depends on. */
export interface KillerDependencies {
  readonly engine: SharedEngine;
  readonly monitor: Monitor;
  readonly log: Log;
  readonly ownPid: number;
}

/** Ends or signals processes, asking through `dialogs`. Returns nothing where the user did not agree. */
export function killTargets(
  targets: readonly KillTarget[],
  purpose: Purpose,
  dependencies: KillerDependencies,
  dialogs: KillDialogs,
): Promise<KillReport | undefined> {
  const { engine, ownPid } = dependencies;
  return using(engine, async () => {
    const chosen = await withGroupSockets(targets, engine);
    const plan = await makePlan(chosen, purpose, engine, await editorProcesses(engine, ownPid));
    return carryOut(plan, dependencies, dialogs);
  });
}

/** The same by a plan that is made already. */
export function carryOut(
  plan: KillPlan,
  { engine, monitor, log }: KillerDependencies,
  dialogs: KillDialogs,
): Promise<KillReport | undefined> {
  return using(engine, async () => {
    const gracePeriod = killGracePeriod();
    const report = await execute(plan, { engine, dialogs, clock: systemClock, gracePeriod });
    for (const { process, ending } of report?.results ?? [])
      log.info(`${report?.signal}: pid ${process.pid} ${ending.kind}`);
    await monitor.refresh();
    return report;
  });
}
