import type { ListeningPort } from '../../core/query/listeningPorts';
import type { Log } from '../log';
import type { Monitor } from '../monitor';
import { killGracePeriod } from '../settings';
import { type SharedEngine, using } from '../sharedEngine';
import { systemClock } from './clock';
import { editorProcesses } from './editorProcesses';
import { execute, type KillDialogs, type KillReport } from './execute';
import { makePlan } from './plan';

/** What a kill works with. */
export interface KillerMeans {
  readonly engine: SharedEngine;
  readonly monitor: Monitor;
  readonly log: Log;
  readonly ownPid: number;
}

/** Ends the owners of rows, asking through `dialogs`. Returns nothing where the user did not agree. */
export function killOwners(
  rows: readonly ListeningPort[],
  { engine, monitor, log, ownPid }: KillerMeans,
  dialogs: KillDialogs,
): Promise<KillReport | undefined> {
  return using(engine, async () => {
    const plan = await makePlan(rows, engine, await editorProcesses(engine, ownPid));
    const gracePeriod = killGracePeriod();
    const report = await execute(plan, { engine, dialogs, clock: systemClock, gracePeriod });
    for (const { process, ending } of report?.results ?? [])
      log.info(`kill: pid ${process.pid} ${ending.kind}`);
    await monitor.refresh();
    return report;
  });
}
